"""Documents in, one segment out, in bounded memory.

Tokens become numbers; every `FLUSH_TOKENS` they are sorted into a run and put aside on the disc; at the end the runs
are scattered into the postings of the segment, in the order of the terms. Merging is the same with old segments
as runs.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np

from indexer.engine.keywords import folded
from indexer.engine.port import Document
from indexer.engine.whoosh_.columns import Array, Columns, ColumnsWriter, offsets_of
from indexer.engine.whoosh_.inversion import MANY, Run, invert_keywords, invert_text, stable_order
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
    smallest,
)
from indexer.engine.whoosh_.neighbours import Promise
from indexer.schema import date_number

FLUSH_TOKENS: Final = 12_000_000  # of the longest field; about 17,000 bulletins, 0.5 GB
SEGMENT_TOKENS: Final = 300_000_000  # of the longest field: about 400,000 bulletins
SEGMENT_DOCUMENTS: Final = 400_000


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
        self._runs: dict[str, list[Run]] = {name: [] for name in self._vocabularies}
        self._lengths: dict[str, list[Array]] = {name: [] for name in TEXTS}
        self._dates: dict[str, list[Array]] = {name: [] for name in DATES}
        self._records = ColumnsWriter(self._create(RECORDS))
        self._record_sizes: list[Array] = []
        self._spills: list[Path] = []
        self._promise = Promise(self._vocabularies)
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
        for field in TEXTS:
            terms = document.terms.get(field, ())
            self._buffered[field].extend(map(self._vocabularies[field].__getitem__, terms))
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

    def _flush(self, spill: bool) -> None:
        """Sort what is buffered into a run of each field."""
        if self.count == self._first:
            return
        runs: dict[str, Run] = {}
        tokens = {name: np.frombuffer(held or b"", np.uint32) for name, held in self._buffered.items()}
        lengths = {name: np.array(held, np.uint32) for name, held in self._buffered_lengths.items()}
        self._promise.check(tokens, lengths)
        for field, numbers in tokens.items():
            if field in TEXTS:
                runs[field] = invert_text(numbers, lengths[field], self._first, field in POSITIONAL)
                self._lengths[field].append(lengths[field])
            else:
                runs[field] = invert_keywords(numbers, lengths[field], self._first)
        for field in DATES:
            self._dates[field].append(np.array(self._buffered_dates[field], np.int64))
        self._record_sizes.append(np.array(self._buffered_sizes, np.uint64))
        self._begin()
        if spill:
            runs = self._spill(runs)
        for field, run in runs.items():
            self._runs[field].append(run)

    def _spill(self, runs: Mapping[str, Run]) -> dict[str, Run]:
        """Put runs aside in a file, and return them as views into it."""
        path = self._folder / f"{self._segment}.run{len(self._spills)}"
        self._spills.append(path)
        with ColumnsWriter(path.open("w+b")) as writer:
            for field, run in runs.items():
                for part in Run.__slots__:
                    writer.put(f"{field}.{part}", getattr(run, part))
        with path.open("rb") as file:
            columns = Columns(file, path.name)
        return {field: Run(*(columns.array(f"{field}.{part}") for part in Run.__slots__)) for field in runs}

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
            self._runs[field].append(Run(numbers, run.frequencies, moved, run.codes, run.counts, run.positions))
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
        self._remove_spills()
        return self.count

    def discard(self) -> None:
        """Close the file of a segment that will not be finished; the folder is removed by its owner."""
        self._records.abandon()

    def _remove_spills(self) -> None:
        for path in self._spills:
            path.unlink(missing_ok=True)
        self._spills.clear()

    def _finish_field(self, field: str, terms: ColumnsWriter, postings: ColumnsWriter, values: ColumnsWriter) -> None:
        vocabulary = self._vocabularies[field]
        ordered = sorted(vocabulary)
        rank = np.empty(len(ordered), np.int64)
        rank[np.fromiter(map(vocabulary.__getitem__, ordered), np.int64, len(ordered))] = np.arange(len(ordered))
        vocabulary.clear()
        write_dictionary(terms, field, ordered)
        runs = self._runs.pop(field)
        frequencies = np.zeros(len(ordered), np.int64)
        for run in runs:
            frequencies[rank[run.terms]] += run.frequencies
        starts = offsets_of(frequencies)
        terms.put(f"{field}.starts", starts)
        documents = _scatter(postings, field, runs, rank, starts, field in POSITIONAL, field in TEXTS)
        if field in KEYWORDS:
            _write_ordinals(values, field, documents, frequencies, self.count)
            if field not in IDENTITIES:
                _write_folded(terms, field, ordered)


def write_dictionary(writer: ColumnsWriter, name: str, ordered: list[str]) -> None:
    """Write sorted terms as one stretch of UTF-8 and the place where each starts."""
    encoded = [term.encode() for term in ordered]
    writer.append(f"{name}.blob", encoded)
    writer.end_stream()
    writer.put(f"{name}.offsets", offsets_of(np.fromiter(map(len, encoded), np.int64, len(encoded))))


def _scatter(
    writer: ColumnsWriter, field: str, runs: list[Run], rank: Array, starts: Array, positional: bool, text: bool
) -> Array:
    """Write the postings of all runs, term after term; returns the documents' part of them."""
    total = int(starts[-1])
    documents = writer.allocate(f"{field}.documents", "<u4", total)
    codes = writer.allocate(f"{field}.codes", "<u2", total if text else 0)
    exact = positional or any(len(run.counts) for run in runs)
    counts = np.empty(total if text and exact else 0, np.uint32)
    cursor = starts[:-1].astype(np.int64)
    for run in runs:
        targets = _targets(run, rank, cursor)
        documents[targets] = run.documents
        if text:
            codes[targets] = run.codes
            if exact:
                counts[targets] = run.counts if len(run.counts) else run.codes >> 8
    if positional:
        _scatter_positions(writer, field, runs, rank, counts, starts)
    if exact and text and len(counts) and int(counts.max()) >= MANY:
        many = np.flatnonzero(counts >= MANY)
        writer.put(f"{field}.many", many.astype("<u4"))
        writer.put(f"{field}.counts", counts[many])
    return documents


