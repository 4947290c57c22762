"""Why a hit matched, read off its snippet and the plan: no engine is asked.

khớp số văn bản 05-NQ/HU, khớp viết tắt UBND, khớp không dấu, khớp khác dấu, khớp cách viết i/y
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.analysis.abbreviations import Form, table
from indexer.analysis.analyse import syllables
from indexer.analysis.fold import fold, match_form
from indexer.engine.port import Snippet
from indexer.query.clauses import Clause
from indexer.query.plan import Plan
from indexer.query.reading import i_or_y
from indexer.query.tree import PrefixWord, leaves


@dataclass(frozen=True, slots=True)
class _Shown:
    """The marked syllables of a snippet, in order: with marks and without."""

    marked: tuple[str, ...]
    folded: tuple[str, ...]

    def holds(self, form: Sequence[str]) -> bool:
        """Tell whether the syllables stand one after the other among the marked ones."""
        wanted = tuple(map(fold, form))
        return any(self.folded[at : at + len(wanted)] == wanted for at in range(len(self.folded) - len(wanted) + 1))


def reasons(plan: Plan, snippet: Snippet | None) -> list[str]:
    """Return the reasons, in Vietnamese, most telling first; empty when the words stand as they were typed."""
    if snippet is None or not snippet.marks:
        return []
    shown = _shown(snippet)
    found = [*_numbers(plan, shown), *_abbreviations(plan, shown), *_prefixes(plan, shown), *_spellings(plan, shown)]
    return list(dict.fromkeys(found))


def _shown(snippet: Snippet) -> _Shown:
    tokens = [token.text for start, end in snippet.marks for token in syllables(snippet.text[start:end])]
    return _Shown(tuple(map(match_form, tokens)), tuple(map(fold, tokens)))


def _numbers(plan: Plan, shown: _Shown) -> Iterator[str]:
    evened = _Shown(shown.marked, tuple(text.lstrip("0") for text in shown.folded))  # 05-NQ/HU is 5-NQ/HU
    for clause in plan.clauses:
        if clause.number and evened.holds([syllable.folded.lstrip("0") for syllable in clause.syllables]):
            yield f"khớp số văn bản {clause.text}"


def _abbreviations(plan: Plan, shown: _Shown) -> Iterator[str]:
    for clause in plan.clauses:
        typed = tuple(syllable.folded for syllable in clause.syllables)
        if clause.abbreviation and not shown.holds(typed):
            for form in clause.abbreviation:
                if shown.holds(form):
                    yield f"khớp viết tắt {_short(clause, form)}"


def _short(clause: Clause, form: Form) -> str:
    """Return the abbreviation, as it is commonly written, that links what was typed with what was found."""
    typed = tuple(syllable.folded for syllable in clause.syllables)
    found = tuple(map(fold, form))
    for row in table():
        if {tuple(map(fold, row.forms)), tuple(map(fold, row.long))} & {typed, found} and tuple(
            map(fold, row.forms)
        ) in (typed, found):
            return row.short
    return clause.text


def _prefixes(plan: Plan, shown: _Shown) -> Iterator[str]:
    for leaf in leaves(plan.tree):
        if isinstance(leaf, PrefixWord):
            start = fold(leaf.text)
            if any(text.startswith(start) and text != start for text in shown.folded):
                yield f"khớp phần đầu {leaf.text}…"


def _spellings(plan: Plan, shown: _Shown) -> Iterator[str]:
    typed = [syllable for clause in plan.clauses for syllable in clause.syllables]
    exact = {syllable.marked for syllable in typed}
    swapped = {other for text in exact if (other := i_or_y(text))}
    loose = {syllable.folded for syllable in typed if syllable.loose}
    folded = {syllable.folded for syllable in typed}
    for marked, plain in zip(shown.marked, shown.folded, strict=True):
        if marked in exact:
            continue
        if marked in swapped:
            yield "khớp cách viết i/y"
        elif plain in loose or (plain == marked and plain in folded):
            yield "khớp không dấu"
        elif plain in folded:
            yield "khớp khác dấu"
