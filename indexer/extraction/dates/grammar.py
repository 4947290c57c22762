"""The forms in which official Vietnamese writes a calendar date, as patterns anchored at a digit.

A date is a list of days ("12, 13 và 14", mostly one) before a month, and perhaps a year; or a list of months before a
year. Blanks and line breaks may stand between any two parts. Nothing here decides whether "6/9" is a date or a
fraction: `dates.py` does, from the words around it. All patterns are tried at a given place, never searched over a
text, so the cost grows with the count of numbers; every repetition is bounded.
"""

from __future__ import annotations

import re
from functools import cache

_END = r"(?![0-9])"
_DAY = rf"(?:3[01]|[12][0-9]|0?[1-9]){_END}"
_MONTH = rf"(?:1[0-2]|0?[1-9]){_END}"
_YEAR = rf"(?:1[5-9]|20)[0-9]{{2}}{_END}"
# Three digits ("27/09/201") are a year that lost its last one, two ("15/12/23") a short year.
_CUT_YEAR = rf"(?:{_YEAR}|20[0-9]\s[0-9]{_END}|20[0-9]{_END}|(?<=[/.\-])[0-9]{{2}}{_END})"
# A blank between two digits ("2 7 /5/2 013") is debris of broken markup, taken only after a word that announces a date.
_LOOSE_DAY = rf"(?:3\s?[01]|[12]\s?[0-9]|0?\s?[1-9]){_END}"
_LOOSE_MONTH = rf"(?:1\s?[0-2]|0?\s?[1-9]){_END}"
_LOOSE_YEAR = rf"2\s?0\s?[0-9]\s?[0-9]{_END}"
_SIGN = r"\s{0,2}(?:/{1,2}|[.\-–])\s{0,2}"
_JOIN = r"\s?(?:[,;&\-–]|&?ndash;|và|,\s?và|đến\s?hết|cho\s?đến|đến|tới|hoặc|hay)\s?"
_AGAIN = r"(?:(?:hết|các|sáng|chiều|tối|ngày|mùng)\s?){0,3}"
_DAYS = rf"{_DAY}(?:{_JOIN}{_AGAIN}{_DAY}){{0,8}}"
_MONTHS = rf"{_MONTH}(?:{_JOIN}(?:tháng\s)?{_MONTH}){{0,5}}"

_HALF_DAY = r"(?:(?:rạng|buổi)\s)?(?:sáng|trưa|chiều|tối|đêm|khuya)"
_WEEKDAY = r"(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\snhật)"
# "n gày" stands in portals where markup broke the word.
_ONE_WORD = rf"(?:{_HALF_DAY}|{_WEEKDAY}|n\s?gày|mùng|mồng|hôm)(?:\s(?:sớm|muộn|nay|qua|mai))?"


def _days_of(day: str, month: str, year: str) -> re.Pattern[str]:
    """Return the pattern of days, a month and perhaps a year, with the groups days, sign, month, year."""
    return re.compile(
        rf"(?P<days>{day})(?:(?P<sign>{_SIGN})|(?P<word>\s?,?\s?tháng\s{{0,2}}))(?P<month>{month})"
        rf"(?:(?:\s?,?\s?năm\s{{0,2}}|{_SIGN})(?P<year>{year}))?",
        re.IGNORECASE,
    )


@cache
def days_pattern() -> re.Pattern[str]:
    """Return the pattern of "12, 13 và 14/5/2021", "6/9", "15 tháng 12 năm 2023"."""
    return _days_of(_DAYS, _MONTH, _CUT_YEAR)


@cache
def one_day_pattern() -> re.Pattern[str]:
    """Return the same for one day only: "6-1 đến ngày 7-2-1930" holds no list of days."""
    return _days_of(_DAY, _MONTH, _CUT_YEAR)


@cache
def loose_pattern() -> re.Pattern[str]:
    """Return the same with blanks inside the numbers: "2 7 /5/2013", "16 / 9/ 2 01 5"."""
    return _days_of(_LOOSE_DAY, _LOOSE_MONTH, _LOOSE_YEAR)


@cache
def months_pattern() -> re.Pattern[str]:
    """Return the pattern of months before a year: "5/2012", "3 đến tháng 9/2013", "12 năm 2014"."""
    return re.compile(
        rf"(?P<months>{_MONTHS})(?:(?P<sign>\s?[/.\-–]\s?)|\s?,?\s?năm\s{{0,2}})(?P<year>{_YEAR})", re.IGNORECASE
    )


@cache
def announcing_pattern() -> re.Pattern[str]:
    """Return the pattern of words that announce a date and end where it begins: "Sáng ngày", "hôm nay ("."""
    return re.compile(rf"(?<![^\W\d_]){_ONE_WORD}(?:[\s,(]{{0,3}}{_ONE_WORD}){{0,3}}[\s,(:]{{0,3}}\Z", re.IGNORECASE)


@cache
def day_parts() -> re.Pattern[str]:
    """Return the pattern that cuts a list into its days or months, each with the words right before it."""
    return re.compile(r"(?:(?:sáng|chiều|tối|ngày|mùng|tháng)\s?){0,2}(?P<n>[0-9]{1,2})", re.IGNORECASE)
