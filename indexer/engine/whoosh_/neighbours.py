"""Whether ``folded`` and ``pair`` say what the analyser promises; then a phrase is looked up pair by pair.

The promise: ``folded`` runs in parallel to ``syllable`` and is its form without marks; ``pair`` holds the neighbours of
``folded``. It is checked at writing, for every token, and kept with the segment; a segment where it does not hold is
searched by positions alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice, pairwise

import numpy as np

from indexer.analysis.fold import fold
from indexer.engine.whoosh_.columns import Array

FIELDS = ("syllable", "folded", "pair")
_UNKNOWN = -1


class Promise:
    """Checks token numbers against each other; ``kept`` is false from the first difference on."""

    def __init__(self, vocabularies: Mapping[str, dict[str, int]]) -> None:
        self._vocabularies = vocabularies
        self.kept = True
        self._folds = np.empty(0, np.int64)  # number of a syllable -> number of its folded form
        self._left = np.empty(0, np.int64)  # number of a pair -> number of its first folded syllable
        self._right = np.empty(0, np.int64)

    def check(self, tokens: Mapping[str, Array], lengths: Mapping[str, Array], derived: bool) -> None:
        """Check the tokens of some documents; ``derived``: their pairs are made from their folded syllables anyway."""
        if self.kept:
            self._learn()
            self.kept = self._folds_hold(tokens, lengths) and (derived or self._pairs_hold(tokens, lengths))

    def _learn(self) -> None:
        """Extend the tables by the terms that are new."""
        number = self._vocabularies["folded"].get
        forms = [
            number(fold(term), _UNKNOWN) for term in islice(self._vocabularies["syllable"], len(self._folds), None)
        ]
        self._folds = np.concatenate((self._folds, np.array(forms, np.int64)))
        parts = [term.partition("_") for term in islice(self._vocabularies["pair"], len(self._left), None)]
        left, right = ([number(part[side], _UNKNOWN) for part in parts] for side in (0, 2))
        self._left = np.concatenate((self._left, np.array(left, np.int64)))
        self._right = np.concatenate((self._right, np.array(right, np.int64)))

    def _folds_hold(self, tokens: Mapping[str, Array], lengths: Mapping[str, Array]) -> bool:
        if not np.array_equal(lengths["folded"], lengths["syllable"]):
            return False
        return bool((self._folds[tokens["syllable"]] == tokens["folded"]).all())

    def _pairs_hold(self, tokens: Mapping[str, Array], lengths: Mapping[str, Array]) -> bool:
        folded, pair, counts = tokens["folded"], tokens["pair"], lengths["folded"].astype(np.int64)
        if not np.array_equal(np.maximum(counts - 1, 0), lengths["pair"]):
            return False
        ends = np.cumsum(counts)[counts > 0]
        inner = np.ones(len(folded), bool)
        inner[ends - 1] = False  # the last of a document is the left of no pair
        left = folded[inner]
        inner[ends - 1] = True
        inner[ends - counts[counts > 0]] = False
        right = folded[inner]
        return bool((self._left[pair] == left).all() and (self._right[pair] == right).all())


def pairs_of(field: str, texts: tuple[str, ...]) -> list[str]:
    """Return the pairs that a document with the phrase holds; none where the field is not one of the promise's."""
    if field not in ("syllable", "folded"):
        return []
    forms = texts if field == "folded" else tuple(map(fold, texts))
    return [f"{a}_{b}" for a, b in pairwise(forms)]
