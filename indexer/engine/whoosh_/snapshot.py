"""One generation, opened: the segments of each scope and the statistics over all of them.

A snapshot never changes, so what is computed from it once (tables, masks, expansions) stays right. Whoever searches
holds on to it; its files are let go when nobody does.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from indexer.engine import scoring
from indexer.engine.generations import Generation
from indexer.engine.whoosh_.columns import Array
from indexer.engine.whoosh_.layout import INDEX
from indexer.engine.whoosh_.postings import Leaf
from indexer.limits import EXPANSIONS
from indexer.schema import SCOPES, Scope

_Value = TypeVar("_Value")
_CACHED: Final = 64


class Kept:
    """The last results of some computations, by key."""

    def __init__(self, size: int = _CACHED) -> None:
        self._size = size
        self._results: OrderedDict[Hashable, Any] = OrderedDict()
        self._guard = threading.Lock()

    def get(self, key: Hashable, compute: Callable[[], _Value]) -> _Value:
        """Return the result for a key; computed when it is not among the last ones."""
        with self._guard:
            if key in self._results:
                self._results.move_to_end(key)
                result: _Value = self._results[key]
                return result
        result = compute()
        with self._guard:
            self._results[key] = result
            if len(self._results) > self._size:
                self._results.popitem(last=False)
        return result


class ScopeIndex:
    """The index of one scope. ``documents``: how many living ones."""

    def __init__(self, leaves: list[Leaf]) -> None:
        self.leaves = leaves
        self.documents = sum(leaf.alive for leaf in leaves)
        self._averages: dict[str, float] = {}
        self._tables: dict[str, Array] = {}
        self._labels: dict[str, tuple[list[str], list[Array]]] = {}
        self._masks = Kept(8)
        self._expansions = Kept()

    def frequency(self, field: str, text: str) -> int:
        """Return in how many documents a field holds a term."""
        total = 0
        for leaf in self.leaves:
            number = leaf.field(field).dictionary.find(text)
            total += leaf.frequency(field, number) if number >= 0 else 0
        return total

    def terms(self, field: str, prefix: str = "", limit: int | None = None) -> list[tuple[str, int]]:
        """Return terms that start so, with their frequencies (see `port.Engine.terms`)."""
        found: dict[str, int] = {}
        for leaf in self.leaves:
            dictionary = leaf.field(field).dictionary
            numbers = dictionary.starting(prefix)
            frequencies = leaf.frequencies(field, numbers)
            chosen = np.flatnonzero(frequencies)
            if limit is not None and len(self.leaves) == 1:
                chosen = chosen[np.lexsort((chosen, -frequencies[chosen]))[:limit]]
            for text, count in zip(dictionary.texts(chosen + numbers.start), frequencies[chosen].tolist(), strict=True):
                found[text] = found.get(text, 0) + count
        if limit is None:
            return sorted(found.items())
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:limit]

    def average_length(self, field: str) -> float:
        """Return the mean length of a text field, in terms."""
        if field not in self._averages:
            self._averages[field] = sum(leaf.total_length(field) for leaf in self.leaves) / self.documents
        return self._averages[field]

    def saturations(self, field: str) -> Array:
        """Return `scoring.saturation` for every code of a field's postings: 65,536 numbers."""
        if field not in self._tables:
            occurrences = np.arange(256)[:, None]
            lengths = np.array(scoring.LENGTHS)[None, :]
            with np.errstate(invalid="ignore"):  # no posting has a code of no occurrence at all
                table = scoring.saturation(occurrences, lengths, self.average_length(field) or 1.0)
            self._tables[field] = table.ravel()
        return self._tables[field]

    def labels(self, field: str) -> tuple[list[str], list[Array]] | None:
        """Return all values of a keyword field, sorted, and for each segment where its own are among them.

        None for an index of one segment, whose dictionary says it all.
        """
        if len(self.leaves) == 1:
            return None
        if field not in self._labels:
            dictionaries = [leaf.field(field).dictionary for leaf in self.leaves]
            texts = [list(dictionary.texts(range(dictionary.size))) for dictionary in dictionaries]
            union = sorted({text for held in texts for text in held})
            places = {text: place for place, text in enumerate(union)}
            maps = [np.fromiter(map(places.__getitem__, held), np.int64, len(held)) for held in texts]
            self._labels[field] = union, maps
        return self._labels[field]

    def expansion(self, field: str, prefix: str) -> list[Array] | None:
        """Return for each segment the numbers of the terms that a prefix stands for; None: of all that start so."""
        ranges = [leaf.field(field).dictionary.starting(prefix) for leaf in self.leaves]
        if sum(map(len, ranges)) <= EXPANSIONS:
            return None
        return self._expansions.get((field, prefix), lambda: self._expand(field, prefix))

    def _expand(self, field: str, prefix: str) -> list[Array]:
        texts = [text for text, _ in self.terms(field, prefix, EXPANSIONS)]
        result = []
        for leaf in self.leaves:
            numbers = np.fromiter(map(leaf.field(field).dictionary.find, texts), np.int64, len(texts))
            result.append(np.sort(numbers[numbers >= 0]))
        return result

    def visible(self, place: int, hidden: frozenset[str]) -> Array | None:
        """Return which documents of a segment may be seen; None: all of them."""
        if not hidden:
            return self.leaves[place].living
        return self._masks.get((place, hidden), lambda: _visible(self.leaves[place], hidden))


def _visible(leaf: Leaf, hidden: frozenset[str]) -> Array | None:
    bulletins = leaf.field("bulletin")
    places = [bulletins.find(bulletin) for bulletin in hidden]
    if not any(place.start < place.stop for place in places):
        return leaf.living
    mask = np.ones(leaf.count, bool) if leaf.living is None else leaf.living.copy()
    for place in places:
        mask[bulletins.documents[place]] = False
    return mask


class Snapshot:
    """A generation and its scopes."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self.scopes: dict[Scope, ScopeIndex] = {}
        for scope in SCOPES:
            storage = FileStorage(str(generation.path / scope), readonly=True)
            segments = TOC.read(storage, INDEX).segments
            self.scopes[scope] = ScopeIndex([segment.leaf(storage) for segment in segments])
