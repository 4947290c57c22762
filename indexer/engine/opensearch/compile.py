"""Our queries in the cluster's words: a tree in, a filter out; a request in, the body of a search out."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from math import isnan
from typing import Any, Final

from indexer.analysis.fold import has_marks
from indexer.engine.dates import first_minute, last_minute
from indexer.engine.keywords import folded, matching
from indexer.engine.opensearch.mapping import FOLDED, MARKED, ROUNDED, SEPARATOR, bounded
from indexer.engine.port import After, Filter, Request
from indexer.engine.query import And, Every, Keyword, Not, Nothing, Or, Phrase, Prefix, Query, Range, Term
from indexer.engine.scoring import K1, B

Clause = dict[str, Any]
Expand = Callable[[str, str], Sequence[str]]  # the terms that a prefix of a field stands for

EVERYTHING: Final[Clause] = {"match_all": {}}
NOTHING: Final[Clause] = {"match_none": {}}
_LARGEST: Final = 1e38
_LATEST: Final = 2**63 - 1  # how the cluster gives a missing date that comes last

# `scoring.summand` of every rank term, added in their order: the same operations on the same 64-bit numbers, with the
# statistics of the whole generation as parameters. So a score is the same on every shard, and rounded once, at the end.
SCRIPT: Final = """
double score = 0.0;
for (int i = 0; i < params.terms.length; ++i) {
  double occurrences = termFreq(params.fields[i], params.terms[i]);
  if (occurrences > 0.0) {
    double length = doc[params.lengths[i]].value;
    double norm = occurrences + params.k1 * (params.rest + params.b * length / params.averages[i]);
    score += params.weights[i] * (params.rarities[i] * ((occurrences * params.k1plus) / norm));
  }
}
return score;
"""


def compiled(query: Query, expand: Expand) -> Clause:
    """Return a query as a clause that matches the same documents; used in filters only, it has no score."""
    match query:
        case Term(field, text):
            return {"term": {field: bounded(text)}}
        case Phrase(_, ()):
            return NOTHING
        case Phrase(field, texts):
            return {"match_phrase": {field: SEPARATOR.join(map(bounded, texts))}}
        case Prefix(field, text):
            return _any(field, expand(field, text))
        case Keyword(field, value):
            return _selecting(field, (value,))
        case Range(field, low, high):
            return {"range": {field: {"gte": first_minute(low), "lte": last_minute(high)}}}
        case And(children):
            return _all([compiled(child, expand) for child in children])
        case Or(children):
            some = [compiled(child, expand) for child in children]
            return {"bool": {"should": some, "minimum_should_match": 1}} if some else NOTHING
        case Not(child):
            return {"bool": {"must_not": [compiled(child, expand)]}}
        case Every():
            return EVERYTHING
        case Nothing():
            return NOTHING


def visible(request: Request, expand: Expand) -> Clause:
    """Return what matches and may be seen."""
    clauses = [compiled(request.match, expand)]
    if request.hidden:
        clauses.append(unhidden(request.hidden))
    return _all(clauses)


def unhidden(hidden: frozenset[str]) -> Clause:
    """Return a clause for all documents that may be seen."""
    return {"bool": {"must_not": [{"terms": {"bulletin": sorted(hidden)}}]}}


def narrowed(filters: Sequence[Filter]) -> Clause:
    """Return a clause for what every filter lets pass."""
    return _all([_selecting(one.field, one.values) for one in filters])


def _selecting(field: str, values: Sequence[str]) -> Clause:
    """Return a clause for documents with a label that one of the values selects (`keywords.same`)."""
    marked = [matching(value) for value in values if has_marks(value)]
    plain = [folded(value) for value in values if not has_marks(value)]
    clauses = [_any(field + form, some) for form, some in ((MARKED, marked), (FOLDED, plain)) if some]
    if len(clauses) == 1:
        return clauses[0]
    return {"bool": {"should": clauses, "minimum_should_match": 1}} if clauses else NOTHING


def _any(field: str, texts: Sequence[str]) -> Clause:
    return {"terms": {field: list(texts)}} if texts else NOTHING


def _all(clauses: Sequence[Clause]) -> Clause:
    if len(clauses) == 1:
        return clauses[0]
    return {"bool": {"filter": list(clauses)}} if clauses else EVERYTHING


def scored(matching_clause: Clause, terms: Sequence[tuple[str, str, float, float, float]]) -> Clause:
    """Return a clause that gives what matches its score.

    ``terms``: field, text, weight, rarity and average length of each rank term, in order.
    """
    inner: Clause = {"bool": {"filter": [matching_clause]}}
    if not terms:
        return inner
    parameters = {
        "fields": [field for field, *_ in terms],
        "lengths": [field + ROUNDED for field, *_ in terms],
        "terms": [bounded(text) for _, text, *_ in terms],
        "weights": [weight for _, _, weight, _, _ in terms],
        "rarities": [rarity for _, _, _, rarity, _ in terms],
        "averages": [average for *_, average in terms],
        "k1": K1,
        "k1plus": K1 + 1,
        "b": B,
        "rest": 1 - B,
    }
    return {"script_score": {"query": inner, "script": {"source": SCRIPT, "params": parameters}}}


def order(request: Request) -> list[Clause]:
    """Return what hits are sorted by: score or date, then id."""
    if request.sort == "relevance":
        first: Clause = {"_score": "desc"}
    elif request.sort == "newest":
        first = {"published": {"order": "desc", "missing": -1}}
    else:
        first = {"published": {"order": "asc", "missing": "_last"}}
    return [first, {"id": "asc"}]


def behind(request: Request, after: After) -> list[Any]:
    """Return the place behind which to go on, as the cluster gave it: scores are rounded to 32 bits there."""
    key = max(-_LARGEST, min(_LARGEST, after.key)) if not isnan(after.key) else -_LARGEST
    if request.sort == "relevance":
        return [single(key), after.id]
    number = max(-1, min(_LATEST, int(key)))
    return [_LATEST if number < 0 and request.sort == "oldest" else number, after.id]


def single(number: float) -> float:
    """Return a number rounded to 32 bits."""
    rounded: float = struct.unpack("f", struct.pack("f", number))[0]
    return rounded


def date_key(value: int) -> float:
    """Return the key of a hit that was sorted by date, from the value it was sorted by."""
    return -1.0 if value == _LATEST else float(value)
