"""One segment, opened: here is a term, give me its documents; here is a document, give me its values."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

import numpy as np

from indexer.engine import keywords
from indexer.engine.whoosh_.columns import Array, Columns
from indexer.engine.whoosh_.layout import (
    KEYWORDS,
    POSTINGS,
    RECORDS,
    TERMS,
    TEXTS,
    VALUES,
    Record,
)

NONE: Final = slice(0, 0)


class Dictionary:
    """Sorted terms: number from term and term from number, in the mapped file, by binary search."""

    __slots__ = ("_blob", "_offsets", "size")

    def __init__(self, columns: Columns, name: str) -> None:
        self._blob = columns.bytes(f"{name}.blob")
        self._offsets = columns.numbers(f"{name}.offsets")
        self.size = len(self._offsets) - 1

    def raw(self, number: int) -> bytes:
        """Return a term as UTF-8."""
        return bytes(self._blob[self._offsets[number] : self._offsets[number + 1]])

    def text(self, number: int) -> str:
        """Return a term."""
        return str(self._blob[self._offsets[number] : self._offsets[number + 1]], "utf-8")

    def find(self, text: str) -> int:
        """Return the number of a term, -1 for an unknown one."""
        wanted = text.encode("utf-8", "surrogatepass")
        number = bisect_left(range(self.size), wanted, key=self.raw)
        return number if number < self.size and self.raw(number) == wanted else -1

    def place(self, text: str) -> int:
        """Return how many terms come before this one."""
        return bisect_left(range(self.size), text.encode("utf-8", "surrogatepass"), key=self.raw)

    def equal(self, text: str) -> range:
        """Return the numbers of all equal terms (a dictionary of forms may hold one several times)."""
        wanted = text.encode("utf-8", "surrogatepass")
        low = bisect_left(range(self.size), wanted, key=self.raw)
        return range(low, bisect_right(range(self.size), wanted, lo=low, key=self.raw))

    def starting(self, prefix: str) -> range:
        """Return the numbers of the terms that start so."""
        wanted = prefix.encode("utf-8", "surrogatepass")
        length = len(wanted)
        low = bisect_left(range(self.size), wanted, key=self.raw)
        high = bisect_right(range(self.size), wanted, lo=low, key=lambda number: self.raw(number)[:length])
        return range(low, high)

    def texts(self, numbers: range | Array) -> Iterator[str]:
        """Yield some terms."""
        return map(self.text, map(int, numbers))


class Postings:
    """The postings of one field of one segment."""

    def __init__(self, terms: Columns, postings: Columns, name: str) -> None:
        self.name = name
        self._terms = terms
        self._postings = postings
        self.dictionary = Dictionary(terms, name)
        self.starts = terms.array(f"{name}.starts")
        self._starts = terms.numbers(f"{name}.starts")
        self.documents = postings.array(f"{name}.documents")

    @cached_property
    def codes(self) -> Array:
        """Occurrences (at most 255) times 256, plus the byte of the field's length."""
        return self._postings.array(f"{self.name}.codes")

    @cached_property
    def begins(self) -> Array:
        """Where the positions of each posting begin; differences are the occurrences."""
        return self._postings.array(f"{self.name}.begins")

    @cached_property
    def positions(self) -> Array:
        """All positions, posting after posting."""
        return self._postings.array(f"{self.name}.positions")

    @cached_property
    def many(self) -> tuple[Array, Array] | None:
        """The postings whose occurrences no code can hold, and those; None where there are none."""
        if f"{self.name}.many" not in self._postings:
            return None
        return self._postings.array(f"{self.name}.many"), self._postings.array(f"{self.name}.counts")

    @cached_property
    def folded(self) -> tuple[Dictionary, Array]:
        """The labels' forms without marks, and the label of each."""
        return Dictionary(self._terms, f"{self.name}.folded"), self._terms.array(f"{self.name}.labels")

    def of(self, number: int) -> slice:
        """Return where the postings of a term are."""
        return slice(self._starts[number], self._starts[number + 1])

    def find(self, text: str) -> slice:
        """Return where the postings of a term are; nowhere for an unknown one."""
        number = self.dictionary.find(text)
        return NONE if number < 0 else self.of(number)

    def occurrences(self, place: slice) -> Array:
        """Return how often the term stands in each document of a stretch of postings."""
        counts = (self.codes[place] >> 8).astype(np.int64)
        if self.many is not None:
            places, exact = self.many
            low, high = np.searchsorted(places, np.array((place.start, place.stop), places.dtype))
            counts[places[low:high].astype(np.int64) - place.start] = exact[low:high]
        return counts

    def selected(self, value: str) -> list[int]:
        """Return the labels that a value selects (`keywords.same`)."""
        forms, labels = self.folded
        found = [int(labels[number]) for number in forms.equal(keywords.folded(value))]
        return [label for label in found if keywords.same(value, self.dictionary.text(label))]


