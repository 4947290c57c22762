"""Which segments become one, and how: an old segment is a run of its own, without its dead documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from indexer.engine.whoosh_.building import SEGMENT_DOCUMENTS, SEGMENT_TOKENS, Builder
from indexer.engine.whoosh_.columns import Array
from indexer.engine.whoosh_.layout import DATES, TEXTS
from indexer.engine.whoosh_.postings import Leaf, Postings
from indexer.engine.whoosh_.runs import Run

FAN: Final = 6  # segments of about the same size that may stand side by side
DEAD: Final = 0.3  # the share of dead documents at which a segment is rewritten


def plan(leaves: Sequence[Leaf]) -> list[Leaf]:
    """Return the segments that should become one, smallest first; none if all is well.

    Segments of the same magnitude (powers of `FAN`) are merged when there are `FAN` of them, so a document is copied
    a few times in all, however many generations it lives through. No segment grows beyond `SEGMENT_DOCUMENTS` and
    `SEGMENT_TOKENS`.
    """
    wasteful = [leaf for leaf in leaves if leaf.count and leaf.alive < (1 - DEAD) * leaf.count]
    tiers: dict[int, list[Leaf]] = {}
    for leaf in leaves:
        if leaf not in wasteful and leaf.alive < SEGMENT_DOCUMENTS // 2:
            tiers.setdefault(int(np.log(max(leaf.alive, 1)) / np.log(FAN)), []).append(leaf)
    crowded = [leaf for tier in tiers.values() if len(tier) >= FAN for leaf in tier]
    chosen: list[Leaf] = []
    documents = tokens = 0
    for leaf in sorted([*wasteful, *crowded], key=lambda leaf: leaf.alive):
        length = leaf.total_length("syllable")
        if not chosen or (documents + leaf.alive <= SEGMENT_DOCUMENTS and tokens + length <= SEGMENT_TOKENS):
            chosen.append(leaf)
            documents += leaf.alive
            tokens += length
    return chosen if len(chosen) > 1 or any(leaf in wasteful for leaf in chosen) else []


def add_leaf(builder: Builder, leaf: Leaf) -> None:
    """Add the living documents of a segment to one that is being built."""
    living = np.ones(leaf.count, bool) if leaf.living is None else leaf.living
    moved = (np.cumsum(living) - 1).astype(np.uint32)
    runs = {name: _run(leaf.field(name), living, moved, name in TEXTS) for name in leaf.fields}
    blob, starts = leaf.raw_records()
    rows: dict[str, Array] = {"sizes": np.diff(starts)[living]}
    rows.update({f"length.{name}": leaf.lengths(name)[living] for name in TEXTS})
    rows.update({f"date.{name}": leaf.dates(name)[living] for name in DATES})
    builder.add_segment(runs, rows, _stretches(blob, starts, living), leaf.promise)


def _run(postings: Postings, living: Array, moved: Array, text: bool) -> tuple[Iterator[str], Run]:
    """Return the terms of a field that living documents hold, and their postings."""
    kept = living[postings.documents]
    sums = np.concatenate(([0], np.cumsum(kept)))
    frequencies = np.diff(sums[postings.starts])
    terms = np.flatnonzero(frequencies)
    documents = moved[postings.documents[kept]]
    empty = np.empty(0, np.uint32)
    codes = postings.codes[kept] if text else empty.astype(np.uint16)
    counts = positions = empty
    if text and (f"{postings.name}.begins" in postings._postings):
        every = np.diff(postings.begins)
        counts = every[kept]
        positions = postings.positions[np.repeat(kept, every)]
    elif text and postings.many is not None:
        counts = postings.occurrences(slice(0, len(postings.documents))).astype(np.uint32)[kept]
    run = Run(terms, frequencies[terms].astype(np.uint32), documents, codes, counts, positions)
    return postings.dictionary.texts(terms), run


def _stretches(blob: memoryview, starts: Array, living: Array) -> Iterator[memoryview]:
    """Yield the records of the living documents, neighbours together."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], living, [False]))))
    for first, last in edges.reshape(-1, 2):
        yield blob[int(starts[first]) : int(starts[last])]
