"""What the bounds of a date range mean: a bound without a time is the whole day, one without a day the whole month."""

from __future__ import annotations

from indexer.schema import date_number

_FIRST = "0000-01-01"
_LAST = "9999-12-31"


def first_minute(iso: str | None) -> int:
    """Return the least moment of a range from this date, as `date_number` gives moments; None: any known date."""
    return 0 if iso is None else date_number(iso + _FIRST[len(iso) :])


def last_minute(iso: str | None) -> int:
    """Return the last moment of a range to this date: ``2023-12-15`` -> 202312152359; None: any known date."""
    if iso is not None and "T" in iso:
        return date_number(iso)
    day = (iso or "") + _LAST[len(iso or "") :]
    return date_number(day) + 2359
