"""Dates as they are typed in a query: a day, a month, a year, or a stretch of them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MONTH = re.compile(r"(\d{1,2})[/.-](\d{4})")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_YEAR = re.compile(r"\d{4}")

Stretch = tuple[str | None, str | None]


def stretch(value: str) -> Stretch | None:
    """Return the first and last day of ``15/12/2023``, ``12/2023``, ``2023``, ``2023-12-15`` or ``a..b``, else None.

    One side of ``..`` may be open. A stretch that runs backwards is turned round.
    """
    if ".." not in value:
        return _single(value.strip())
    first, _, last = value.partition("..")
    low = _single(first.strip()) if first.strip() else (None, None)
    high = _single(last.strip()) if last.strip() else (None, None)
    if low is None or high is None or (low[0] is None and high[1] is None):
        return None
    if low[0] and high[1] and low[0] > high[1]:
        low, high = high, low
    return low[0], high[1]


def _single(value: str) -> tuple[str, str] | None:
    if found := _DAY.fullmatch(value):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := _ISO_DAY.fullmatch(value):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _MONTH.fullmatch(value):
        return _month(int(found[2]), int(found[1]))
    if found := _ISO_MONTH.fullmatch(value):
        return _month(int(found[1]), int(found[2]))
    if _YEAR.fullmatch(value) and int(value) > 0:
        return f"{value}-01-01", f"{value}-12-31"
    return None


def _day(year: int, month: int, day: int) -> tuple[str, str] | None:
    if year < 1 or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    iso = date(year, month, day).isoformat()
    return iso, iso


def _month(year: int, month: int) -> tuple[str, str] | None:
    if year < 1 or not 1 <= month <= 12:
        return None
    return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}"
