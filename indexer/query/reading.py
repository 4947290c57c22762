"""How the words of a query are read against an index: with marks, without, or part of each.

A query without any mark is read as typed without diacritics: it is looked for in the folded field. In a query with
marks a word means its own marks; a word without marks among them means itself where texts write it so ("an ninh"), and
is read as typed without marks where they hardly ever do ("UBND huyen Phú Tân").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from indexer.analysis.analyse import syllables
from indexer.analysis.fold import fold, has_marks, match_form
from indexer.engine.port import Engine
from indexer.engine.query import And, Or, Phrase, Query, Term
from indexer.limits import QUERY_WORDS
from indexer.query.grammar import function_words
from indexer.schema import Scope

# An unmarked syllable among marked ones is read as typed without marks when hardly a text writes it so: no more than a
# few, one for very many that write it with marks. Not where that would mostly mean a word of grammar: "nuôi cua" (of
# crabs) is not "nuôi của".
_HARDLY: Final = 3
_MANY: Final = 200
# Endings in which i and y are two spellings of one sound (kỹ/kĩ, quý/quí); never uy/ui, which are two sounds.
_I_OR_Y: Final = frozenset({"h", "k", "l", "m", "s", "t", "v", "qu"})
_SWAP: Final = str.maketrans("iìíỉĩịyỳýỷỹỵ", "yỳýỷỹỵiìíỉĩị")


@dataclass(frozen=True, slots=True)
class Syllable:
    """A syllable of the query: as matched with marks, without, and whether it is looked for without."""

    marked: str
    folded: str
    loose: bool

    @property
    def field(self) -> str:
        """The field that it is looked for in."""
        return "folded" if self.loose else "syllable"

    @property
    def text(self) -> str:
        """The term that it is looked for as."""
        return self.folded if self.loose else self.marked


@dataclass(slots=True)
class Reader:
    """Reads words for one query; ``unmarked`` is decided once, for the whole query; ``source`` is its text."""

    engine: Engine
    scope: Scope
    unmarked: bool
    source: str = ""
    frequencies: dict[tuple[str, str], int] = field(default_factory=dict)
    loosened: list[str] = field(default_factory=list)  # unmarked words in a marked query that were read without marks

    def read(self, text: str) -> list[Syllable]:
        """Return the syllables of a word."""
        return [self._syllable(token.text) for token in syllables(text)]

    def _syllable(self, text: str) -> Syllable:
        marked, folded = match_form(text), fold(text)
        loose = self.unmarked or (marked == folded and not text.isdigit() and self._seldom(marked))
        if loose and not self.unmarked:
            self.loosened.append(text)
        return Syllable(marked, folded, loose)

    def _seldom(self, text: str) -> bool:
        written, folded = self.frequency("syllable", text), self.frequency("folded", text)
        if written > _HARDLY or written * _MANY >= folded:
            return False
        return 2 * max((self.frequency("syllable", word) for word in function_words(text)), default=0) < folded

    def expect(self, texts: Sequence[str]) -> None:
        """Ask for what reading the first of these words will need, in one request where that costs one."""
        tokens = islice((token.text for text in texts for token in syllables(text)), QUERY_WORDS)
        self.learn(term for text in tokens for term in (("syllable", match_form(text)), ("folded", fold(text))))

    def learn(self, terms: Iterable[tuple[str, str]]) -> None:
        """Ask for the frequencies of several terms (field, text) at once; `frequency` has them then."""
        unknown = [term for term in dict.fromkeys(terms) if term not in self.frequencies]
        self.frequencies.update(zip(unknown, self.engine.frequencies(self.scope, unknown), strict=True))

    def frequency(self, field_name: str, text: str) -> int:
        """Return in how many documents of the scope the term stands; asked once for each term."""
        key = (field_name, text)
        if key not in self.frequencies:
            self.frequencies[key] = self.engine.frequency(self.scope, field_name, text)
        return self.frequencies[key]

    def term(self, syllable: Syllable) -> Query:
        """Return what matches a syllable, in either spelling of i and y."""
        other = i_or_y(syllable.text)
        if other and self.frequency(syllable.field, other):
            return Or((Term(syllable.field, syllable.text), Term(syllable.field, other)))
        return Term(syllable.field, syllable.text)


def is_unmarked(texts: Iterable[str]) -> bool:
    """Tell whether none of the texts carries a Vietnamese mark."""
    return not any(has_marks(text) for text in texts)


def i_or_y(text: str) -> str | None:
    """Return the other spelling of an open syllable in i or y (kỹ -> kĩ, ti -> ty); None where there is none."""
    if len(text) < 2 or fold(text[:-1]) != text[:-1] or text[:-1] not in _I_OR_Y:
        return None
    other = text[:-1] + text[-1].translate(_SWAP)
    return other if other != text else None


def together(found: list[Syllable]) -> Query:
    """Return what matches syllables that stand together (the parts of one word as typed: ``Covid-19``)."""
    if len(found) == 1:
        return Term(found[0].field, found[0].text)
    if any(syllable.loose for syllable in found):
        return Phrase("folded", tuple(syllable.folded for syllable in found))
    return Phrase("syllable", tuple(syllable.marked for syllable in found))


def exact(text: str) -> Query:
    """Return what matches a quotation: these syllables in this order with these marks."""
    forms = tuple(match_form(token.text) for token in syllables(text))
    return Term("syllable", forms[0]) if len(forms) == 1 else Phrase("syllable", forms)


def all_of(children: Iterable[Query]) -> Query:
    """Return a conjunction without needless nesting."""
    kept = tuple(dict.fromkeys(children))
    return kept[0] if len(kept) == 1 else And(kept)


def any_of(children: Iterable[Query]) -> Query:
    """Return a disjunction without needless nesting."""
    kept = tuple(dict.fromkeys(children))
    return kept[0] if len(kept) == 1 else Or(kept)
