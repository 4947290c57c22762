"""The line that says when a page was published: nothing but a day, perhaps an hour, and a few words around them."""

from __future__ import annotations

import re
from datetime import datetime

_FIRST_YEAR, _LAST_YEAR = 1945, 2100
_DAY = r"(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>\d{4})"
_LONG_DAY = r"ngày\s+(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\s+năm\s+(?P<y>\d{4})"
_HOUR = r"(?P<h>\d{1,2})\s*(?::|h|giờ)\s*(?P<n>\d{2})(?:\s*(?::\s*\d{2}|phút|'))?(?:\s*(?P<half>AM|PM|SA|CH))?"
_WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s+nhật|CN|T[2-7])"
_LABEL = (
    r"(?:ngày\s+)?(?:đăng\s+(?:ngày|lúc|tin|bài)?|cập\s+nhật(?:\s+(?:ngày|lúc|lần\s+cuối))?|xuất\s+bản|ban\s+hành|phát\s+hành|"
    r"đăng|tạo|viết)|được\s+đăng\s+(?:ngày|lúc)|thời\s+gian(?:\s+đăng)?|ngày|lúc|(?:publish(?:ed)?\s+)?date|posted(?:\s+on)?|published(?:\s+on)?"
)
_GLUE = r"[\s,;|()\[\]–—-]*(?:lúc|vào|ngày)?[\s,;|()\[\]–—-]*"
_ZONE = r"(?:\s*\(?(?:GMT|UTC)\s*\+?\s*0?7(?::00)?\)?)?"
_FRAME = rf"^[\s(\[]*(?:(?:{_LABEL})\s*:?\s*)?(?:{_WEEKDAY}{_GLUE})?"
_END = rf"{_ZONE}[\s)\],.;|-]*$"

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_FRAME}{_HOUR}{_ZONE}{_GLUE}(?:{_WEEKDAY}{_GLUE})?{_DAY}{_END}",
        rf"{_FRAME}{_DAY}{_GLUE}{_HOUR}{_END}",
        rf"{_FRAME}{_DAY}{_END}",
        rf"{_FRAME}{_LONG_DAY}{_GLUE}(?:{_HOUR})?{_END}",
    )
)
_ISO = re.compile(r"^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2}))?")
_LINE_CHARACTERS = 90
# "Tân Hòa Giang, ngày 04 tháng 6 năm 2019": where and when a document was signed.
_SIGNED = re.compile(rf"^[^\d\n,;.:]{{2,40}},\s*{_LONG_DAY}\s*$", re.IGNORECASE)


def published_of(line: str) -> str | None:
    """Return the moment that a line states and nothing else, ``YYYY-MM-DD`` or ``YYYY-MM-DDTHH:MM``; else None."""
    if len(line) > _LINE_CHARACTERS or not any(c.isdigit() for c in line):
        return None
    for form in _FORMS:
        match = form.match(line)
        if match:
            return _moment(match)
    return None


def signed_on(line: str) -> str | None:
    """Return the day of a line that says where and when a document was signed."""
    match = _SIGNED.match(" ".join(line.split())) if len(line) <= _LINE_CHARACTERS else None
    return _moment(match) if match else None


def iso_moment(value: str) -> str | None:
    """Return a date as it is kept, from ISO 8601 or a Vietnamese form; None for anything else and for no real day."""
    match = _ISO.match(value)
    if not match:
        return published_of(value)
    year, month, day, hour, minute = match.groups()
    return _checked(int(year), int(month), int(day), hour, minute)


def _moment(match: re.Match[str]) -> str | None:
    found = match.groupdict()
    hour = found.get("h")
    half = (found.get("half") or "").upper()
    if hour and half in ("PM", "CH") and int(hour) < 12:
        hour = str(int(hour) + 12)
    elif hour and half in ("AM", "SA") and int(hour) == 12:
        hour = "0"
    return _checked(int(found["y"]), int(found["m"]), int(found["d"]), hour, found.get("n"))


def _checked(year: int, month: int, day: int, hour: str | None, minute: str | None) -> str | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        moment = datetime(year, month, day, int(hour or 0), int(minute or 0))
    except ValueError:
        return None
    return moment.strftime("%Y-%m-%dT%H:%M" if hour is not None else "%Y-%m-%d")
