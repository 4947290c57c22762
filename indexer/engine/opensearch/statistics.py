"""Numbers about one generation of one scope, exact, asked for once: documents, frequencies, terms, lengths.

A number that not all shards had their part in is returned, but not kept.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any, Final

from indexer.engine.opensearch.cluster import Cluster
from indexer.engine.opensearch.compile import EVERYTHING, Clause
from indexer.engine.opensearch.counting import by_count, every_value, starting
from indexer.engine.opensearch.mapping import FOLDED, FORMS, LENGTH, SEPARATOR, TERMS, bounded
from indexer.limits import EXPANSIONS
from indexer.schema import BY_NAME, TEXT_FIELDS

_KEPT: Final = 200_000  # frequencies, and 1,000 lists of terms


class Statistics:
    """What is known of the index of a scope; safe to share between threads."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster = cluster
        self.index = index
        self._guard = threading.Lock()
        self._frequencies: dict[tuple[str, str], int] = {}
        self._terms: dict[tuple[str, str, int | None], list[tuple[str, int]]] = {}
        self._labels: dict[tuple[str, str], tuple[str, ...]] = {}
        self._totals: tuple[int, dict[str, float]] | None = None

    @property
    def documents(self) -> int:
        """How many documents the index holds."""
        return self._counted()[0]

    def average_length(self, field: str) -> float:
        """Return the mean length of a text field, in terms."""
        documents, lengths = self._counted()
        return lengths[field] / documents if documents else 0.0

    def _counted(self) -> tuple[int, dict[str, float]]:
        if self._totals is not None:
            return self._totals
        sums = {field.name: {"sum": {"field": field.name + LENGTH}} for field in TEXT_FIELDS}
        answer = self._cluster.search(self.index, {"size": 0, "track_total_hits": True, "aggs": sums})
        lengths = {name: one["value"] for name, one in answer["aggregations"].items()}
        totals = answer["hits"]["total"]["value"], lengths
        if whole(answer):
            self._totals = totals
        return totals

    def frequency(self, field: str, text: str) -> int:
        """Return in how many documents a text field holds a term."""
        return self.frequencies([(field, text)])[0]

    def frequencies(self, terms: Sequence[tuple[str, str]]) -> list[int]:
        """Return the same for several terms, asked for at once."""
        found = {term: self._frequencies[term] for term in terms if term in self._frequencies}
        unknown = [term for term in dict.fromkeys(terms) if term not in found]
        if unknown:
            bodies = [_count({"term": {field: bounded(text)}}) for field, text in unknown]
            for term, answer in zip(unknown, self._cluster.several(self.index, bodies), strict=True):
                found[term] = answer["hits"]["total"]["value"]
                if whole(answer):
                    with self._guard:
                        if len(self._frequencies) >= _KEPT:
                            self._frequencies.clear()
                        self._frequencies[term] = found[term]
        return [found[term] for term in terms]

    def terms(self, field: str, prefix: str = "", limit: int | None = None) -> list[tuple[str, int]]:
        """Return terms, or values of a keyword field, that start so (see `port.Engine.terms`)."""
        key = (field, prefix, limit)
        if (kept := self._terms.get(key)) is not None:
            return list(kept)
        column = field if BY_NAME[field].kind == "keyword" else field + TERMS
        narrow: Clause = {"prefix": {field: prefix}} if prefix else EVERYTHING
        if limit is None:
            found, complete = every_value(self._cluster, self.index, column, prefix, narrow)
        else:
            found, complete = by_count(self._cluster, self.index, column, limit, narrow, prefix)
        if complete and prefix:  # without a prefix it may be millions, and `query.vocabulary` keeps them
            self._keep(self._terms, key, found)
        return list(found)

    def expansion(self, field: str, prefix: str) -> list[str]:
        """Return the terms that a prefix stands for."""
        return [text for text, _ in self.terms(field, prefix, EXPANSIONS)]

    def labels(self, field: str, form: str) -> tuple[str, ...]:
        """Return the labels of a keyword field whose folded form is this one."""
        key = (field, form)
        if (kept := self._labels.get(key)) is not None:
            return kept
        terms = {"field": field + FORMS, "include": starting(form + SEPARATOR), "size": EXPANSIONS}
        body = {"size": 0, "query": {"term": {field + FOLDED: form}}, "aggs": {"labels": {"terms": terms}}}
        answer = self._cluster.search(self.index, body)
        found = tuple(bucket["key"].partition(SEPARATOR)[2] for bucket in answer["aggregations"]["labels"]["buckets"])
        if whole(answer):
            self._keep(self._labels, key, found)
        return found

    def _keep(self, kept: dict[Any, Any], key: Any, value: Any) -> None:
        with self._guard:
            if len(kept) >= _KEPT // 200:
                kept.clear()
            kept[key] = value


def whole(*answers: Any) -> bool:
    """Tell whether every shard had its part in the answers."""
    return not any(answer["_shards"]["failed"] or answer.get("timed_out") for answer in answers)


def _count(clause: Clause) -> dict[str, Any]:
    return {"size": 0, "track_total_hits": True, "query": clause}
