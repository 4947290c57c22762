"""Names of persons in a text, bare: where they start and end, and which words of respect stand before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from indexer.extraction.lexicon import rows
from indexer.extraction.officials_words import Words, even, phrase_table

MOST_SYLLABLES = 6
# Middle names that never end a name: a line break behind one of them falls inside the name.
_MIDDLE = frozenset({"thị", "văn", "hữu", "đức", "thế", "đình", "xuân", "ngọc", "quang", "minh", "thanh", "duy", "viết"})
_NEVER_LAST = frozenset({"thị", "văn", "đình", "hữu"})


@dataclass(frozen=True, slots=True)
class Name:
    """Syllables ``first`` up to ``last`` (exclusive) are a name; ``respect`` is where the words before it start.

    ``honoured`` tells that such words are there, ``known`` that the first syllable is a family name.
    """

    first: int
    last: int
    respect: int
    honoured: bool
    known: bool


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    strong = frozenset(even(name) for name, kind in rows("surnames") if kind == "strong")
    return strong, frozenset(even(name) for name, kind in rows("surnames") if kind == "weak")


@cache
def _not_names() -> dict[str, list[tuple[str, ...]]]:
    return phrase_table(tuple(row[0] for row in rows("not_names")))


@cache
def _history() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(even(row[0]).split()) for row in rows("not_names") if row[1] == "history")


@cache
def respect_table() -> dict[str, list[tuple[str, ...]]]:
    """Return the words of respect by their first syllable."""
    return phrase_table(tuple(row[0] for row in rows("honorifics") if "." not in row[0]))


@cache
def _kinds() -> dict[tuple[str, ...], str]:
    return {tuple(even(row[0]).split()): row[1] for row in rows("honorifics")}


def respect_at(words: Words, i: int) -> int:
    """Return how many syllables of respect start at ``i`` ("đồng chí": 2, "ông": 1, "đ/c": 2), 0 for none."""
    if words.keys[i] == "đ" and i + 1 < len(words) and words.keys[i + 1] == "c" and words.gap(i + 1) == "/":
        return 2
    return words.match(i, respect_table())


def _respect_before(words: Words, first: int) -> tuple[int, bool]:
    """Return where words of respect before a name start, and whether a person is announced by them."""
    at, honoured = first, False
    while at > 0:
        for size in (3, 2, 1):
            start = at - size
            if start < 0 or respect_at(words, start) != size:
                continue
            gap = words.gap(at)
            if gap.strip(" \n") not in ("", ":", "."):
                continue
            kind = _kinds().get(tuple(words.keys[start:at]), "person")
            honoured = honoured or kind in ("person", "people", "rank")
            at = start
            break
        else:
            return at, honoured
    return at, honoured


def _shape(words: Words, i: int) -> str:
    """Return "Name" for a syllable like Anh, "CAPS" for one like ANH, "" for anything else."""
    raw = words.raw(i)
    if not raw.isalpha() or not raw[0].isupper() or len(raw) > 7:
        return ""
    if len(raw) == 1:
        return "One"
    return "Name" if raw[1:].islower() else "CAPS" if raw.isupper() else ""


def _ends_line_here(words: Words, first: int, i: int) -> bool:
    """Tell whether a name that began at ``first`` ends at the line break before syllable ``i``.

    Wrapped lines break inside names; a caption or heading ends with one, and the next line starts a sentence.
    """
    size = i - first
    if size < 2 or words.keys[i - 1] in _NEVER_LAST:
        return False
    if i + 1 >= len(words):
        return False
    following = words.text[words.ends[i] : words.ends[i] + 1]
    if following in (",", ";", ".", ")", "-", ""):
        return size >= 4
    if words.joined(i + 1) and words.capital(i + 1) and size + 2 <= 4:
        return words.keys[i] not in _MIDDLE
    return True


def _extent(words: Words, first: int, stop_at: frozenset[int]) -> int:
    """Return the end (exclusive) of the run of capital syllables that starts at ``first``."""
    shape, i = _shape(words, first), first + 1
    while i < len(words) and i - first < MOST_SYLLABLES and words.joined(i) and i not in stop_at:
        here = _shape(words, i)
        if not here or (here != shape and "One" not in (here, shape)):
            break
        if words.gap(i) == "\n" and (shape == "CAPS" or _ends_line_here(words, first, i)):
            break
        shape = here if shape == "One" else shape
        i += 1
    return i


def find_names(words: Words, stop_at: frozenset[int]) -> list[Name]:
    """Return the names in order; no name runs over a syllable of ``stop_at`` (where a post or a body starts)."""
    strong, weak = _surnames()
    names: list[Name] = []
    i = 0
    while i < len(words):
        key = words.keys[i]
        known = key in strong or key in weak
        if not _shape(words, i) or i in stop_at or (not known and not _announced(words, i)):
            i += 1
            continue
        last = _extent(words, i, stop_at)
        respect, honoured = _respect_before(words, i)
        if _is_name(words, i, last, honoured, key in strong):
            names.append(Name(i, last, respect, honoured, known))
            i = last
        else:
            i += 1
    return names


def _announced(words: Words, i: int) -> bool:
    """Tell whether words of respect stand directly before syllable ``i``: then foreign names count too."""
    return i > 0 and words.joined(i) and (respect_at(words, i - 1) == 1 or (i > 1 and respect_at(words, i - 2) == 2))


def _is_name(words: Words, first: int, last: int, honoured: bool, strong: bool) -> bool:
    size = last - first
    if size < 2 or tuple(words.keys[first:last]) in _history():
        return False
    if honoured:
        return True
    found = words.match(first, _not_names())
    if found >= size or (found and not strong):
        return False
    before = words.raw(first - 1) if first and words.joined(first) else ""
    if not strong and before and before[0].isupper() and size < 3:
        return before.isupper() or words.keys[first - 1] in ("phố", "huyện", "quận", "tỉnh", "xã")
    return not (before and words.keys[first - 1] in ("đường", "phố", "làng", "giải", "trường", "thpt", "thcs", "quỹ")
                and words.keys[max(first - 2, 0)] != "thành")
