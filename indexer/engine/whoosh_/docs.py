"""Sets of documents of one segment: ascending numbers where there are few, a mask where there are many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Self

import numpy as np

from indexer.engine.whoosh_.columns import Array

SPARSE: Final = 16  # so many times shorter a list is looked up in the longer one instead of marking both


class Docs:
    """A set of documents; nobody changes its arrays."""

    __slots__ = ("_complement", "_ids", "_mask", "size")

    def __init__(self, size: int, ids: Array | None = None, mask: Array | None = None) -> None:
        self.size = size  # of the segment
        self._ids = ids
        self._mask = mask
        self._complement: Docs | None = None

    @classmethod
    def every(cls, size: int) -> Self:
        """Return the set of all documents."""
        return cls(size, mask=np.ones(size, bool))

    @property
    def ids(self) -> Array:
        """The numbers of the documents, ascending, ready for indexing."""
        if self._ids is None:
            self._ids = np.flatnonzero(self.mask)
        elif self._ids.dtype != np.intp:
            self._ids = self._ids.astype(np.intp)
        return self._ids

    @property
    def mask(self) -> Array:
        """One truth value for each document of the segment."""
        if self._mask is None:
            self._mask = np.zeros(self.size, bool)
            self._mask[self.ids] = True
        return self._mask

    @property
    def few(self) -> bool:
        """Whether the numbers are known, and few."""
        return self._ids is not None and len(self._ids) * SPARSE < self.size

    def __len__(self) -> int:
        return len(self._ids) if self._ids is not None else int(np.count_nonzero(self.mask))

    @property
    def complement(self) -> Docs:
        """The documents of the segment that are not in this set."""
        if self._complement is None:
            self._complement = Docs(self.size, mask=~self.mask)
        return self._complement

    def within(self, ids: Array) -> Array:
        """Return those of some numbers that are in this set."""
        if self._mask is None and self._ids is not None and len(ids) * SPARSE < len(self._ids):
            return ids[among(ids, self._ids)]
        return ids[self.mask[ids]]


def intersection(size: int, sets: Sequence[Docs]) -> Docs:
    """Return the documents in all of the sets."""
    if not sets:
        return Docs.every(size)
    if len(sets) == 1:
        return sets[0]
    small = [one for one in sets if one.few]
    if small:
        smallest = min(small, key=len)
        ids = smallest.ids
        for other in sets:
            if other is not smallest:
                ids = other.within(ids)
        return Docs(size, ids=ids)
    mask = sets[0].mask & sets[1].mask
    for other in sets[2:]:
        mask &= other.mask
    return Docs(size, mask=mask)


def union(size: int, sets: Sequence[Docs]) -> Docs:
    """Return the documents in one of the sets at least."""
    mask = np.zeros(size, bool)
    for one in sets:
        if one._mask is None:
            mask[one.ids] = True
        else:
            mask |= one._mask
    return Docs(size, mask=mask)


def among(some: Array, others: Array) -> Array:
    """Return a mask of those of some ascending numbers that are among others, ascending too."""
    if not len(some) or not len(others):
        return np.zeros(len(some), bool)
    if len(some) * SPARSE < len(others):
        found = np.searchsorted(others, some.astype(others.dtype))
        found[found == len(others)] = 0
        mask: Array = others[found] == some
        return mask
    table = np.zeros(max(int(others[-1]), int(some[-1])) + 1, bool)
    table[others] = True
    taken: Array = table[some]
    return taken
