"""What a date is for, and when it looks like a slip of the text."""

from __future__ import annotations

import re
from datetime import date

from indexer.bulletin import Bulletin, Date, DateRole

_DUE = re.compile(
    r"(?<![^\W\d_])(?:trước|chậm\snhất(?:\s(?:là|vào|đến|trong))?|muộn\snhất(?:\s(?:là|vào))?|hạn(?:\scuối|\schót|\snộp|\scuối\scùng)?(?:\s(?:là|đến))?"
    r"|không\squá|xong\s(?:trong|vào)?|đến\shết)[\s:]{1,3}(?:[0-9]{1,2}(?:h|giờ)[0-9]{0,2}[\s,]{1,2})?(?:ngày\s)?\Z",
    re.IGNORECASE,
)
_DUE_LENGTH = 40  # characters that `_DUE` takes at most
_TERM = re.compile(
    r"(?<![^\W\d_])(?:hoàn\sthành|báo\scáo|gửi|nộp|xong|thời\shạn)(?![^\W\d_])[^.;\n]{0,90}\Z", re.IGNORECASE
)
_AFTER_NUMBER = re.compile(r"[0-9]\s?[/\-–]\s?[A-ZĐ][^\s]{1,40}\s?[,(]{0,2}\s?(?:được\s)?(?:ban\shành\s|ký\s)?\Z")
_LETTERHEAD = re.compile(r"(?:^|\n)\s?[A-ZĐ][^\n,.;:]{2,30},\s?\Z")
_CLOCK = re.compile(r"\s*(?:[0-9]{1,2}[:hg][0-9]{2})?[\s,|]*\Z")
_WEEKDAYS = ("hai", "ba", "tư", "năm", "sáu", "bảy", "nhật")
_WEEKDAY = re.compile(
    r"(?<![^\W\d_])(?<!lần\s)(?<!họp\s)(?<!nghị\s)(?<!hội\s)(?:thứ\s(hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s(nhật))[\s,(]{0,3}(?:ngày\s)?(?=[0-9]{1,2}\s?[/.\-t])",
    re.IGNORECASE,
)


def role_of(bulletin: Bulletin, one: Date) -> DateRole:
    """Return what the words before a date say it is for; "event" is given later, by the one who finds the event."""
    text, begin = bulletin.text, one.start
    low = max(bulletin.body if begin >= bulletin.body else 0, begin - 100)
    line = text.rfind("\n", 0, begin) + 1
    closes = text[one.end : one.end + 1] in ("", "\n")
    alone = closes and _CLOCK.match(text, line, begin)
    if alone and one.iso == bulletin.day:
        return "publication"
    near = max(low, begin - _DUE_LENGTH)
    words = _word_length(one.text)
    if _DUE.search(text, near, begin) or (words and _DUE.search(text, near, begin + words)):
        ends = text[max(0, begin - 9) : begin].endswith("đến hết ") and not _TERM.search(text, low, begin)
        return "other" if ends or _is_long_past(bulletin, one) else "due"
    if _AFTER_NUMBER.search(text, max(0, begin - 60), begin) or is_letterhead(bulletin, one):
        return "document"
    return "other"


def _is_long_past(bulletin: Bulletin, one: Date) -> bool:
    """Say whether a day is too long ago to be a term: "ban hành trước ngày 01/8/2008"."""
    seen = _seen(bulletin)
    return seen is not None and len(one.iso) == 10 and (seen - date.fromisoformat(one.iso)).days > _LONG_PAST


_LONG_PAST = 60  # days


def is_letterhead(bulletin: Bulletin, one: Date) -> bool:
    """Say whether a date is the document's own: "Tân Hòa Giang, ngày 04 tháng 6 năm 2019" in its head.

    Either on a line of its own, or, in texts whose lines ran together, soon after the State's motto or "Số:".
    """
    text, begin = bulletin.text, one.start
    if text[one.end : one.end + 1] in ("", "\n") and _LETTERHEAD.search(text, max(0, begin - 40), begin):
        return True
    if begin - bulletin.body > _HEAD or not _PLACE.search(text, max(bulletin.body, begin - 48), begin):
        return False
    return bool(_WORDS.match(one.text) and _MOTTO.search(text, bulletin.body, begin))


_HEAD = 1_500  # characters within which a document's own date stands
_PLACE = re.compile(r"[A-ZĐ][^\W\d_]*(?:\s[A-ZĐ][^\W\d_]*){0,4}\s?,[\s_*]{0,6}\Z")
_WORDS = re.compile(r"ngày\s\S{1,2}\s?tháng", re.IGNORECASE)
_MOTTO = re.compile(r"CỘNG\s(?:HÒA|HOÀ)\sXÃ\sHỘI|Độc\slập\s?[-–]\s?Tự\sdo|ĐẢNG\sCỘNG\sSẢN|(?<!\w)Số\s?:")


def _word_length(text: str) -> int:
    found = re.match(r"[^\d]*", text)
    return found.end() if found else 0


def doubt_of(bulletin: Bulletin, one: Date, role: DateRole) -> str | None:
    """Return one Vietnamese sentence on why the date may be a slip, or None.

    Three slips are known: a weekday that the calendar denies, a document signed after the bulletin that cites it, and
    a January bulletin that still writes last year.
    """
    if len(one.iso) != 10:
        return None
    day = date.fromisoformat(one.iso)
    weekday = _WEEKDAY.search(bulletin.text, max(0, one.start - 14), one.end)
    if weekday:
        word = (weekday[1] or weekday[2]).casefold()
        index = int(word) - 2 if word.isdigit() else _WEEKDAYS.index(word)
        if index != day.weekday():
            return f"Văn bản ghi {'chủ nhật' if weekday[2] else 'thứ ' + word}, lịch cho thấy ngày này là {_name(day)}."
    seen = _seen(bulletin)
    if seen is None:
        return None
    if role == "document" and day > seen:
        return "Văn bản được dẫn có ngày sau ngày đăng bản tin."
    apart = (seen - day).days
    if one.text[:1].isupper() and seen.month <= 2 and 355 <= apart <= 375:
        return "Có thể ghi nhầm năm: cách ngày đăng đúng một năm."
    return None


def _name(day: date) -> str:
    return "chủ nhật" if day.weekday() == 6 else f"thứ {_WEEKDAYS[day.weekday()]}"


def _seen(bulletin: Bulletin) -> date | None:
    try:
        return date.fromisoformat(bulletin.day) if bulletin.day else None
    except ValueError:
        return None
