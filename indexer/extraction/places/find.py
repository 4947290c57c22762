"""Administrative units named in a bulletin, with their codes and what they are called since 1 July 2025."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

from indexer.analysis.fold import fold
from indexer.bulletin import Bulletin, Facts, Place
from indexer.extraction.places.units import (
    REFORM,
    Unit,
    full_name,
    now_of,
    parent_of,
    units,
)
from indexer.extraction.places.words import Written, written_places

Key = tuple[str, int, str]

_BESIDE = 24  # characters between a unit and the one it lies in: "xã Phú Thuận, huyện Phú Tân"
_SOURCE_VOTES = 2
_ROUNDS = 2


def find_places(bulletin: Bulletin, facts: Facts) -> Facts:
    """Return the facts with ``places`` filled, every mention in order of place; codes only where one unit is meant."""
    written = [_of_its_time(one, bulletin.day) for one in written_places(bulletin.text)]
    chosen = _choose(bulletin, written)
    return replace(
        facts, places=tuple(_place(bulletin.text, one, unit) for one, unit in zip(written, chosen, strict=True))
    )


def _of_its_time(one: Written, day: str | None) -> Written:
    """Keep the units of the bulletin's time; where there are none, those of the other."""
    era = "new" if day is not None and day >= REFORM else "old"
    same = tuple(unit for unit in one.candidates if unit.era == era)
    return one._replace(candidates=same) if 0 < len(same) < len(one.candidates) else one


def _choose(bulletin: Bulletin, written: list[Written]) -> list[Unit | None]:
    """Return the unit meant by each mention: by what stands beside it, else by what text and source name; or None."""
    if all(len(one.candidates) == 1 for one in written):
        return [one.candidates[0] for one in written]
    votes = _votes_of_source(bulletin)
    chosen: list[Unit | None] = [None] * len(written)
    for _ in range(_ROUNDS):
        for n in range(len(written) - 1, -1, -1):  # from the end: "xã A, huyện B, tỉnh C" is read from the largest
            if chosen[n] is None:
                beside = _beside(written, chosen, n)
                chosen[n] = _one_of(written[n].candidates, beside, votes)
                if chosen[n]:
                    _vote(votes, chosen[n])
    return chosen


def _beside(written: list[Written], chosen: list[Unit | None], n: int) -> Unit | None:
    """Return the unit named right after, when it may contain this one."""
    if n + 1 < len(written) and written[n + 1].start - written[n].end <= _BESIDE:
        return chosen[n + 1]
    return None


def _one_of(candidates: tuple[Unit, ...], beside: Unit | None, votes: Counter[Key]) -> Unit | None:
    if beside:
        inside = [unit for unit in candidates if beside.key in _above(unit)]
        if len(inside) == 1:
            return inside[0]
    if len(candidates) == 1:
        return candidates[0]
    scored = sorted(((_score(unit, votes), -n) for n, unit in enumerate(candidates)), reverse=True)
    if len(scored) > 1 and scored[0][0] == scored[1][0]:
        return None
    return candidates[-scored[0][1]] if scored[0][0] > 0 else None


def _score(unit: Unit, votes: Counter[Key]) -> int:
    """Return how often the text and its source name what a unit lies in; a district tells more than a province."""
    return sum(votes[key] * (4 if key[1] == 2 else 1) for key in _above(unit)) + 8 * min(votes[unit.key], 1)


@cache
def _above(unit: Unit) -> tuple[Key, ...]:
    found: list[Key] = []
    above = parent_of(unit)
    while above:
        found.append(above.key)
        above = parent_of(above)
    return tuple(found)


def _vote(votes: Counter[Key], unit: Unit | None) -> None:
    while unit:
        votes[unit.key] += 1
        unit = parent_of(unit)


def _votes_of_source(bulletin: Bulletin) -> Counter[Key]:
    """Return votes for the province that source, address or tags name: "sotttt.hanoi.gov.vn", "tỉnh Cà Mau"."""
    votes: Counter[Key] = Counter()
    said = fold(" ".join((bulletin.source or "", bulletin.address or "", *bulletin.tags)))
    if not said.strip():
        return votes
    words = f" {said} "
    for key, name, host in _provinces():
        if f".{host}.gov.vn" in said or f"//{host}.gov.vn" in said or f"tinh {name} " in words:
            votes[key] += _SOURCE_VOTES
        elif f" {name} " in words:
            votes[key] += 1
    return votes


@cache
def _provinces() -> tuple[tuple[Key, str, str], ...]:
    """Return key, name without marks and name as in a web address of each province."""
    found = []
    for unit in units().values():
        if unit.level == 1:
            name = fold(unit.name)
            found.append((unit.key, name, name.replace(" ", "").replace("-", "")))
    return tuple(found)


def _place(text: str, one: Written, unit: Unit | None) -> Place:
    slice_ = text[one.start : one.end]
    if unit is None:
        first = one.candidates[0]
        return Place(one.start, one.end, slice_, f"{first.type} {first.name}", first.level)
    return Place(one.start, one.end, slice_, full_name(unit), unit.level, unit.code, now_of(unit))
