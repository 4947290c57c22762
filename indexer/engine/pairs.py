"""The terms of the field ``pair`` without making them: neighbouring folded syllables, joined when somebody looks.

An engine that knows this type numbers pairs by the numbers of their syllables instead of by their text; for any other
it is a sequence of strings such as `indexer.analysis.analyse.pairs` gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import overload


class Neighbours(Sequence[str]):
    """The pairs of a text's folded syllables: ``nong_thon``, ``thon_moi``."""

    __slots__ = ("folded",)

    def __init__(self, folded: Sequence[str]) -> None:
        self.folded = folded

    def __len__(self) -> int:
        return max(0, len(self.folded) - 1)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return list(self)[place]
        place = range(len(self))[place]
        return f"{self.folded[place]}_{self.folded[place + 1]}"

    def __iter__(self) -> Iterator[str]:
        return (f"{left}_{right}" for left, right in pairwise(self.folded))
