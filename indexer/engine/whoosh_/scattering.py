"""From runs to the postings of a segment: what each term has in each run is put one behind the other.

Every run is in the order of term numbers; the segment is in the order of the dictionary. Nothing is sorted here: where
an entry goes follows from the sizes. Outputs are mapped files, so that memory holds one run and what is being written.
"""

from __future__ import annotations

import numpy as np

from indexer.engine.keywords import folded
from indexer.engine.whoosh_.columns import Array, ColumnsWriter, offsets_of
from indexer.engine.whoosh_.inversion import stable_order
from indexer.engine.whoosh_.layout import smallest
from indexer.engine.whoosh_.runs import MANY, Runs


def write_dictionary(writer: ColumnsWriter, name: str, ordered: list[str]) -> None:
    """Write sorted terms as one stretch of UTF-8 and the place where each starts."""
    encoded = [term.encode() for term in ordered]
    writer.append(f"{name}.blob", encoded)
    writer.end_stream()
    writer.put(f"{name}.offsets", offsets_of(np.fromiter(map(len, encoded), np.int64, len(encoded))))


def write_text(writer: ColumnsWriter, field: str, runs: Runs, rank: Array, starts: Array, positional: bool) -> None:
    """Write the postings of a text field, term after term. ``starts``: where those of each term start.

    ``rank``: the place in the dictionary of each term number.
    """
    total = int(starts[-1])
    documents = writer.allocate(f"{field}.documents", "<u4", total)
    codes = writer.allocate(f"{field}.codes", "<u2", total)
    exact = positional or any(len(run.counts) for run in runs.of(field))
    counts = np.empty(total if exact else 0, np.uint32)
    cursor = starts[:-1].astype(np.int64)
    for run in runs.of(field):
        targets = _targets(run.terms, run.frequencies, rank, cursor)
        documents[targets] = run.documents
        codes[targets] = run.codes
        if exact:
            counts[targets] = run.counts if len(run.counts) else run.codes >> 8
    if positional:
        _write_positions(writer, field, runs, rank, counts, starts)
    if len(counts) and int(counts.max()) >= MANY:
        many = np.flatnonzero(counts >= MANY)
        writer.put(f"{field}.many", many.astype("<u4"))
        writer.put(f"{field}.counts", counts[many])


def write_keyword(
    postings: ColumnsWriter, values: ColumnsWriter, field: str, runs: Runs, rank: Array, starts: Array, count: int
) -> None:
    """Write the postings of a keyword field, and by document the ordinals of its values (places in the dictionary).

    ``count``: how many documents there are.
    """
    documents = postings.allocate(f"{field}.documents", "<u4", int(starts[-1]))
    cursor = starts[:-1].astype(np.int64)
    for run in runs.of(field):
        documents[_targets(run.terms, run.frequencies, rank, cursor)] = run.documents
    terms = len(starts) - 1
    ordinals = np.repeat(np.arange(terms, dtype=smallest(terms)), np.diff(starts))
    values.put(f"ordinals.{field}", ordinals[stable_order(documents)])
    held = np.bincount(documents, minlength=count) if count else np.empty(0, np.int64)
    if not (held == 1).all():  # else a document's number is the place of its one value
        values.put(f"begins.{field}", offsets_of(held))


def _targets(terms: Array, sizes: Array, rank: Array, cursor: Array) -> Array:
    """Return where the entries of a run go, ``sizes`` of them for each of its terms; moves the terms' cursors on."""
    places = rank[terms]
    shift = cursor[places] - (np.cumsum(sizes, dtype=np.int64) - sizes)
    cursor[places] += sizes
    targets: Array = np.repeat(shift, sizes)
    targets += np.arange(len(targets))
    return targets


def _write_positions(writer: ColumnsWriter, field: str, runs: Runs, rank: Array, counts: Array, starts: Array) -> None:
    """Write where each posting's positions start, and the positions."""
    begins = offsets_of(counts)
    writer.put(f"{field}.begins", begins)
    largest = max((int(run.positions.max()) for run in runs.of(field) if len(run.positions)), default=0)
    positions = writer.allocate(f"{field}.positions", smallest(largest), int(begins[-1]))
    cursor = begins[starts[:-1]].astype(np.int64)
    for run in runs.of(field):
        if len(run.positions):
            firsts = np.cumsum(run.frequencies, dtype=np.int64) - run.frequencies
            sums = np.add.reduceat(run.counts, firsts, dtype=np.int64)
            positions[_targets(run.terms, sums, rank, cursor)] = run.positions


def write_folded(writer: ColumnsWriter, field: str, labels: list[str]) -> None:
    """Write the labels' forms without marks, sorted, with the label of each: how a value finds its labels."""
    forms = [folded(label) for label in labels]
    order = sorted(range(len(forms)), key=forms.__getitem__)
    write_dictionary(writer, f"{field}.folded", [forms[place] for place in order])
    writer.put(f"{field}.labels", np.array(order, "<u4"))
