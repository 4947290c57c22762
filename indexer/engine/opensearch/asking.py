"""One search: what to ask the cluster for, and its answer in the port's types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from indexer.engine import keywords, scoring
from indexer.engine.budget import PARTIAL
from indexer.engine.opensearch import counting
from indexer.engine.opensearch.cluster import SECONDS, Cluster
from indexer.engine.opensearch.compile import (
    Clause,
    behind,
    date_key,
    narrowed,
    order,
    scored,
    unhidden,
    visible,
)
from indexer.engine.opensearch.documents import Kept
from indexer.engine.opensearch.mapping import bounded
from indexer.engine.opensearch.marking import Marker
from indexer.engine.opensearch.statistics import Statistics
from indexer.engine.port import Answer, FacetCount, FacetRequest, Hit, RankTerm, Request

_GRACE: Final = 10.0  # seconds beyond a search's own time after which the line is given up
_FAILED: Final = "chưa đầy đủ, vì {failed} trong {total} phần của chỉ mục trên cụm máy không trả lời"

Ranked = list[tuple[RankTerm, float, float]]  # each with its rarity and its field's average length


def answer(cluster: Cluster, statistics: Statistics, request: Request) -> Answer:
    """Answer one request from the index of its scope."""
    if request.budget is not None and request.budget <= 0:
        return Answer(0, facets={facet.field: () for facet in request.facets}, partial=PARTIAL)
    return _Search(cluster, statistics, request).answer()


class _Search:
    def __init__(self, cluster: Cluster, statistics: Statistics, request: Request) -> None:
        self.cluster = cluster
        self.statistics = statistics
        self.request = request
        self.matching = visible(request, statistics.expansion)
        self.ranked = _ranked(statistics, request.rank)
        self.marker = Marker(request, statistics.expansion)
        self.selected = {facet.field: _selected_labels(statistics, request, facet.field) for facet in request.facets}
        self.partial: str | None = None

    def answer(self) -> Answer:
        found = self._ask(self._body())
        hits = tuple(self._hit(hit) for hit in found["hits"]["hits"])
        if self.request.after:
            hits = hits[self.request.offset :]
        facets = {facet.field: self._facet(facet, found) for facet in self.request.facets}
        return Answer(found["hits"]["total"]["value"], hits, facets, self.partial)

    def _ask(self, body: Clause) -> Any:
        budget = self.request.budget
        if budget is not None:
            body["timeout"] = f"{max(1, round(budget * 1000))}ms"
        seconds = SECONDS if budget is None else budget + _GRACE
        found = self.cluster.search(self.statistics.index, body, seconds)
        shards = found["_shards"]
        if shards["failed"]:
            self.partial = _FAILED.format(failed=shards["failed"], total=shards["total"])
        elif found["timed_out"]:
            self.partial = self.partial or PARTIAL
        return found

    def _body(self) -> Clause:
        request = self.request
        by_score = request.sort == "relevance"
        terms = [(one.field, one.text, one.weight, rarity, average) for one, rarity, average in self.ranked]
        body: Clause = {
            "query": scored(self.matching, terms if by_score and request.size else ()),
            "track_total_hits": True,
            "size": request.size,
            "sort": order(request),
            "_source": self._wanted(),
        }
        if request.filters:
            body["post_filter"] = narrowed(request.filters)
        if request.after:
            body |= {"search_after": behind(request, request.after), "size": request.offset + request.size}
        else:
            body["from"] = request.offset
        if request.facets:
            body["aggs"] = {facet.field: self._counting(facet) for facet in request.facets}
            if request.hidden and any(self.selected.values()):
                body["aggs"]["_visible"] = self._still_there()
        return body

    def _wanted(self) -> list[str]:
        """Return what has to come back with a hit."""
        fields = {"stored", *(one.field for one, _, _ in self.ranked)}
        if self.request.snippets:
            fields |= {"text", *self.marker.fields, *(("offsets",) if self.marker.fields else ())}
        return sorted(fields)

    def _hit(self, hit: Any) -> Hit:
        kept = Kept(hit["_source"])
        score = _score(kept, self.ranked)
        key = score if self.request.sort == "relevance" else date_key(hit["sort"][0])
        snippet = self.marker.snippet(kept) if self.request.snippets else None
        return Hit(hit["_id"], score, key, kept.stored, snippet)

    def _counting(self, facet: FacetRequest, size: int | None = None) -> Clause:
        """Return the clause that counts a field's values, all filters but its own applied."""
        others = [one for one in self.request.filters if one.field != facet.field]
        counts: Clause = {"top": counting.top(facet.field, size or counting.first_size(facet.limit))}
        if labels := self.selected[facet.field]:
            counts["selected"] = {"terms": {"field": facet.field, "include": labels, "size": len(labels)}}
        return {"filter": narrowed(others), "aggs": counts}

    def _still_there(self) -> Clause:
        """Return the clause that tells which selected labels stand in a document that may be seen."""
        counts = {
            field: {"terms": {"field": field, "include": labels, "size": len(labels)}}
            for field, labels in self.selected.items()
            if labels
        }
        return {"global": {}, "aggs": {"all": {"filter": unhidden(self.request.hidden), "aggs": counts}}}

    def _facet(self, facet: FacetRequest, found: Any) -> tuple[FacetCount, ...]:
        selected = self._selected(facet, found)
        first = self._top(facet, found["aggregations"][facet.field]["top"])
        values = [FacetCount(label, count, label in selected) for label, count in first]
        shown = {label for label, _ in first}
        rest = sorted((-count, label) for label, count in selected.items() if label not in shown)
        return tuple(values + [FacetCount(label, -count, True) for count, label in rest])

    def _selected(self, facet: FacetRequest, found: Any) -> dict[str, int]:
        """Return the labels that the facet's own filter selects, with their counts, as far as they can be seen."""
        labels = self.selected[facet.field]
        if not labels:
            return {}
        aggregations = found["aggregations"]
        counts = {one["key"]: one["doc_count"] for one in aggregations[facet.field]["selected"]["buckets"]}
        if self.request.hidden:
            there = {one["key"] for one in aggregations["_visible"]["all"][facet.field]["buckets"]}
            labels = [label for label in labels if label in there]
        return {label: counts.get(label, 0) for label in labels}

    def _top(self, facet: FacetRequest, top: Any) -> counting.Counts:
        """Return the most frequent values, asking again while they are not surely right."""
        size: int | None = counting.first_size(facet.limit)
        while (counts := counting.exact(top, facet.limit)) is None:
            size = counting.grown(size) if size else None
            if size is None:
                return [(bucket["key"], bucket["doc_count"]) for bucket in top["buckets"][: facet.limit]]
            body = {"size": 0, "query": self.matching, "aggs": {"again": self._counting(facet, size)}}
            top = self._ask(body)["aggregations"]["again"]["top"]
        return counts


