"""What an index holds, compactly and once for each generation: for suggestions, completion and recognition.

Built lazily, from the dictionary alone; an old generation's goes when a newer one is asked about.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Final
from weakref import WeakKeyDictionary

from indexer.analysis.fold import fold, match_form
from indexer.engine.port import Engine
from indexer.schema import Scope

WORDS: Final = 50_000  # the most frequent words that are kept
VALUES: Final = 50_000  # of a keyword field


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a keyword field and in how many documents it stands."""

    text: str
    marked: str
    folded: str
    count: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase that can be completed to, under its folded form."""

    folded: str
    text: str
    count: int


class Vocabulary:
    """The words of one scope in one generation."""

    def __init__(self, engine: Engine, scope: Scope) -> None:
        self._engine = engine
        self._scope = scope
        self._values: dict[str, tuple[Value, ...]] = {}
        self._by_last: dict[tuple[str, bool], dict[str, list[Value]]] = {}

    @cached_property
    def syllables(self) -> dict[str, int]:
        """All syllables with marks, with their document frequencies."""
        return dict(self._engine.terms(self._scope, "syllable", limit=WORDS))

    @cached_property
    def by_fold(self) -> dict[str, tuple[str, ...]]:
        """The syllables with marks of each folded form, the most frequent first."""
        index: dict[str, list[str]] = {}
        for text in self.syllables:
            index.setdefault(fold(text), []).append(text)
        return {key: tuple(texts) for key, texts in index.items()}

    @cached_property
    def folded(self) -> dict[str, int]:
        """All folded syllables with their document frequencies."""
        return dict(self._engine.terms(self._scope, "folded", limit=WORDS))

    @cached_property
    def long_forms(self) -> dict[str, tuple[str, ...]]:
        """The folded syllables of eight letters or more (mostly foreign words), by their first letter."""
        index: dict[str, list[str]] = {}
        for text in self.folded:
            if len(text) >= _LONG and text.isalpha():
                index.setdefault(text[0], []).append(text)
        return {letter: tuple(texts[:_LONG_FORMS]) for letter, texts in index.items()}

    def count(self, text: str, *, folded: bool) -> int:
        """Return in how many documents a syllable stands, with its marks or without regard to them."""
        return self._engine.frequency(self._scope, "folded" if folded else "syllable", text)

    @cached_property
    def words(self) -> dict[str, int]:
        """pyvi's words of two syllables or more, with their document frequencies."""
        return {word: count for word, count in self._engine.terms(self._scope, "word", limit=WORDS) if "_" in word}

    @cached_property
    def pairs(self) -> dict[str, int]:
        """The frequent folded pairs, with their document frequencies."""
        return dict(self._engine.terms(self._scope, "pair", limit=WORDS))

    def following(self, before: str, start: str, limit: int) -> list[str]:
        """Return the folded syllables that start so and stand behind another one, the most frequent first."""
        pairs = self._engine.terms(self._scope, "pair", f"{before}_{start}", limit)
        return [pair.partition("_")[2] for pair, _ in pairs]

    @cached_property
    def completions(self) -> Completions:
        """What can be completed to: syllables, pyvi's words, and names."""
        words = [
            Entry(fold(word).replace("_", " "), word.replace("_", " "), count)
            for word, count in (*self.words.items(), *self.syllables.items())
            if not word[0].isdigit()
        ]
        names = [
            Entry(value.folded, value.text, value.count)
            for field in ("official", "place", "body", "post", "giver", "addressee")
            for value in self.values(field)
        ]
        return Completions([*words, *names])

    def values(self, field: str) -> tuple[Value, ...]:
        """Return the values of a keyword field, the most frequent first."""
        if field not in self._values:
            self._values[field] = tuple(
                Value(text, match_form(text), fold(text), count)
                for text, count in self._engine.terms(self._scope, field, limit=VALUES)
            )
        return self._values[field]

    def ending(self, field: str, last: str, *, marked: bool) -> Sequence[Value]:
        """Return the values that end in a syllable, as a whole or before their first comma; most frequent first."""
        key = (field, marked)
        if key not in self._by_last:
            index: dict[str, list[Value]] = {}
            for value in self.values(field):
                form = value.marked if marked else value.folded
                for end in {part.rpartition(" ")[2] for part in (form, form.partition(",")[0])}:
                    index.setdefault(end, []).append(value)
            self._by_last[key] = index
        return self._by_last[key].get(last, ())


class Completions:
    """Phrases in the order of their folded form; the best of a range are found without looking at all of it twice."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        best: dict[str, Entry] = {}
        for entry in entries:
            key = match_form(entry.text)
            if key not in best or best[key].count < entry.count:
                best[key] = entry
        self._entries = sorted(best.values(), key=lambda entry: (entry.folded, -entry.count, entry.text))
        self._keys = [entry.folded for entry in self._entries]
        self._short: dict[str, tuple[Entry, ...]] = {}
        for entry in sorted(self._entries, key=lambda entry: (-entry.count, entry.text)):
            for length in (1, 2):
                head = entry.folded[:length]
                kept = self._short.get(head, ())
                if len(head) == length and len(kept) < _KEPT:
                    self._short[head] = (*kept, entry)

    def starting(self, folded: str) -> Sequence[Entry]:
        """Return the phrases that start so, the most frequent first; of very short beginnings the best only."""
        if len(folded) <= 2:
            return self._short.get(folded, ())
        low = bisect_left(self._keys, folded)
        high = bisect_left(self._keys, folded + "\U0010ffff")
        return sorted(self._entries[low:high], key=lambda entry: (-entry.count, entry.text))


_KEPT: Final = 64
_LONG: Final = 8
_LONG_FORMS: Final = 2_000
_lock = Lock()
_known: WeakKeyDictionary[Engine, tuple[str | None, dict[Scope, Vocabulary]]] = WeakKeyDictionary()


def vocabulary(engine: Engine, scope: Scope) -> Vocabulary:
    """Return the vocabulary of the generation that the engine answers from."""
    generation = engine.stats().generation
    with _lock:
        known = _known.get(engine)
        if known is None or known[0] != generation:
            known = (generation, {})
            _known[engine] = known
        return known[1].setdefault(scope, Vocabulary(engine, scope))
