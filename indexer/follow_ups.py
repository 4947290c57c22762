"""What became of a directive: later bulletins with its rarest words, asked of the index, and linked by the rules.

The rules are in `extraction.follow_up.link`; how rare words are comes from the index, so that cost does not grow with
what it holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from indexer.engine.budget import Budget
from indexer.engine.port import Answer, RankTerm, Request
from indexer.engine.query import And, Or, Range, Term
from indexer.extraction.follow_up.link import YEARS, DirectiveOf, FollowUp, Subject, Weights, follow, subject
from indexer.extraction.words import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.bulletin import Bulletin, Facts
    from indexer.library import Library

SECONDS: Final = 0.25
CANDIDATES: Final = 30
TERMS: Final = 16


@dataclass(frozen=True, slots=True)
class Later:
    """What became of a directive, best first; ``partial`` when time ran out: some may be missing, so keep it not."""

    links: tuple[FollowUp, ...] = ()
    partial: bool = False


def follow_ups(library: Library, given: DirectiveOf, seconds: float = SECONDS) -> Later:
    """Return later bulletins that report on a directive, repeat it or criticise it: computed, never certain."""
    budget = Budget(seconds)
    engine = library.engine
    weights = Weights(
        engine.stats().documents["ban-tin"],
        lambda pairs: engine.frequencies("ban-tin", [("pair", pair) for pair in pairs]),
    )
    about = subject(given, weights)
    if about is None or len(about.rare) < 2:
        return Later()
    answer = engine.search(_request(library, about, seconds))
    links = tuple(follow(about, _candidates(library, answer, budget), weights))
    return Later(links, bool(answer.partial) or budget.spent())


def told(library: Library, later: Later) -> list[tuple[FollowUp, Bulletin]]:
    """Return the links, each with the bulletin that tells it; what was taken down meanwhile is left out."""
    by_id = {b.id: b for b, _facts in library.store.pages.load(one.bulletin for one in later.links)}
    return [(one, by_id[one.bulletin]) for one in later.links if one.bulletin in by_id]


def _request(library: Library, about: Subject, seconds: float) -> Request:
    """Ask for the later bulletins with most of the rarest pairs."""
    pairs = [unmarked(pair).replace(" ", "_") for pair in about.rare[:TERMS]]
    low, high = _years(about.day)
    return Request(
        match=And((Or(tuple(Term("pair", pair) for pair in pairs)), Range("published", low, high))),
        rank=tuple(RankTerm("pair", pair) for pair in pairs),
        size=CANDIDATES,
        snippets=False,
        hidden=library.hidden,
        budget=seconds,
    )


def _candidates(library: Library, answer: Answer, budget: Budget) -> Iterator[tuple[Bulletin, Facts]]:
    for hit in answer.hits:
        if budget.spent():
            return
        yield from library.store.pages.load([hit.id])


def _years(day: date) -> tuple[str, str]:
    last = min(day.toordinal() + YEARS * 366, date.max.toordinal())
    return (min(day, date.max - timedelta(days=1)) + timedelta(days=1)).isoformat(), date.fromordinal(last).isoformat()
