"""Documents in, one segment out, in bounded memory.

Tokens become numbers; every `FLUSH_TOKENS` they are sorted into a run and put aside on the disc; at the end the runs
are scattered into the postings of the segment, in the order of the terms. Merging is the same with old segments
as runs.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from itertools import compress
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np

from indexer.engine.packed import Numbered
from indexer.engine.pairs import Neighbours
from indexer.engine.port import Document
from indexer.engine.whoosh_.columns import Array, ColumnsWriter, offsets_of
from indexer.engine.whoosh_.inversion import invert_keywords, invert_neighbours, invert_text
from indexer.engine.whoosh_.layout import (
    DATES,
    IDENTITIES,
    KEYWORDS,
    POSITIONAL,
    POSTINGS,
    RECORDS,
    TERMS,
    TEXTS,
    VALUES,
    keyword_values,
    pack,
)
from indexer.engine.whoosh_.neighbours import Promise
from indexer.engine.whoosh_.runs import Run, Runs
from indexer.engine.whoosh_.scattering import write_dictionary, write_folded, write_keyword, write_text
from indexer.schema import date_number

FLUSH_TOKENS: Final = 12_000_000  # of the longest field; about 17,000 bulletins, 0.5 GB
SEGMENT_TOKENS: Final = 300_000_000  # of the longest field: about 400,000 bulletins
SEGMENT_DOCUMENTS: Final = 400_000
FOLDED: Final = "folded"
PAIR: Final = "pair"


class Vocabulary(dict[str, int]):
    """Terms and their numbers; an unknown one gets the next number."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


