"""A text as syllables with their places: what names and posts are read from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress

# "UVT.Ư" and "TT&TT" are one syllable, the second also as portals damage it.
_WORD = re.compile(r"(?i:(?:uv)?t\.ư)(?!\w)|[^\W_]+(?:(?:&(?:amp;)?|(?<=amp);)[^\W_]+)*")
# Entities of letters that portals broke: "phograve;ng" is read as phòng, and stays in the text as it is.
_DAMAGED = re.compile(r"&?(?:amp;)?([aeiouyAEIOUY])(grave|acute|circ|tilde);")
_DAMAGED_LETTER = r"&?(?:amp;)?[aeiouy](?:grave|acute|circ|tilde);"
_ANY = re.compile(rf"[^\W_]*?(?:{_DAMAGED_LETTER}[^\W_]*)+|{_WORD.pattern}")
# Signs that stand in no syllable; in texts with entities or "t.ư", which are few, more signs may.
_SIGN = re.compile(r"[^\w ](?<!\w&(?=\w))")
_SIGN_OF_ODD = re.compile(r"[^\w &;](?<!t\.(?=ư))")
_ODD = ("t.ư", "amp;", "grave;", "acute;", "circ;", "tilde;")
_MARKS = {"grave": "\u0300", "acute": "\u0301", "circ": "\u0302", "tilde": "\u0303"}
_DASH_DEBRIS = re.compile("&?(?:amp;)?[nm]dash;")
_DEBRIS = frozenset(
    {"ndash", "mdash", "amp;ndash", "amp;mdash"}
)  # of HTML, left by portals: they count as signs, not as words
_DIGITS = re.compile(r"[0-9][0-9]*")  # not "[0-9]+": the engine skips to the next digit only where one sign comes first
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


@lru_cache(maxsize=2)
def evened(text: str) -> str:
    """Return `even` of a whole text, kept for the next extractor that asks for the same one."""
    return even(text)


@lru_cache(maxsize=2)
def numbers(text: str) -> tuple[tuple[int, int], ...]:
    """Return where each run of digits starts and ends, kept like `evened`."""
    return tuple(found.span() for found in _DIGITS.finditer(text))


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
    """The syllables of a text: where each starts and ends, its form for comparing, and which start with a capital."""

    text: str
    starts: list[int]
    ends: list[int]
    keys: list[str]
    capitals: list[int]

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
    starts, ends, keys = _read(text)
    glued = [
        i
        for i, key in enumerate(keys)
        if len(key) > 4 and not text[starts[i] + 1 : ends[i]].islower() and _seam(text[starts[i] : ends[i]])
    ]
    for i in reversed(glued):  # from the end: what stands before keeps its place in the lists
        at, key = _seam(text[starts[i] : ends[i]]), keys[i]
        middle = starts[i] + at
        starts.insert(i + 1, middle)
        ends.insert(i, middle)
        keys[i : i + 1] = [key[:at], key[at:]]
    capitals = list(compress(range(len(starts)), map(str.isupper, map(text.__getitem__, starts))))
    return Words(text, starts, ends, keys, capitals)


def _read(text: str) -> tuple[list[int], list[int], list[str]]:
    """Return starts, ends and keys of the syllables.

    The text is cut at blanks, signs being made blanks before: a piece of letters and digits is one syllable, and only
    the others are read with the pattern of a syllable.
    """
    low = evened(text)
    odd = any(sign in low for sign in _ODD)
    starts: list[int] = []
    ends: list[int] = []
    keys: list[str] = []
    at = 0
    for piece in (_SIGN_OF_ODD if odd else _SIGN).sub(" ", low).split(" "):
        if piece.isalnum():
            starts.append(at)
            keys.append(piece)
            at += len(piece)
            ends.append(at)
        elif piece:
            for found in _ANY.finditer(piece):
                starts.append(at + found.start())
                keys.append(found[0])
                ends.append(at + found.end())
            at += len(piece)
        at += 1
    if "dash" in low:
        kept = [key not in _DEBRIS for key in keys]
        starts, ends = list(compress(starts, kept)), list(compress(ends, kept))
        keys = list(compress(keys, kept))
    if odd:
        keys = [repaired(key) if ";" in key else key for key in keys]
    return starts, ends, keys


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
