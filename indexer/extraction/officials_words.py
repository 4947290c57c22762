"""A text as syllables with their places: what names and posts are read from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

# "UVT.Ư" and "TT&TT" are one syllable, the second also as portals damage it.
_WORD = re.compile(r"(?i:(?:uv)?t\.ư)(?!\w)|[^\W_]+(?:(?:&(?:amp;)?|(?<=amp);)[^\W_]+)*")
# Most texts have no entities and no "t.ư", many no "&": they are read in a third of the time.
_DEBRIS_OF = ("t.ư", "amp;", "dash", "grave;", "acute;", "circ;", "tilde;")
_PLAIN = re.compile(r"([^\W_]+)")
_WITH_AND = re.compile(r"([^\W_]+(?:&[^\W_]+)*)")
# Entities of letters that portals broke: "phograve;ng" is read as phòng, and stays in the text as it is.
_DAMAGED = re.compile(r"&?(?:amp;)?([aeiouyAEIOUY])(grave|acute|circ|tilde);")
_DAMAGED_WORD = re.compile(rf"[^\W_]*?(?:{_DAMAGED.pattern}[^\W_]*)+|{_WORD.pattern}")
_MARKS = {"grave": "\u0300", "acute": "\u0301", "circ": "\u0302", "tilde": "\u0303"}
_DASH_DEBRIS = re.compile("&?(?:amp;)?[nm]dash;")
_DEBRIS = frozenset(
    {"ndash", "mdash", "amp;ndash", "amp;mdash"}
)  # of HTML, left by portals: they count as signs, not as words
_NEW_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
# Behind the letters, not before them, "no q": the engine then skips from o or u to the next.
_OPEN_SYLLABLE = re.compile(rf"(?:{'|'.join(_NEW_TONES)})(?<!q..)(?![^\W\d_])")


def even(text: str) -> str:
    """Return the text in lower case with one placement of tone marks (uỷ -> ủy); offsets stay as they were."""
    lower = text.lower()
    if len(lower) != len(text):  # a capital like İ grows when lowered: keep such letters as they are
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _OPEN_SYLLABLE.sub(lambda m: _NEW_TONES[m[0]], lower)


@lru_cache(maxsize=8192)
def unmarked(text: str) -> str:
    """Return the text without any diacritic, đ as d."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in bare if not unicodedata.combining(c))


def on_one_line(text: str) -> str:
    """Return the text with every run of white space as one blank."""
    return " ".join(text.split())


Phrases = dict[str, list[tuple[int, frozenset[tuple[str, ...]]]]]


@dataclass(frozen=True, slots=True)
class Words:
    """The syllables of a text: where each starts and ends, and its form for comparing."""

    text: str
    starts: list[int]
    ends: list[int]
    keys: list[str]

    def __len__(self) -> int:
        """Return how many syllables there are."""
        return len(self.starts)

    def raw(self, i: int) -> str:
        """Return syllable ``i`` as written."""
        return self.text[self.starts[i] : self.ends[i]]

    def gap(self, i: int) -> str:
        """Return what stands between syllable ``i - 1`` and syllable ``i``, a damaged dash ("&ndash;") as a dash."""
        gap = self.text[self.ends[i - 1] if i else 0 : self.starts[i]]
        return _DASH_DEBRIS.sub("–", gap) if "dash;" in gap else gap

    def joined(self, i: int) -> bool:
        """Tell whether at most one blank or one line break stands before syllable ``i``."""
        if i == 0:
            return False
        size = self.starts[i] - self.ends[i - 1]
        return size == 0 or (size == 1 and self.text[self.ends[i - 1]] in " \n")

    def capital(self, i: int) -> bool:
        """Tell whether syllable ``i`` starts with a capital letter or a digit."""
        first = self.text[self.starts[i]]
        return first.isupper() or first.isdigit()

    def match(self, i: int, phrases: Phrases) -> int:
        """Return how many syllables the longest of the phrases takes that starts at ``i``; 0 when none does."""
        for size, rows in phrases.get(self.keys[i], ()):
            if size == 1:
                return 1
            if tuple(self.keys[i : i + size]) in rows and all(self.joined(j) for j in range(i + 1, i + size)):
                return size
        return 0


def split(text: str) -> Words:
    """Return the syllables of a text; two that were typed without a blank ("viênTrung") count as two."""
    low = even(text)
    words = _of_any(text, low) if any(sign in low for sign in _DEBRIS_OF) else _of_clean(text, low)
    glued = [
        i
        for i, key in enumerate(words.keys)
        if len(key) > 4 and not text[words.starts[i] + 1 : words.ends[i]].islower() and _seam(words.raw(i))
    ]
    for i in reversed(glued):  # from the end: what stands before keeps its place in the lists
        at, key = _seam(words.raw(i)), words.keys[i]
        middle = words.starts[i] + at
        words.starts.insert(i + 1, middle)
        words.ends.insert(i, middle)
        words.keys[i : i + 1] = [key[:at], key[at:]]
    return words


def _of_clean(text: str, low: str) -> Words:
    """Return the syllables of a text without debris, in one pass that makes no object for each match."""
    parts = (_WITH_AND if "&" in low else _PLAIN).split(low)  # a gap, a syllable, a gap, ...
    places = list(accumulate(map(len, parts)))
    return Words(text, places[:-1:2], places[1::2], parts[1::2])


def _of_any(text: str, low: str) -> Words:
    damaged = bool(_DAMAGED.search(text))
    spans = [m.span() for m in (_DAMAGED_WORD if damaged else _WORD).finditer(text) if m[0] not in _DEBRIS]
    keys = [low[start:end] for start, end in spans]
    if damaged or "amp;" in text:
        keys = [repaired(key) if ";" in key else key for key in keys]
    return Words(text, [span[0] for span in spans], [span[1] for span in spans], keys)


def repaired(text: str) -> str:
    """Return a text for comparing with broken HTML entities mended: "TTamp;TT" as TT&TT, "phograve;ng" as phòng."""
    return _DAMAGED.sub(_repair, text).replace("&amp;", "&").replace("amp;", "&")


def _repair(found: re.Match[str]) -> str:
    """Return the letter that an HTML entity without its sign stood for: "ograve;" is ò."""
    return unicodedata.normalize("NFC", found[1] + _MARKS[found[2]])


def _seam(word: str) -> int:
    """Return where the second of two syllables typed as one starts, 0 where there is one."""
    for i in range(2, len(word) - 1):
        if word[i].isupper() and word[:i].islower() and word[i + 1 :].islower():
            return i
    return 0


def phrase_table(phrases: Iterable[str]) -> Phrases:
    """Return phrases by their first syllable and their size, longest first: the form that `Words.match` reads."""
    sizes: dict[str, dict[int, set[tuple[str, ...]]]] = {}
    for phrase in phrases:
        parts = tuple(_WORD.findall(even(phrase)))
        sizes.setdefault(parts[0], {}).setdefault(len(parts), set()).add(parts)
    return {
        first: [(size, frozenset(by_size[size])) for size in sorted(by_size, reverse=True)]
        for first, by_size in sizes.items()
    }
