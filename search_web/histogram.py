"""When the results were published, as bars: years, or the months of the one year that is in view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from indexer.engine.port import FacetCount
from indexer.parameters import Parameters
from search_web.links import toggle_urls
from search_web.shapes import value_label

BARS: Final = 12  # at most: each is 24 px wide or more on the narrowest screen, and can be hit with a finger
WHOLE_YEARS: Final = 9  # of more, only the last two digits fit
WIDTH: Final = 288
HEIGHT: Final = 72
_GAP: Final = 3
_LEAST: Final = 3  # the height of a bar that stands for something


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: ``x``, ``y``, ``width`` and ``height`` in units of the drawing, and where it leads."""

    value: str
    label: str
    short: str
    count: int
    selected: bool
    url: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars of one kind (``field`` is year or month), oldest first."""

    field: str
    bars: tuple[Bar, ...]
    width: int = WIDTH
    height: int = HEIGHT


def histogram(parameters: Parameters, years: Sequence[FacetCount], months: Sequence[FacetCount]) -> Histogram | None:
    """Return the bars of a result: months when one year is in view, else the last years; None when there is no time."""
    known = [value for value in years if value.value.isdecimal() and (value.count or value.selected)]
    chosen = [value.value for value in known if value.selected]
    if not any(value.count for value in known):
        return None
    in_view = chosen or [value.value for value in known]
    if len(in_view) == 1:
        by_month = {value.value: value for value in months}
        names = [f"{in_view[0]}-{month:02d}" for month in range(1, 13)]
        return _drawn(parameters, "month", [by_month.get(name, FacetCount(name, 0)) for name in names])
    by_year = {value.value: value for value in known}
    last, first = int(max(by_year)), int(min(by_year))
    names = [str(year) for year in range(max(first, last - BARS + 1), last + 1)]
    return _drawn(parameters, "year", [by_year.get(name, FacetCount(name, 0)) for name in names])


def _drawn(parameters: Parameters, field: str, values: Sequence[FacetCount]) -> Histogram:
    most = max(1, *(value.count for value in values))
    step = WIDTH / len(values)
    toggle = toggle_urls(parameters, field)
    bars = []
    for place, value in enumerate(values):
        height = max(_LEAST, round(value.count / most * HEIGHT, 1)) if value.count else 0.0
        bars.append(
            Bar(
                value=value.value,
                label=value_label(value.value, field),
                short=_short(value.value, field, len(values)),
                count=value.count,
                selected=value.selected,
                url=toggle(value.value, value.selected),
                x=round(place * step, 1),
                y=round(HEIGHT - height, 1),
                width=round(step - _GAP, 1),
                height=height,
            )
        )
    return Histogram(field, tuple(bars))


def _short(value: str, field: str, bars: int) -> str:
    """Return what stands below a bar: as much of the year as fits."""
    if field == "month":
        return value[5:].lstrip("0")
    return value if bars <= WHOLE_YEARS else value[2:]
