"""Officials by name, while the index holds no records of persons: who is named in bulletins, and how often."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from indexer.analysis.fold import fold
from indexer.library import Library
from indexer.parameters import Parameters
from indexer.schema import Scope
from indexer.search import facet_values

NAMES: Final = 20_000
BEYOND: Final = 100  # who is named in the bulletins that match, when nobody's name does


@dataclass(frozen=True, slots=True)
class Person:
    """A name, in how many bulletins it stands, and how many directives are given under it."""

    name: str
    bulletins: int
    directives: int


def people(library: Library, parameters: Parameters) -> list[Person]:
    """Return whose name holds all the words of the query; if nobody's does, who is named where the query matches."""
    found = _like(library, parameters.q)
    if parameters.q.strip() and not found:
        plain = replace(parameters, scope="ban-tin", selections={})
        values = facet_values(library, plain, "official", BEYOND)
        found = {value.value: value.count for value in values}
    directives = named(library, "chi-dao", "giver")
    return [Person(name, count, directives.get(name, 0)) for name, count in found.items()]


def named_like(library: Library, text: str) -> int:
    """Return how many names hold all the words of a text."""
    return len(_like(library, text))


def _like(library: Library, text: str) -> dict[str, int]:
    words = set(fold(text).replace('"', " ").split())
    known = named(library, "ban-tin", "official")
    return {name: count for name, count in known.items() if words <= set(fold(name).split())}


def named(library: Library, scope: Scope, field: str) -> dict[str, int]:
    """Return the values of a field and in how many documents each stands, most frequent first; hidden ones left out."""
    return _named(library, library.engine.stats().generation or "", library.hidden, scope, field)


@lru_cache(maxsize=16)
def _named(library: Library, generation: str, hidden: frozenset[str], scope: Scope, field: str) -> dict[str, int]:
    del generation, hidden  # a new generation or a new removal is a new entry
    values = facet_values(library, Parameters(scope=scope), field, NAMES)
    return {value.value: value.count for value in values}
