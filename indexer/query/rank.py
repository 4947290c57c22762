"""What a query's words are worth: one summand of the score for each word, in each field that knows something of it.

Words with marks are ranked by the syllables, pyvi's words, the unmarked syllables and their pairs, and the title; words
typed without marks by the unmarked fields, the written form counting a little, so that "an ninh" finds itself first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from indexer.analysis import abbreviations
from indexer.analysis.analyse import analyse, pairs
from indexer.analysis.fold import fold
from indexer.engine.port import RankTerm
from indexer.query.clauses import Clause
from indexer.query.reading import Reader, Syllable, i_or_y


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of a term of the query in each field; 0 leaves the field out."""

    syllable: float
    word: float
    folded: float
    pair: float
    title: float


MARKED: Final = Weights(syllable=1.0, word=1.0, folded=0.5, pair=1.0, title=0.3)
UNMARKED: Final = Weights(syllable=0.1, word=0.0, folded=1.0, pair=1.0, title=0.3)
NUMBER: Final = 3.0  # pairs of a document number against pairs of words
VARIANT: Final = 0.5  # another form of an abbreviation, the other spelling of i and y


class Ranking:
    """Collects the summands; a term that is named twice counts once, with its greater weight."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._weights: dict[tuple[str, str], float] = {}

    def add_run(self, run: Sequence[Clause], text: str) -> None:
        """Rank by neighbouring words; ``text`` is the run as typed, for pyvi."""
        found = [syllable for clause in run for syllable in clause.syllables]
        self._add_syllables(found)
        if not self._reader.unmarked:
            self._add("word", analyse(text).word, MARKED.word)
        for clause in run:
            if clause.number:
                self._add("pair", pairs([syllable.folded for syllable in clause.syllables]), NUMBER)
            for form in clause.abbreviation:
                self._add_form(form)

    def add_quoted(self, text: str) -> None:
        """Rank by the words of a quotation."""
        self._add_syllables(self._reader.read(text))
        self._add("word", analyse(text).word, MARKED.word)

    def terms(self) -> tuple[RankTerm, ...]:
        """Return the summands, in the order in which they were named."""
        return tuple(RankTerm(field, text, weight) for (field, text), weight in self._weights.items())

    def _add_syllables(self, found: Sequence[Syllable]) -> None:
        weights = UNMARKED if self._reader.unmarked else MARKED
        folded = [syllable.folded for syllable in found]
        self._add("syllable", (s.marked for s in found if not s.loose or self._reader.unmarked), weights.syllable)
        self._add("folded", folded, weights.folded)
        self._add("folded", (s.folded for s in found if s.loose), UNMARKED.folded)
        self._add("pair", pairs(folded), weights.pair)
        self._add("title", folded, weights.title)
        for syllable in found:
            if (other := i_or_y(syllable.text)) and self._reader.frequency(syllable.field, other):
                self._add(syllable.field, [other], VARIANT * getattr(weights, syllable.field))

    def _add_form(self, form: abbreviations.Form) -> None:
        weights = UNMARKED if self._reader.unmarked else MARKED
        folded = [fold(text) for text in form]
        if len(form) == 1:
            self._add("folded", folded, VARIANT * (weights.folded + weights.syllable))
        self._add("pair", pairs(folded), VARIANT * weights.pair)

    def _add(self, field: str, texts: Iterable[str], weight: float) -> None:
        if weight <= 0:
            return
        for text in texts:
            key = (field, text)
            if text:
                self._weights[key] = max(self._weights.get(key, 0.0), weight)
