"""A text and where the query matched in it, give me the stretch to show: the same one for every engine.

The window holds the most distinct parts of the query, the earliest such window; the body goes before the title, which
stands above the snippet anyway. No syllable is cut, and a window starts with its sentence or line where that is near.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from indexer.engine.port import Snippet
from indexer.schema import Scope

WIDTH: Final = 240  # characters
LEAD: Final = 100  # characters before the first mark, at most
MATCHES: Final = 5_000  # of a very long text, the first ones
FIELDS: Final = ("syllable", "folded")  # their positions are places in the text; other fields mark nothing

_SENTENCE: Final = re.compile(r"(?:[.!?…;:]\s+|\n\s*)(?=\S)")


class Match(NamedTuple):
    """One place that matched: a half-open span of the text, and the number of the query's leaf it is due to."""

    start: int
    end: int
    leaf: int


def body_start(scope: Scope, text: str) -> int:
    """Return where the body starts: the text of a bulletin is its title, a blank line and the body."""
    return text.find("\n\n") + 2 if scope == "ban-tin" and "\n\n" in text else 0


def snippet(text: str, matches: Sequence[Match], body: int = 0) -> Snippet:
    """Return the stretch of the text that shows the matches best; without any, the beginning of the body."""
    ordered = sorted(matches)[:MATCHES]
    within = [match for match in ordered if match.start >= body] or ordered
    if not within:
        start = body if body < len(text) else 0
        return _cut(text, start, start, ordered)
    first, last = _best_window(within)
    floor = body if within[0].start >= body else 0
    return _cut(text, _start(text, floor, within[first].start, within[last].end), within[first].start, ordered)


def _best_window(matches: Sequence[Match]) -> tuple[int, int]:
    """Return the first and last match of the window with the most distinct leaves, the earliest of those."""
    best, most, last = (0, 0), 0, 0
    inside: dict[int, int] = {}
    for first, match in enumerate(matches):
        while last < len(matches) and matches[last].end - match.start <= WIDTH:
            inside[matches[last].leaf] = inside.get(matches[last].leaf, 0) + 1
            last += 1
        if len(inside) > most:
            best, most = (first, max(first, last - 1)), len(inside)
        if last > first:
            inside[match.leaf] -= 1
            if not inside[match.leaf]:
                del inside[match.leaf]
        else:  # a match wider than the window
            last = first + 1
    return best


def _start(text: str, floor: int, first: int, end: int) -> int:
    """Return where a window over matches from ``first`` to ``end`` starts: at its sentence, or some way before."""
    lead = max(0, min(LEAD, WIDTH - (end - first)))
    lowest = max(floor, first - lead)
    sentences = [found.end() for found in _SENTENCE.finditer(text, max(floor, lowest - 4), first)]
    if lowest == floor:
        return lowest
    if near := [place for place in sentences if place >= lowest]:
        # Its own sentence; near the end of the text one before, which would be empty space otherwise.
        return max((place for place in near if place + WIDTH <= len(text)), default=near[0])
    # No sentence starts near: half the lead, and at the end of the text as much as fits.
    start = max(lowest, min(first - lead // 2, max(floor, len(text) - WIDTH)))
    return _forward(text, start, first)


def _cut(text: str, start: int, first: int, matches: Sequence[Match]) -> Snippet:
    """Return the window from ``start``; it ends between syllables, blanks at its ends are left out."""
    end = min(len(text), start + WIDTH)
    end = _backward(text, end, max(start, first)) or end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    marks: list[tuple[int, int]] = []
    for match in matches:
        low, high = max(match.start, start), min(match.end, end)
        if low >= high or match.start < start < match.end:
            continue  # outside, or begun before the window: shown without a mark rather than with half of one
        if marks and low < marks[-1][1] + start:
            marks[-1] = (marks[-1][0], max(marks[-1][1], high - start))
        else:
            marks.append((low - start, high - start))
    return Snippet(text=text[start:end].replace("\n", " "), start=start, marks=tuple(marks))


def _inside_syllable(text: str, place: int) -> bool:
    """Tell whether a cut here would part a syllable."""
    return 0 < place < len(text) and _of_syllable(text[place - 1]) and _of_syllable(text[place])


def _of_syllable(character: str) -> bool:
    return character.isalnum() or "\u0300" <= character <= "\u036f"


def _forward(text: str, place: int, limit: int) -> int:
    """Return the first place from here, at most ``limit``, that parts no syllable."""
    while place < limit and _inside_syllable(text, place):
        place += 1
    return place


def _backward(text: str, place: int, limit: int) -> int | None:
    """Return the last place up to here, after ``limit``, that parts no syllable; None if one syllable fills it all."""
    while place > limit and _inside_syllable(text, place):
        place -= 1
    return place if place > limit else None
