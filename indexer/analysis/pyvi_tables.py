"""What is kept between batches: syllables and texts without blanks by number, and the word lists as arrays.

A text without blanks ("chunk") of at most eight letters out of LETTERS is its own key: one byte a letter, eight bytes
read at once. So nearly all chunks of a batch are told apart and found by arithmetic on arrays; Python sees only those
that are new, longer or of other letters.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from operator import eq
from typing import NamedTuple
from unicodedata import is_normalized

import numpy as np
import numpy.typing as npt

from indexer.analysis.pyvi_model import KEPT_LENGTH, Model
from indexer.analysis.pyvi_syllables import cut, syllables

Ints = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]
Bools = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]

SIEVE = 65_521
"""A prime: the size of the table that sorts out what is no trigram."""

BARRIER, CAPITAL, FIRST_OF_3, SECOND_OF_3, THIRD_OF_3 = 1, 2, 4, 8, 16
"""Flags of a syllable."""

_VIETNAMESE = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
LETTERS = (
    "".join(map(chr, range(0x21, 0x7F))) + _VIETNAMESE + _VIETNAMESE.upper() + "“”‘’–—…\u0300\u0301\u0303\u0309\u0323"
)
"""The letters and signs that have a byte of their own, from 1 on: those of Vietnamese text."""
BLANK, OTHER = 0, 255
WIDTH = 8
"""Bytes of a key."""
SLOTS_LOG = 17
"""The table of keys has two to this power slots: twice KEPT."""
MIXER = np.uint64(0xD6E8FEB86659FD93)
"""Odd, its bits spread evenly: the upper bits of a product with it depend on all bytes of a key."""


# ---- texts without blanks


class Places(NamedTuple):
    """Where the chunks of a text stand, in order, and the key of each (0 for one that has none)."""

    starts: Ints
    ends: Ints
    keys: Keys


class Alphabet:
    """The bytes of letters."""

    def __init__(self) -> None:
        # By code point, the last entry for all that are larger; no blank lies above.
        self._bytes = np.full(0x3002, OTHER, np.uint8)
        self._bytes[[code for code in range(0x3001) if chr(code).isspace()]] = BLANK
        self._bytes[[ord(letter) for letter in LETTERS]] = np.arange(1, len(LETTERS) + 1)
        # What of eight bytes belongs to a chunk, by its length; nothing where it is longer than that.
        self._masks = np.array([*((1 << 8 * length) - 1 for length in range(WIDTH + 1)), 0], np.uint64)

    def places(self, text: str) -> Places:
        """The chunks of a text that begins with a blank and ends with WIDTH of them."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        letters = self._bytes.take(codes, mode="clip")
        blank = letters == BLANK
        borders = np.flatnonzero(blank[1:] != blank[:-1]) + 1
        starts, ends = borders[::2].copy(), borders[1::2].copy()
        eights: Keys = np.ndarray((len(letters) - WIDTH + 1,), "<u8", letters.data, strides=(1,))
        return Places(starts, ends, eights.take(starts) & self._masks.take(ends - starts, mode="clip"))


class Slots:
    """Numbers by key, of as many keys as find their slot free; of the others the caller knows by other means."""

    def __init__(self) -> None:
        self._keys = np.zeros(1 << SLOTS_LOG, np.uint64)
        self._numbers = np.full(1 << SLOTS_LOG, -1)

    def find(self, keys: Keys) -> Ints:
        """The number of each key, -1 where it is not here."""
        slots = self._slots(keys)
        return np.where(self._keys.take(slots) == keys, self._numbers.take(slots), -1)

    def keep(self, keys: Keys, numbers: Ints) -> None:
        """Keep the numbers of keys whose slots are free; not of 0 and of keys that stand for several chunks."""
        sure = (keys != 0) & (keys.view(np.uint8).reshape(-1, WIDTH) != OTHER).all(axis=1)
        slots, firsts = np.unique(np.where(sure, self._slots(keys), -1), return_index=True)
        free = (slots >= 0) & (self._keys.take(slots) == 0)
        self._keys[slots[free]] = keys[firsts[free]]
        self._numbers[slots[free]] = numbers[firsts[free]]

    @staticmethod
    def _slots(keys: Keys) -> Ints:
        return ((keys * MIXER) >> np.uint64(64 - SLOTS_LOG)).view(np.int64)


