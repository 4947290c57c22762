"""Values of fields, as typed after a field's name: ``cán bộ:Giang``, ``số:05-NQ/HU``, ``tiêu đề:"nông thôn mới"``."""

from __future__ import annotations

from typing import Final

from indexer.analysis.analyse import syllables
from indexer.analysis.fold import fold, has_marks, match_form
from indexer.engine.port import Engine
from indexer.engine.query import Keyword, Phrase, Query, Term
from indexer.extraction.document_numbers.find import number_key
from indexer.query.notes import Note, note
from indexer.query.reading import all_of, any_of
from indexer.query.vocabulary import vocabulary
from indexer.schema import BY_NAME, SCOPE_LABELS, Scope

_MOST_VALUES: Final = 50


def field_query(name: str, value: str, quoted: bool, engine: Engine, scope: Scope) -> tuple[Query | None, list[Note]]:
    """Return what a field's value matches and what is to be said; None when the scope has no such field.

    A value stands for every value of the field that holds its syllables in that order, with its marks if it has any:
    ``Giang`` finds "Nguyễn Trường Giang".
    """
    row = BY_NAME[name]
    if scope not in row.scopes:
        scopes = ", ".join(SCOPE_LABELS[other][0] for other in row.scopes)
        return None, [note("other-scope", name=row.label[0], scopes=scopes)]
    if row.kind == "text":
        return _in_text(name, value, quoted), []
    if name == "number":
        return Keyword(name, number_key(value)), []
    values = values_holding(engine, scope, name, value)
    if not values:
        return Keyword(name, value), [note("no-value", name=row.label[0], value=value)]
    return any_of(Keyword(name, found) for found in values), []


def values_holding(engine: Engine, scope: Scope, name: str, value: str) -> list[str]:
    """Return the values of a keyword field that hold these syllables one after the other, the most frequent first."""
    form = match_form if has_marks(value) else fold
    wanted = _joined(value, marked=form is match_form)
    known = vocabulary(engine, scope).values(name)
    found = [value.text for value in known if wanted in _joined(value.text, marked=form is match_form)]
    return found[:_MOST_VALUES]


def _joined(text: str, *, marked: bool) -> str:
    form = match_form if marked else fold
    return " " + " ".join(form(token.text) for token in syllables(text)) + " "


def _in_text(name: str, value: str, quoted: bool) -> Query:
    """Match in a field without marks; a value with marks must stand in the text with them as well."""
    tokens = [token.text for token in syllables(value)]
    folded, marked = tuple(map(fold, tokens)), tuple(map(match_form, tokens))
    exactly: list[Query] = []
    if has_marks(value):
        exactly = [Phrase("syllable", marked)] if quoted else [Term("syllable", text) for text in marked]
    if quoted and len(folded) > 1:
        return all_of([Phrase(name, folded), *exactly])
    return all_of([*(Term(name, text) for text in folded), *exactly])
