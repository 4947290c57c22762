"""Names of persons in a text, bare: where they start and end, and which words of respect stand before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from indexer.extraction.lexicon import rows
from indexer.extraction.words import Phrases, Words, even, phrase_table

MOST_SYLLABLES = 6
_MOST_PLACES = 50
_SMALL_LINE = re.compile(r"\n[a-zà-ỹđăơư]")
# Middle names that never end a name: a line break behind one of them falls inside the name.
_MIDDLE = frozenset(
    {"thị", "văn", "hữu", "đức", "thế", "đình", "xuân", "ngọc", "quang", "minh", "thanh", "duy", "viết"}
)
_NEVER_LAST = frozenset({"thị", "văn", "đình", "hữu"})
# The families of which one reads a name even behind an unknown place.
_COMMON = frozenset({"nguyễn", "trần", "phạm", "huỳnh", "đặng", "bùi", "lê", "võ", "vũ"})
# Words that follow a signature where lines were lost: "Trần Hồng Hà Phụ lục ...", "... Nơi nhận:".
_NOT_IN_NAMES = frozenset({"nơi", "phụ", "mẫu", "kính", "biểu", "phát", "thực", "theo", "tại", "trong", "sau", "ảnh"})
# Streets, schools, prizes are named after persons.
_NAMED_AFTER = frozenset({"đường", "phố", "làng", "giải", "trường", "thpt", "thcs", "quỹ", "ngõ", "chợ", "hồ", "cầu"})
_LEVEL_WORDS = frozenset(
    {"xã", "phường", "trấn", "huyện", "quận", "tỉnh", "phố", "ấp", "thôn", "bản", "khu", "tp", "ủy", "đoàn"}
)


class Name(NamedTuple):
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
def _not_names() -> Phrases:
    return phrase_table(tuple(row[0] for row in rows("not_names") if row[1] != "prefix"))


@cache
def _never_starts() -> Phrases:
    return phrase_table(tuple(row[0] for row in rows("not_names") if row[1] == "prefix"))


@cache
def _history() -> frozenset[tuple[str, ...]]:
    return frozenset(name for name, kind in _kind_of().items() if kind == "history")


def history_at(words: Words, i: int) -> bool:
    """Tell whether the name of a historical figure starts at syllable ``i``, joined to the word before."""
    if i >= len(words) or not words.joined(i) or not words.capital(i):
        return False
    return any(tuple(words.keys[i : i + size]) in _history() for size in (2, 3))


@cache
def respect_table() -> Phrases:
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
    while at > 0 and words.keys[at - 1] in _last_of_respect():
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


@dataclass(frozen=True, slots=True)
class _Page:
    """The text while names are read: where names must stop, whether lines are wrapped, where family names stand."""

    words: Words
    stops: frozenset[int]
    wrapped: bool
    places: dict[str, list[int]]
    capitals: list[int]


def _page(words: Words, stops: frozenset[int]) -> _Page:
    places: dict[str, list[int]] = {}
    strong = _surnames()[0]
    text, capitals = words.text, words.capitals
    for i in capitals:
        key = words.keys[i]
        if key in strong and len(places.setdefault(key, [])) < _MOST_PLACES and _shape(words, i) == "Name":
            places[key].append(i)
    small = len(_SMALL_LINE.findall(text))
    return _Page(words, stops, small > 3 and small * 4 > text.count("\n"), places, capitals)


def _written_elsewhere(page: _Page, first: int, size: int) -> bool:
    """Tell whether the name of ``size`` syllables stands elsewhere on one line."""
    words, here = page.words, page.words.keys[first : first + size]
    for j in page.places.get(here[0], ()):
        if (
            j != first
            and words.keys[j : j + size] == here
            and "\n" not in words.text[words.starts[j] : words.ends[j + size - 1]]
        ):
            return True
    return False


def _ends_line_here(page: _Page, first: int, i: int) -> bool:
    """Tell whether a name that began at ``first`` ends at the line break before syllable ``i``.

    Wrapped lines break inside names; a caption or heading ends with one, and the next line starts a sentence.
    """
    words, size = page.words, i - first
    if size < 2 or words.keys[i - 1] in _NEVER_LAST or i + 1 >= len(words):
        return False
    if _written_elsewhere(page, first, size + 1):
        return False
    following = words.text[words.ends[i] : words.ends[i] + 1]
    if following in (",", ";", ".", ")", "-", ""):
        return size >= 4
    if words.joined(i + 1) and words.capital(i + 1) and size + 2 <= 4:
        return words.keys[i] not in _MIDDLE
    return not page.wrapped or size > 3 or words.keys[i] in _openers()


@cache
def _openers() -> frozenset[str]:
    return frozenset(row[0] for row in rows("after_posts") if row[1] == "opener")


def _before_small(words: Words, i: int) -> bool:
    return i + 1 < len(words) and words.joined(i + 1) and not words.capital(i + 1)


def _extent(page: _Page, first: int) -> int:
    """Return the end (exclusive) of the run of capital syllables that starts at ``first``."""
    words = page.words
    shape, i = _shape(words, first), first + 1
    while i < len(words) and i - first < MOST_SYLLABLES and words.joined(i) and i not in page.stops:
        here = _shape(words, i)
        if i - first > 1 and words.keys[i] in _NOT_IN_NAMES and _before_small(words, i):
            break
        if not here or (here != shape and "One" not in (here, shape)):
            break
        if words.gap(i) == "\n" and (shape == "CAPS" or _ends_line_here(page, first, i)):
            break
        shape = here if shape == "One" else shape
        i += 1
    return i


def find_names(words: Words, stop_at: frozenset[int]) -> list[Name]:
    """Return the names in order; no name runs over a capital of ``stop_at``, where a post or respect starts."""
    strong, weak = _surnames()
    respectful = _last_of_respect()
    page = _page(words, stop_at)
    names: list[Name] = []
    done = 0
    for i in page.capitals:
        if i < done or i in stop_at:
            continue
        key = words.keys[i]
        known = key in strong or key in weak
        may_begin = known or (words.keys[i - 1] in respectful and _announced(words, i))
        if not may_begin or not _shape(words, i):
            continue
        last = _caps_end(page, i, _extent(page, i))
        if place := _place_before_name(words, i, last):
            done = i + place
            continue
        respect, honoured = _respect_before(words, i)
        if _is_name(page, i, last, honoured, key in strong):
            names.append(Name(i, last, respect, honoured, known))
            done = last
    return names


def _place_before_name(words: Words, first: int, last: int) -> int:
    """Return the size of the unit whose name a person's follows: "huyện Trần Văn Thời" of "... Lê Văn Nhịn"."""
    if first == 0 or words.keys[first - 1] not in _LEVEL_WORDS:
        return 0
    strong, weak = _surnames()
    size = words.match(first, _not_names())
    if size and last - first - size >= 2 and words.keys[first + size] in strong | weak:
        return size
    # a unit that no list knows: "phường Bồ Đề Nguyễn Văn Thắng"
    if last - first < 4 or words.keys[first + 1] in _NEVER_LAST or words.keys[first] in _COMMON:
        return 0
    return next((k - first for k in range(first + 2, last - 1) if words.keys[k] in _COMMON), 0)


