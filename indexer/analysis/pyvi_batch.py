"""pyvi's words of many lines at once: the scores of all syllables are summed with numpy.

The Python that is left per text without blanks ("chunk") is one look-up in a dictionary that gives it a number. Tables
by that number hold its syllables, tables by the number of a syllable hold what it says for or against being glued.
Everything else is arrays over all syllables of a batch, the lines one after the other; ``first`` and ``last`` are the
places of the syllables at which lines begin and end, over which no syllable says anything of another.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.analysis.pyvi_model import BAND_CHAIN, KEPT, KEPT_LENGTH, TIE, Limits, Model, cut

BATCH = 150_000
"""Characters worked on at a time, so that the arrays stay in the processor's cache; a longer line comes alone."""

Span = tuple[int, int]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int8]
Bools = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]

SPAN_START, SPAN_LENGTH = 2_048, 32
"""Spans that begin and are shorter than this are made once and shared: most are, and making a pair costs as much as
finding it does."""

SIEVE = 65_521
"""A prime: the size of the table that sorts out what is no trigram."""

BARRIER, CAPITAL, FIRST_OF_3, SECOND_OF_3, THIRD_OF_3 = 1, 2, 4, 8, 16
OFF, ON, TURN, OPEN, TIED = range(5)
"""Labels, with TURN for the opposite of the next, OPEN for not known yet and TIED where rounding may decide."""

_threads = threading.local()


def segment_batch(model: Model, lines: Sequence[str]) -> list[list[Span] | None]:
    """The spans of the words of each line; None for a line that this form leaves to the other one.

    Those are lines with a line break inside, with a lead too near to a limit, or with a syllable of no character.
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


class _Syllables(dict[str, int]):
    """Numbers of syllables, and by number what the model knows of each."""

    def __init__(self, model: Model, pairs: _Bigrams, triples: _Trigrams) -> None:
        super().__init__()
        self._model, self._pairs, self._triples = model, pairs, triples
        self.own, self.of_left, self.of_right = array("d"), array("d"), array("d")
        self.as_left, self.as_right, self.as_third = array("q"), array("q"), array("q")
        self.flags = array("B")

    def __missing__(self, name: str) -> int:
        number = len(self.own)
        known = self._model.syllable(name)
        own, of_left, of_right = self._model.gains(known)
        self.own.append(own)
        self.of_left.append(of_left)
        self.of_right.append(of_right)
        self.as_left.append(self._pairs.lefts.get(known.lower, 0))
        self.as_right.append(self._pairs.rights.get(known.lower, 0))
        self.as_third.append(self._triples.numbers.get(known.lower, 0))
        self.flags.append(BARRIER * known.barrier | CAPITAL * known.capital | self._triples.places.get(known.lower, 0))
        if len(name) <= KEPT_LENGTH:
            self[name] = number
        return number


class _Chunks(dict[str, int]):
    """Numbers of chunks, and by number where its syllables stand in the tables of syllables in place."""

    def __init__(self, syllables: _Syllables) -> None:
        super().__init__()
        self._syllables = syllables
        self.odd = False  # whether a syllable of no length was seen
        self.start, self.count = array("q"), array("q")
        self.syllable, self.begin, self.end = array("q"), array("q"), array("q")

    def __missing__(self, chunk: str) -> int:
        number = len(self.start)
        names, ends = cut(chunk)
        self.start.append(len(self.syllable))
        self.count.append(len(ends))
        self.begin.append(0)
        if len(ends) == 1:
            self.syllable.append(self._syllables[names[0]])
            self.end.append(ends[0])
        else:
            self.odd = self.odd or len(set(ends)) < len(ends)
            self.syllable.extend(map(self._syllables.__getitem__, names))
            self.begin.extend(ends[:-1])
            self.end.extend(ends)
        if len(chunk) <= KEPT_LENGTH:
            self[chunk] = number
        return number


class _Bigrams:
    """pyvi's bigrams as one bit for each pair of a left and a right syllable."""

    def __init__(self, bigrams: frozenset[str]) -> None:
        self.lefts: dict[str, int] = {}
        self.rights: dict[str, int] = {}
        pairs = [
            (self.lefts.setdefault(left, len(self.lefts) + 1), self.rights.setdefault(right, len(self.rights) + 1))
            for left, right in (entry.split(" ") for entry in bigrams)
        ]
        self.width = len(self.rights) + 1
        numbers = np.array(pairs, np.int64)
        keys = numbers[:, 0] * self.width + numbers[:, 1]
        self.bits = np.zeros(((len(self.lefts) + 1) * self.width >> 3) + 1, np.uint8)
        np.bitwise_or.at(self.bits, keys >> 3, (1 << (keys & 7)).astype(np.uint8))

    def known(self, left: Ints, right: Ints) -> Bytes:
        """1 for each pair that is a bigram, else 0."""
        keys = left * self.width + right
        found: Bytes = (self.bits.take(keys >> 3) >> (keys & 7).astype(np.uint8)) & np.uint8(1)
        return found


