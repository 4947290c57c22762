"""A text as syllables with their places: what names and posts are read from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:&[^\W_]+)*")
_NEW_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_OPEN_SYLLABLE = re.compile(rf"(?<!q)(?:{'|'.join(_NEW_TONES)})(?![^\W\d_])")


def even(text: str) -> str:
    """Return the text in lower case with one placement of tone marks (uỷ -> ủy); offsets stay as they were."""
    lower = text.lower()
    if len(lower) != len(text):  # a capital like İ grows when lowered: keep such letters as they are
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _OPEN_SYLLABLE.sub(lambda m: _NEW_TONES[m[0]], lower)


def unmarked(text: str) -> str:
    """Return the text without any diacritic, đ as d."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in bare if not unicodedata.combining(c))


def on_one_line(text: str) -> str:
    """Return the text with every run of white space as one blank."""
    return " ".join(text.split())


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
        """Return what stands between syllable ``i - 1`` and syllable ``i``."""
        return self.text[self.ends[i - 1] if i else 0 : self.starts[i]]

    def joined(self, i: int) -> bool:
        """Tell whether only one blank or one line break stands before syllable ``i``."""
        return i > 0 and self.starts[i] - self.ends[i - 1] == 1 and self.text[self.ends[i - 1]] in " \n"

    def capital(self, i: int) -> bool:
        """Tell whether syllable ``i`` starts with a capital letter or a digit."""
        first = self.text[self.starts[i]]
        return first.isupper() or first.isdigit()

    def match(self, i: int, phrases: dict[str, list[tuple[str, ...]]]) -> int:
        """Return how many syllables the longest of the phrases takes that starts at ``i``; 0 when none does."""
        for phrase in phrases.get(self.keys[i], ()):
            size = len(phrase)
            if tuple(self.keys[i : i + size]) == phrase and all(self.joined(j) for j in range(i + 1, i + size)):
                return size
        return 0


def split(text: str) -> Words:
    """Return the syllables of a text."""
    low = even(text)
    spans = [m.span() for m in _WORD.finditer(text)]
    return Words(text, [a for a, _ in spans], [b for _, b in spans], [low[a:b] for a, b in spans])


def phrase_table(phrases: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    """Return phrases by their first syllable, longest first: the form that `Words.match` reads."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        parts = tuple(_WORD.findall(even(phrase)))
        table.setdefault(parts[0], []).append(parts)
    for rows in table.values():
        rows.sort(key=len, reverse=True)
    return table
