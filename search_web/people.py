"""Officials by name, while the index holds no records of persons: who is named in bulletins, and how often."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from flask import render_template

from indexer.analysis.fold import fold
from indexer.library import Library
from indexer.parameters import Parameters
from indexer.schema import SCOPE_LABELS, SCOPES, Scope
from indexer.search import facet_values, search
from search_web.links import search_url
from search_web.results import chips, latest
from search_web.security import slot
from search_web.shapes import in_english, library_in_force

NAMES = 20_000


@dataclass(frozen=True, slots=True)
class Person:
    """A name, in how many bulletins it stands, and how many directives are given under it."""

    name: str
    bulletins: int
    directives: int


def people(library: Library, parameters: Parameters) -> list[Person]:
    """Return whose name holds all the words of the query; if nobody's does, who is named where the query matches."""
    words = fold(parameters.q).replace('"', " ").split()
    known = named(library, "ban-tin", "official")
    found = [name for name in known if set(words) <= set(fold(name).split())]
    if words and not found:
        plain = replace(parameters, scope="ban-tin", selections={})
        values = facet_values(library, plain, "official", parameters.size * 5)
        return [_person(library, value.value, value.count) for value in values]
    return [_person(library, name, known[name]) for name in found]


def people_page(parameters: Parameters) -> str:
    """Return the page of officials that a query finds."""
    library = library_in_force()
    with slot():
        found = people(library, parameters)
        others = {scope: _total(library, parameters, scope) for scope in SCOPES if scope != "can-bo"}
    first = (parameters.page - 1) * parameters.size
    last_page = max(1, -(-len(found) // parameters.size))
    page = parameters.page
    return render_template(
        "people.html",
        p=parameters,
        people=found[first : first + parameters.size],
        total=len(found),
        first=first + 1,
        counts={**others, "can-bo": len(found)},
        scopes={scope: SCOPE_LABELS[scope][in_english()] for scope in SCOPES},
        chips=chips(parameters),
        latest=latest() if not found else (),
        last_page=last_page,
        previous_url=search_url(parameters, page=page - 1) if page > 1 else None,
        next_url=search_url(parameters, page=page + 1) if page < last_page else None,
    )


def _total(library: Library, parameters: Parameters, scope: Scope) -> int | None:
    if parameters.selections:
        return None
    other = replace(parameters, scope=scope, page=1, after=None, size=1, sort=None)
    return search(library, other, facets=False, snippets=False).total


def named(library: Library, scope: Scope, field: str) -> dict[str, int]:
    """Return the values of a field and in how many documents each stands, most frequent first; hidden ones left out."""
    return _named(library, library.engine.stats().generation or "", library.hidden, scope, field)


@lru_cache(maxsize=16)
def _named(library: Library, generation: str, hidden: frozenset[str], scope: Scope, field: str) -> dict[str, int]:
    del generation, hidden  # a new generation or a new removal is a new entry
    values = facet_values(library, Parameters(scope=scope), field, NAMES)
    return {value.value: value.count for value in values}


def _person(library: Library, name: str, bulletins: int) -> Person:
    return Person(name, bulletins, named(library, "chi-dao", "giver").get(name, 0))
