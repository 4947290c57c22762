"""pyvi's words of many lines at once: the scores of all syllables are summed with numpy.

Each text without blanks ("chunk") gets a number (``pyvi_tables``). Tables by that number hold its syllables, tables by
the number of a syllable hold what it says for or against being glued. Everything else is arrays over all syllables of a
batch, the lines one after the other; ``first`` and ``last`` are the places of the syllables at which lines begin and
end, over which no syllable says anything of another.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.analysis.pyvi_model import BAND_CHAIN, KEPT, TIE, Limits, Model
from indexer.analysis.pyvi_syllables import trimmed
from indexer.analysis.pyvi_tables import (
    BARRIER,
    CAPITAL,
    WIDTH,
    Alphabet,
    Bigrams,
    Bools,
    Bytes,
    Chunks,
    Ints,
    Syllables,
    Trigrams,
)

BATCH = 150_000
"""Characters worked on at a time, so that the arrays stay in the processor's cache; a longer line comes alone."""

Span = tuple[int, int]
Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int8]

SPAN_START, SPAN_LENGTH = 2_048, 32
"""Spans that begin and are shorter than this are made once and shared: most are, and making a pair costs as much as
finding it does."""

OFF, ON, TURN, OPEN, TIED = range(5)
"""Labels, with TURN for the opposite of the next, OPEN for not known yet and TIED where rounding may decide."""

_threads = threading.local()


def segment_batch(model: Model, lines: Sequence[str]) -> list[list[Span] | None]:
    """The spans of the words of each line; None for a line that this form leaves to the other one.

    Those are lines with a line break inside, or with a lead too near to a limit.
    """
    tables: _Tables | None = getattr(_threads, "tables", None)
    if tables is None or tables.model is not model:
        tables = _threads.tables = _Tables(model)
    found: list[list[Span] | None] = []
    for batch in _batches(lines):
        found += _spans(tables, batch)
        if tables.full():
            tables.clear()
    return found


