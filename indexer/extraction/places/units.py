"""The administrative units of Viet Nam, before and since 1 July 2025, loaded on first use (about 14,000 rows)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from indexer.analysis.fold import match_form
from indexer.bulletin import PlaceNow
from indexer.extraction.lexicon import rows

REFORM = "2025-07-01"

TYPES = frozenset(("thành phố", "thị trấn", "đặc khu", "thị xã", "phường", "huyện", "tỉnh", "quận", "xã"))


class Unit(NamedTuple):
    """One unit: ``type`` and ``name`` apart, both as they are written, the type in lower case.

    A named tuple, because 14,000 of them are made at once and then hashed at every look-up.
    """

    era: str
    level: int
    code: str
    type: str
    name: str
    parent: str
    successors: tuple[str, ...]

    @property
    def key(self) -> tuple[str, int, str]:
        """What tells it from all others: codes were given anew in 2025, and levels have codes of their own."""
        return self.era, self.level, self.code


@cache
def units() -> dict[tuple[str, int, str], Unit]:
    """Return all units by key."""
    found: dict[tuple[str, int, str], Unit] = {}
    for era, digit, code, full, parent, successors in rows("units"):
        level = int(digit)
        after = tuple(successors.split(",")) if successors else ()
        found[era, level, code] = Unit(era, level, code, *split_type(full), parent, after)
    return found


def split_type(full: str) -> tuple[str, str]:
    """Return type (lower case) and name of "Thị trấn Cái Đôi Vàm"."""
    first, _, name = full.partition(" ")
    kind = first.lower()
    if kind not in TYPES:
        second, _, name = name.partition(" ")
        kind = f"{kind} {second.lower()}"
    return (kind, name) if kind in TYPES else ("", full)


@cache
def by_name() -> dict[str, tuple[Unit, ...]]:
    """Return the units of each bare name, in the form for matching."""
    found: dict[str, list[Unit]] = {}
    for unit in units().values():
        found.setdefault(name_form(unit.name), []).append(unit)
    return {name: tuple(those) for name, those in found.items()}


def name_form(name: str) -> str:
    """Return the form in which names are compared: one blank, lower case, tone marks in one place, "03" as "3"."""
    words = (word.lstrip("0") if word.isdigit() else match_form(word) for word in name.replace("–", "-").split())
    return " ".join(words)


@cache
def parent_of(unit: Unit) -> Unit | None:
    """Return the unit right above: of a former commune its district, else the province."""
    if unit.level == 1:
        return None
    level = 2 if unit.era == "old" and unit.level == 3 else 1
    return units().get((unit.era, level, unit.parent))


def province_of(unit: Unit) -> Unit:
    """Return the province a unit lies in (a province is its own)."""
    above = parent_of(unit)
    return province_of(above) if above else unit


@cache
def full_name(unit: Unit) -> str:
    """Return "huyện Phú Tân, tỉnh Cà Mau"."""
    names = [f"{unit.type} {unit.name}".strip()]
    above = parent_of(unit)
    while above:
        names.append(f"{above.type} {above.name}".strip())
        above = parent_of(above)
    return ", ".join(names)


@cache
def _children() -> dict[str, tuple[Unit, ...]]:
    """Return the former communes of each former district."""
    found: dict[str, list[Unit]] = {}
    for unit in units().values():
        if unit.era == "old" and unit.level == 3:
            found.setdefault(unit.parent, []).append(unit)
    return {code: tuple(those) for code, those in found.items()}


@cache
def now_of(unit: Unit) -> tuple[PlaceNow, ...]:
    """Return the units of today that took over a former one, all of them when it was divided.

    Of a district these are the communes of today on its ground; empty for a unit of today and for one that kept its
    name and its place.
    """
    if unit.era == "new":
        return ()
    level = 1 if unit.level == 1 else 3
    codes = unit.successors
    if unit.level == 2:
        codes = tuple(sorted({code for child in _children().get(unit.code, ()) for code in child.successors}))
    after = [units()[("new", level, code)] for code in codes if ("new", level, code) in units()]
    if len(after) == 1 and _unchanged(unit, after[0]):
        return ()
    return tuple(PlaceNow(one.code, full_name(one)) for one in after)


def _unchanged(unit: Unit, after: Unit) -> bool:
    """Say whether a former unit lives on under its name in its province."""
    if (unit.type, unit.name) != (after.type, after.name) or unit.code != after.code:
        return False
    return unit.level == 1 or province_of(unit).name == province_of(after).name
