"""Spans in a text, kept as numbers: a list of pairs would be hundreds of objects for every bulletin."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import overload


class Spans(Sequence[tuple[int, int]]):
    """Half-open spans in order; ``edges`` holds the start and the end of each, in turn."""

    __slots__ = ("edges",)

    def __init__(self, edges: array[int]) -> None:
        self.edges = edges

    def __len__(self) -> int:
        return len(self.edges) // 2

    @overload
    def __getitem__(self, place: int) -> tuple[int, int]: ...
    @overload
    def __getitem__(self, place: slice) -> list[tuple[int, int]]: ...
    def __getitem__(self, place: int | slice) -> tuple[int, int] | list[tuple[int, int]]:
        if isinstance(place, slice):
            return list(self)[place]
        place = range(len(self))[place]
        return self.edges[2 * place], self.edges[2 * place + 1]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self.edges[::2], self.edges[1::2], strict=True)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Spans) and self.edges == other.edges

    def __hash__(self) -> int:
        return hash(self.edges.tobytes())

    def __repr__(self) -> str:
        return f"Spans({list(self)})"


def spans(pairs: Sequence[tuple[int, int]]) -> Spans:
    """Return pairs of start and end as `Spans`."""
    return pairs if isinstance(pairs, Spans) else Spans(array("I", chain.from_iterable(pairs)))
