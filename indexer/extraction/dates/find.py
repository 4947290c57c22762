"""Calendar dates: which numbers of a text are days or months, of which year, and what for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from indexer.bulletin import Bulletin, Date, DateRole, Facts
from indexer.extraction.dates import grammar
from indexer.extraction.dates.roles import doubt_of, role_of
from indexer.extraction.dates.years import Previous, Years, iso_day, resolve_year
from indexer.extraction.lexicon import column
from indexer.extraction.words import numbers

__all__ = ["find_dates", "resolve_year"]

_MOST_DIGITS = 2  # of the day or month with which a date begins
_BEFORE = 48  # characters that are looked at before a number


def find_dates(bulletin: Bulletin, facts: Facts) -> Facts:
    """Return the facts with ``dates`` filled: in order of place, none overlapping, lists of days one by one."""
    text = bulletin.text
    years = Years(bulletin)
    last = Previous(text)
    found: list[Date] = []
    at = 0
    for start, end_of_number in numbers(text):
        if start < at or end_of_number - start > _MOST_DIGITS:
            continue
        dates, end = _at(text, start, at, years, last)
        at = max(at, end)
        found += dates
    return replace(facts, dates=tuple(_finished(bulletin, found)))


def _finished(bulletin: Bulletin, found: list[Date]) -> Iterator[Date]:
    for one in found:
        role: DateRole = role_of(bulletin, one)
        yield replace(one, role=role, doubt=one.doubt or doubt_of(bulletin, one, role))


def _at(text: str, start: int, used: int, years: Years, last: Previous) -> tuple[list[Date], int]:
    """Return the dates that begin at this number, and the place up to which the text is used up."""
    glued = start > 1 and text[start - 1] in "/.:,-–_" and text[start - 2].isdigit()
    if glued and not (used == start - 1 and text[used] in "-–,"):  # "27/7/1947-27/7/2017" is two dates
        return [], 0
    for reading in (_months, _days, _loose_days):
        dates, end = reading(text, start, years, last)
        if end:
            return dates, end
    return [], 0


def _lead(text: str, start: int) -> int:
    """Return where the announcing words before a number begin, or its own place when there are none."""
    found = grammar.announcing_pattern().search(text, max(0, start - _BEFORE), start)
    return found.start() if found else start


def _ends_well(text: str, end: int, full: bool = False, sign: str = "") -> bool:
    """Say whether a number ends here and is not the head of a longer one, a percentage or a document number.

    A full date (``full``) may be glued to the next one by a sign that it does not itself use.
    """
    tail = text[end : end + 3]
    if not tail:
        return True
    if tail[0] in "%‰" or tail[0].isdigit():
        return False
    if tail[0] in "/–-.,:_" and len(tail) > 1 and tail[1].isdigit():
        return tail[0] in "-–," and sign != tail[0] and (full or bool(_GLUED.match(text, end)))
    return not (tail[0] in "/-–" and len(tail) > 1 and tail[1].isupper())


_GLUED = re.compile(r"[-–][0-9]{1,2}[/.][0-9]{1,2}(?![0-9])")  # "26/9-2/10"


# Months


def _months(text: str, start: int, years: Years, last: Previous) -> tuple[list[Date], int]:
    del years
    m = grammar.months_pattern().match(text, start)
    if not m or not _ends_well(text, m.end()):
        return [], 0
    word = _MONTH_WORD.search(text, max(0, start - 8), start)
    if not word and (
        not m["months"].isdigit() or m["sign"] is None or m["sign"].strip() != "/" or _not_a_month(text, start, m)
    ):
        return [], 0
    year = int(m["year"])
    first = word.start() if word else start
    dates: list[Date] = []
    parts = list(grammar.day_parts().finditer(m["months"]))
    months = [int(p["n"]) for p in parts]
    for n, part in enumerate(parts):
        begin = first if n == 0 else start + part.start()
        end = m.end() if n == len(parts) - 1 else start + part.end()
        # "từ tháng 11 đến tháng 2/2014": a month after the last one is of the year before.
        its_year = year - (months[n] > months[-1])
        dates.append(Date(begin, end, text[begin:end], f"{its_year:04d}-{months[n]:02d}"))
    last.keep(year, months[-1], m.end())
    return dates, m.end()


_MONTH_WORD = re.compile(r"(?<![^\W\d_])tháng\s{0,2}\Z", re.IGNORECASE)


def _not_a_month(text: str, start: int, m: re.Match[str]) -> bool:
    """Say whether a bare "12/2013" is the rest of something else: a document number, a quarter, a count."""
    before = text[max(0, start - 24) : start].rstrip().casefold()
    return before.endswith(column("dates_not_before")) or "tỷ lệ" in before or text[m.end() : m.end() + 1] == "/"


# Days


def _whole_year(text: str, m: re.Match[str], announced: bool) -> bool:
    """Say whether a year of two or three digits may be one: announced, written as the month is, no unit behind it."""
    year = m["year"]
    if year is None or len(year) >= 4:
        return True
    if len(year) == 2 and not (announced and m["sign"] and m.string[m.start("year") - 1] == m["sign"].strip()):
        return False
    return (
        not re.match(r"\s?[^\W\d_]", text[m.end() : m.end() + 2])
        if len(year) == 2
        else not text[m.end() : m.end() + 1].isalpha()
    )


# A dash and "đến" in one list are days and months with dashes: "6-1 đến ngày 7-2-1930".
_TWO_RANGES = re.compile(r"[-–].*(?:đến|tới)", re.IGNORECASE | re.DOTALL)


def _days(text: str, start: int, years: Years, last: Previous) -> tuple[list[Date], int]:
    m = grammar.days_pattern().match(text, start)
    if m and _TWO_RANGES.search(m["days"]):
        m = grammar.one_day_pattern().match(text, start)
    if not m:
        return [], 0
    end = m.end()
    lead = _lead(text, start)
    announced = lead < start
    if announced and not m["year"] and _is_broken(text, start, end):
        return _loose_days(text, start, years, last)
    if announced and not m["year"]:
        end = _past_bad_year(text, end)
    if not _ends_well(text, end, bool(m["year"]), (m["sign"] or "").strip()) or not _whole_year(text, m, announced):
        return [], 0
    if not m["year"] and not _is_day_and_month(text, start, m, announced):
        return [], 0
    if _LUNAR.match(text, end) or _OF_LAST_YEAR.match(text, end):
        return [], end
    parts = list(grammar.day_parts().finditer(m["days"]))
    if not announced and not _opens_a_list(text, start):
        parts = parts[-1:]
    first = lead if announced else start + parts[0].start()
    dates = _each(text, start, first, m, parts, years, last)
    if dates and end != m.end():
        dates[-1] = _with_bad_year(text, dates[-1], end)
    return dates, end


_BAD_YEAR = re.compile(r"\s?/\s?(?:[03-9][0-9]{3}|2[1-9][0-9]{2}|[0-9]{3}|[0-9]{5})(?![0-9/])")


def _past_bad_year(text: str, end: int) -> int:
    """Return the place after a year that cannot be meant ("8/3/3013"): the day is kept, its year is resolved anew."""
    bad = _BAD_YEAR.match(text, end)
    return bad.end() if bad else end


def _with_bad_year(text: str, one: Date, end: int) -> Date:
    written = text[one.start : end]
    return replace(
        one, end=end, text=written, doubt=f"Năm ghi trong văn bản không hợp lý: {' '.join(written.split())}."
    )


def _each(
    text: str, start: int, first: int, m: re.Match[str], parts: list[re.Match[str]], years: Years, last: Previous
) -> list[Date]:
    month = int(m["month"])
    last_day = int(parts[-1]["n"])
    year, doubt = years.of(m["year"], last_day, month, first, m.end(), last)
    if year is None:
        return []
    last.keep(year, month, m.end())
    dates: list[Date] = []
    for n, part in enumerate(parts):
        begin = first if n == 0 else start + part.start()
        end = m.end() if n == len(parts) - 1 else start + part.end()
        day = int(part["n"])
        its_year, its_month = (year, month) if day <= last_day or n == len(parts) - 1 else _month_before(year, month)
        iso = iso_day(its_year, its_month, day)
        if iso:
            dates.append(Date(begin, end, text[begin:end], iso, doubt=doubt))
        elif m["year"]:
            impossible = f"Ngày {day}/{its_month}/{its_year} không có trong lịch."
            dates.append(Date(begin, end, text[begin:end], f"{its_year:04d}-{its_month:02d}", doubt=impossible))
    return dates


def _month_before(year: int, month: int) -> tuple[int, int]:
    """Return the month before: "ngày 29 đến 2/10" begins in September."""
    return (year, month - 1) if month > 1 else (year - 1, 12)


def _is_broken(text: str, start: int, end: int) -> bool:
    """Say whether digits with blanks between them go on to a year: "26 /1 0 /201 5" is no 26/1."""
    loose = grammar.loose_pattern().match(text, start)
    return bool(loose and loose["year"] and loose.end() > end)


def _loose_days(text: str, start: int, years: Years, last: Previous) -> tuple[list[Date], int]:
    m = grammar.loose_pattern().match(text, start)
    if not m or not _ends_well(text, m.end()):
        return [], 0
    lead = _lead(text, start)
    if lead == start:
        return [], 0
    day, month = (int(re.sub(r"\s", "", m[g])) for g in ("days", "month"))
    written = re.sub(r"\s", "", m["year"]) if m["year"] else None
    year, doubt = years.of(written, day, month, lead, m.end(), last)
    iso = iso_day(year, month, day) if year else None
    return ([Date(lead, m.end(), text[lead : m.end()], iso, doubt=doubt)] if iso else []), m.end()


# "6/9" with no year: a date or a fraction?


def _is_day_and_month(text: str, start: int, m: re.Match[str], announced: bool) -> bool:
    if m["word"]:
        return announced or (int(m["month"]) <= 12 and _date_like_before(text, start))
    sign = m["sign"].strip()
    if announced:
        return not _counts_something(text, m.end()) if sign == "." else True
    if sign != "/" and sign != ".":
        named = _FEAST.search(text, max(0, start - 40), start) or _NAMED_FEAST.search(text, max(0, start - 70), start)
        return named is not None and not _counts_something(text, m.end())
    if _RANGE_TO_YEAR.match(text, m.end()):
        return True
    if _counts_something(text, m.end()) or sign == ".":
        return False
    if re.fullmatch("[1-4]/[2-5]", m[0]) and int(m[0][0]) < int(
        m[0][2]
    ):  # "đến 1/3": a fraction unless a feast is named
        return bool(_NAMED_DAY.search(text, max(0, start - 80), start))
    return _date_like_before(text, start) or bool(
        _is_range(m["days"]) and _LIST_WORD.search(text, max(0, start - 12), start)
    )


_RANGE_TO_YEAR = re.compile(
    r"\s?(?:-|–|đến)\s?(?:hết\s)?(?:ngày\s)?[0-9]{1,2}\s?[/.][0-9]{1,2}[/.\-]20[0-9]{2}(?![0-9])"
)
_FEAST = re.compile(
    r"(?<![^\W\d_])(?:quốc\skhánh|phụ\snữ(?:\sviệt\snam)?|quốc\stế\s(?:lao\sđộng|thiếu\snhi)|liệt\ss[ĩỹ]|giải\sphóng\sthủ\sđô|chiến\sthắng)\s?\(?\Z",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"(?:(?<![^\W\d_])(?:từ|dịp|lễ|nghỉ\slễ|kỳ\shạn|trước|sau|đến\shết|đến|tới|hết|quốc\skhánh|liệt\ss[ĩỹ]|thiếu\snhi|phụ\snữ|thủ\sđô|cao\stuổi|tháng\stám|điện\sbiên\sphủ|ma\st[úu]y"
    r"|kể\stừ|vào|vào\sdịp|trước\sdịp|tính\sđến)[\s:(]{1,3}|[0-9]\s?(?:đến|-|–|và|,|tới)\s?)\Z",
    re.IGNORECASE,
)
_NAMED_DAY = re.compile(r"(?<![^\W\d_])(?:ngày|lễ|kỷ\sniệm)\s[^.;:!?0-9]{3,70}[\s(\-–\"”]{1,3}\Z", re.IGNORECASE)
# "Ngày Nhà giáo Việt Nam 20-11": the name of a day in capitals right before.
_NAMED_FEAST = re.compile(r"(?<![^\W\d_])[Nn]gày\s[A-ZĐÂÔƠƯ][^.,;:!?0-9]{3,50}\s\(?\Z")
_COUNTED = re.compile(
    r"\s?(?:[a-zđ]{0,1}%|(?!(?:và|đến|tới|tại|ở|của|do|với|là|để|theo|về|trên|trong|năm|hằng|hàng|sẽ|đã|cho|như|vừa|này|diễn|hoặc"
    r"|âm|dương|khi|các|tức|có|được|từ|nhằm|đều|gắn|không|cũng|thực|nữa|lấy|tổ|phục|triển|tiến|chính|sau|trước|giữa|cùng|phải|cần|mới|chưa|hoàn|báo)(?![^\W\d_]))[^\W\d_A-ZĐÁÀẢÃẠĂÂÊÔƠƯÝÓÒÍÌÚÙ]{1,9}(?![^\W\d_]))",
)
_OF_LAST_YEAR = re.compile(r"\s?\)?\s?năm\strước", re.IGNORECASE)
_LUNAR = re.compile(r"\s?\(?\s?(?:âm\slịch|ÂL(?![^\W\d_])|[0-9 /\-–.]{0,14}âm\slịch)", re.IGNORECASE)


def _date_like_before(text: str, start: int) -> bool:
    low = max(0, start - 80)
    return bool(_FROM.search(text, low, start) or _NAMED_DAY.search(text, low, start))


def _counts_something(text: str, end: int) -> bool:
    """Say whether a noun follows: "15/16 chỉ tiêu", "1/3 số phiếu"."""
    return bool(_COUNTED.match(text, end))


def _opens_a_list(text: str, start: int) -> bool:
    """Say whether a bare list of days has a word before it that makes it one: "từ 25 - 31/5", "các ngày 4 và 5/10"."""
    return bool(_LIST_WORD.search(text, max(0, start - 12), start))


_LIST_WORD = re.compile(r"(?:(?<![^\W\d_])(?:từ|trong|ngày|đến)[\s:]{1,2}|\()\Z", re.IGNORECASE)


def _is_range(days: str) -> bool:
    """Say whether a list is "25-27": two days, the second later."""
    two = re.fullmatch(r"([0-9]{1,2})\s?[-–]\s?([0-9]{1,2})", days)
    return bool(two and int(two[1]) < int(two[2]))
