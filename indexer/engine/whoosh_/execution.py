"""One request over one scope: matching, filters, scores, order, facets and snippets, segment after segment."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np

from indexer.engine.budget import PARTIAL, Budget
from indexer.engine.port import Answer, Hit, Request
from indexer.engine.whoosh_.docs import Docs, intersection
from indexer.engine.whoosh_.evaluation import matching, selected
from indexer.engine.whoosh_.facets import Counter
from indexer.engine.whoosh_.ranking import Candidate, Weighted, behind, first, ranks_by_date, scores, weighted
from indexer.engine.whoosh_.snapshot import ScopeIndex
from indexer.engine.whoosh_.snippets import Marker


@dataclass(slots=True)
class _Tally:
    """What has been found so far."""

    total: int
    candidates: list[Candidate]
    counters: dict[str, Counter]
    partial: str | None = None


def execute(scope: ScopeIndex, request: Request) -> Answer:
    """Answer a request."""
    budget = Budget(request.budget)
    tally = _Tally(0, [], {})
    if scope.documents:
        tally.counters = {facet.field: Counter(scope, request, facet) for facet in request.facets}
        rank = weighted(scope, request.rank)
        for place in range(len(scope.leaves)):
            if budget.spent():
                tally.partial = PARTIAL
                break
            _search_segment(scope, place, request, rank, tally, budget)
    elif budget.spent():
        tally.partial = PARTIAL
    facets = {facet.field: tally.counters[facet.field].result() if tally.counters else () for facet in request.facets}
    return Answer(tally.total, _hits(scope, request, tally.candidates), facets, tally.partial)


def _search_segment(
    scope: ScopeIndex, place: int, request: Request, rank: list[Weighted], tally: _Tally, budget: Budget
) -> None:
    """Add what one segment holds to the tally: hits first, then facets as long as there is time."""
    leaf = scope.leaves[place]
    sets = [matching(scope, place, request.match)]
    visible = scope.visible(place, request.hidden)
    if visible is not None:
        sets.append(Docs(leaf.count, mask=visible))
    filters = [(chosen.field, selected(leaf, chosen)) for chosen in request.filters]
    found = intersection(leaf.count, [*sets, *(one for _, one in filters)])
    tally.total += len(found)
    if request.size and len(found):
        tally.candidates += _candidates(scope, place, request, rank, found)
    filtered = {field for field, _ in filters}
    for field, counter in tally.counters.items():
        if budget.spent():
            tally.partial = PARTIAL
            break
        if field in filtered:  # a facet's own filter does not narrow its counts
            counter.add(place, intersection(leaf.count, [*sets, *(one for other, one in filters if other != field)]))
        else:
            counter.add(place, found)


def _candidates(scope: ScopeIndex, place: int, request: Request, rank: list[Weighted], found: Docs) -> list[Candidate]:
    """Return the first hits of a segment, at least those that the page shows."""
    leaf = scope.leaves[place]
    ids = found.ids
    by_score = request.sort == "relevance"
    ranks = -scores(scope, leaf, rank, found) if by_score else ranks_by_date(request, leaf, ids)
    if request.after is not None:
        left = behind(request, request.after, leaf, ids, ranks)
        ids, ranks = ids[left], ranks[left]
    chosen = first(leaf, ids, ranks, request.offset + request.size)
    if len(scope.leaves) == 1:  # in order already
        chosen = chosen[request.offset :]
    ids, ranks = ids[chosen], ranks[chosen]
    if by_score:
        score = keys = 0.0 - ranks
    else:
        ascending = np.argsort(ids)
        score = np.empty(len(ids))
        score[ascending] = scores(scope, leaf, rank, Docs(leaf.count, ids=ids[ascending]))
        keys = leaf.dates("published")[ids].astype(np.float64)
    columns = (ranks.tolist(), ids.tolist(), score.tolist(), keys.tolist())
    return [
        Candidate(one, leaf.identity(document), place, document, points, key)
        for one, document, points, key in zip(*columns, strict=True)
    ]


def _hits(scope: ScopeIndex, request: Request, candidates: list[Candidate]) -> tuple[Hit, ...]:
    """Return the page of hits with what is shown of each."""
    if len(scope.leaves) == 1:
        page = candidates[: request.size]
    else:
        page = heapq.nsmallest(request.offset + request.size, candidates)[request.offset :]
    markers: dict[int, Marker] = {}
    hits = []
    for candidate in page:
        record = scope.leaves[candidate.place].record(candidate.document)
        snippet = None
        if request.snippets:
            if candidate.place not in markers:
                markers[candidate.place] = Marker(scope, candidate.place, request.match, request.scope)
            snippet = markers[candidate.place].snippet(candidate.document, record)
        hits.append(Hit(candidate.id, candidate.score, candidate.key, record.stored, snippet))
    return tuple(hits)
