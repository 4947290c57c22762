"""Names of places in running text: which stretches may name an administrative unit, and of which type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from indexer.analysis.fold import match_form
from indexer.extraction.lexicon import rows
from indexer.extraction.places.units import Unit, by_name, name_form
from indexer.extraction.words import numbers

_CAPITAL = "A-ZÀ-ÝĂĐĨŨƠƯ" + "".join(chr(c) for c in range(0x1EA0, 0x1EFA, 2))  # capitals of the alphabet
_WORD = rf"[{_CAPITAL}][^\s,.;:()\"“”!?/–…]*"
# Words that follow each other, parted by a blank or by a dash between blanks. No look-behind: the engine then skips
# from capital to capital.
_RUN = re.compile(rf"{_WORD}(?:(?:\s|\s[-–]\s){_WORD})*")
# "Quận", "phường", "Q.", "P." right before a number.
_NUMBERED = re.compile(r"[QqPp](?:(?<=[Qq])uận|(?<=Q)UẬN|(?<=[Pp])hường|(?<=P)HƯỜNG|(?<=[QP])\.)(?=\s?\Z)")
_NUMBERED_ENDS = frozenset("nNgG.")
_NUMBER_GOES_ON = re.compile(r"[/.,]?[0-9%]")
_MOST_NUMBER = 30
_TYPES = r"(?:tỉnh|thành\sphố|TP\.?|T\.P\.?|thị\sxã|TX\.?|quận|Q\.|huyện|H\.|thị\strấn|TT\.?|xã|phường|P\.|đặc\skhu)"
_BEFORE = re.compile(
    rf"(?<![^\W\d_])(?P<types>{_TYPES}(?:(?:\s?,\s?|\svà\s|\s?/\s?|\shoặc\s){_TYPES}){{0,4}})(?:\s?:\s?|\slà\s|\sgồm\s|\s)?\Z",
    re.IGNORECASE,
)
# The last word before a name, tested first, and before it its last two letters: most names have no type before them.
_TAIL = re.compile(r"([^\s,;:()/]{1,6})(?:\s?:)?\s?(?:\n\s?)?\Z")
_TYPE_ENDS = frozenset(("tỉnh", "phố", "xã", "quận", "huyện", "trấn", "phường", "khu", "là", "gồm"))
_TYPE_ENDS |= frozenset(("tp", "tp.", "t.p", "t.p.", "tx", "tx.", "q.", "h.", "tt", "tt.", "p."))
_LAST_TWO = frozenset(word[-2:] for word in _TYPE_ENDS)
_ONE = re.compile(_TYPES, re.IGNORECASE)
_JOINED = re.compile(r"\s?(?:,|;|và)\s?(?:và\s)?\Z")
_SHORT = {
    "tp": "thành phố",
    "tp.": "thành phố",
    "t.p": "thành phố",
    "t.p.": "thành phố",
    "tx": "thị xã",
    "tx.": "thị xã",
}
_SHORT |= {"q.": "quận", "h.": "huyện", "tt": "thị trấn", "tt.": "thị trấn", "p.": "phường"}
_OWN_TYPES = frozenset(("tỉnh", "quận", "huyện", "xã", "phường", *_SHORT))
_MAX_WORDS = 6
_MOST_BETWEEN = 7  # characters that `_JOINED` takes
_TRAILING = "'’-…”"  # signs that are no part of a word
_Word = tuple[int, int, str]  # where it starts and ends, and its form for matching


class Written(NamedTuple):
    """A stretch that names a unit: ``start`` takes in the type where it stands right before; the candidates by name."""

    start: int
    end: int
    candidates: tuple[Unit, ...]
    types: frozenset[str] = frozenset()


def written_places(text: str) -> Iterator[Written]:
    """Yield the stretches in order."""
    found = sorted([*_named(text), *_numbered(text)], key=lambda one: one.start)
    at = 0
    for one in found:
        if one.start >= at:
            yield one
            at = one.end


def _numbered(text: str) -> Iterator[Written]:
    """Yield "Quận 1", "phường 12"."""
    for start, end in numbers(text):
        if end - start > 2 or text[max(0, start - 2) : start].rstrip()[-1:] not in _NUMBERED_ENDS:
            continue
        written = _NUMBERED.search(text, max(0, start - 8), start)
        number = int(text[start:end])
        if not written or not 1 <= number <= _MOST_NUMBER or _NUMBER_GOES_ON.match(text, end):
            continue
        if text[written.start() - 1 : written.start()].isalpha():
            continue
        kind = _SHORT.get(written[0].casefold(), written[0].casefold())
        units = tuple(u for u in by_name().get(str(number), ()) if u.type == kind)
        if units:
            yield Written(written.start(), end, units)


def _named(text: str) -> Iterator[Written]:
    last: Written | None = None
    starters = _starters()
    for words in _runs(text):
        begin = words[0][0]
        n = 1 if text[begin - 1 : begin].isalnum() else 0  # "iPhone" begins no name
        while n < len(words):
            one = _at(text, words, n, last) if words[n][2] in starters else None
            if one is None:
                n += 1
                continue
            yield one
            last = one
            while n < len(words) and words[n][0] < one.end:
                n += 1


def _runs(text: str) -> Iterator[list[_Word]]:
    """Yield the words of each run."""
    for run in _RUN.finditer(text):
        at = run.start()
        words: list[_Word] = []
        for written in run[0].split():
            if written not in "-–":
                word = written.rstrip(_TRAILING)
                words.append((at, at + len(word), match_form(word)))
            at += len(written) + 1
        yield words


@cache
def _starters() -> frozenset[str]:
    """Return what the first word of a mention may be: of a name, or its type."""
    return _OWN_TYPES | _first_words(True).keys()


def _at(text: str, words: list[_Word], n: int, last: Written | None) -> Written | None:
    """Return the unit named at a word: by the type before it, by the list it goes on, or a province on its own."""
    types, start, skip = _types_before(text, words, n)
    if types:
        return _longest(text, words, n + skip, types, start)
    near = last is not None and words[n][0] - last.end <= _MOST_BETWEEN
    if last and near and last.types and _JOINED.fullmatch(text[last.end : words[n][0]]):
        bare = _longest(text, words, n, frozenset(), start) if last.candidates[0].level == 1 else None
        return bare or _longest(text, words, n, _siblings(last.types), start)
    return _longest(text, words, n, frozenset(), start) if words[n][2] in _first_words(False) else None


def _siblings(types: frozenset[str]) -> frozenset[str]:
    """Return the types of a level: a list "các huyện Ba Vì, Sơn Tây" is loose about quận, huyện, thị xã."""
    return next((level for level in _LEVELS if types & level), types)


_LEVELS = (
    frozenset(("quận", "huyện", "thị xã", "thành phố")),
    frozenset(("phường", "xã", "thị trấn", "đặc khu")),
)


def _types_before(text: str, words: list[_Word], n: int) -> tuple[frozenset[str], int, int]:
    """Return the types that stand before a word or are it, where the mention begins, how many words are the type."""
    begin, _, own = words[n]
    if own in _OWN_TYPES and n + 1 < len(words):
        return frozenset((_SHORT.get(own, own),)), begin, 1
    if text[max(0, begin - 9) : begin].replace(":", " ").rstrip()[-2:].casefold() not in _LAST_TWO:
        return frozenset(), begin, 0
    tail = _TAIL.search(text, max(0, begin - 9), begin)
    m = _BEFORE.search(text, max(0, begin - 44), begin) if tail and tail[1].casefold() in _TYPE_ENDS else None
    if not m:
        return frozenset(), begin, 0
    types = [(_SHORT.get(t := " ".join(o[0].casefold().split()), t), o.start()) for o in _ONE.finditer(m["types"])]
    listed = len(types) > 1 or ":" in m[0]
    named = frozenset(kind for kind, _ in types)
    return (_siblings(named), begin, 0) if listed else (named, m.start("types"), 0)


def _longest(text: str, words: list[_Word], first: int, types: frozenset[str], start: int) -> Written | None:
    """Return the unit with the longest name that begins at a word; without a type only provinces are taken."""
    if first >= len(words):
        return None
    longest = _first_words(bool(types)).get(words[first][2], 0)
    for last in range(min(len(words), first + longest) - 1, first - 1, -1):
        name = name_form(text[words[first][0] : words[last][1]])
        units = by_name().get(_alias(name), ())
        if types and not (first == last and _goes_on(text, words, last)):
            units = tuple(u for u in units if u.type in types)
        elif not types and _may_stand_bare(text, words, first, last, name):
            units = tuple(u for u in units if u.level == 1)
        else:
            units = ()
        if units:
            return Written(start, words[last][1], units, types)
    return None


def _goes_on(text: str, words: list[_Word], last: int) -> bool:
    """Say whether another capitalised word follows: "xã Đông Ngạc" is not "xã Đông"."""
    return last + 1 < len(words) and text[words[last][1] : words[last + 1][0]] == " "


@cache
def _first_words(all_levels: bool) -> dict[str, int]:
    """Return the first word of each known name, or of provinces alone, and how many words the longest such name has."""
    found: dict[str, int] = {}
    for name, those in (*by_name().items(), *((short, by_name()[name]) for short, name in _aliases().items())):
        if not all_levels and all(unit.level > 1 for unit in those):
            continue
        words = name.replace(" - ", " ").split()
        found[words[0]] = max(found.get(words[0], 0), min(len(words), _MAX_WORDS))
    return found


@cache
def _aliases() -> dict[str, str]:
    return {name_form(short): name_form(name) for short, name in rows("places_names")}


def _alias(name: str) -> str:
    return _aliases().get(name, name)


@cache
def _also_words() -> frozenset[str]:
    return frozenset(name_form(row[0]) for row in rows("places_words"))


def _may_stand_bare(text: str, words: list[_Word], first: int, last: int, name: str) -> bool:
    """Say whether a name without a type may be a province: not a piece of a longer name, not a word of the language."""
    if first == last and len(name) < 5 and name not in _aliases():
        return False
    after = last + 1 < len(words) and text[words[last + 1][0] : words[last + 1][0] + 3] not in ("UBN", "HĐN")
    gap = text[words[last][1] : words[last + 1][0]] if after else ""
    if after and gap.isspace() and "\n" not in gap:
        return False
    if first > 0:
        before = text[words[first - 1][0] : words[first - 1][1]]
        if not before.isupper():
            return False
    if name in _also_words():
        return bool(
            re.search(r"(?:tại|ở|,|\(|và|về|từ|tỉnh)\s?\Z", text[max(0, words[first][0] - 6) : words[first][0]])
        )
    return name not in ("hồ chí minh", "hcm")