class Builder:
    """Collects documents and writes them as one segment: files of this name in a folder."""

    def __init__(self, folder: Path, segment: str) -> None:
        self._folder = folder
        self._segment = segment
        self.count = 0
        self.ids: dict[str, int] = {}
        self.bulletins: list[str] = []
        self.dropped: set[int] = set()
        self.tokens = 0
        self._vocabularies: dict[str, Vocabulary] = {name: Vocabulary() for name in (*TEXTS, *KEYWORDS)}
        self._runs = Runs(folder, segment)
        self._lengths: dict[str, list[Array]] = {name: [] for name in TEXTS}
        self._dates: dict[str, list[Array]] = {name: [] for name in DATES}
        self._records = ColumnsWriter(self._create(RECORDS))
        self._record_sizes: list[Array] = []
        self._promise = Promise(self._vocabularies)
        self._tables: dict[str, tuple[Sequence[str], Array]] = {}  # the list of terms met last, and their numbers
        self._derived = True
        self._begin()

    def _create(self, extension: str) -> BinaryIO:
        return (self._folder / f"{self._segment}{extension}").open("w+b")

    def _begin(self) -> None:
        """Start an empty buffer."""
        self._first = self.count
        self._buffered = {name: array("I") for name in self._vocabularies}
        self._buffered_lengths = {name: array("I") for name in self._vocabularies}
        self._buffered_dates = {name: array("q") for name in DATES}
        self._buffered_sizes = array("Q")

    @property
    def full(self) -> bool:
        """Whether the segment is as large as one should become."""
        return self.tokens >= SEGMENT_TOKENS or self.count >= SEGMENT_DOCUMENTS

    def add(self, document: Document) -> None:
        """Add a document; an earlier one with the same id is dropped."""
        if (earlier := self.ids.get(document.id)) is not None:
            self.dropped.add(earlier)
        self.ids[document.id] = self.count
        self.bulletins.append(document.bulletin)
        longest = 0
        self._choose_way(document)
        for field in TEXTS:
            terms = document.terms.get(field, ())
            if field != PAIR or not self._derived:
                self._take(field, terms)
            self._buffered_lengths[field].append(len(terms))
            longest = max(longest, len(terms))
        for field in KEYWORDS:
            values = keyword_values(document, field)
            self._buffered[field].extend(map(self._vocabularies[field].__getitem__, values))
            self._buffered_lengths[field].append(len(values))
        for field in DATES:
            self._buffered_dates[field].append(date_number(document.dates.get(field)))
        record = pack(document)
        self._records.append("records", (record,))
        self._buffered_sizes.append(len(record))
        self.count += 1
        self.tokens += longest
        if max(map(len, self._buffered.values())) >= FLUSH_TOKENS:
            self._flush(spill=True)

    def _take(self, field: str, terms: Sequence[str]) -> None:
        """Buffer the numbers of terms; those of `Numbered` ones are looked up once for all documents of their list."""
        numbers = self._vocabularies[field].__getitem__
        if not isinstance(terms, Numbered):
            self._buffered[field].extend(map(numbers, terms))
        elif terms:
            listed, table = self._tables.get(field, (None, None))
            if listed is not terms.vocabulary or table is None:
                table = np.fromiter(map(numbers, terms.vocabulary), np.uint32, len(terms.vocabulary))
                self._tables[field] = terms.vocabulary, table
            self._buffered[field].frombytes(table[np.frombuffer(terms.numbers, np.uint32)].tobytes())

    def _choose_way(self, document: Document) -> None:
        """From the first document on whose pairs are not `Neighbours` of its folded syllables, pairs are looked up."""
        pairs = document.terms.get(PAIR)
        if self._derived and not (isinstance(pairs, Neighbours) and pairs.folded is document.terms.get(FOLDED)):
            self._flush(spill=False)
            self._derived = False

    def _pair_numbers(self, left: Array, right: Array) -> Array:
        """Return the term numbers of pairs from those of their folded syllables."""
        texts = list(self._vocabularies[FOLDED])
        pairs = (f"{texts[one]}_{texts[other]}" for one, other in zip(left.tolist(), right.tolist(), strict=True))
        return np.fromiter(map(self._vocabularies[PAIR].__getitem__, pairs), np.uint32, len(left))

    def _flush(self, spill: bool) -> None:
        """Sort what is buffered into a run of each field."""
        if self.count == self._first:
            return
        keep = self._runs.put_aside if spill else self._runs.keep
        tokens = {name: np.frombuffer(held or b"", np.uint32) for name, held in self._buffered.items()}
        lengths = {name: np.array(held, np.uint32) for name, held in self._buffered_lengths.items()}
        self._promise.check(tokens, lengths, self._derived)
        for field, numbers in tokens.items():
            if field == PAIR and self._derived:
                keep(field, invert_neighbours(tokens[FOLDED], lengths[FOLDED], self._first, self._pair_numbers))
            elif field in TEXTS:
                keep(field, invert_text(numbers, lengths[field], self._first, field in POSITIONAL))
            else:
                keep(field, invert_keywords(numbers, lengths[field], self._first))
        for field in TEXTS:
            self._lengths[field].append(lengths[field])
        for field in DATES:
            self._dates[field].append(np.array(self._buffered_dates[field], np.int64))
        self._record_sizes.append(np.array(self._buffered_sizes, np.uint64))
        self._begin()

    def add_segment(
        self,
        runs: Mapping[str, tuple[Iterable[str], Run]],
        rows: Mapping[str, Array],
        records: Iterable[memoryview],
        promise: bool,
    ) -> None:
        """Add the living documents of an old segment: its runs with their terms, its rows, its records (`merging`)."""
        self._flush(spill=False)
        self._promise.kept &= promise
        sizes: Array = rows["sizes"]
        for field, (terms, run) in runs.items():
            numbers = np.fromiter(map(self._vocabularies[field].__getitem__, terms), np.uint32)
            moved = run.documents + np.uint32(self.count)
            self._runs.keep(field, Run(numbers, run.frequencies, moved, run.codes, run.counts, run.positions))
        for field in TEXTS:
            self._lengths[field].append(rows[f"length.{field}"])
        for field in DATES:
            self._dates[field].append(rows[f"date.{field}"])
        self._records.append("records", records)
        self._record_sizes.append(sizes)
        self.count += len(sizes)
        self._first = self.count

    def finish(self) -> int:
        """Write the segment's files; returns the number of documents, dropped ones included."""
        self._flush(spill=False)
        with ExitStack() as files:
            terms, postings, values = (
                files.enter_context(ColumnsWriter(self._create(name))) for name in (TERMS, POSTINGS, VALUES)
            )
            records = files.enter_context(self._records)
            for field in self._vocabularies:
                self._finish_field(field, terms, postings, values)
            for field in TEXTS:
                values.put(f"length.{field}", _joined(self._lengths.pop(field), "<u4"))
            for field in DATES:
                values.put(f"date.{field}", _joined(self._dates.pop(field), "<i8"))
            values.put("promise", np.array([self._promise.kept], np.uint8))
            records.append("records", ())
            records.end_stream()
            records.put("starts", offsets_of(_joined(self._record_sizes, "<u8"), "<u8"))
        return self.count

    def discard(self) -> None:
        """Close the file of a segment that will not be finished; the folder is removed by its owner."""
        self._records.abandon()

    def _finish_field(self, field: str, terms: ColumnsWriter, postings: ColumnsWriter, values: ColumnsWriter) -> None:
        vocabulary = self._vocabularies[field]
        used = np.zeros(len(vocabulary), bool)  # not by this segment: a term of a document in another one
        for run in self._runs.of(field):
            used[run.terms] = True
        ordered = sorted(compress(vocabulary, used.tolist()))
        rank = np.empty(len(vocabulary), np.int64)
        rank[np.fromiter(map(vocabulary.__getitem__, ordered), np.int64, len(ordered))] = np.arange(len(ordered))
        vocabulary.clear()
        write_dictionary(terms, field, ordered)
        frequencies = np.zeros(len(ordered), np.int64)
        for run in self._runs.of(field):
            frequencies[rank[run.terms]] += run.frequencies
        starts = offsets_of(frequencies)
        terms.put(f"{field}.starts", starts)
        if field in TEXTS:
            write_text(postings, field, self._runs, rank, starts, field in POSITIONAL)
        else:
            write_keyword(postings, values, field, self._runs, rank, starts, self.count)
            if field not in IDENTITIES:
                write_folded(terms, field, ordered)
        self._runs.drop(field)


def _joined(parts: list[Array], kind: str) -> Array:
    return np.concatenate([part.astype(kind, copy=False) for part in parts]) if parts else np.empty(0, kind)
