"""Scores and order: documents of a segment in, the first ones out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from indexer.engine import scoring
from indexer.engine.port import After, RankTerm, Request
from indexer.engine.whoosh_.columns import Array
from indexer.engine.whoosh_.inversion import MANY
from indexer.engine.whoosh_.postings import Leaf, Postings
from indexer.engine.whoosh_.snapshot import ScopeIndex

_SPARSE = 16
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


def scores(scope: ScopeIndex, leaf: Leaf, rank: list[Weighted], found: Array) -> Array:
    """Return the score of each of the documents found (ascending numbers).

    Summands are added in the order of the rank terms, as `memory` does, so that sums are equal to the last bit.
    """
    total = np.zeros(leaf.count)
    found32 = found.astype(np.uint32)
    for term in rank:
        postings = leaf.field(term.field)
        place = postings.find(term.text)
        documents = postings.documents[place]
        if not len(documents) or not len(found):
            continue
        if len(found) * _SPARSE < len(documents):
            at = np.searchsorted(documents, found32)
            at[at == len(documents)] = 0
            at = at[documents[at] == found32]
            total[documents[at]] += _summands(scope, postings, term, place, at)
        else:
            total[documents] += _summands(scope, postings, term, place, None)
    return total[found]


def _summands(scope: ScopeIndex, postings: Postings, term: Weighted, place: slice, at: Array | None) -> Array:
    """Return what a term adds to the documents of its postings, or of those at some places of them."""
    codes = postings.codes[place] if at is None else postings.codes[place][at]
    saturated = scope.saturations(term.field)[codes]
    frequent = np.flatnonzero(codes >= MANY << 8)
    if len(frequent):
        occurrences = postings.occurrences(place)
        exact = occurrences[frequent if at is None else at[frequent]]
        lengths = np.array(scoring.LENGTHS)[codes[frequent] & 0xFF]
        saturated[frequent] = scoring.saturation(exact, lengths, scope.average_length(term.field))
    result: Array = scoring.summand(term.weight, term.rarity, saturated)
    return result


def order(request: Request, leaf: Leaf, found: Array, score: Array) -> tuple[Array, Array]:
    """Return for each document the key of its hit, and a number that is the smaller, the earlier it comes."""
    if request.sort == "relevance":
        return score, -score
    keys = leaf.dates("published")[found].astype(np.float64)
    if request.sort == "newest":
        return keys, -keys
    return keys, np.where(keys < 0, np.inf, keys)


def rank_of(request: Request, key: float) -> float:
    """Return the same for one key."""
    if request.sort == "oldest":
        return key if key >= 0 else float("inf")
    return -key


def behind(request: Request, after: After, leaf: Leaf, ranks: Array, identities: Array) -> Array:
    """Return a mask of the documents that come after a hit; ``identities``: ordinals of their ids."""
    dictionary = leaf.field("id").dictionary
    place = dictionary.place(after.id)
    if place < dictionary.size and dictionary.text(place) == after.id:
        place += 1
    last = rank_of(request, after.key)
    mask: Array = (ranks > last) | ((ranks == last) & (identities >= place))
    return mask


def first(ranks: Array, identities: Array, count: int) -> Array:
    """Return the places of the first ``count``, in order: by rank, ties by id."""
    if count <= 0:
        return np.empty(0, np.int64)
    chosen = _not_worse(ranks, count)
    if len(chosen) > count:
        edge = np.partition(ranks[chosen], count - 1)[count - 1]
        sure, tied = chosen[ranks[chosen] < edge], chosen[ranks[chosen] == edge]
        missing = count - len(sure)
        if len(tied) > missing:
            tied = tied[np.argpartition(identities[tied], missing - 1)[:missing]]
        chosen = np.concatenate((sure, tied))
    return chosen[np.lexsort((identities[chosen], ranks[chosen]))]


def _not_worse(ranks: Array, count: int) -> Array:
    """Return places that hold the first ``count`` and few others: those no worse than that place of a sample."""
    sample = ranks[::_SAMPLE]
    if len(sample) <= count:
        return np.arange(len(ranks))
    return np.flatnonzero(ranks <= np.partition(sample, count - 1)[count - 1])
