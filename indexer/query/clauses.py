"""Words of a query in, clauses out: what must match for each word, or for words that have an abbreviation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from indexer.analysis import abbreviations
from indexer.analysis.analyse import syllables
from indexer.analysis.fold import fold, match_form
from indexer.engine.query import Keyword, Phrase, Query, Term
from indexer.extraction.document_numbers.find import looks_like_number, number_key
from indexer.query.grammar import word_kinds
from indexer.query.reading import Reader, Syllable, all_of, any_of, together
from indexer.query.tree import Word

Route = Literal["marked", "unmarked", "mixed", "quoted", "number", "abbreviation", "field", "prose"]
_LONGEST_NUMBER: Final = 4  # words that a document number may be typed in: "102/2009/NĐ – CP"


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing asked for. ``strict`` matches it; ``loose`` matches it without regard to marks.

    ``abbreviation``: the forms that stand for each other here, as (what was typed, what also matches), else empty.
    """

    text: str
    syllables: tuple[Syllable, ...]
    strict: Query
    loose: Query
    number: bool = False
    abbreviation: tuple[tuple[str, ...], ...] = ()
    function: bool = False


def clauses(words: Sequence[Word], reader: Reader) -> list[Clause]:
    """Return the clauses of neighbouring words, in order."""
    return list(_clauses(words, reader))


def _clauses(words: Sequence[Word], reader: Reader) -> Iterator[Clause]:
    at = 0
    while at < len(words):
        taken, clause = _number(words[at:], reader) or _long_form(words[at:], reader) or (1, _word(words[at], reader))
        if clause is not None:
            yield clause
        at += taken


def _number(words: Sequence[Word], reader: Reader) -> tuple[int, Clause] | None:
    """Read a document number, which may be typed with blanks around its dashes."""
    if not words[0].text[0].isdigit():
        return None
    for count in range(min(_LONGEST_NUMBER, len(words)), 0, -1):
        text = reader.source[words[0].span[0] : words[count - 1].span[1]] or words[0].text
        if looks_like_number(text):
            found = tuple(reader.read(text))
            phrases = _number_phrases([syllable.folded for syllable in found])
            query = any_of([Keyword("number", number_key(text)), *phrases])
            return count, Clause(text, found, query, query, number=True)
    return None


def _number_phrases(forms: list[str]) -> Iterator[Query]:
    """Yield the syllables of a number as they may stand in texts: with and without the leading zero."""
    yield Phrase("folded", tuple(forms))
    first = forms[0]
    if first.isdigit():
        other = first.lstrip("0") if first.startswith("0") else f"0{first}" if len(first) == 1 else ""
        if other:
            yield Phrase("folded", (other, *forms[1:]))


def _long_form(words: Sequence[Word], reader: Reader) -> tuple[int, Clause] | None:
    """Read words that have an abbreviation (``ủy ban nhân dân``); the longest run wins."""
    forms: list[str] = []
    for word in words[: abbreviations.longest_long()]:
        forms += [match_form(token.text) for token in syllables(word.text)]
    for count in range(min(len(words), abbreviations.longest_long()), 1, -1):
        key = abbreviations.forms_of(" ".join(word.text for word in words[:count]))
        rows = [row for row in abbreviations.of_long(key) if not row.ambiguous]
        if rows:
            text = " ".join(word.text for word in words[:count])
            found = tuple(reader.read(text))
            shorts = [_form(row.forms, reader) for row in rows]
            strict = any_of([all_of(reader.term(syllable) for syllable in found), *shorts])
            loose = any_of([all_of(Term("folded", syllable.folded) for syllable in found), *shorts])
            return count, Clause(text, found, strict, loose, abbreviation=tuple(row.forms for row in rows))
    return None


def _word(word: Word, reader: Reader) -> Clause | None:
    found = tuple(reader.read(word.text))
    if not found:
        return None
    rows = abbreviations.of_short(word.text)
    loose = together([Syllable(s.marked, s.folded, loose=True) for s in found])
    strict = reader.term(found[0]) if len(found) == 1 else together(list(found))
    if rows:
        longs = tuple(dict.fromkeys(row.long for row in rows))
        siblings = [row.forms for long in longs for row in abbreviations.shorts_of(long) if row.forms != rows[0].forms]
        others = tuple(dict.fromkeys([*longs, *siblings]))
        also = [_form(form, reader) for form in others]
        return Clause(word.text, found, any_of([strict, *also]), any_of([loose, *also]), abbreviation=others)
    function = len(found) == 1 and (found[0].marked,) in word_kinds(reader.unmarked)
    return Clause(word.text, found, strict, loose, function=function)


def _form(form: Sequence[str], reader: Reader) -> Query:
    """Return what matches a form of an abbreviation, in the field that the query is read in."""
    field = "folded" if reader.unmarked else "syllable"
    texts = tuple(map(fold, form)) if reader.unmarked else tuple(form)
    return Term(field, texts[0]) if len(texts) == 1 else Phrase(field, texts)
