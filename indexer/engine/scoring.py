"""The formula: what Whoosh calls BM25F, which is BM25 in each field, summed.

The score of a document is the sum, in the order of `Request.rank`, of ``weight * bm25`` over the terms it holds.
Statistics are those of the whole scope in the whole generation: with a segment's own, order would change with merges.
Every engine does the same operations in the same order on 64-bit floats, so that scores are equal to the last bit;
`saturation` takes plain numbers and numpy arrays alike. Source: Whoosh 2.7.4, ``whoosh.scoring.bm25`` and ``idf``.
"""

from __future__ import annotations

from bisect import bisect_left
from math import log
from typing import Any, Final

# Lower than the usual 1.2: official prose repeats its subject by habit, so that a text says a word at all counts for
# more than how often (measured on all shared sets, decision 0007).
K1: Final = 0.4
B: Final = 0.75

# Whoosh squeezes a field's length into one byte and gives back the length that the byte stands for.
LENGTHS: Final[tuple[int, ...]] = tuple(round((1.033**byte - 1) * 27) for byte in range(256))
_LONGEST: Final = 106_374


def length_byte(length: int) -> int:
    """Return the byte that stands for a field's length in terms."""
    return 255 if length >= _LONGEST else bisect_left(LENGTHS, length)


def rounded_length(length: int) -> int:
    """Return the length, in terms, that scoring works with."""
    return LENGTHS[length_byte(length)]


def idf(documents: int, frequency: int) -> float:
    """Return the weight of a term that ``frequency`` of a scope's ``documents`` hold."""
    return log(documents / (frequency + 1)) + 1


def saturation(occurrences: Any, length: Any, average: float) -> Any:
    """Return the part of BM25 that depends on the document: numbers give a float, arrays an array of float64.

    ``occurrences`` of the term in the field, ``length`` as `rounded_length` gives it, ``average``: true mean length.
    """
    return (occurrences * (K1 + 1)) / (occurrences + K1 * ((1 - B) + B * length / average))


def summand(weight: float, rarity: float, saturated: Any) -> Any:
    """Return what one term adds to a score: ``weight * (idf * saturation)``, multiplied in this order."""
    return weight * (rarity * saturated)
