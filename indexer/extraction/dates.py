"""Calendar dates: which numbers of a text are days or months, of which year, and what for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from indexer.bulletin import Bulletin, Date, DateRole, Facts
from indexer.extraction import dates_grammar as grammar
from indexer.extraction.dates_roles import doubt_of, role_of
from indexer.extraction.dates_years import Previous, Years, iso_day, resolve_year
from indexer.extraction.lexicon import column

__all__ = ["find_dates", "resolve_year"]

_DIGITS = re.compile(r"[0-9]+")
_BEFORE = 48  # characters that are looked at before a number


def find_dates(bulletin: Bulletin, facts: Facts) -> Facts:
    """Return the facts with ``dates`` filled: in order of place, none overlapping, lists of days one by one."""
    text = bulletin.text
    years = Years(bulletin)
    last = Previous(text)
    found: list[Date] = []
    at = 0
    for digits in _DIGITS.finditer(text):
        if digits.start() < at:
            continue
        dates, end = _at(text, digits.start(), years, last)
        at = max(at, end)
        found += dates
    return replace(facts, dates=tuple(_finished(bulletin, found)))


def _finished(bulletin: Bulletin, found: list[Date]) -> Iterator[Date]:
    for one in found:
        role: DateRole = role_of(bulletin, one)
        yield replace(one, role=role, doubt=one.doubt or doubt_of(bulletin, one, role))


def _at(text: str, start: int, years: Years, last: Previous) -> tuple[list[Date], int]:
    """Return the dates that begin at this number, and the place up to which the text is used up."""
    if start and (text[start - 1] in "/.:,-–_" and text[max(0, start - 2)].isdigit()):
        return [], 0
    lead = _lead(text, start)
    for reading in (_months, _days, _loose_days):
        dates, end = reading(text, start, lead, years, last)
        if dates:
            return dates, end
    return [], 0


def _lead(text: str, start: int) -> int:
    """Return where the announcing words before a number begin, or its own place when there are none."""
    found = grammar.announcing_pattern().search(text, max(0, start - _BEFORE), start)
    return found.start() if found else start


def _ends_well(text: str, end: int) -> bool:
    """Say whether a number ends here and is not the head of a longer one, a percentage or a document number."""
    tail = text[end : end + 3]
    if not tail:
        return True
    if tail[0] in "%‰" or tail[0].isdigit():
        return False
    if tail[0] in "/–-.,:_" and len(tail) > 1 and tail[1].isdigit():
        return False
    return not (tail[0] in "/-–" and len(tail) > 1 and tail[1].isupper())


# Months


def _months(text: str, start: int, lead: int, years: Years, last: Previous) -> tuple[list[Date], int]:
    del lead, years
    m = grammar.months_pattern().match(text, start)
    if not m or not _ends_well(text, m.end()):
        return [], 0
    word = _MONTH_WORD.search(text, max(0, start - 8), start)
    if not word and (m["sign"] is None or m["sign"].strip() != "/" or _not_a_month(text, start, m)):
        return [], 0
    year = int(m["year"])
    first = word.start() if word else start
    dates: list[Date] = []
    parts = list(grammar.day_parts().finditer(m["months"]))
    if not word:
        parts = parts[-1:]
        first = start + parts[0].start()
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
    return before.endswith(column("dates_not_before")) or text[m.end() : m.end() + 1] == "/"


# Days


def _days(text: str, start: int, lead: int, years: Years, last: Previous) -> tuple[list[Date], int]:
    m = grammar.days_pattern().match(text, start)
    if not m:
        return [], 0
    end = m.end()
    if not _ends_well(text, end) or (m["year"] and len(m["year"]) == 3 and text[end : end + 1].isalpha()):
        return [], 0
    announced = lead < start
    if not m["year"] and not _is_day_and_month(text, start, m, announced):
        return [], 0
    if _is_lunar(text, end):
        return [], end
    parts = list(grammar.day_parts().finditer(m["days"]))
    if not announced and not _opens_a_list(text, start):
        parts = parts[-1:]
    first = lead if announced else start + parts[0].start()
    return _each(text, start, first, m, parts, years, last), end


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


def _loose_days(text: str, start: int, lead: int, years: Years, last: Previous) -> tuple[list[Date], int]:
    if lead == start:
        return [], 0
    m = grammar.loose_pattern().match(text, start)
    if not m or not _ends_well(text, m.end()):
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
        return bool(_FEAST.search(text, max(0, start - 40), start)) and not _counts_something(text, m.end())
    if _counts_something(text, m.end()) or _RECURRING.match(text, m.end()):
        return False
    if sign == ".":
        return False
    return _date_like_before(text, start)


_FEAST = re.compile(r"(?<![^\W\d_])(?:quốc\skhánh|quốc\stế\s(?:phụ\snữ|lao\sđộng|thiếu\snhi))\s?\(?\Z", re.IGNORECASE)
_FROM = re.compile(
    r"(?:(?<![^\W\d_])(?:từ|dịp|lễ|nghỉ\slễ|kỳ\shạn|trước|sau|đến\shết|hết|quốc\skhánh|liệt\ss[ĩỹ]|thiếu\snhi|phụ\snữ"
    r"|kể\stừ|vào|vào\sdịp|trước\sdịp|tính\sđến)[\s:(]{1,3}|[0-9]\s?(?:đến|-|–|và|,|tới)\s?)\Z",
    re.IGNORECASE,
)
_NAMED_DAY = re.compile(r"(?<![^\W\d_])(?:ngày|lễ|kỷ\sniệm)\s[^.;:!?\n0-9]{3,70}[\s(\-–\"”]{1,3}\Z", re.IGNORECASE)
_COUNTED = re.compile(
    r"\s?(?:[a-zđ]{0,1}%|(?!(?:và|đến|tới|tại|ở|của|do|với|là|để|theo|về|trên|trong|năm|hằng|hàng|sẽ|đã|cho|như|vừa|này|diễn|hoặc"
    r"|âm|dương|khi|các|tức|có|được|từ)(?![^\W\d_]))[^\W\d_A-ZĐÁÀẢÃẠĂÂÊÔƠƯÝÓÒÍÌÚÙ]{1,9}(?![^\W\d_]))",
)
_RECURRING = re.compile(r"\s?\)?\s?(?:hàng|hằng|mỗi)\snăm", re.IGNORECASE)
_LUNAR = re.compile(r"\s?\(?\s?(?:âm\slịch|ÂL|[0-9 /\-–.]{0,14}âm\slịch)", re.IGNORECASE)


def _date_like_before(text: str, start: int) -> bool:
    low = max(0, start - 80)
    return bool(_FROM.search(text, low, start) or _NAMED_DAY.search(text, low, start))


def _counts_something(text: str, end: int) -> bool:
    """Say whether a noun follows: "15/16 chỉ tiêu", "1/3 số phiếu"."""
    return bool(_COUNTED.match(text, end))


def _is_lunar(text: str, end: int) -> bool:
    return bool(_LUNAR.match(text, end))


def _opens_a_list(text: str, start: int) -> bool:
    """Say whether a bare list of days has a word before it that makes it one: "từ 25 - 31/5", "các ngày 4 và 5/10"."""
    return bool(_LIST_WORD.search(text, max(0, start - 12), start))


_LIST_WORD = re.compile(r"(?<![^\W\d_])(?:từ|trong|ngày)[\s:]{1,2}\Z", re.IGNORECASE)
