"""Counting values exactly over any number of shards.

A shard sends its most frequent values only. An answer says how much the ones it left out can amount to; while that
could change anything, the shards are asked for more.
"""

from __future__ import annotations

import re
from typing import Any, Final

from indexer.engine.opensearch.cluster import Cluster
from indexer.engine.opensearch.compile import Clause

FIRST: Final = 300  # values that a shard is asked for at least
MOST: Final = 60_000  # values in one answer; the cluster's own limit is 65,535
_PAGE: Final = 10_000
_GROWTH: Final = 8
_ORDER: Final = [{"_count": "desc"}, {"_key": "asc"}]

Counts = list[tuple[str, int]]


def starting(prefix: str) -> str:
    """Return the cluster's regular expression for values that start so."""
    return re.sub(r'([.?+*|{}\[\]()"\\#@&<>~^$-])', r"\\\1", prefix) + ".*"


def top(column: str, size: int, prefix: str = "") -> Clause:
    """Return the clause that counts the most frequent values of a column."""
    asked: Clause = {"field": column, "size": size, "shard_size": size, "order": _ORDER}
    if prefix:
        asked["include"] = starting(prefix)
    return {"terms": {**asked, "show_term_doc_count_error": True}}


def first_size(limit: int) -> int:
    """Return how many values to ask each shard for at first."""
    return min(MOST, max(FIRST, 2 * limit))


def grown(size: int) -> int | None:
    """Return how many to ask for next, None when it cannot be more."""
    return min(MOST, size * _GROWTH) if size < MOST else None


def exact(found: Any, limit: int) -> Counts | None:
    """Return the first values of a `top` clause's answer if they are surely right, None if they might not be."""
    buckets = found["buckets"]
    counts = [(bucket["key"], bucket["doc_count"]) for bucket in buckets[:limit]]
    error = found.get("doc_count_error_upper_bound", 0)
    if not error:
        return counts
    if len(counts) < limit or any(bucket["doc_count_error_upper_bound"] for bucket in buckets[:limit]):
        return None
    rest = [bucket["doc_count"] + bucket["doc_count_error_upper_bound"] for bucket in buckets[limit:]]
    return counts if max([error, *rest]) < counts[-1][1] else None


def by_count(
    cluster: Cluster, index: str, column: str, limit: int, narrow: Clause, prefix: str = ""
) -> tuple[Counts, bool]:
    """Return the most frequent values, ties by value, and whether all shards had their part in it."""
    size: int | None = first_size(limit) if limit <= MOST else None
    while size is not None and limit:
        answer = cluster.search(index, {"size": 0, "query": narrow, "aggs": {"top": top(column, size, prefix)}})
        found = exact(answer["aggregations"]["top"], limit)
        if found is not None:
            return found, not answer["_shards"]["failed"]
        size = grown(size)
    every, complete = every_value(cluster, index, column, prefix, narrow)
    return sorted(every, key=lambda item: (-item[1], item[0]))[:limit], complete


def every_value(cluster: Cluster, index: str, column: str, prefix: str, narrow: Clause) -> tuple[Counts, bool]:
    """Return all values that start so, in order, page by page."""
    asked: dict[str, Any] = {"size": _PAGE, "sources": [{"value": {"terms": {"field": column}}}]}
    if before := _before(prefix):
        asked["after"] = {"value": before}
    found: Counts = []
    complete = True
    while True:
        answer = cluster.search(index, {"size": 0, "query": narrow, "aggs": {"all": {"composite": asked}}})
        complete &= not answer["_shards"]["failed"]
        buckets = answer["aggregations"]["all"]["buckets"]
        found += [(b["key"]["value"], b["doc_count"]) for b in buckets if b["key"]["value"].startswith(prefix)]
        last = buckets[-1]["key"]["value"] if len(buckets) == _PAGE else None
        if last is None or (last > prefix and not last.startswith(prefix)):
            return found, complete
        asked["after"] = {"value": last}


def _before(prefix: str) -> str:
    """Return a value just before all that start so; empty: the very beginning."""
    if not prefix or prefix[-1] == "\0":
        return ""
    code = ord(prefix[-1]) - 1
    return prefix[:-1] + chr(0xD7FF if 0xD800 <= code <= 0xDFFF else code) + "\U0010ffff"