def find_short(words: Words, names: list[Name]) -> list[Name]:
    """Return the short mentions ("đồng chí Bắc", "ông Thắng"): one syllable behind respect, the last of a name seen."""
    given = {words.keys[n.last - 1] for n in names}
    if not given:
        return []
    inside = {i for n in names for i in range(n.first, n.last)}
    short = []
    for i in words.capitals:
        if words.keys[i] not in given or i in inside or _shape(words, i) != "Name" or not words.joined(i):
            continue
        if i + 1 < len(words) and words.joined(i + 1) and _shape(words, i + 1) and words.gap(i + 1) == " ":
            continue
        respect, honoured = _respect_before(words, i)
        if honoured:
            short.append(Name(i, i + 1, respect, True, False))
    return short


def _caps_end(page: _Page, first: int, last: int) -> int:
    """Return where a name in capitals ends: in a heading in capitals nothing else shows it but the text below."""
    if last - first < 4 or _shape(page.words, first) != "CAPS":
        return last
    for size in range(last - first, 1, -1):
        if _written_elsewhere(page, first, size):
            return first + size
    return first + (4 if page.words.keys[first + 1] == "thị" else 3)


def _of_today(words: Words, first: int) -> bool:
    """Tell whether somebody of today bears the name of a historical figure: no birthday, no memory, not Hồ Chí Minh."""
    near = set(words.keys[max(0, first - 10) : first])
    return not near & {"sinh", "cố", "niệm", "gương", "mang", "thời"} and words.keys[first + 1] != "chí"


