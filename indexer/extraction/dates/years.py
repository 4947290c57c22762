"""The year of a date that names none: from its neighbours, else from the day of publication."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from indexer.bulletin import Bulletin

Prefer = Literal["past", "near", "future"]

# How far after publication a day without a year may lie (days) before it is taken for one of the year before.
_AHEAD = {"past": 20, "near": 215, "future": 330}
# How far before publication before it is taken for one of the year after.
_BEHIND = {"past": 345, "near": 275, "future": 90}

_TO_COME = re.compile(
    r"(?<![^\W\d_])(?:sẽ|dự\skiến|chậm\snhất|muộn\snhất|hạn|trước\sngày|đến\shết|tới|chuẩn\sbị|kế\shoạch|chào\smừng|hướng\stới)(?![^\W\d_])",
    re.IGNORECASE,
)
_GONE = re.compile(r"(?<![^\W\d_])(?:đã|vừa|qua|diễn\sra\ssáng|trước\sđó|vừa\squa)(?![^\W\d_])", re.IGNORECASE)
_HALF_DAY_FIRST = re.compile(r"(?<![^\W\d_])(?:sáng|trưa|chiều|tối)(?:\s(?:nay|qua|ngày))*\s[0-9]", re.IGNORECASE)
_AFTER_NUMBER = re.compile(r"[0-9]\s?[/\-–]\s?[A-ZĐ][^\s]{1,30}\s?,?\s(?:ngày\s)?[0-9]{1,2}\s?[/.\-]\s?[0-9]{1,2}\Z")
_NEXT_YEAR = re.compile(
    r"\s?(?:,|;|\)|-|–|và|đến(?:\shết)?|tới)?\s?(?:hết\s)?(?:ngày\s)?[0-9]{1,2}\s?[/.\-]\s?([0-9]{1,2})\s?[/.\-]\s?((?:19|20)[0-9]{2})(?![0-9])"
)
_THIS_YEAR = re.compile(r"\s?,?\s?\(?năm\s((?:19|20)[0-9]{2})(?![0-9])")
# A day of every year is told of the year in which the bulletin appears.
_EVERY_YEAR = re.compile(r"\s?\)?\s?(?:(?:hàng|hằng|mỗi)\snăm|của\snăm(?!\s[0-9]))(?![^\W\d_])", re.IGNORECASE)
_ANY_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")


def iso_day(year: int, month: int, day: int) -> str | None:
    """Return ``YYYY-MM-DD``, or None when the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def resolve_year(day: int, month: int, published: str | None, prefer: Prefer = "near") -> int | None:
    """Return the year of a day and month that stand without one, seen from the day of publication.

    ``published`` starts with ``YYYY-MM-DD``. ``prefer`` says what the text speaks of: "past" a report (published on
    4 January, 29/12 is of last year), "future" a term (published on 20 December, 15/1 is of next year), "near" neither.
    None when the day of publication is unknown or no such day exists.
    """
    if not published or not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", published):
        return None
    try:
        seen = date.fromisoformat(published[:10])
    except ValueError:
        return None
    same = _days_apart(seen.year, month, day, seen)
    if same is None:  # 29/2 of a common year: the nearest leap year
        return next((y for y in (seen.year - 1, seen.year + 1) if iso_day(y, month, day)), None)
    year = seen.year
    if same > _AHEAD[prefer]:
        year -= 1
    elif -same > _BEHIND[prefer]:
        year += 1
    return year if iso_day(year, month, day) else seen.year


def _days_apart(year: int, month: int, day: int, seen: date) -> int | None:
    try:
        return (date(year, month, day) - seen).days
    except ValueError:
        return None


class Years:
    """What a bulletin says about years, asked once for each date; the answers depend on the text around a date only."""

    __slots__ = ("_bulletin", "_text")

    def __init__(self, bulletin: Bulletin) -> None:
        self._bulletin = bulletin
        self._text = bulletin.text

    def of(
        self, written: str | None, day: int, month: int, begin: int, end: int, last: Previous
    ) -> tuple[int | None, str | None]:
        """Return the year of the date at ``begin:end`` and, where that is a guess, a doubt in a Vietnamese sentence."""
        if written:
            digits = re.sub(r"\s", "", written)
            if len(digits) == 2:
                return self._short(int(digits)), None
            return (int(digits), None) if len(digits) == 4 else self._completed(digits, day, month)
        beside = self._beside(month, end) or last.year_for(month, begin)
        if beside:
            return beside, None
        if _EVERY_YEAR.match(self._text, end) and self._bulletin.day:
            return int(self._bulletin.day[:4]), None
        year = resolve_year(day, month, self._bulletin.day, self._tense(begin, end))
        if year is None and self._bulletin.day is None:
            found = _ANY_YEAR.search(self._text)
            return (int(found[1]), "Bản tin không ghi năm của ngày này.") if found else (None, None)
        return year, None

    def _short(self, two: int) -> int:
        """Return the year of two digits: of this century up to ten years after publication, else of the last one."""
        seen = int((self._bulletin.day or "2025")[:4])
        return 2000 + two if 2000 + two <= seen + 10 else 1900 + two

    def _completed(self, written: str, day: int, month: int) -> tuple[int | None, str | None]:
        """Complete a year that lost a digit ("27/09/201", "30/01/203") from the day of publication."""
        year = resolve_year(day, month, self._bulletin.day)
        return year, f"Năm viết thiếu chữ số: {written}." if year else None

    def _beside(self, month: int, end: int) -> int | None:
        """Return the year that stands on the next date of a range or list: "15/12 đến ngày 22/12/2013"."""
        direct = _THIS_YEAR.match(self._text, end)
        if direct:
            return int(direct[1])
        ahead = _NEXT_YEAR.match(self._text, end)
        if not ahead:
            return None
        return int(ahead[2]) - (month > int(ahead[1]))

    def _tense(self, begin: int, end: int) -> Prefer:
        before = self._text[max(0, begin - 60) : end]
        # A document cited by its number is older than the bulletin.
        if _HALF_DAY_FIRST.search(before[-28:]) or _AFTER_NUMBER.search(before):
            return "past"
        around = before + self._text[end : end + 40]
        return "future" if _TO_COME.search(around) and not _GONE.search(around) else "near"


class Previous:
    """The last full date of the text so far: it lends its year to the next one of the same list."""

    __slots__ = ("_end", "_month", "_text", "_year")

    def __init__(self, text: str) -> None:
        self._text = text
        self._end = -1
        self._month = self._year = 0

    def keep(self, year: int, month: int, end: int) -> None:
        """Remember a date and where it ended."""
        self._year, self._month, self._end = year, month, end

    def year_for(self, month: int, begin: int) -> int | None:
        """Return the remembered year when only a list's own words stand between: "01/10/2020, ngày 26/10"."""
        if self._end < 0 or begin - self._end > 16:
            return None
        between = self._text[self._end : begin]
        if not _LINK.fullmatch(between):
            return None
        return self._year + (month < self._month and "đến" in between)


_LINK = re.compile(r"\s?(?:,|;|và|-|–|đến(?:\shết)?|tới|,\s?và)\s?(?:hết\s|từ\s|các\s){0,2}(?:ngày\s)?", re.IGNORECASE)
