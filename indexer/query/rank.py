"""What a query's words are worth: one summand of the score for each word, in each field that knows something of it.

Words with marks are ranked by the syllables, pyvi's words, the unmarked syllables and their pairs; words typed without
marks by the unmarked fields, the written form counting a little, so that "an ninh" finds itself first. The title counts
on top for a short query; in a text of prose no more than the rest, since whoever pastes a sentence wants the bulletin
that says it, not the one that is headed like it. A query that is a whole title finds that bulletin first.

Rare words count for more than the engine's formula gives them: its weights are multiplied by a power of the classic
idf, ``ln(1 + (N - n + 0.5) / (n + 0.5)) ** 1.5`` (Robertson and Spärck Jones), over the engine's own idf.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

from indexer.analysis.abbreviations import Form
from indexer.analysis.analyse import analyse, pairs, whole
from indexer.analysis.fold import fold
from indexer.engine.port import RankTerm
from indexer.engine.scoring import idf
from indexer.limits import QUERY_WORDS
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


MARKED: Final = Weights(syllable=1.0, word=0.8, folded=0.7, pair=1.0, title=0.3)
UNMARKED: Final = Weights(syllable=0.3, word=0.0, folded=1.0, pair=1.0, title=0.3)
NUMBER: Final = 3.0  # pairs of a document number against pairs of words
VARIANT: Final = 0.25  # another form of an abbreviation, the other spelling of i and y
WHOLE_TITLE: Final = 10.0
_SHORTEST_TITLE: Final = 5  # syllables of a title that may be followed by something else
_LONGEST_TITLE: Final = 80
_POWER: Final = 1.5
COMMON: Final = 0.25  # of the documents
ENOUGH: Final = 6


class Ranking:
    """Collects the summands; a term that is named twice counts once, with its greater weight."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._documents = reader.engine.stats().documents.get(reader.scope, 0)
        self._weights: dict[tuple[str, str], float] = {}
        self._titles: dict[tuple[str, str], float] = {}

    def add_run(self, run: Sequence[Clause], text: str) -> None:
        """Rank by neighbouring words; ``text`` is the run as typed, for pyvi."""
        self._add_syllables([syllable for clause in run for syllable in clause.syllables])
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

    def add_title(self, folded: Sequence[str]) -> None:
        """Rank a bulletin first whose whole title this is, or the first part of it (a pasted title and its date)."""
        total = min(len(folded), _LONGEST_TITLE)
        for length in range(max(1, total // 2), total + 1):
            if length == total or length >= _SHORTEST_TITLE:
                self._titles["title", whole(folded[:length])] = WHOLE_TITLE * length / total

    def terms(self, *, prose: bool) -> tuple[RankTerm, ...]:
        """Return the summands: of each field the rarest terms that stand anywhere, in the order they were named."""
        kept = []
        counted = {key: weight for key, weight in self._weights.items() if not (prose and key[0] == "title")}
        self._reader.learn((*self._titles, *counted))
        for (field, text), weight in (*self._titles.items(), *counted.items()):
            if frequency := self._reader.frequency(field, text):
                kept.append((frequency, RankTerm(field, text, weight * self._sharpness(frequency))))
        return tuple(term for _, term in _rarest(kept, self._documents * COMMON))

    def _sharpness(self, frequency: int) -> float:
        """Return what the engine's weight of a term is multiplied by."""
        classic = log(1 + (self._documents - frequency + 0.5) / (frequency + 0.5))
        return float(classic**_POWER / idf(self._documents, frequency))

    def _add_syllables(self, found: Sequence[Syllable]) -> None:
        weights = UNMARKED if self._reader.unmarked else MARKED
        folded = [syllable.folded for syllable in found]
        self._add("syllable", (s.marked for s in found if not s.loose or self._reader.unmarked), weights.syllable)
        self._add("folded", folded, weights.folded)
        self._add("pair", pairs(folded), weights.pair)
        self._add("title", folded, weights.title)
        for syllable in found:
            if other := i_or_y(syllable.text):
                self._add(syllable.field, [other], VARIANT * getattr(weights, syllable.field))

    def _add_form(self, form: Form) -> None:
        weights = UNMARKED if self._reader.unmarked else MARKED
        folded = [fold(text) for text in form]
        if len(form) == 1:
            self._add("folded", folded, VARIANT * (weights.folded + weights.syllable))
        self._add("pair", pairs(folded), VARIANT * weights.pair)

    def _add(self, field: str, texts: Iterable[str], weight: float) -> None:
        if weight <= 0:
            return
        for text in texts:
            if text:
                key = (field, text)
                self._weights[key] = max(self._weights.get(key, 0.0), weight)


def _rarest(found: Sequence[tuple[int, RankTerm]], common: float) -> list[tuple[int, RankTerm]]:
    """Return at most `limits.QUERY_WORDS` terms of each field, the rarest, in their order.

    Where enough others are rarer, what stands in more than ``common`` documents is left out: it costs most to add up
    and says least.
    """
    ranks: dict[str, int] = {}
    kept: set[RankTerm] = set()
    for frequency, term in sorted(found, key=lambda item: item[0]):
        ranks[term.field] = ranks.get(term.field, 0) + 1
        if ranks[term.field] <= (QUERY_WORDS if frequency <= common else ENOUGH):
            kept.add(term)
    return [item for item in found if item[1] in kept]
