"""One request over one scope: matching, filters, scores, order, facets and snippets, segment after segment."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np

from indexer.engine.budget import PARTIAL, Budget
from indexer.engine.port import Answer, Hit, Request
from indexer.engine.whoosh_.columns import Array
from indexer.engine.whoosh_.evaluation import matching, selected
from indexer.engine.whoosh_.facets import Counter
from indexer.engine.whoosh_.ranking import Candidate, Weighted, behind, first, order, scores, weighted
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
            _search_segment(scope, place, request, rank, tally)
    elif budget.spent():
        tally.partial = PARTIAL
    facets = {facet.field: tally.counters[facet.field].result() if tally.counters else () for facet in request.facets}
    return Answer(tally.total, _hits(scope, request, tally.candidates), facets, tally.partial)


def _search_segment(scope: ScopeIndex, place: int, request: Request, rank: list[Weighted], tally: _Tally) -> None:
    """Add what one segment holds to the tally."""
    leaf = scope.leaves[place]
    mask = matching(scope, place, request.match)
    visible = scope.visible(place, request.hidden)
    if visible is not None:
        mask &= visible
    filters = [(chosen.field, selected(leaf, chosen)) for chosen in request.filters]
    narrowed = _narrowed(mask, [one for _, one in filters])
    found = np.flatnonzero(narrowed)
    tally.total += len(found)
    filtered = {field for field, _ in filters}
    for field, counter in tally.counters.items():
        if field in filtered:  # a facet's own filter does not narrow its counts
            own = _narrowed(mask, [one for other, one in filters if other != field])
            counter.add(place, own, np.flatnonzero(own))
        else:
            counter.add(place, narrowed, found)
    wanted = request.offset + request.size if request.size else 0
    if wanted and len(found):
        tally.candidates += _candidates(scope, place, request, rank, found, wanted)


def _narrowed(mask: Array, filters: list[Array]) -> Array:
    """Return the documents that all filters let pass."""
    for one in filters:
        mask = mask & one
    return mask


def _candidates(
    scope: ScopeIndex, place: int, request: Request, rank: list[Weighted], found: Array, wanted: int
) -> list[Candidate]:
    """Return the first hits of a segment."""
    leaf = scope.leaves[place]
    score = scores(scope, leaf, rank, found)
    keys, ranks = order(request, leaf, found, score)
    identities = leaf.ordinals("id")[0][found]
    if request.after is not None:
        left = np.flatnonzero(behind(request, request.after, leaf, ranks, identities))
        found, score, keys, ranks, identities = (one[left] for one in (found, score, keys, ranks, identities))
    chosen = first(ranks, identities, wanted)
    if len(scope.leaves) == 1:  # in order already: ids of hits only
        chosen = chosen[request.offset :]
    dictionary = leaf.field("id").dictionary
    return [
        Candidate(one_rank, dictionary.text(identity), place, document, one_score, key)
        for one_rank, identity, document, one_score, key in zip(
            *(one[chosen].tolist() for one in (ranks, identities, found, score, keys)), strict=True
        )
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
