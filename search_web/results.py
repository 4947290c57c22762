"""What a page of results shows beside the hits: facets, chips, the histogram, and offers when nothing was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import g, render_template, request

from indexer.engine.port import FacetCount
from indexer.limits import FACET_VALUES, PAGE
from indexer.parameters import Parameters, label_of
from indexer.schema import SCOPE_LABELS, SCOPES, Scope, facets_of
from indexer.search import Result, search, total
from indexer.store.records import DirectiveSpan
from search_web.histogram import histogram
from search_web.language import translate as _
from search_web.links import search_url, toggle_url
from search_web.security import slot
from search_web.shapes import date, library_in_force, value_label

ORDERS: Final = {"relevance": "liên quan", "newest": "mới nhất", "oldest": "cũ nhất"}
SHOWN: Final = 8  # values of a facet before "xem thêm"
TIMES: Final = ("year", "month")
OFFERS: Final = 6


@dataclass(frozen=True, slots=True)
class Subject:
    """What a saved search is about: its heading, its own address, and what stands between heading and results."""

    heading: str
    path: str
    kind: str
    panel: Mapping[str, Any] | None = None


def results_page(parameters: Parameters, subject: Subject | None = None) -> str:
    """Return the page of one search; a saved search has a subject."""
    with slot():
        found = search(library_in_force(), parameters)
        counts = {scope: _count(parameters, scope, found) for scope in SCOPES}
        context = _context(parameters, found)
    return render_template("results.html", p=parameters, r=found, counts=counts, subject=subject, **context)


def _context(parameters: Parameters, found: Result) -> dict[str, Any]:
    return {
        "first": (parameters.page - 1) * parameters.size + 1,
        "scopes": _scopes(),
        "orders": {name: _(label) for name, label in ORDERS.items() if name != "relevance" or parameters.q},
        "facets": facets(parameters, found),
        "times": histogram(parameters, found.facets.get("year", ()), found.facets.get("month", ())),
        "chips": chips(parameters),
        "common_why": common_reasons(found),
        "passages": passages(found),
        "written": _written(parameters),
        **_paging(parameters, found.total),
        "offers": offers(parameters) if not found.total else [],
        "latest": latest() if not found.total else (),
    }


def _scopes() -> dict[str, str]:
    return {scope: SCOPE_LABELS[scope][g.lang == "en"] for scope in SCOPES}


def _paging(parameters: Parameters, results: int) -> dict[str, Any]:
    page, last_page = parameters.page, min(PAGE, max(1, -(-results // parameters.size)))
    return {
        "previous_url": search_url(parameters, page=page - 1) if page > 1 else None,
        "next_url": search_url(parameters, page=page + 1) if page < last_page else None,
        "last_page": last_page,
    }


def passages(found: Result) -> dict[str, DirectiveSpan]:
    """Return, by bulletin, the directive in which at least half of the words stand that its snippet marks."""
    if found.parameters.scope != "ban-tin" or not found.parameters.q:
        return {}
    pages = library_in_force().store.pages
    result = {}
    for hit in found.hits:
        if hit.marks and hit.start is not None and hit.stored.get("directives"):
            places = [(hit.start + start, hit.start + end) for start, end in hit.marks]
            spans = pages.directive_spans(hit.id)
            inside = Counter(d for start, end in places for d in spans if d.start <= start and end <= d.end)
            for directive, marks in inside.most_common(1):
                if 2 * marks >= len(places):
                    result[hit.id] = directive
    return result


def common_reasons(found: Result) -> frozenset[str]:
    """Return the reasons that every hit of a page has: said of each, they tell nothing."""
    if len(found.hits) < 2:
        return frozenset()
    return frozenset.intersection(*(frozenset(hit.why) for hit in found.hits))


def _written(parameters: Parameters) -> dict[str, str]:
    """Return what stands in the fields for dates: as it was typed while it is wrong, else in the reader's form."""
    return {
        "from": request.args.get("from", "")[:40] if "from" in parameters.problems else _day(parameters.since),
        "to": request.args.get("to", "")[:40] if "to" in parameters.problems else _day(parameters.until),
    }


def _day(iso: str | None) -> str:
    return "/".join(reversed(iso.split("-"))) if iso else ""