def _caps_count(page: _Page, first: int, last: int) -> bool:
    """Tell whether a run in capitals is a name: it stands elsewhere in small letters, or alone on its line."""
    words = page.words
    if _written_elsewhere(page, first, last - first):
        return True
    start, end = words.starts[first], words.ends[last - 1]
    before, behind = words.text[max(start - 1, 0) : start], words.text[end : end + 1]
    return before in ("", "\n") and behind in ("", "\n") and last - first < 6


@cache
def _last_of_respect() -> frozenset[str]:
    return frozenset(phrase[-1] for sizes in respect_table().values() for _, same in sizes for phrase in same) | {"c"}


def _announced(words: Words, i: int) -> bool:
    """Tell whether words of respect, not only their last, stand right before syllable ``i``: foreigners count too."""
    if not words.joined(i):
        return False
    return respect_at(words, i - 1) == 1 or (i > 1 and respect_at(words, i - 2) == 2)


def _is_name(page: _Page, first: int, last: int, honoured: bool, strong: bool) -> bool:
    words, size = page.words, last - first
    if size < 2:
        return False
    if tuple(words.keys[first:last]) in _history() and not (honoured and _of_today(words, first)):
        return False
    if words.match(first, _never_starts()):
        return False
    if _shape(words, first) == "CAPS" and not (strong and _caps_count(page, first, last)):
        return False
    if honoured:
        return True
    if not strong and words.match(first + 1, _not_names()) == size - 1:
        return False  # "Đại học Y Hà Nội"
    found = words.match(first, _not_names())
    if found >= size or (found and not strong and not _short_place(words, first, found, size)):
        return False
    if not first or not words.joined(first):
        return strong or size > 2
    return _unlike_a_place(words, first, size, strong)


def _short_place(words: Words, first: int, found: int, size: int) -> bool:
    """Tell whether a name only begins like a small place ("Hà Trung Chiến"): one syllable more, no place before."""
    kind = _kind_of().get(tuple(words.keys[first : first + found]))
    before = words.keys[first - 1] if first else ""
    return kind == "place" and size == 3 and found == 2 and before not in _LEVEL_WORDS


@cache
def _kind_of() -> dict[tuple[str, ...], str]:
    return {tuple(even(row[0]).split()): row[1] for row in rows("not_names")}


def _unlike_a_place(words: Words, first: int, size: int, strong: bool) -> bool:
    """Tell whether a name is not part of the name of a place or a thing that starts before it."""
    before = words.keys[first - 1]
    if before in _NAMED_AFTER and words.keys[max(first - 2, 0)] not in ("thành", "môi", "thị"):
        return False
    if strong:
        return True
    if before in _LEVEL_WORDS or any(key in _surnames()[0] for key in words.keys[first + 1 : first + size - 1]):
        return False
    raw = words.raw(first - 1)
    return not (raw[0].isupper() and not raw.isupper()) or (size > 2 and words.keys[first + 1] in _MIDDLE)
