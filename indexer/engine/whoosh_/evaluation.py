"""Which documents of a segment match: a query in, a mask (one truth value a document) out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.engine.dates import first_minute, last_minute
from indexer.engine.port import Filter
from indexer.engine.query import And, Every, Keyword, Not, Nothing, Or, Phrase, Prefix, Query, Range, Term
from indexer.engine.whoosh_.columns import Array
from indexer.engine.whoosh_.postings import Leaf, Postings
from indexer.engine.whoosh_.snapshot import ScopeIndex

_SPARSE = 16  # so many times shorter a list is looked up in the longer one instead of marking both


def matching(scope: ScopeIndex, place: int, query: Query) -> Array:
    """Return the mask of a query over the segment at this place, the caller's own; dead documents may be in it."""
    leaf = scope.leaves[place]
    match query:
        case Term(field, text):
            postings = leaf.field(field)
            return marked(leaf, postings.documents[postings.find(text)])
        case Phrase(field, texts):
            return marked(leaf, phrase(leaf.field(field), texts))
        case Prefix(field, text):
            return _prefix(scope, place, field, text)
        case Keyword(field, value):
            return selected(leaf, Filter(field, (value,)))
        case Range(field, low, high):
            dates = leaf.dates(field)
            mask: Array = (dates >= first_minute(low)) & (dates <= last_minute(high))
            return mask
        case And(children):
            mask = np.ones(leaf.count, bool)
            for child in children:
                mask &= matching(scope, place, child)
            return mask
        case Or(children):
            mask = np.zeros(leaf.count, bool)
            for child in children:
                mask |= matching(scope, place, child)
            return mask
        case Not(child):
            inner = matching(scope, place, child)
            return np.logical_not(inner, out=inner)
        case Every():
            return np.ones(leaf.count, bool)
        case Nothing():
            return np.zeros(leaf.count, bool)


def marked(leaf: Leaf, documents: Array) -> Array:
    """Return the mask of some documents."""
    mask = np.zeros(leaf.count, bool)
    mask[documents] = True
    return mask


def selected(leaf: Leaf, chosen: Filter) -> Array:
    """Return the mask of the documents with one of a filter's values."""
    postings = leaf.field(chosen.field)
    mask = np.zeros(leaf.count, bool)
    for label in {label for value in chosen.values for label in postings.selected(value)}:
        mask[postings.documents[postings.of(label)]] = True
    return mask


def _prefix(scope: ScopeIndex, place: int, field: str, text: str) -> Array:
    leaf = scope.leaves[place]
    postings = leaf.field(field)
    expansion = scope.expansion(field, text)
    if expansion is None:  # neighbours in the dictionary are neighbours in the postings
        numbers = postings.dictionary.starting(text)
        return marked(leaf, postings.documents[postings.starts[numbers.start] : postings.starts[numbers.stop]])
    mask = np.zeros(leaf.count, bool)
    for number in expansion[place].tolist():
        mask[postings.documents[postings.of(number)]] = True
    return mask


def phrase(postings: Postings, texts: Sequence[str]) -> Array:
    """Return the documents that hold the terms one after the other, ascending.

    First the documents that hold all the terms; of those, the places of the rarest term are narrowed by the others'.
    """
    places = [postings.find(text) for text in texts]
    if not places or any(place.start == place.stop for place in places):
        return postings.documents[:0]
    if len(places) == 1:
        return postings.documents[places[0]]
    documents = holding_all(postings, places)
    keys: Array | None = None
    for step in sorted(range(len(places)), key=lambda step: places[step].stop - places[step].start):
        found = _keys(postings, places[step], documents, step)
        keys = found if keys is None else common(keys, found)
        if not len(keys):
            break
    assert keys is not None
    owners = keys >> 32
    result: Array = documents[owners[np.flatnonzero(np.diff(owners, prepend=-1))]]
    return result


def holding_all(postings: Postings, places: Sequence[slice]) -> Array:
    """Return the documents that stand in all of these stretches of postings, ascending."""
    ordered = sorted(set(map(_pair, places)), key=lambda pair: pair[1] - pair[0])
    documents = postings.documents[slice(*ordered[0])]
    for pair in ordered[1:]:
        others = postings.documents[slice(*pair)]
        documents = documents[among(documents, others)]
    return documents


def _pair(place: slice) -> tuple[int, int]:
    return place.start, place.stop


def among(some: Array, others: Array) -> Array:
    """Return a mask of those of some ascending numbers that are among others, also ascending and not fewer."""
    if len(some) * _SPARSE < len(others):
        found = np.searchsorted(others, some)
        found[found == len(others)] = 0
        mask: Array = others[found] == some
        return mask
    if not len(some):
        return np.zeros(0, bool)
    table = np.zeros(max(int(others[-1]), int(some[-1])) + 1, bool)
    table[others] = True
    taken: Array = table[some]
    return taken


def _keys(postings: Postings, place: slice, documents: Array, step: int) -> Array:
    """Return (place of the document among ``documents``, position - step) of all occurrences: sorted 64-bit numbers."""
    held = postings.documents[place]
    if len(documents) == len(held):
        indexes = np.arange(place.start, place.stop)
    elif len(documents) * _SPARSE < len(held):
        indexes = np.searchsorted(held, documents) + place.start
    else:
        table = np.zeros(int(held[-1]) + 1, bool)
        table[documents] = True
        indexes = np.flatnonzero(table[held]) + place.start
    begins = postings.begins[indexes].astype(np.int64)
    counts = postings.begins[indexes + 1] - begins
    ends = np.cumsum(counts)
    where = np.repeat(begins - ends + counts, counts)
    where += np.arange(len(where))
    keys: Array = np.repeat(np.arange(len(documents)) << 32, counts)
    keys += postings.positions[where]
    keys -= step
    if step:  # a phrase cannot start before the text: such a key would run into the document before
        keys = keys[postings.positions[where] >= step]
    return keys


def common(some: Array, others: Array) -> Array:
    """Return the numbers that stand in both of two ascending arrays without repetitions."""
    if len(some) > len(others):
        some, others = others, some
    if len(some) * _SPARSE < len(others):
        found = np.searchsorted(others, some)
        found[found == len(others)] = 0
        result: Array = some[others[found] == some]
        return result
    both = np.concatenate((some, others))
    both.sort(kind="stable")  # two ascending stretches: merged in one pass
    twice: Array = both[:-1][both[1:] == both[:-1]]
    return twice