class Leaf:
    """One segment: postings by field, values by document, records."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self.segment = segment
        self.count: int = segment.doc_count_all()
        opened = [self._open(storage, extension) for extension in (TERMS, POSTINGS, VALUES, RECORDS)]
        self._terms, self._postings, self.values, self._records = opened
        self._fields: dict[str, Postings] = {}
        deleted = np.fromiter(segment.deleted_docs(), np.int64, segment.deleted_count())
        self.living: Array | None = None
        if len(deleted):
            self.living = np.ones(self.count, bool)
            self.living[deleted] = False
        self.promise = bool(self.values.array("promise")[0])
        self.alive: int = self.count - len(deleted)

    def _open(self, storage: Any, extension: str) -> Columns:
        with self.segment.open_file(storage, extension) as file:
            return Columns(file, self.segment.make_filename(extension))

    def field(self, name: str) -> Postings:
        """Return the postings of a text or keyword field."""
        found = self._fields.get(name)
        if found is None:
            found = self._fields[name] = Postings(self._terms, self._postings, name)
        return found

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that have postings."""
        return (*TEXTS, *KEYWORDS)

    def lengths(self, name: str) -> Array:
        """Return the length of a text field by document, in terms."""
        return self.values.array(f"length.{name}")

    def total_length(self, name: str) -> int:
        """Return the length of a text field in all living documents."""
        lengths = self.lengths(name)
        return int(lengths.sum(dtype=np.int64) if self.living is None else lengths[self.living].sum(dtype=np.int64))

    def dates(self, name: str) -> Array:
        """Return a date field by document, as `schema.date_number` gives dates."""
        return self.values.array(f"date.{name}")

    def ordinals(self, name: str) -> tuple[Array, Array | None]:
        """Return a keyword field by document: ordinals, and where each document's begin (None: one for each)."""
        begins = self.values.array(f"begins.{name}") if f"begins.{name}" in self.values else None
        return self.values.array(f"ordinals.{name}"), begins

    def frequency(self, name: str, number: int) -> int:
        """Return in how many living documents a field holds the term of this number."""
        postings = self.field(name)
        place = postings.of(number)
        if self.living is None:
            return int(place.stop - place.start)
        return int(np.count_nonzero(self.living[postings.documents[place]]))

    def frequencies(self, name: str, numbers: range) -> Array:
        """Return the same for neighbouring terms."""
        postings = self.field(name)
        starts = postings.starts[numbers.start : numbers.stop + 1].astype(np.int64)
        if self.living is None or not len(numbers):
            return np.diff(starts)
        alive = self.living[postings.documents[starts[0] : starts[-1]]]
        return np.diff(np.concatenate(([0], np.cumsum(alive)))[starts - starts[0]])

    def identity(self, document: int) -> str:
        """Return the id of a document."""
        return self.field("id").dictionary.text(int(self.ordinals("id")[0][document]))

    def record(self, document: int) -> Record:
        """Return what is kept of a document for showing it."""
        starts = self._records.array("starts")
        return Record(self._records.bytes("records")[int(starts[document]) : int(starts[document + 1])])

    def raw_records(self) -> tuple[memoryview, Array]:
        """Return all records and where each starts, for merging."""
        return self._records.bytes("records"), self._records.array("starts")