class Chunks(dict[str, int]):
    """Numbers of chunks, and by number where its syllables stand in the tables of syllables in place."""

    def __init__(self, known: Syllables) -> None:
        super().__init__()
        self._known, self._slots = known, Slots()
        self.odd = False  # whether a syllable of no length was seen
        self.start, self.count = array("q"), array("q")
        self.syllable, self.begin, self.end = array("q"), array("q"), array("q")

    def numbers(self, text: str, places: Places) -> Ints:
        """The number of each chunk of a text."""
        numbers = self._slots.find(places.keys)
        missed = np.flatnonzero(numbers < 0)
        if not len(missed):
            return numbers
        borders = zip(places.starts[missed].tolist(), places.ends[missed].tolist(), strict=True)
        chunks = [text[start:end] for start, end in borders]
        new = {chunk: None for chunk in chunks if chunk not in self}
        self._add([*new])
        numbers[missed] = [self[chunk] for chunk in chunks]
        self._slots.keep(places.keys[missed], numbers[missed])
        for chunk in new:
            if len(chunk) > KEPT_LENGTH:
                del self[chunk]
        return numbers

    def _add(self, chunks: Sequence[str]) -> None:
        """Give numbers to chunks that have none."""
        plain = [chunk for chunk in chunks if "@" not in chunk and "://" not in chunk and is_normalized("NFC", chunk)]
        if plain:
            self._add_plain(plain)
        for chunk in chunks if len(plain) < len(chunks) else ():
            if chunk not in self:
                self._add_other(chunk)

    def _add_plain(self, chunks: Sequence[str]) -> None:
        """All at once: as none has an address or needs composing, the syllables of all are those of each."""
        self.update(zip(chunks, range(len(self.start), len(self.start) + len(chunks)), strict=True))
        names = syllables(" ".join(chunks))
        ends = np.cumsum(np.fromiter(map(len, names), np.int64, len(names)))
        sizes = np.fromiter(map(len, chunks), np.int64, len(chunks))
        borders = np.cumsum(sizes)
        firsts = np.searchsorted(ends, borders - sizes, side="right")
        count = np.diff(firsts, append=len(names))
        ends -= np.repeat(borders - sizes, count)
        begin = np.roll(ends, 1)
        begin[firsts] = 0
        self.start.frombytes((firsts + len(self.syllable)).tobytes())
        self.count.frombytes(count.tobytes())
        self.syllable.extend(map(self._known.__getitem__, names))
        self.begin.frombytes(begin.tobytes())
        self.end.frombytes(ends.tobytes())

    def _add_other(self, chunk: str) -> None:
        self[chunk] = len(self.start)
        names, ends = cut(chunk)
        self.odd = self.odd or any(map(eq, ends, ends[1:]))
        self.start.append(len(self.syllable))
        self.count.append(len(ends))
        self.syllable.extend(map(self._known.__getitem__, names))
        self.begin.append(0)
        self.begin.extend(ends[:-1])
        self.end.extend(ends)


# ---- syllables and pyvi's word lists


class Syllables(dict[str, int]):
    """Numbers of syllables, and by number what the model knows of each."""

    def __init__(self, model: Model, pairs: Bigrams, triples: Trigrams) -> None:
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
        self.as_left.append(self._pairs.lefts.get(known.lower, 0) * self._pairs.width)
        self.as_right.append(self._pairs.rights.get(known.lower, 0))
        self.as_third.append(self._triples.numbers.get(known.lower, 0))
        self.flags.append(BARRIER * known.barrier | CAPITAL * known.capital | self._triples.places.get(known.lower, 0))
        if len(name) <= KEPT_LENGTH:
            self[name] = number
        return number


class Bigrams:
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
        """1 for each pair that is a bigram, else 0; the left ones as multiples of the width."""
        keys = left + right
        found: Bytes = (self.bits.take(keys >> 3) >> (keys & 7).astype(np.uint8)) & np.uint8(1)
        return found


class Trigrams:
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

    def places_in(self, numbers: Ints, row: Ints, flags: Bytes) -> Ints:
        """Where in a row of syllables trigrams begin, given the number here of each that may be in the row."""
        may = flags[:-2] & (flags[1:-1] >> 1) & (flags[2:] >> 2) & FIRST_OF_3
        at = np.flatnonzero(may)
        keys = self._key(*(numbers.take(row.take(at + place)) for place in range(3)))
        kept = np.flatnonzero(self._may.take(keys % SIEVE))
        at, keys = at[kept], keys[kept]
        nearest = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        found: Ints = at[self._keys[nearest] == keys]
        return found
