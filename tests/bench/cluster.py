"""The cluster beside the embedded engine, on one machine: how fast bulletins are written, how fast searches answer.

    python -m tests.bench.cluster SIZE [--shards 1] [--heap 1g] [--hosts http://...]

One node, its data on the disk of the temporary folder (BANTIN_BENCH). Searches are the planner's, of two to four words
from titles, a third of them with a filter, with facets and snippets: the same ones for both engines. Making the corpus
is not counted.
"""

from __future__ import annotations

import argparse
import itertools
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
BATCH = 2_000


def build(engine: Engine, size: int) -> float:
    """Write a corpus; returns the seconds that this took, without those for making documents."""
    made = iter(bulletins(size))
    seconds = 0.0
    began = time.perf_counter()
    with engine.writer(full=True) as writer:
        while True:
            seconds += time.perf_counter() - began
            batch: list[Bulletin] = list(itertools.islice(made, BATCH))
            documents = [one.document() for one in batch]
            began = time.perf_counter()
            if not documents:
                break
            for document in documents:
                writer.add(document)
    return seconds + time.perf_counter() - began


def searches(count: int) -> list[tuple[str, tuple[Filter, ...]]]:
    """Return texts and filters of searches."""
    chance = random.Random(2026)
    titles, _ = prepared()
    made = []
    while len(made) < count:
        words = chance.choice(titles).text.split()
        start = chance.randrange(max(1, len(words) - 3))
        text = " ".join(words[start : start + chance.randrange(2, 5)])
        chosen = (Filter("year", (str(chance.randrange(2008, 2027)),)),) if chance.random() < 0.33 else ()
        made.append((text, chosen))
    return made


def ask(engine: Engine, text: str, filters: tuple[Filter, ...]) -> tuple[int, tuple[str, ...]]:
    """Search as a page does; returns the total and the first ten ids."""
    planned = plan(text, engine, "ban-tin")
    facets = tuple(FacetRequest(field.name) for field in facets_of("ban-tin"))
    answer = engine.search(Request(match=planned.match, rank=planned.rank, filters=filters, facets=facets))
    return answer.total, tuple(hit.id for hit in answer.hits[:10])


def main() -> None:
    """Build, search, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("size", type=int)
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
            hosts = stack.enter_context(Nodes(1, chosen.heap, folder=folder)).hosts
        cluster = open_engine(
            "opensearch", folder / "cluster" / "index", hosts=hosts, prefix="bench", shards=chosen.shards
        )
        whoosh = open_engine("whoosh", folder / "whoosh" / "index")
        answers = {}
        for name, engine in ((f"OpenSearch {VERSION}, {chosen.shards} shard(s)", cluster), ("whoosh", whoosh)):
            seconds = build(engine, chosen.size)
            size = engine.stats().size
            for text, filters in searches(30):
                ask(engine, text, filters)
            times, found = [], []
            for text, filters in searches(SEARCHES):
                began = time.perf_counter()
                found.append(ask(engine, text, filters))
                times.append((time.perf_counter() - began) * 1000)
            answers[name] = found
            quantiles = statistics.quantiles(times, n=20)
            print(
                f"{name}: {chosen.size:,} bulletins in {seconds:.0f} s, {chosen.size / seconds:.0f} a second, "
                f"{size / chosen.size:,.0f} bytes each; {SEARCHES} searches p50 {quantiles[9]:.1f} ms, "
                f"p95 {quantiles[18]:.1f} ms",
                flush=True,
            )
        one, other = answers.values()
        print(f"equal totals and first ten hits: {sum(a == b for a, b in zip(one, other, strict=True))}/{SEARCHES}")


if __name__ == "__main__":
    main()
