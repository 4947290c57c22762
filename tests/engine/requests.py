"""Random requests over random documents, for comparing engines."""

from __future__ import annotations

import random

from indexer.analysis.fold import fold, match_form
from indexer.engine.port import After, Answer, Engine, FacetRequest, Filter, RankTerm, Request
from indexer.engine.query import And, Every, Keyword, Not, Nothing, Or, Phrase, Prefix, Query, Range, Term
from indexer.schema import Scope
from tests.engine.documents import KINDS, OFFICIALS, POSTS, SYLLABLES

FACETS = ("year", "month", "official", "post", "kind", "number", "place")


def random_query(chance: random.Random, depth: int = 0) -> Query:
    """Return a query tree; deeper ones are rarer."""
    kind = chance.choices(
        ("term", "phrase", "prefix", "keyword", "range", "and", "or", "not", "every", "nothing"),
        (6, 4, 2, 2, 2, 4, 4, 2, 1, 0.3) if depth < 3 else (6, 4, 2, 2, 2, 0, 0, 0, 1, 0.3),
    )[0]
    words = chance.choices(SYLLABLES, k=chance.randrange(1, 5))
    field = chance.choice(("syllable", "folded"))
    form = match_form if field == "syllable" else fold
    children = tuple(random_query(chance, depth + 1) for _ in range(chance.randrange(0, 4))) if depth < 3 else ()
    match kind:
        case "term":
            pair = Term("pair", f"{fold(words[0])}_{fold(words[-1])}")
            return Term(field, form(words[0])) if chance.random() < 0.8 else pair
        case "phrase":
            return Phrase(chance.choice((field, "title")) if field == "folded" else field, tuple(map(form, words)))
        case "prefix":
            return Prefix(field, form(words[0])[: chance.randrange(1, 4)])
        case "keyword":
            name = chance.choice(("official", "post", "kind"))
            return Keyword(name, _value(chance, name))
        case "range":
            low, high = sorted(f"{chance.randrange(2017, 2028)}-{chance.randrange(1, 13):02}-15" for _ in range(2))
            bounds = [low if chance.random() < 0.8 else None, high if chance.random() < 0.8 else None]
            return Range(chance.choice(("published", "published", "due_date")), *bounds)
        case "and":
            return And(children)
        case "or":
            return Or(children)
        case "not":
            return Not(random_query(chance, depth + 1))
        case "nothing":
            return Nothing()
    return Every()


def _value(chance: random.Random, field: str) -> str:
    value = chance.choice({"official": OFFICIALS, "post": POSTS, "kind": KINDS}[field])
    return chance.choice((value, value.lower(), value.upper(), fold(value), f"  {value} ", "không có ai"))


def _filter(chance: random.Random, field: str) -> Filter:
    return Filter(field, tuple(_value(chance, field) for _ in range(chance.randrange(1, 3))))


def random_request(chance: random.Random, scope: Scope) -> Request:
    """Return a request with everything that a request can have."""
    rank = []
    for _ in range(chance.randrange(0, 5)):
        field = chance.choice(("syllable", "folded", "word", "title"))
        word = chance.choice(SYLLABLES)
        text = match_form(word) if field in ("syllable", "word") else fold(word)
        rank.append(RankTerm(field, text, chance.choice((1.0, 0.5, 2.25, 0.1))))
    names = chance.sample(("official", "post", "kind"), k=chance.choice((0, 0, 1, 2)))
    return Request(
        scope=scope,
        match=random_query(chance),
        rank=tuple(rank),
        filters=tuple(_filter(chance, name) for name in names),
        facets=tuple(FacetRequest(name, chance.choice((1, 3, 20))) for name in chance.sample(FACETS, k=3)),
        sort=chance.choice(("relevance", "relevance", "newest", "oldest")),
        offset=chance.choice((0, 0, 0, 3, 40)),
        size=chance.choice((0, 1, 10, 20)),
        hidden=frozenset(chance.sample([f"b{number:04}" for number in range(60)], k=chance.choice((0, 0, 2, 9)))),
    )


def compare(one: Engine, other: Engine, request: Request) -> Answer:
    """Assert that two engines answer equally: hits, order, scores, totals, facets, snippets; also on the page after."""
    answer = one.search(request)
    assert other.search(request) == answer, request
    if answer.hits:
        last = answer.hits[-1]
        behind = Request(
            scope=request.scope,
            match=request.match,
            rank=request.rank,
            filters=request.filters,
            sort=request.sort,
            hidden=request.hidden,
            after=After(last.key, last.id),
        )
        assert other.search(behind) == one.search(behind), behind
    return answer