def _batches(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    """Lines in batches of about BATCH characters."""
    start = size = 0
    for at, line in enumerate(lines):
        size += len(line)
        if size >= BATCH:
            yield lines[start : at + 1]
            start, size = at + 1, 0
    if start < len(lines):
        yield lines[start:]


# ---- tables


class _Tables:
    """All that is kept between batches, by one thread for itself."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.limits = Limits.of(model)
        self.bigrams, self.trigrams = Bigrams(model.bigrams), Trigrams(model.trigrams)
        self.alphabet = Alphabet()
        self.pairs = np.empty(SPAN_START * SPAN_LENGTH, object)
        self.pairs[:] = [(start, start + length) for start in range(SPAN_START) for length in range(SPAN_LENGTH)]
        self.clear()

    def pairs_of(self, begin: Ints, end: Ints) -> npt.NDArray[np.object_]:
        """Spans as Python's pairs."""
        length = end - begin
        pairs: npt.NDArray[np.object_] = self.pairs.take(begin * SPAN_LENGTH + length, mode="clip")
        rare = np.flatnonzero((begin >= SPAN_START) | (length >= SPAN_LENGTH))
        if len(rare):
            others = zip(begin[rare].tolist(), end[rare].tolist(), strict=True)
            pairs[rare] = np.fromiter(others, object, len(rare))
        return pairs

    def clear(self) -> None:
        """Start anew, but for what follows from the model alone."""
        self.syllables = Syllables(self.model, self.bigrams, self.trigrams)
        self.chunks = Chunks(self.syllables)

    def full(self) -> bool:
        """Whether more is kept than ought to be."""
        return max(len(self.chunks.start), len(self.syllables.own)) > KEPT or len(self.chunks.syllable) > 4 * KEPT


# ---- one batch


class _Row(NamedTuple):
    """The syllables of a batch, one after the other."""

    place: Ints  # of each in the tables of syllables in place
    number: Ints  # of each in the tables of syllables
    chunk: Ints  # the place of its chunk in the batch
    bounds: Ints  # where each line begins among them, and where the last one ends
    first: Ints  # the places where a line begins, without those of empty lines
    last: Ints


def _spans(tables: _Tables, lines: Sequence[str]) -> list[list[Span] | None]:
    """The spans of the words of each line of one batch."""
    text = "\n" + "\n".join(lines) + "\n" * WIDTH
    sizes = np.fromiter(map(len, lines), np.int64, len(lines))
    offsets = np.concatenate(([1], np.cumsum(sizes + 1) + 1))
    # 1. Where the chunks stand, and which they are; their syllables.
    places = tables.alphabet.places(text)
    row = _row(tables, tables.chunks.numbers(text, places), np.searchsorted(places.starts, offsets))
    found = _words(tables, row, lines, places.starts, offsets) if len(row.place) else [[] for _ in lines]
    if text.count("\n") > len(lines) + WIDTH:
        found = [None if spans and "\n" in line else spans for line, spans in zip(lines, found, strict=True)]
    return found


def _words(tables: _Tables, row: _Row, lines: Sequence[str], starts: Ints, offsets: Ints) -> list[list[Span] | None]:
    """The spans of the words of each line, given where the chunks start and at which offset each line does."""
    # 2. By how much each syllable leads towards being glued: the labels, and with pyvi's own exceptions the words.
    flags = np.frombuffer(tables.syllables.flags, np.uint8).take(row.number)
    labels = _labels(tables.limits, _leads(tables, row, flags), row)
    firsts = np.flatnonzero(~_glued(labels, flags, row))
    lasts = np.append(firsts[1:], len(flags)) - 1
    bounds = np.searchsorted(firsts, row.bounds)
    shift = np.repeat(offsets[:-1], np.diff(bounds))
    begin = starts[row.chunk[firsts]] + np.frombuffer(tables.chunks.begin, np.int64).take(row.place[firsts]) - shift
    end = starts[row.chunk[lasts]] + np.frombuffer(tables.chunks.end, np.int64).take(row.place[lasts]) - shift
    # 3. As Python's tuples, and what is left to the other form.
    spans = tables.pairs_of(begin, end)
    found: list[list[Span] | None] = [spans[a:b].tolist() for a, b in pairwise(bounds.tolist())]
    if tables.chunks.odd:
        lengths = np.frombuffer(tables.chunks.end, np.int64) - np.frombuffer(tables.chunks.begin, np.int64)
        for line in _lines_of(firsts[lengths.take(row.place[firsts]) == 0], row):
            found[line] = trimmed(lines[line], found[line] or ())
    for line in _lines_of(np.flatnonzero(labels == TIED), row):
        found[line] = None
    return found


def _lines_of(places: Ints, row: _Row) -> list[int]:
    """The numbers of the lines in which syllables stand, each once."""
    lines: list[int] = np.unique(np.searchsorted(row.bounds, places, side="right") - 1).tolist()
    return lines


def _row(tables: _Tables, chunks: Ints, line_chunks: Ints) -> _Row:
    """The syllables of chunks given by their numbers."""
    count = np.frombuffer(tables.chunks.count, np.int64).take(chunks)
    before = np.concatenate(([0], np.cumsum(count)))
    start = np.frombuffer(tables.chunks.start, np.int64).take(chunks) - before[:-1]
    place = np.repeat(start, count) + np.arange(before[-1])
    bounds = before[line_chunks]
    filled = bounds[1:] > bounds[:-1]
    return _Row(
        place,
        np.frombuffer(tables.chunks.syllable, np.int64).take(place),
        np.repeat(np.arange(len(chunks)), count),
        bounds,
        bounds[:-1][filled],
        bounds[1:][filled] - 1,
    )


def _leads(tables: _Tables, row: _Row, flags: Bytes) -> Floats:
    """By how much I_W leads at each syllable, before what the label of the one before it adds."""
    known, gain = tables.syllables, tables.model.gain
    lead = np.frombuffer(known.own).take(row.number)
    of_right = np.frombuffer(known.of_right).take(row.number)
    of_right[row.last] = 0
    lead[1:] += of_right[:-1]
    of_left = np.frombuffer(known.of_left).take(row.number)
    of_left[row.first] = 0
    lead[:-1] += of_left[1:]
    left = np.frombuffer(known.as_left, np.int64).take(row.number)
    left[row.last] = 0
    pairs = tables.bigrams.known(left[:-1], np.frombuffer(known.as_right, np.int64).take(row.number[1:]))
    lead[1:] += pairs * gain["-1:word.bi_gram()"]
    lead[:-1] += pairs * gain["+1:word.bi_gram()"]
    at = tables.trigrams.places_in(np.frombuffer(known.as_third, np.int64), row.number, flags)
    at = at[np.searchsorted(row.first, at, side="right") == np.searchsorted(row.first, at + 2, side="right")]
    lead[at] += gain["+2:word.tri_gram()"]
    lead[at + 2] += gain["-2:word.tri_gram()"]
    return lead


def _labels(limits: Limits, lead: Floats, row: _Row) -> Labels:
    """ON where a syllable goes on with the word before it, else OFF; TIED where rounding could decide."""
    # 1. Where the lead settles it whatever the label before adds to it.
    least, most = sorted((limits.after_off, limits.after_on))
    on = lead > _borders(row, limits.high + TIE, TIE, least)
    off = lead < _borders(row, limits.low - TIE, -TIE, most)
    labels: Labels = OPEN + (ON - OPEN) * on.view(np.int8) + (OFF - OPEN) * off.view(np.int8)
    # 2. Elsewhere the recurrence itself.
    _close(limits, lead, np.flatnonzero(labels == OPEN), labels, row)
    _turn(labels)
    return labels


def _borders(row: _Row, inner: float, at_last: float, added: float) -> Floats:
    """A border for each lead: another at the end of a line, where nothing follows; at its start nothing is added."""
    alone = row.first[row.first == row.last]
    borders = np.full(len(row.place), inner - added)
    borders[row.last] = at_last - added
    borders[row.first] = inner
    borders[alone] = at_last
    return borders


def _close(limits: Limits, lead: Floats, places: Ints, labels: Labels, row: _Row) -> None:
    """Run the recurrence where the borders alone left the label open."""
    added = {OFF: limits.after_off, ON: limits.after_on}
    at_turn = 0.0  # the lead at the last TURN
    edges = np.zeros(len(lead), np.int8)
    edges[row.first] = 1
    edges[row.last] += 2
    previous, label = -1, OPEN
    closed = []
    columns = (places, lead[places], edges[places], labels[places - 1])
    for at, value, edge, before in zip(*(column.tolist() for column in columns), strict=True):
        low, high = (0.0, 0.0) if edge & 2 else (limits.low, limits.high)
        if edge & 1:
            before = OPEN
        elif previous == at - 1:
            before = label
        value += limits.turn - at_turn if before == TURN else added.get(before, 0.0)
        if before == TIED or low - TIE <= value <= low + TIE or high - TIE <= value <= high + TIE:
            label = TIED
        elif low < value < high:
            label, at_turn = TURN, value
        else:
            label = ON if value > high else OFF
        closed.append(label)
        previous = at
    labels[places] = closed


def _turn(labels: Labels) -> None:
    """Replace each TURN by the opposite of the next label; too many in a row count as tied."""
    chain, next_place = 0, -1
    for at in np.flatnonzero(labels == TURN)[::-1].tolist():
        chain = chain + 1 if next_place == at + 1 else 1
        following = int(labels[at + 1])
        labels[at] = TIED if following == TIED or chain > BAND_CHAIN else 1 - following
        next_place = at


def _glued(labels: Labels, flags: Bytes, row: _Row) -> Bools:
    """Which syllables pyvi writes as one word with the one before."""
    glued: Bools = labels == ON
    open_ = (flags & BARRIER) == 0
    capital = (flags & CAPITAL) != 0
    glued[1:] &= open_[1:] & open_[:-1] & (capital[:-1] | ~capital[1:])
    glued[row.first] = False
    return glued