class _Trigrams:
    """pyvi's trigrams as sorted keys, and at which places of one a syllable occurs at all."""

    def __init__(self, trigrams: dict[str, set[str]]) -> None:
        triples = [(*pair.split(" "), third) for pair, thirds in trigrams.items() for third in thirds]
        names = sorted({name for triple in triples for name in triple})
        self.numbers = {name: number for number, name in enumerate(names, 1)}
        self.places: dict[str, int] = {}
        for triple in triples:
            for name, place in zip(triple, (FIRST_OF_3, SECOND_OF_3, THIRD_OF_3), strict=True):
                self.places[name] = self.places.get(name, 0) | place
        self._width = len(self.numbers) + 1
        numbers = np.array([[self.numbers[name] for name in triple] for triple in triples], np.int64)
        self._keys = np.sort(self._key(numbers[:, 0], numbers[:, 1], numbers[:, 2]))
        self._may = np.zeros(SIEVE, bool)  # by the rest of the key: most that are no trigram are told by that
        self._may[self._keys % SIEVE] = True

    def _key(self, first: Ints, second: Ints, third: Ints) -> Ints:
        return (first * self._width + second) * self._width + third

    def places_in(self, numbers: Ints, flags: Bytes) -> Ints:
        """Where in a row of syllables trigrams begin."""
        may = flags[:-2] & (flags[1:-1] >> 1) & (flags[2:] >> 2) & FIRST_OF_3
        at = np.flatnonzero(may)
        keys = self._key(numbers.take(at), numbers.take(at + 1), numbers.take(at + 2))
        kept = np.flatnonzero(self._may.take(keys % SIEVE))
        at, keys = at[kept], keys[kept]
        nearest = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        found: Ints = at[self._keys[nearest] == keys]
        return found


class _Tables:
    """All that is kept between batches, by one thread for itself."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.limits = Limits.of(model)
        self.bigrams, self.trigrams = _Bigrams(model.bigrams), _Trigrams(model.trigrams)
        self.blank = np.array([chr(code).isspace() for code in range(0x3002)])  # no blank lies above
        self.pairs = np.empty(SPAN_START * SPAN_LENGTH, object)
        self.pairs[:] = [(start, start + length) for start in range(SPAN_START) for length in range(SPAN_LENGTH)]
        self.clear()

    def pairs_of(self, begin: Ints, end: Ints) -> npt.NDArray[np.object_]:
        """Spans as Python's pairs."""
        length = end - begin
        common = (begin < SPAN_START) & (length < SPAN_LENGTH)
        pairs: npt.NDArray[np.object_] = self.pairs.take(np.where(common, begin * SPAN_LENGTH + length, 0))
        rare = np.flatnonzero(~common)
        others = zip(begin[rare].tolist(), end[rare].tolist(), strict=True)
        for at, pair in zip(rare.tolist(), others, strict=True):
            pairs[at] = pair
        return pairs

    def clear(self) -> None:
        """Start anew, but for what follows from the model alone."""
        self.syllables = _Syllables(self.model, self.bigrams, self.trigrams)
        self.chunks = _Chunks(self.syllables)

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
    plain = [line if "\n" not in line else "" for line in lines]
    text = "\n" + "\n".join(plain) + "\n"
    offsets = np.cumsum([1, *(len(line) + 1 for line in plain)])
    # 1. Where the chunks stand, and which they are.
    starts = _chunk_starts(tables, text)
    numbers = np.fromiter(map(tables.chunks.__getitem__, text.split()), np.int64, len(starts))
    # 2. Their syllables, and by how much each leads towards being glued.
    row = _row(tables, numbers, np.searchsorted(starts, offsets))
    if not len(row.place):
        return [[] if line is original else None for line, original in zip(plain, lines, strict=True)]
    flags = np.frombuffer(tables.syllables.flags, np.uint8).take(row.number)
    # 3. The labels, and with pyvi's own exceptions the words.
    labels = _labels(tables.limits, _leads(tables, row, flags), row)
    apart = np.flatnonzero(~_glued(labels, flags, row))
    ends = np.append(apart[1:], len(flags)) - 1
    bounds = np.searchsorted(apart, row.bounds)
    shift = np.repeat(offsets[:-1], np.diff(bounds))
    begin = starts[row.chunk[apart]] + np.frombuffer(tables.chunks.begin, np.int64).take(row.place[apart]) - shift
    end = starts[row.chunk[ends]] + np.frombuffer(tables.chunks.end, np.int64).take(row.place[ends]) - shift
    # 4. As Python's tuples, and what is left to the other form.
    spans = tables.pairs_of(begin, end)
    found: list[list[Span] | None] = [spans[a:b].tolist() for a, b in pairwise(bounds.tolist())]
    left = np.flatnonzero(labels == TIED)
    if tables.chunks.odd:
        places = row.place[apart]
        lengths = np.frombuffer(tables.chunks.end, np.int64) - np.frombuffer(tables.chunks.begin, np.int64)
        left = np.concatenate((left, apart[lengths.take(places) == 0]))
    for line in np.searchsorted(row.bounds, left, side="right").tolist():
        found[line - 1] = None
    for at, line in enumerate(lines):
        if plain[at] is not line:
            found[at] = None
    return found


def _chunk_starts(tables: _Tables, text: str) -> Ints:
    """Where the chunks of a text that begins and ends with a blank start."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    blank = tables.blank.take(codes, mode="clip")
    starts: Ints = np.flatnonzero(blank[:-1] > blank[1:]) + 1
    return starts


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
    at = tables.trigrams.places_in(np.frombuffer(known.as_third, np.int64).take(row.number), flags)
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
