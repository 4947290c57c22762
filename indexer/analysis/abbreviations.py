"""Abbreviations of official prose and what they stand for: equivalent at query time, in both directions.

The table (`abbreviations.tsv`) is our own: ready-made lists are wrong for Party and state texts. A short form may stand
for several long ones and the other way round. A short form that could be a Vietnamese syllable (TU, HU, CA) counts only
where it is written in capitals, and is never looked for in place of its long form, since an index knows no capitals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from indexer.analysis.analyse import syllables
from indexer.analysis.fold import fold, match_form

Form = tuple[str, ...]

# Onset, vowels, coda, on unmarked letters: what could be read as a syllable of Vietnamese.
_SYLLABLE = re.compile(r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A row of the table: ``short`` as written, ``forms`` its syllables, ``long`` the syllables of the long form."""

    short: str
    forms: Form
    long: Form

    @property
    def ambiguous(self) -> bool:
        """Whether the short form, without its capitals, could be an ordinary syllable."""
        return all(could_be_syllable(form) for form in self.forms)


@cache
def could_be_syllable(text: str) -> bool:
    """Tell whether letters follow the structure of a Vietnamese syllable (``tu``, ``nghiêng``; not ``ubnd``)."""
    return _SYLLABLE.fullmatch(fold(text)) is not None


@cache
def table() -> tuple[Abbreviation, ...]:
    """Return the rows of the table."""
    lines = resources.files("indexer.analysis").joinpath("abbreviations.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines[1:])
    return tuple(Abbreviation(short, forms_of(short), forms_of(long)) for short, long in rows)


@cache
def forms_of(text: str) -> Form:
    """Return the syllables of a text in their match form."""
    return tuple(match_form(token.text) for token in syllables(text))


@cache
def _by_short() -> dict[Form, tuple[Abbreviation, ...]]:
    index: dict[Form, tuple[Abbreviation, ...]] = {}
    for row in table():
        for key in {row.forms, tuple(map(fold, row.forms))}:
            index[key] = (*index.get(key, ()), row)
    return index


@cache
def _by_long() -> dict[Form, tuple[Abbreviation, ...]]:
    index: dict[Form, tuple[Abbreviation, ...]] = {}
    for row in table():
        for key in {row.long, tuple(map(fold, row.long))}:
            index[key] = (*index.get(key, ()), row)
    return index


@cache
def longest_long() -> int:
    """Return the number of syllables of the longest long form."""
    return max(len(row.long) for row in table())


def of_short(written: str) -> tuple[Abbreviation, ...]:
    """Return the rows of a written short form (``UBND``, ``ubnd``, ``T.Ư``); none for a plain word (``tu``)."""
    found = _by_short().get(forms_of(written), ())
    return tuple(row for row in found if not row.ambiguous or written == written.upper())


def of_long(forms: Form) -> tuple[Abbreviation, ...]:
    """Return the rows whose long form these syllables are, marked or all unmarked."""
    return _by_long().get(forms, ())


def shorts_of(long: Form) -> list[Abbreviation]:
    """Return the rows of a long form whose short form cannot be mistaken for a word of the index."""
    return [row for row in _by_long().get(long, ()) if not row.ambiguous]
