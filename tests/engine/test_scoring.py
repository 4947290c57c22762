"""The formula against Whoosh's own, and its evaluation with arrays against plain numbers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine import scoring
from indexer.engine.whoosh_.inversion import length_bytes


@given(st.integers(0, 300_000))
def test_lengths_are_rounded_as_whoosh_does(length: int) -> None:
    """The byte and the length it stands for are Whoosh's, one by one and as an array."""
    from whoosh.util.numeric import byte_to_length, length_to_byte

    assert scoring.length_byte(length) == length_to_byte(length) == length_bytes(np.array([length]))[0]
    assert scoring.rounded_length(length) == byte_to_length(length_to_byte(length))


@given(
    st.integers(1, 10_000_000),
    st.integers(0, 1_000_000),
    st.integers(1, 70_000),
    st.integers(1, 9_000),
    st.floats(1, 9e4),
)
def test_the_formula_is_whooshs_to_the_last_bit(n: int, df: int, tf: int, length: int, average: float) -> None:
    """BM25 with the same operations in the same order; arrays give the same bits as numbers."""
    from whoosh.scoring import bm25

    rarity = scoring.idf(n, df)
    rounded = scoring.rounded_length(length)
    expected = bm25(rarity, tf, rounded, average, scoring.B, scoring.K1)
    plain = scoring.summand(1.0, rarity, scoring.saturation(tf, rounded, average))
    arrays = scoring.summand(1.0, rarity, scoring.saturation(np.array([tf]), np.array([rounded]), average))
    assert plain == expected == arrays[0]