def facets(parameters: Parameters, found: Result) -> list[dict[str, Any]]:
    """Return the groups of values beside the results; selected values first, then by count; times by time."""
    groups = []
    for field in facets_of(parameters.scope):
        values = with_selected(found.facets.get(field.name, ()), parameters.selections.get(field.name, ()))
        if field.name in TIMES:
            values.sort(key=lambda value: value.value, reverse=True)
        values.sort(key=lambda value: not value.selected)
        chosen = sum(value.selected for value in values)
        groups.append(
            {
                "name": field.name,
                "label": field.label[g.lang == "en"],
                "entries": values[: max(FACET_VALUES, chosen)],
                "shown": max(SHOWN, chosen),
                "all_url": _all_url(parameters, field.name) if len(values) >= FACET_VALUES else None,
            }
        )
    return groups


def with_selected(values: Iterable[FacetCount], selected: Iterable[str]) -> list[FacetCount]:
    """Return the values of a facet and, with 0, those selected ones that nothing has: they can be taken away too."""
    counted = list(values)
    known = {value.value for value in counted}
    return counted + [FacetCount(value, 0, selected=True) for value in selected if value not in known]


def _all_url(parameters: Parameters, name: str) -> str:
    text = replace(parameters, page=1, after=None).query_string()
    return f"/loc/{name}" + (f"?{text}" if text else "")


def chips(parameters: Parameters) -> list[dict[str, str]]:
    """Return the filters in force, each with the address that takes it away."""
    found = []
    for name, values in parameters.selections.items():
        for value in values:
            label = f"{label_of(name, g.lang)}: {value_label(value, name)}"
            found.append({"label": label, "url": toggle_url(parameters, name, value, True)})
    start = replace(parameters, page=1, after=None)
    if parameters.since:
        found.append({"label": f"{_('từ')} {date(parameters.since)}", "url": search_url(start, since=None)})
    if parameters.until:
        found.append({"label": f"{_('đến')} {date(parameters.until)}", "url": search_url(start, until=None)})
    return found


def _count(parameters: Parameters, scope: Scope, found: Result) -> int | None:
    """Return how many results the same query has in another scope; None when its filters do not carry over."""
    if scope == parameters.scope:
        return found.total
    if parameters.selections:
        return None
    return total(library_in_force(), replace(parameters, scope=scope, page=1, after=None, sort=None))


def offers(parameters: Parameters) -> list[dict[str, Any]]:
    """Return what would be found with one filter less, and with none, with real counts, most first."""
    start = replace(parameters, page=1, after=None)
    trials = [
        (f"{_('Bỏ bộ lọc')}: {label_of(name, g.lang)} “{value_label(value, name)}”", start.without_value(name, value))
        for name, values in parameters.selections.items()
        for value in values
    ]
    if parameters.since or parameters.until:
        trials.append((_("Bỏ giới hạn ngày"), replace(start, since=None, until=None)))
    if len(trials) > 1:
        trials.insert(0, (_("Bỏ mọi bộ lọc"), replace(start, selections={}, since=None, until=None)))
    counted = [(label, trial, total(library_in_force(), trial)) for label, trial in trials[:OFFERS]]
    found = [{"label": label, "url": search_url(trial), "count": count} for label, trial, count in counted if count]
    return sorted(found, key=lambda offer: -int(str(offer["count"])))


def latest() -> tuple[Any, ...]:
    """Return the newest bulletins."""
    return search(library_in_force(), Parameters(sort="newest", size=5), facets=False, snippets=False).hits


def narrowed(values: tuple[FacetCount, ...], name: str, written: str) -> tuple[FacetCount, ...]:
    """Return the values whose label holds every written word, or part of it; marks and capitals do not count."""
    from indexer.analysis.fold import fold

    words = fold(written).split()
    return tuple(value for value in values if all(word in fold(value_label(value.value, name)) for word in words))


def by_letter(values: tuple[FacetCount, ...], name: str) -> dict[str, list[FacetCount]]:
    """Return all values of a facet under the letter they begin with, as an index at the end of a book."""
    from indexer.analysis.fold import fold

    groups: dict[str, list[FacetCount]] = {}
    for value in sorted(values, key=lambda value: fold(value_label(value.value, name))):
        first = fold(value.value[:1]).upper()
        groups.setdefault(first if first.isalpha() else "#", []).append(value)
    return groups