def _ranked(statistics: Statistics, rank: Sequence[RankTerm]) -> Ranked:
    """Return the rank terms that some document holds, with what the formula needs to know of them."""
    frequencies = statistics.frequencies([(term.field, term.text) for term in rank]) if rank else []
    result: Ranked = []
    for term, frequency in zip(rank, frequencies, strict=True):
        if frequency:
            rarity = scoring.idf(statistics.documents, frequency)
            result.append((term, rarity, statistics.average_length(term.field)))
    return result


def _score(kept: Kept, ranked: Ranked) -> float:
    """Return a hit's score to the last bit; the cluster's own is the same one, rounded."""
    score = 0.0
    for term, rarity, average in ranked:
        terms = kept.terms(term.field)
        if occurrences := terms.count(bounded(term.text)):
            saturated = scoring.saturation(occurrences, scoring.rounded_length(len(terms)), average)
            score += scoring.summand(term.weight, rarity, saturated)
    return score


def _selected_labels(statistics: Statistics, request: Request, field: str) -> list[str]:
    """Return the labels, of all documents of the scope, that the field's own filters select."""
    values = [value for one in request.filters if one.field == field for value in one.values]
    forms = dict.fromkeys(map(keywords.folded, values))
    labels = [label for form in forms for label in statistics.labels(field, form)]
    return [label for label in labels if any(keywords.same(value, label) for value in values)]
