"""One request in, one answer out: parse, ask, shape. No HTTP, no printing; command line and web both stand on it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from indexer.addresses import path_of
from indexer.engine.port import After, Answer, FacetCount, FacetRequest, Filter, Hit, Request
from indexer.engine.query import And, Or, Query, Range
from indexer.errors import UsageError
from indexer.library import Library
from indexer.limits import FACET_VALUES, PAGE
from indexer.parameters import Parameters, read_day
from indexer.query.plan import Note, Plan, plan
from indexer.query.recognise import Recognised, recognise
from indexer.query.suggest import did_you_mean
from indexer.query.why import reasons
from indexer.schema import facets_of

SCHEMA: Final = 1
MONTHS: Final = 600  # values of a time facet, so that the histogram has no holes; pages list fewer


@dataclass(frozen=True, slots=True)
class FoundHit:
    """A hit as people and programs see it; ``marks`` are code-point spans into ``snippet``.

    ``start`` is where the snippet stands in the text of what was found, None without a snippet.
    """

    id: str
    scope: str
    title: str
    published: str | None
    url: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    score: float
    why: tuple[str, ...]
    after: str
    stored: Mapping[str, Any]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """Another reading of a query that found nothing: its text and how many results it has."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to one search. ``nearest``: nothing had everything asked for; what comes nearest is shown.

    ``offer``: a quotation typed without marks has no hit as written; read without regard to marks it has some.
    """

    parameters: Parameters
    total: int
    hits: tuple[FoundHit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]]
    described: str
    notes: tuple[Note, ...] = ()
    nearest: bool = False
    partial: str | None = None
    did_you_mean: str | None = None
    recognised: tuple[Recognised, ...] = ()
    offer: Offered | None = None

    def record(self) -> dict[str, Any]:
        """Return the JSON form that `INTERFACES` fixes."""
        text = self.parameters.q
        return {
            "schema": SCHEMA,
            "query": {"text": text, "described": self.described, "notes": [note.vi for note in self.notes]},
            "total": self.total,
            "partial": bool(self.partial),
            "hits": [_hit_record(hit) for hit in self.hits],
            "facets": {name: [_value_record(value) for value in values] for name, values in self.facets.items()},
        }


def search(library: Library, parameters: Parameters, *, facets: bool = True, snippets: bool = True) -> Result:
    """Answer one search.

    Raises `QueryTooLong` and other `UsageError`s for what cannot be asked, `IndexUnusable` when nothing can answer.
    """
    library.refresh()
    planned = plan(parameters.q, library.engine, parameters.scope)
    request = _request(library, parameters, planned, planned.match, facets, snippets)
    answer = library.engine.search(request)
    offer = None if answer.total else _offer(library, parameters, planned)
    nearest = not answer.total and planned.nearest is not None
    if nearest and planned.nearest is not None:
        answer = library.engine.search(_request(library, parameters, planned, planned.nearest, facets, snippets))
    return _shape(library, parameters, planned, answer, nearest and answer.total > 0, offer)


def total(library: Library, parameters: Parameters) -> int:
    """Return how many results a search has, as `search` says it, and nothing that only its page needs."""
    library.refresh()
    planned = plan(parameters.q, library.engine, parameters.scope)
    for match in (planned.match, planned.nearest):
        if match is not None:
            request = _request(library, parameters, planned, match, facets=False, snippets=False)
            if found := library.engine.search(replace(request, offset=0, size=1, after=None)).total:
                return found
    return 0


def facet_values(library: Library, parameters: Parameters, name: str, limit: int) -> tuple[FacetCount, ...]:
    """Return the values of one facet of a search, most frequent first, at most ``limit`` and the selected ones."""
    return facet_answer(library, parameters, name, limit).facets.get(name, ())


def facet_answer(library: Library, parameters: Parameters, name: str, limit: int) -> Answer:
    """Return the same with what else the engine says: whoever keeps the values must know whether they are all."""
    library.refresh()
    planned = plan(parameters.q, library.engine, parameters.scope)
    request = _request(library, parameters, planned, planned.match, facets=False, snippets=False)
    return library.engine.search(replace(request, facets=(FacetRequest(name, limit),), offset=0, size=1))


def _offer(library: Library, parameters: Parameters, planned: Plan) -> Offered | None:
    if planned.offer is None:
        return None
    request = _request(library, parameters, planned, planned.offer.match, facets=False, snippets=False)
    count = library.engine.search(replace(request, offset=0, size=1, after=None)).total
    return Offered(planned.offer.text, count) if count else None


def _shape(
    library: Library, parameters: Parameters, planned: Plan, answer: Answer, nearest: bool, offer: Offered | None
) -> Result:
    text = parameters.q.strip()
    return Result(
        parameters=parameters,
        total=answer.total,
        hits=tuple(_found(hit, parameters, planned) for hit in answer.hits),
        facets=answer.facets,
        described=planned.described(parameters.lang),
        notes=planned.notes,
        nearest=nearest,
        partial=answer.partial,
        did_you_mean=did_you_mean(text, library.engine, parameters.scope) if text else None,
        recognised=tuple(recognise(text, library.engine, parameters.scope)) if text else (),
        offer=offer,
    )


def _request(
    library: Library, parameters: Parameters, planned: Plan, match: Query, facets: bool, snippets: bool
) -> Request:
    filters = [Filter(name, values) for name, values in parameters.selections.items() if name != "due"]
    wanted: list[Query] = [match]
    if parameters.since or parameters.until:
        wanted.append(Range("published", parameters.since, parameters.until))
    months, spans = _due(parameters.selections.get("due", ()))
    if spans:
        wanted.append(Or(tuple(spans)))
    if months:
        filters.append(Filter("due", months))
    return Request(
        scope=parameters.scope,
        match=And(tuple(wanted)) if len(wanted) > 1 else match,
        rank=planned.rank,
        filters=tuple(filters),
        facets=tuple(_facet_request(f.name) for f in facets_of(parameters.scope)) if facets else (),
        sort=parameters.order,
        offset=0 if parameters.after else _offset(parameters),
        size=parameters.size,
        after=_after(parameters.after),
        snippets=snippets,
        hidden=library.hidden,
        budget=library.settings.search_seconds,
    )


def _facet_request(name: str) -> FacetRequest:
    return FacetRequest(name, MONTHS if name in ("year", "month") else FACET_VALUES)


def _offset(parameters: Parameters) -> int:
    if parameters.page > PAGE:
        raise UsageError(f"Chỉ xem được đến trang {PAGE}.", "Thu hẹp bằng bộ lọc, hoặc đi tiếp bằng “after”.")
    return (parameters.page - 1) * parameters.size


def _after(written: str | None) -> After | None:
    if not written:
        return None
    key, _, document_id = written.partition("~")
    try:
        return After(float(key), document_id)
    except ValueError as error:
        raise UsageError("Vị trí “after” không đúng dạng.", "Dùng giá trị mà trang trước đã cho.") from error


def _due(values: tuple[str, ...]) -> tuple[tuple[str, ...], list[Query]]:
    """Return due months (and "none") to filter by, and spans ``a..b`` of due days."""
    months, spans = [], []
    for value in values:
        low, dots, high = value.partition("..")
        if dots:
            last = read_day(high.strip(), last=True) if high.strip() else None
            spans.append(Range("due_date", read_day(low.strip()) if low.strip() else None, last))
        else:
            months.append(value)
    return tuple(months), [*spans]


def _found(hit: Hit, parameters: Parameters, planned: Plan) -> FoundHit:
    stored = json.loads(hit.stored)
    title = stored.get("title", "")
    return FoundHit(
        id=hit.id,
        scope=parameters.scope,
        title=title,
        published=stored.get("published"),
        url=path_of(parameters.scope, hit.id, title),
        snippet=hit.snippet.text if hit.snippet else "",
        marks=hit.snippet.marks if hit.snippet else (),
        score=hit.score,
        why=tuple(reasons(planned, hit.snippet)) if hit.snippet else (),
        after=f"{hit.key!r}~{hit.id}",
        stored=stored,
        start=hit.snippet.start if hit.snippet else None,
    )


def _hit_record(hit: FoundHit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "scope": hit.scope,
        "title": hit.title,
        "published": hit.published,
        "url": hit.url,
        "snippet": hit.snippet,
        "marks": [list(mark) for mark in hit.marks],
        "score": round(hit.score, 6),
        "why": list(hit.why),
        "after": hit.after,
    }


def _value_record(value: FacetCount) -> dict[str, Any]:
    return {"value": value.value, "label": value.value, "count": value.count, "selected": value.selected}
