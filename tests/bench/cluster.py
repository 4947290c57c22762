"""The cluster beside the embedded engine, on one machine: how fast bulletins are written, how fast searches answer.

    python -m tests.bench.cluster SIZE [--minutes M] [--shards 1] [--heap 1g] [--hosts http://...]

One node, its data on the disk of the temporary folder (BANTIN_BENCH). Searches are the planner's, of two to four words
from titles, a third of them with a filter, with facets and snippets: the same ones for both engines. Making the corpus
is not counted; it is streamed, so memory does not grow with SIZE. After ``--minutes`` of writing to the cluster the
corpus ends where it is, and the embedded engine gets as many bulletins. Answers that differ are printed.
"""

from __future__ import annotations

import argparse
import itertools
import math
import os
import random
import statistics
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from indexer.engine.engines import open_engine
from indexer.engine.port import Engine, FacetRequest, Filter, Request
from indexer.query.plan import plan
from indexer.schema import facets_of
from tests.bench.corpora import Bulletin, bulletins, prepared
from tests.cluster.nodes import VERSION, Nodes

SEARCHES = 300
BATCH = 200  # made at once, outside the time that is counted
TOLD = 10_000  # bulletins between two lines of progress


def build(engine: Engine, size: int, limit: float) -> tuple[int, float]:
    """Write a corpus; returns how many bulletins that were and the seconds, without those for making documents."""
    made = iter(bulletins(size))
    written, seconds = 0, 0.0
    began = time.perf_counter()
    with engine.writer(full=True) as writer:
        while True:
            seconds += time.perf_counter() - began
            batch: list[Bulletin] = [] if seconds > limit else list(itertools.islice(made, BATCH))
            documents = [one.document() for one in batch]
            began = time.perf_counter()
            if not documents:
                break
            for document in documents:
                writer.add(document)
            written += len(documents)
            if written % TOLD == 0:
                print(f"  {written:,} written in {seconds:.0f} s", flush=True)
    return written, seconds + time.perf_counter() - began


def searches(count: int) -> list[tuple[str, tuple[Filter, ...]]]:
    """Return texts and filters of searches."""
    chance = random.Random(2026)
    titles, _ = prepared()
    made: list[tuple[str, tuple[Filter, ...]]] = []
    while len(made) < count:
        words = chance.choice(titles).text.split()
        start = chance.randrange(max(1, len(words) - 3))
        text = " ".join(words[start : start + chance.randrange(2, 5)])
        chosen = (Filter("year", (str(chance.randrange(2008, 2027)),)),) if chance.random() < 0.33 else ()
        made.append((text, chosen))
    return made


Answer = tuple[int, tuple[tuple[str, float], ...]]


def ask(engine: Engine, text: str, filters: tuple[Filter, ...]) -> Answer:
    """Search as a page does; returns the total and the first ten ids with their scores."""
    planned = plan(text, engine, "ban-tin")
    facets = tuple(FacetRequest(field.name) for field in facets_of("ban-tin"))
    answer = engine.search(Request(match=planned.match, rank=planned.rank, filters=filters, facets=facets))
    return answer.total, tuple((hit.id, hit.score) for hit in answer.hits[:10])


def measure(name: str, engine: Engine, size: int, limit: float) -> tuple[int, list[Answer]]:
    """Write, search, print the figures; returns how many bulletins were written, and the answers."""
    written, seconds = build(engine, size, limit)
    held = engine.stats().size
    for text, filters in searches(30):
        ask(engine, text, filters)
    times, found = [], []
    for text, filters in searches(SEARCHES):
        began = time.perf_counter()
        found.append(ask(engine, text, filters))
        times.append((time.perf_counter() - began) * 1000)
    quantiles = statistics.quantiles(times, n=20)
    print(
        f"{name}: {written:,} bulletins in {seconds:.0f} s, {written / seconds:.0f} a second, "
        f"{held / written:,.0f} bytes each; {SEARCHES} searches p50 {quantiles[9]:.1f} ms, p95 {quantiles[18]:.1f} ms; "
        f"load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    return written, found


def compare(one: list[Answer], other: list[Answer]) -> None:
    """Print how many answers are equal, and those that are not."""
    differing = 0
    for (text, filters), mine, its in zip(searches(SEARCHES), one, other, strict=True):
        if (mine[0], [key for key, _ in mine[1]]) != (its[0], [key for key, _ in its[1]]):
            differing += 1
            print(f"differs: {text!r} {filters}\n  {mine}\n  {its}")
    print(f"equal totals and first ten hits: {SEARCHES - differing}/{SEARCHES}")


def main() -> None:
    """Build, search, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("size", type=int)
    options.add_argument("--minutes", type=float, default=math.inf)
    options.add_argument("--shards", type=int, default=1)
    options.add_argument("--heap", default="1g")
    options.add_argument("--hosts", default="")
    chosen = options.parse_args()
    root = Path(os.environ.get("BANTIN_BENCH") or tempfile.gettempdir())
    root.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=root)))
        if chosen.hosts:
            hosts = chosen.hosts.split(",")
        else:
            hosts = stack.enter_context(Nodes(1, chosen.heap, folder, measured=True)).hosts
        cluster = open_engine(
            "opensearch", folder / "cluster" / "index", hosts=hosts, prefix="bench", shards=chosen.shards
        )
        named = f"OpenSearch {VERSION}, {chosen.shards} shard(s)"
        written, one = measure(named, cluster, chosen.size, 60 * chosen.minutes)
        whoosh = open_engine("whoosh", folder / "whoosh" / "index")
        _, other = measure("whoosh", whoosh, written, math.inf)
        compare(one, other)


if __name__ == "__main__":
    main()
