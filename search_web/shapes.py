"""Forms in which things are shown: dates, numbers, marked snippets, links that add or take a filter."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final

from flask import current_app, g, url_for
from markupsafe import escape

from indexer.library import Library
from indexer.parameters import Parameters
from indexer.settings import Settings

_MONTHS: Final = tuple(month_name)[1:]


def library_in_force() -> Library:
    """Return the library that this application serves."""
    library: Library = current_app.extensions["bantin"]
    return library


def settings_in_force() -> Settings:
    """Return the settings that this application was made with."""
    settings: Settings = current_app.extensions["bantin_settings"]
    return settings


def date(iso: str | None) -> str:
    """Return an ISO date, month or date and time in the reader's form: 15/12/2023, 15:51."""
    if not iso:
        return "không rõ ngày" if g.get("lang") != "en" else "date unknown"
    parts = iso[:10].split("-")
    if g.get("lang") == "en":
        names = [*(str(int(part)) for part in parts[2:]), _MONTHS[int(parts[1]) - 1], parts[0]]
        written = " ".join(names)
    else:
        written = "/".join(reversed(parts))
    return f"{written}, {iso[11:16]}" if len(iso) > 10 else written


def number(value: int) -> str:
    """Return a whole number in the reader's form: 3.357, or 3,357 in English."""
    written = f"{value:,}"
    return written if g.get("lang") == "en" else written.replace(",", ".")


def pieces(text: str, marks: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Return a text as pieces, each with whether it is marked; the template escapes every piece."""
    found, end = [], 0
    for start, stop in marks:
        found += [(text[end:start], False), (text[start:stop], True)]
        end = stop
    return [(piece, marked) for piece, marked in (*found, (text[end:], False)) if piece]


def value_label(value: str, field: str) -> str:
    """Return how a facet value is shown: months as 12/2023, everything else as it is."""
    if field in ("month", "due") and len(value) == 7 and value[4] == "-":
        return f"{value[5:]}/{value[:4]}" if g.get("lang") != "en" else f"{_MONTHS[int(value[5:]) - 1]} {value[:4]}"
    return value


def search_url(parameters: Parameters, **changes: Any) -> str:
    """Return the address of a search, canonical: parameters in one order, defaults left out."""
    changed = replace(parameters, **changes) if changes else parameters
    text = changed.query_string()
    return url_for("pages.results") + (f"?{text}" if text else "")


def toggle_url(parameters: Parameters, field: str, value: str, selected: bool) -> str:
    """Return the address that adds a value to the selection, or takes it away."""
    return search_url(parameters.without_value(field, value) if selected else parameters.with_value(field, value))


def paragraphs(text: str) -> list[str]:
    """Return the lines of a text that hold something."""
    return [line for line in text.split("\n") if line.strip()]


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "date": date,
    "number": number,
    "pieces": pieces,
    "value_label": value_label,
    "paragraphs": paragraphs,
    "e": escape,
}