def _targets(run: Run, rank: Array, cursor: Array) -> Array:
    """Return where the postings of a run go; moves the cursor of each of its terms on."""
    places = rank[run.terms]
    begins = np.cumsum(run.frequencies, dtype=np.int64) - run.frequencies
    shift = cursor[places] - begins
    cursor[places] += run.frequencies
    targets: Array = np.repeat(shift, run.frequencies)
    targets += np.arange(len(targets))
    return targets


def _scatter_positions(
    writer: ColumnsWriter, field: str, runs: list[Run], rank: Array, counts: Array, starts: Array
) -> None:
    """Write where each posting's positions start, and the positions."""
    begins = offsets_of(counts)
    writer.put(f"{field}.begins", begins)
    largest = max((int(run.positions.max()) for run in runs if len(run.positions)), default=0)
    positions = writer.allocate(f"{field}.positions", smallest(largest), int(begins[-1]))
    cursor = begins[starts[:-1]].astype(np.int64)
    for run in runs:
        if len(run.positions):
            firsts = np.cumsum(run.frequencies, dtype=np.int64) - run.frequencies
            sums = np.add.reduceat(run.counts, firsts, dtype=np.int64)
            by_term = Run(run.terms, sums, run.documents, run.codes, run.counts, run.positions)
            positions[_targets(by_term, rank, cursor)] = run.positions


def _write_ordinals(writer: ColumnsWriter, field: str, documents: Array, frequencies: Array, count: int) -> None:
    """Write a keyword field by document: the ordinals of its values (their places in the dictionary)."""
    ordinals = np.repeat(np.arange(len(frequencies), dtype=smallest(len(frequencies))), frequencies)
    writer.put(f"ordinals.{field}", ordinals[stable_order(documents)])
    held = np.bincount(documents, minlength=count) if count else np.empty(0, np.int64)
    if not (held == 1).all():  # else a document's number is the place of its one value
        writer.put(f"begins.{field}", offsets_of(held))


def _write_folded(writer: ColumnsWriter, field: str, labels: list[str]) -> None:
    """Write the labels' forms without marks, sorted, with the label of each: how a value finds its labels."""
    forms = [folded(label) for label in labels]
    order = sorted(range(len(forms)), key=forms.__getitem__)
    write_dictionary(writer, f"{field}.folded", [forms[place] for place in order])
    writer.put(f"{field}.labels", np.array(order, "<u4"))


def _joined(parts: list[Array], kind: str) -> Array:
    return np.concatenate([part.astype(kind, copy=False) for part in parts]) if parts else np.empty(0, kind)
