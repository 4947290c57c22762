"""From tokens in the order of the text to postings in the order of terms: one stable sort for a field."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from indexer.engine.scoring import LENGTHS
from indexer.engine.whoosh_.columns import Array
from indexer.engine.whoosh_.runs import MANY, Run


def stable_order(numbers: Array) -> Array:
    """Return the order that sorts unsigned 32-bit numbers, stable: by halves, which numpy sorts by radix."""
    order = np.argsort((numbers & 0xFFFF).astype(np.uint16), kind="stable")
    if len(numbers) and int(numbers.max()) > 0xFFFF:
        order = order[np.argsort((numbers >> 16).astype(np.uint16)[order], kind="stable")]
    return order


def length_bytes(lengths: Array) -> Array:
    """Return the byte that stands for each length (`scoring.length_byte` for an array)."""
    return np.minimum(np.searchsorted(np.array(LENGTHS), lengths), 255).astype(np.uint8)


def invert_text(tokens: Array, lengths: Array, first: int, positions: bool) -> Run:
    """Return the run of a text field: ``tokens`` the term numbers of all documents, ``lengths`` how many each has.

    ``first`` is the number of the first document.
    """
    frequencies = np.bincount(tokens)
    terms = np.repeat(np.arange(len(frequencies), dtype=np.uint32), frequencies)  # that is tokens[order]
    return _grouped(terms, stable_order(tokens), lengths, first, positions)


def invert_neighbours(tokens: Array, lengths: Array, first: int, numbers: Callable[[Array, Array], Array]) -> Run:
    """Return the run of a field whose terms are the pairs of neighbouring tokens.

    ``numbers``: the term numbers of distinct pairs, from the numbers of their left and right tokens.
    """
    full = lengths.astype(np.int64)[lengths > 0]
    ends = np.cumsum(full)
    inner = np.ones(len(tokens), bool)
    inner[ends - 1] = False  # the last token of a document is the left of no pair
    left = tokens[inner]
    inner[ends - 1] = True
    inner[ends - full] = False
    right = tokens[inner]
    order = stable_order(right)
    order = order[stable_order(left[order])]
    left, right = left[order], right[order]
    fresh = np.ones(len(order), bool)
    fresh[1:] = (left[1:] != left[:-1]) | (right[1:] != right[:-1])
    terms = numbers(left[fresh], right[fresh])[np.cumsum(fresh) - 1]
    return _grouped(terms, order, np.maximum(lengths, 1) - np.uint32(1), first, False)


def _grouped(terms: Array, order: Array, lengths: Array, first: int, positions: bool) -> Run:
    """Return a run from tokens that are grouped by term: ``order`` is where each stood before."""
    small = np.uint16 if len(lengths) <= 0xFFFF else np.uint32
    owners = np.repeat(np.arange(len(lengths), dtype=small), lengths)[order]
    fresh = np.empty(len(terms), bool)
    fresh[:1] = True
    np.not_equal(owners[1:], owners[:-1], out=fresh[1:])
    fresh[1:] |= terms[1:] != terms[:-1]
    starts = np.flatnonzero(fresh)
    counts = np.diff(starts, append=len(terms)).astype(np.uint32)
    documents, terms = owners[starts], terms[starts]
    codes = (np.minimum(counts, MANY).astype(np.uint16) << 8) | length_bytes(lengths)[documents]
    exact = positions or (len(counts) and int(counts.max()) >= MANY)
    return Run(
        *_distinct(terms),
        documents=documents.astype(np.uint32) + np.uint32(first),
        codes=codes,
        counts=counts if exact else counts[:0],
        positions=_within(lengths)[order] if positions else counts[:0],
    )


def _within(lengths: Array) -> Array:
    """Return the position of every token in its document."""
    begins = np.cumsum(lengths, dtype=np.uint32) - lengths.astype(np.uint32)
    places = np.arange(int(lengths.sum()), dtype=np.uint32)
    places -= np.repeat(begins, lengths)
    return places


def invert_keywords(values: Array, lengths: Array, first: int) -> Run:
    """Return the run of a keyword field; a document's values are distinct."""
    order = stable_order(values)
    owners = np.repeat(np.arange(first, first + len(lengths), dtype=np.uint32), lengths)[order]
    none = values[:0]
    return Run(*_distinct(values[order]), documents=owners, codes=none.astype(np.uint16), counts=none, positions=none)


def _distinct(terms: Array) -> tuple[Array, Array]:
    """Return the distinct ones of sorted numbers, and how often each stands there."""
    starts = np.flatnonzero(np.concatenate((np.ones(min(1, len(terms)), bool), terms[1:] != terms[:-1])))
    return terms[starts], np.diff(starts, append=len(terms)).astype(np.uint32)
