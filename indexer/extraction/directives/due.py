"""By when: the explicit date that limits an action.

Decisions, from the language of real texts and the rule "the last day allowed":

- "trước ngày 20/3/2024" and "trước 30/11" name the last day that counts in practice: the day named is the due date
  ("báo cáo trước ngày 20/3" is met by a report on 20 March), as is "chậm nhất", "đến hết ngày", "từ nay đến".
- "trước tháng 4/2015" ends with the month before: 31 March.
- "trong tháng 9/2023", "trong quý II/2024", "hết quý I/2024" end with the last day of the month or quarter.
- "trong năm 2024" is a limit only where finishing is demanded ("hoàn thành trong năm 2024"): 31 December.
- A year that is not written is the next such day from the day of publication on.
- "trước ngày 10 hằng tháng" comes back each month and is none; dates of documents that are cited are none.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from indexer.bulletin import Mention
from indexer.extraction.directives.words import pattern

_CLOCK = (
    r"(?:(?:\d{1,2}\s?(?:giờ|h|g)(?:\s?\d{2})?(?:\s?phút)?|\d{1,2}:\d{2})(?: ngày| hôm)?,?\s*)?"
    r"(?:ngày |hôm )?(?:thứ \w+,? |chủ nhật,? )?(?:ngày |\()?"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_DATE = re.compile(
    _CLOCK + r"(?:(?P<d>\d{1,2})\s?(?:/|-|\.|\s?tháng\s?)\s?(?P<m>\d{1,2})"
    r"(?:\s?(?:/|-|\.|,?\s?năm\s?)\s?(?P<y>\d{4}))?(?![\d/%])"
    r"|tháng\s?(?P<mm>\d{1,2})(?:\s?(?:/|-|\.|,?\s?năm\s?)\s?(?P<my>\d{4})|(?=[\s,.;)]|$))"
    r"|quý\s?(?P<q>iv|i{1,3}|[1-4])(?:\s?(?:/|-|,?\s?năm\s?)\s?(?P<qy>\d{4})|(?=[\s,.;)]|$))"
    r"|năm (?P<yy>20\d{2}))"
)
_DATED = re.compile(r"[0-9]|quý")  # no date is without one
_RECURRING = re.compile(r"\s*,?\s*(?:của )?(?:hằng|hàng|mỗi) (?:tháng|quý|năm|tuần|ngày)|\s*,? định kỳ")
_RECURRING_BEFORE = re.compile(r"(?:hằng|hàng|mỗi) (?:tháng|quý|năm|tuần|ngày),?\s*$|định kỳ,?\s*$")
_OF_THE_YEAR = re.compile(r"\s*của năm(?! (?:\d|sau|tới))")
_FINISH = re.compile(
    r"(?<!\w)(?:hoàn thành|xong|hoàn tất|dứt điểm|kết thúc|chấm dứt|giải ngân|phải|báo cáo|gửi|trả lời|trình|"
    r"phê duyệt|khởi công|ban hành|thực hiện|nộp|thẩm định|khắc phục|xử lý)(?!\w)"
)
_AS_OF = re.compile(r"(?<!\w)tính đến(?: hết)? $")  # "kết quả (tính đến 31/12/2011)"
# "từ 3/5 ... đến 9/6", "từ ngày 26 đến ngày 29/8", "từ tháng 8, 9/2017 đến hết tháng 11": how long something lasts.
_SINCE = re.compile(
    r"(?<!\w)từ (?:(?:ngày )?\d{1,2}\s?[/.-]\s?\d[^.;]{0,40}|(?:ngày|tháng) [\d/., -]{1,12} đến (?:hết |cuối )?)$"
)
_BEFORE = 60


def find_due(flat: str, low: str, start: int, end: int, day: str | None) -> tuple[str, Mention] | None:
    """Return the first limiting date of ``flat[start:end]`` as ``YYYY-MM-DD`` and the words that say it, or None.

    ``day`` is the day of publication, ``YYYY-MM-DD``, or None: then only dates with a year count.
    """
    limits = pattern("due_words", "by")
    if _DATED.search(low, start, end) is None or limits.search(low, start, end) is None:
        return None
    at = start
    for found in _DATE.finditer(low, start, end):
        word = _limit_before(limits, low, max(at, start, found.start() - _BEFORE), found.start())
        at = found.end()
        if (
            word is None
            or _RECURRING.match(low, found.end(), end)
            or _RECURRING_BEFORE.search(low, max(start, word[0] - 20), word[0])
        ):
            continue
        if _is_loose(word[1], found, low, start):
            continue
        iso = _last_day(found, day, rolls=_OF_THE_YEAR.match(low, found.end(), end) is None)
        if (
            iso is not None
            and found["mm"]
            and "trước" in word[1].split()[-2:] + low[word[0] : found.start()].split()[-1:]
        ):
            iso = _day_before(iso[:8] + "01")  # "trước tháng 4/2015": March is the last month allowed
        if iso is not None:
            return iso, Mention(word[0], found.end(), flat[word[0] : found.end()])
    return None


def _day_before(iso: str) -> str:
    return (date.fromisoformat(iso) - timedelta(days=1)).isoformat()


def _limit_before(limits: re.Pattern[str], low: str, left: int, date_start: int) -> tuple[int, str] | None:
    """Return where the limiting words that end right before the date start, and the words."""
    last = None
    for found in limits.finditer(low, left, date_start):
        if re.fullmatch(r"[\s:,(]*(?:là |vào |lúc |trước |ngày |đến |hết |cuối )*", low[found.end() : date_start]):
            last = found if last is None or found.start() >= last.end() else last
            break
    return (last.start(), last.group()) if last else None


def _is_loose(word: str, found: re.Match[str], low: str, start: int) -> bool:
    """Tell whether the words only date something: "trong năm 2024" without finishing, "trong tháng 5" of a report."""
    left = low[max(start, found.start() - 160) : found.start()]
    if _AS_OF.search(left):
        return True
    if found["yy"]:
        direct = re.search(r"(?:hoàn thành|xong|hoàn tất|dứt điểm|kết thúc) (?:ngay )?(?:trong )?$", left)
        return not (word.startswith(("hoàn thành", "xong")) or direct)
    if word in ("đến", "đến ngày", "hết", "quá", "cuối") and not (
        _FINISH.search(left) or _FINISH.match(low, found.end() + 1)
    ):
        return True
    if word in (
        "đến",
        "hết",
        "trong",
        "cuối",
        "đến ngày",
        "đến cuối",
        "đến hết tháng",
        "hết tháng",
        "hết ngày",
        "đến hết",
        "đến hết ngày",
    ):
        if _SINCE.search(left):
            return True
        if word == "trong":
            return not (found["mm"] or found["q"]) or not _FINISH.search(left)
    return False


def _last_day(found: re.Match[str], day: str | None, *, rolls: bool) -> str | None:
    """Return the last day that the date allows, ``YYYY-MM-DD``; None for dates that do not exist.

    ``rolls`` tells whether a day without a year that is past lies in the year after publication.
    """
    reference = date.fromisoformat(day) if day else None
    if found["yy"]:
        return f"{found['yy']}-12-31"
    quarter = found["q"]
    month = int(found["m"] or found["mm"] or _ROMAN[quarter] * 3)
    written = found["y"] or found["my"] or found["qy"]
    if not 1 <= month <= 12 or (written is None and reference is None):
        return None
    year = int(written) if written else reference.year if reference else 0
    if not 1990 <= year <= 2100:
        return None
    last = calendar.monthrange(year, month)[1]
    number = int(found["d"]) if found["d"] else last
    if not 1 <= number <= last:
        return None
    due = date(year, month, number)
    if rolls and written is None and reference is not None and due < reference:
        due = due.replace(year=year + 1) if not (month == 2 and number == 29) else due
    return due.isoformat()
