"""Scores and order: documents of a segment in, the first ones out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from indexer.engine import scoring
from indexer.engine.port import After, RankTerm, Request
from indexer.engine.whoosh_.columns import Array
from indexer.engine.whoosh_.docs import SPARSE, Docs
from indexer.engine.whoosh_.postings import Leaf, Postings
from indexer.engine.whoosh_.runs import MANY
from indexer.engine.whoosh_.snapshot import ScopeIndex

_SAMPLE = 64


class Weighted(NamedTuple):
    """A rank term with its rarity in the whole scope."""

    field: str
    text: str
    weight: float
    rarity: float


class Candidate(NamedTuple):
    """A document that may be a hit; candidates sort as hits do."""

    rank: float
    id: str
    place: int
    document: int
    score: float
    key: float


def weighted(scope: ScopeIndex, rank: tuple[RankTerm, ...]) -> list[Weighted]:
    """Return the rank terms with their rarity."""
    result = []
    for term in rank:
        rarity = scoring.idf(scope.documents, scope.frequency(term.field, term.text))
        result.append(Weighted(term.field, term.text, term.weight, rarity))
    return result


def scores(scope: ScopeIndex, leaf: Leaf, rank: list[Weighted], found: Docs) -> Array:
    """Return the score of each of the documents found.

    Summands are added in the order of the rank terms, as `memory` does, so that sums are equal to the last bit.
    """
    ids = found.ids
    if not rank or not len(ids):
        return np.zeros(len(ids))
    if len(ids) * SPARSE < leaf.count:
        return _scores_of_few(scope, leaf, rank, ids)
    total: Array | None = None
    for number, term in enumerate(rank):
        postings = leaf.field(term.field)
        place = postings.find(term.text)
        documents = postings.documents[place]
        if len(rank) == 1 and len(documents) == len(ids) and np.array_equal(documents, ids):
            return _summands(scope, postings, term, place, None)
        if total is None:
            total = np.zeros(leaf.count)
        where = documents.astype(np.intp)
        if number:
            total[where] += _summands(scope, postings, term, place, None)
        else:
            total[where] = _summands(scope, postings, term, place, None)
    assert total is not None
    return total[ids]


def _scores_of_few(scope: ScopeIndex, leaf: Leaf, rank: list[Weighted], ids: Array) -> Array:
    """Return the scores of few documents: the shorter of two lists is looked up in the longer one."""
    total = np.zeros(len(ids))
    wanted = ids.astype(np.uint32)
    for term in rank:
        postings = leaf.field(term.field)
        place = postings.find(term.text)
        documents = postings.documents[place]
        if len(documents) > len(wanted):
            at = np.searchsorted(documents, wanted)
            at[at == len(documents)] = 0
            hits = np.flatnonzero(documents[at] == wanted)
            total[hits] += _summands(scope, postings, term, place, at[hits])
        elif len(documents):
            at = np.searchsorted(wanted, documents)
            at[at == len(wanted)] = 0
            hits = np.flatnonzero(wanted[at] == documents)
            total[at[hits]] += _summands(scope, postings, term, place, hits)
    return total


def _summands(scope: ScopeIndex, postings: Postings, term: Weighted, place: slice, at: Array | None) -> Array:
    """Return what a term adds to the documents of its postings, or of those at some places of them."""
    codes = postings.codes[place] if at is None else postings.codes[place][at]
    saturated = scope.saturations(term.field)[codes]
    frequent = np.flatnonzero(codes >= MANY << 8) if postings.many is not None else ()
    if len(frequent):
        occurrences = postings.occurrences(place)
        exact = occurrences[frequent if at is None else at[frequent]]
        lengths = np.array(scoring.LENGTHS)[codes[frequent] & 0xFF]
        saturated[frequent] = scoring.saturation(exact, lengths, scope.average_length(term.field))
    result: Array = scoring.summand(term.weight, term.rarity, saturated)
    return result


def ranks_by_date(request: Request, leaf: Leaf, ids: Array) -> Array:
    """Return a number for each document that is the smaller, the earlier its hit comes."""
    dates = leaf.dates("published")[ids].astype(np.float64)
    return -dates if request.sort == "newest" else np.where(dates < 0, np.inf, dates)


def rank_of(request: Request, key: float) -> float:
    """Return the same for one key."""
    if request.sort == "oldest":
        return key if key >= 0 else float("inf")
    return -key


def behind(request: Request, after: After, leaf: Leaf, ids: Array, ranks: Array) -> Array:
    """Return the places of the documents that come after a hit."""
    dictionary = leaf.field("id").dictionary
    place = dictionary.place(after.id)
    if place < dictionary.size and dictionary.text(place) == after.id:
        place += 1
    last = rank_of(request, after.key)
    left = np.flatnonzero(ranks >= last)
    keep: Array = (ranks[left] > last) | (leaf.ordinals("id")[0][ids[left]] >= place)
    return left[keep]


def first(leaf: Leaf, ids: Array, ranks: Array, count: int) -> Array:
    """Return the places of the first ``count``, in order: by rank, ties by id."""
    identities = leaf.ordinals("id")[0]
    chosen = _not_worse(ranks, count)
    if len(chosen) > count:
        edge = np.partition(ranks[chosen], count - 1)[count - 1]
        sure, tied = chosen[ranks[chosen] < edge], chosen[ranks[chosen] == edge]
        missing = count - len(sure)
        if len(tied) > missing:
            tied = tied[np.argpartition(identities[ids[tied]], missing - 1)[:missing]]
        chosen = np.concatenate((sure, tied))
    return chosen[np.lexsort((identities[ids[chosen]], ranks[chosen]))]


def _not_worse(ranks: Array, count: int) -> Array:
    """Return places that hold the first ``count`` and few others: those no worse than that place of a sample."""
    sample = ranks[::_SAMPLE]
    if len(sample) <= count:
        return np.arange(len(ranks))
    return np.flatnonzero(ranks <= np.partition(sample, count - 1)[count - 1])
