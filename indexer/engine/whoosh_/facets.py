"""Counting values: a set of documents in, a number for each value of a keyword field out."""

from __future__ import annotations

import numpy as np

from indexer.engine.port import FacetCount, FacetRequest, Request
from indexer.engine.whoosh_.columns import Array
from indexer.engine.whoosh_.docs import Docs
from indexer.engine.whoosh_.postings import Leaf
from indexer.engine.whoosh_.snapshot import ScopeIndex

_DENSE = 7  # from a seventh of all documents on, every value is looked at instead of every document


def counts(leaf: Leaf, field: str, found: Docs) -> Array:
    """Return how many of the documents have each value, by ordinal."""
    postings = leaf.field(field)
    if not postings.dictionary.size:
        return np.zeros(0, np.int64)
    if (leaf.count - len(found)) * _DENSE < leaf.count:  # most documents: all values less those of the others
        every = np.diff(postings.starts).astype(np.int64)
        return every - counts(leaf, field, found.complement) if len(found) < leaf.count else every
    if len(found) * _DENSE > leaf.count:  # every value has a document, so no stretch is empty
        held = found.mask.take(postings.documents).view(np.uint8)
        return np.add.reduceat(held, postings.starts[:-1], dtype=np.int64)
    ordinals, begins = leaf.ordinals(field)
    where = found.ids
    if begins is not None:
        first = begins[where].astype(np.int64)
        held = begins[where + 1] - first
        where = np.repeat(first - np.cumsum(held) + held, held)
        where += np.arange(len(where))
    return np.bincount(ordinals[where], minlength=postings.dictionary.size)


class Counter:
    """Sums the counts of one facet over the segments of a scope."""

    def __init__(self, scope: ScopeIndex, request: Request, facet: FacetRequest) -> None:
        self._scope = scope
        self._facet = facet
        self._wanted = tuple(value for one in request.filters if one.field == facet.field for value in one.values)
        self._hidden = request.hidden
        self._texts: list[str] | None = None
        self._maps: list[Array] | None = None
        if labels := scope.labels(facet.field):
            self._texts, self._maps = labels
        size = scope.leaves[0].field(facet.field).dictionary.size if self._texts is None else len(self._texts)
        self._counts = np.zeros(size, np.int64)
        self._selected: set[int] = set()

    def add(self, place: int, found: Docs) -> None:
        """Count the documents of one segment."""
        leaf = self._scope.leaves[place]
        counted = counts(leaf, self._facet.field, found)
        chosen = self._chosen(place) if self._wanted else set()
        if self._maps is None:
            self._counts += counted
            self._selected |= chosen
        else:
            self._counts[self._maps[place]] += counted
            self._selected |= {int(self._maps[place][label]) for label in chosen}

    def _chosen(self, place: int) -> set[int]:
        """Return the selected labels that a visible document has."""
        leaf = self._scope.leaves[place]
        postings = leaf.field(self._facet.field)
        labels = {label for value in self._wanted for label in postings.selected(value)}
        visible = self._scope.visible(place, self._hidden)
        if visible is None:
            return labels
        return {label for label in labels if visible[postings.documents[postings.of(label)]].any()}

    def result(self) -> tuple[FacetCount, ...]:
        """Return the most frequent values, ties by value, and the selected ones."""
        top = self._top()
        rest = sorted(self._selected.difference(top), key=lambda label: (-self._counts[label], label))
        return tuple(
            FacetCount(self._text(label), int(self._counts[label]), label in self._selected) for label in [*top, *rest]
        )

    def _top(self) -> list[int]:
        limit = max(0, self._facet.limit)
        held = np.flatnonzero(self._counts)
        if len(held) > limit > 0:  # ordinals are in the order of the values, so they break the ties
            edge = np.partition(self._counts[held], len(held) - limit)[len(held) - limit]
            more, tied = held[self._counts[held] > edge], held[self._counts[held] == edge]
            held = np.concatenate((more, tied[: limit - len(more)]))
        ordered: list[int] = held[np.lexsort((held, -self._counts[held]))][:limit].tolist()
        return ordered

    def _text(self, label: int) -> str:
        if self._texts is not None:
            return self._texts[label]
        return self._scope.leaves[0].field(self._facet.field).dictionary.text(label)
