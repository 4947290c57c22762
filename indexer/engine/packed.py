"""Documents that travel between processes: their terms as numbers in one list that all of them share.

For anybody they are the sequences of `engine.port.Document`; an engine that knows these types takes the numbers as they
are, and looks at each distinct term once instead of at every token.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import overload

from indexer.analysis.spans import spans
from indexer.engine.pairs import Neighbours
from indexer.engine.port import Document


class Numbered(Sequence[str]):
    """Terms in order: ``numbers`` are places in ``vocabulary``."""

    __slots__ = ("numbers", "vocabulary")

    def __init__(self, vocabulary: Sequence[str], numbers: array[int]) -> None:
        self.vocabulary = vocabulary
        self.numbers = numbers

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self.vocabulary[number] for number in self.numbers[place]]
        return self.vocabulary[self.numbers[place]]

    def __iter__(self) -> Iterator[str]:
        return map(self.vocabulary.__getitem__, self.numbers)


class _Vocabulary(dict[str, int]):
    """Terms and their numbers; an unknown one gets the next number."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


def packed(documents: Sequence[Document]) -> list[Document]:
    """Return the same documents with one list of terms for each field."""
    known: dict[str, _Vocabulary] = {}
    lists: dict[str, list[str]] = {}
    result = []
    for document in documents:
        terms: dict[str, Sequence[str]] = {}
        for field, texts in document.terms.items():
            if not isinstance(texts, Neighbours):
                numbers = array("I", map(known.setdefault(field, _Vocabulary()).__getitem__, texts))
                terms[field] = Numbered(lists.setdefault(field, []), numbers)
        for field, texts in document.terms.items():
            if isinstance(texts, Neighbours):
                same = next((name for name, other in document.terms.items() if other is texts.folded), None)
                terms[field] = Neighbours(terms[same]) if same else texts
        result.append(replace(document, terms=terms, offsets=spans(document.offsets)))
    for field, vocabulary in known.items():
        lists[field].extend(vocabulary)
    return result
