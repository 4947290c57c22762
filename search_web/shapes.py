"""Forms in which things are shown: dates, numbers, marked snippets, values of facets."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Callable, Iterable
from typing import Any, Final

from flask import current_app, g

from indexer.days import day_of
from indexer.library import Library
from indexer.schema import BY_NAME, UNKNOWN_DATE
from indexer.settings import Settings
from search_web.language import translate

_MONTHS: Final = tuple(month_name)[1:]
POINT_CHARACTERS: Final = 5  # "3", "3.1", "a", "xii": longer ones are words that name themselves
# How the parts of a bulletin are called; the index names them in English.
ZONES: Final = {
    "title": "tiêu đề",
    "lead": "mở đầu",
    "attendance": "thành phần dự",
    "achievements": "kết quả đạt được",
    "shortcomings": "hạn chế",
    "directives": "phần chỉ đạo",
    "caption": "chú thích ảnh",
    "sign-off": "ký tên",
    "body": "nội dung",
}


def library_in_force() -> Library:
    """Return the library that this application serves."""
    library: Library = current_app.extensions["bantin"]
    return library


def settings_in_force() -> Settings:
    """Return the settings that this application was made with."""
    settings: Settings = current_app.extensions["bantin_settings"]
    return settings


def in_english() -> bool:
    """Tell whether the reader chose English."""
    return bool(g.get("lang") == "en")


def date(iso: str | None) -> str:
    """Return an ISO date, month or date and time in the reader's form: 15/12/2023, 15:51."""
    if not iso:
        return translate(UNKNOWN_DATE)
    parts = iso[:10].split("-")
    if in_english():
        names = [*(str(int(part)) for part in parts[2:]), *(_MONTHS[int(part) - 1] for part in parts[1:2]), parts[0]]
        written = " ".join(names)
    else:
        written = "/".join(reversed(parts))
    return f"{written}, {iso[11:16]}" if len(iso) > 10 else written


def number(value: int) -> str:
    """Return a whole number in the reader's form: 3.357, or 3,357 in English."""
    written = f"{value:,}"
    return written if in_english() else written.replace(",", ".")


def pieces(text: str, marks: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Return a text as pieces, each with whether it is marked; the template escapes every piece.

    Marks with nothing but blanks between them are one: a phrase reads as a phrase.
    """
    joined: list[tuple[int, int]] = []
    for start, stop in marks:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    found, end = [], 0
    for start, stop in joined:
        found += [(text[end:start], False), (text[start:stop], True)]
        end = stop
    return [(piece, marked) for piece, marked in (*found, (text[end:], False)) if piece]


def value_label(value: str, field: str) -> str:
    """Return how a facet value is shown: months as 12/2023, parts of a bulletin by name, all else as it is."""
    if field in ("month", "due") and len(value) == 7 and value[4] == "-":
        return date(value)
    if field == "zone":
        return translate(ZONES.get(value, value))
    return translate(value) if field in ("kind", "year", "month", "due") else value


def point(number: str | None, word: str | None = None) -> str:
    """Return how a printed number is named: "3." is "điểm 3", "Thứ nhất:" is itself; "" for a dash or none.

    ``word`` stands before it in place of the reader's own (a citation stays Vietnamese).
    """
    bare = (number or "").strip(" .,;:)/-–—+•*")
    if not bare:
        return ""
    return f"{word or translate('điểm')} {bare}" if len(bare) <= POINT_CHARACTERS else bare


def field_label(name: str) -> str:
    """Return what a field is called in the reader's language."""
    return BY_NAME[name].label[1 if in_english() else 0]


def paragraphs(text: str) -> list[str]:
    """Return the lines of a text that hold something."""
    return [line for line in text.split("\n") if line.strip()]


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "date": date,
    "day_of": day_of,
    "number": number,
    "pieces": pieces,
    "value_label": value_label,
    "field_label": field_label,
    "point": point,
    "paragraphs": paragraphs,
}
