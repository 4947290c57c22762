"""What became of a directive: later bulletins with its rarest words, asked of the index, and linked by the rules.

The rules are in `indexer.extraction.follow_up`; how rare words are comes from the index, so that cost does not grow
with what it holds.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from indexer.engine.budget import Budget
from indexer.engine.port import RankTerm, Request
from indexer.engine.query import And, Or, Range, Term
from indexer.extraction.follow_up import YEARS, DirectiveOf, FollowUp, Subject, Weights, follow, subject
from indexer.extraction.officials_words import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.bulletin import Bulletin, Facts
    from indexer.library import Library

SECONDS: Final = 0.25
CANDIDATES: Final = 30
TERMS: Final = 16


def follow_ups(library: Library, given: DirectiveOf, seconds: float = SECONDS) -> tuple[FollowUp, ...]:
    """Return later bulletins that report on a directive, repeat it or criticise it, best first.

    Computed, never certain. What is not looked at within ``seconds`` is left out.
    """
    budget = Budget(seconds)
    engine = library.engine
    weights = Weights(engine.stats().documents["ban-tin"], lambda pair: engine.frequency("ban-tin", "pair", pair))
    about = subject(given, weights)
    if about is None or len(about.rare) < 2 or budget.spent():
        return ()
    return tuple(follow(about, _candidates(library, about, seconds, budget), weights))


def _candidates(library: Library, about: Subject, seconds: float, budget: Budget) -> Iterator[tuple[Bulletin, Facts]]:
    """Yield the later bulletins with most of the rarest pairs, while there is time."""
    pairs = [unmarked(pair).replace(" ", "_") for pair in about.rare[:TERMS]]
    low, high = _years(about.day)
    request = Request(
        match=And((Or(tuple(Term("pair", pair) for pair in pairs)), Range("published", low, high))),
        rank=tuple(RankTerm("pair", pair) for pair in pairs),
        size=CANDIDATES,
        snippets=False,
        hidden=library.hidden,
        budget=seconds,
    )
    for hit in library.engine.search(request).hits:
        if budget.spent():
            return
        yield from library.store.pages.load([hit.id])


def _years(day: date) -> tuple[str, str]:
    last = min(day.toordinal() + YEARS * 366, date.max.toordinal())
    return (min(day, date.max - timedelta(days=1)) + timedelta(days=1)).isoformat(), date.fromordinal(last).isoformat()
