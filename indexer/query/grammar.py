"""Words that carry grammar rather than matter: function words and question words, from `function_words.tsv`."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final

from indexer.analysis.analyse import syllables
from indexer.analysis.fold import fold, match_form

Form = tuple[str, ...]

_ASKING: Final = frozenset({"gi", "nao"})  # typed without marks, still question words


@cache
def word_kinds(unmarked: bool) -> dict[Form, str]:
    """Return the words that carry grammar rather than matter, each with its kind: ``function`` or ``question``."""
    lines = resources.files("indexer.query").joinpath("function_words.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines[1:])
    form = fold if unmarked else match_form
    return {tuple(form(token.text) for token in syllables(word)): kind for word, kind in rows}


@cache
def function_words(folded: str) -> tuple[str, ...]:
    """Return the words of grammar, with their marks, that look so without them: ``cua`` -> của."""
    return tuple(form[0] for form in word_kinds(unmarked=False) if len(form) == 1 and fold(form[0]) == folded)


def asks(forms: Form, unmarked: bool) -> bool:
    """Tell whether syllables hold a question word; of those typed without marks only what means nothing else counts."""
    kinds = word_kinds(unmarked)
    lengths = (2, 3) if unmarked else (1, 2, 3)
    return any(
        kinds.get(forms[at : at + length]) == "question" for length in lengths for at in range(len(forms) - length + 1)
    ) or (unmarked and not _ASKING.isdisjoint(forms))
