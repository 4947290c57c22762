"""Which documents of a segment match: a query in, a set of documents out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.engine.dates import first_minute, last_minute
from indexer.engine.port import Filter
from indexer.engine.query import And, Every, Keyword, Not, Nothing, Or, Phrase, Prefix, Query, Range, Term
from indexer.engine.whoosh_.columns import Array
from indexer.engine.whoosh_.docs import SPARSE, Docs, among, intersection, union
from indexer.engine.whoosh_.neighbours import pairs_of
from indexer.engine.whoosh_.postings import Leaf, Postings
from indexer.engine.whoosh_.snapshot import ScopeIndex


def matching(scope: ScopeIndex, place: int, query: Query) -> Docs:
    """Return the documents of the segment at this place that a query matches; dead ones may be among them."""
    leaf = scope.leaves[place]
    size = leaf.count
    match query:
        case Term(field, text):
            postings = leaf.field(field)
            return Docs(size, ids=postings.documents[postings.find(text)])
        case Phrase(field, texts):
            return Docs(size, ids=phrase(leaf, field, texts))
        case Prefix(field, text):
            return _prefix(scope, place, field, text)
        case Keyword(field, value):
            return selected(leaf, Filter(field, (value,)))
        case Range(field, low, high):
            dates = leaf.dates(field)
            return Docs(size, mask=(dates >= first_minute(low)) & (dates <= last_minute(high)))
        case And(children):
            return intersection(size, [matching(scope, place, child) for child in children])
        case Or(children):
            return union(size, [matching(scope, place, child) for child in children])
        case Not(child):
            return Docs(size, mask=~matching(scope, place, child).mask)
        case Every():
            return Docs.every(size)
        case Nothing():
            return Docs(size, ids=np.empty(0, np.intp))


def selected(leaf: Leaf, chosen: Filter) -> Docs:
    """Return the documents with one of a filter's values."""
    postings = leaf.field(chosen.field)
    labels = {label for value in chosen.values for label in postings.selected(value)}
    return union(leaf.count, [Docs(leaf.count, ids=postings.documents[postings.of(label)]) for label in labels])


def _prefix(scope: ScopeIndex, place: int, field: str, text: str) -> Docs:
    leaf = scope.leaves[place]
    postings = leaf.field(field)
    expansion = scope.expansion(field, text)
    mask = np.zeros(leaf.count, bool)
    if expansion is None:  # neighbours in the dictionary are neighbours in the postings
        numbers = postings.dictionary.starting(text)
        mask[postings.documents[postings.starts[numbers.start] : postings.starts[numbers.stop]]] = True
        return Docs(leaf.count, mask=mask)
    for number in expansion[place].tolist():
        mask[postings.documents[postings.of(number)]] = True
    return Docs(leaf.count, mask=mask)


def phrase(leaf: Leaf, field: str, texts: tuple[str, ...]) -> Array:
    """Return the documents that hold the terms one after the other, ascending.

    First the documents that hold all pairs of neighbours and all terms; of those, the places of the rarest term are
    narrowed by the others'.
    """
    postings = leaf.field(field)
    places = [postings.find(text) for text in texts]
    if not places or any(place.start == place.stop for place in places):
        return postings.documents[:0]
    if len(places) == 1:
        return postings.documents[places[0]]
    candidates: Array | None = None
    pairs = pairs_of(field, texts) if leaf.promise else []
    if pairs:
        held = leaf.field("pair")
        candidates = _holding_all(held, [held.find(pair) for pair in pairs], None)
        if len(pairs) == 1 and field == "folded":
            return candidates  # a pair is a phrase
    return _by_positions(postings, places, _holding_all(postings, places, candidates))


def _by_positions(postings: Postings, places: Sequence[slice], documents: Array) -> Array:
    """Return those of the documents, all of which hold all the terms, where these stand in order."""
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


def _holding_all(postings: Postings, places: Sequence[slice], documents: Array | None) -> Array:
    """Return the documents (of some, if given) that stand in all of these stretches of postings, ascending."""
    for start, stop in sorted({(place.start, place.stop) for place in places}, key=lambda pair: pair[1] - pair[0]):
        others = postings.documents[start:stop]
        documents = others if documents is None else documents[among(documents, others)]
    assert documents is not None
    return documents


def _keys(postings: Postings, place: slice, documents: Array, step: int) -> Array:
    """Return (place of the document among ``documents``, position - step) of all occurrences: sorted 64-bit numbers."""
    held = postings.documents[place]
    if len(documents) == len(held):
        indexes = np.arange(place.start, place.stop)
    elif len(documents) * SPARSE < len(held):
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
    if len(some) * SPARSE < len(others):
        found = np.searchsorted(others, some)
        found[found == len(others)] = 0
        result: Array = some[others[found] == some]
        return result
    both = np.concatenate((some, others))
    both.sort(kind="stable")  # two ascending stretches: merged in one pass
    twice: Array = both[:-1][both[1:] == both[:-1]]
    return twice
