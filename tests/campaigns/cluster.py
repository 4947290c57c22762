"""Campaign: random requests over random corpora, all three engines, the cluster a real one.

    python -m tests.campaigns.cluster [--queries 2000] [--corpora 8] [--seed 1] [--nodes 1] [--hosts http://...]

Every corpus is written in several generations, with replacements and removals. Hits, totals, facet counts, snippets,
order and scores are compared with the yardstick's; memory and whoosh have to be equal as well.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from indexer.engine.engines import open_engine
from indexer.engine.memory import MemoryEngine
from indexer.schema import SCOPES
from tests.cluster.nodes import VERSION, Nodes
from tests.engine.requests import compare, random_request
from tests.engine.test_versus import fill


def main() -> None:
    """Run and print what was compared."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--queries", type=int, default=2_000)
    options.add_argument("--corpora", type=int, default=8)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--nodes", type=int, default=1, choices=(1, 3))
    options.add_argument("--hosts", default="", help="a cluster that runs already")
    chosen = options.parse_args()
    with ExitStack() as stack:
        hosts = chosen.hosts.split(",") if chosen.hosts else stack.enter_context(Nodes(chosen.nodes, "512m")).hosts
        began = time.monotonic()
        compared = hits = documents = 0
        for number in range(chosen.corpora):
            chance = random.Random(chosen.seed * 1_000 + number)
            with tempfile.TemporaryDirectory() as folder:
                memory, whoosh = MemoryEngine(), open_engine("whoosh", Path(folder) / "whoosh" / "index")
                more = {"hosts": hosts, "prefix": f"campaign{number}", "shards": chance.choice((1, 2, 5))}
                cluster = open_engine("opensearch", Path(folder) / "cluster" / "index", **more)
                rounds = chance.choice((1, 3, 6))
                fill(chance, [memory, whoosh, cluster], rounds=rounds, most=chance.choice((3, 60, 200)))
                documents += sum(memory.stats().documents.values())
                for _ in range(chosen.queries // chosen.corpora):
                    request = random_request(chance, chance.choice(SCOPES[:2]))
                    hits += compare(memory, cluster, request).total
                    compare(memory, whoosh, request)
                    compared += 1
                for one in cluster.generations.all():  # type: ignore[attr-defined]
                    cluster.generations.delete(one)  # type: ignore[attr-defined]
                print(f"  corpus {number + 1}, {more['shards']} shard(s): {compared:,} requests", flush=True)
                cluster.close()
                whoosh.close()
        print(
            f"OpenSearch {VERSION}, {len(hosts)} node(s): {compared:,} requests over {chosen.corpora} corpora "
            f"({documents:,} documents), {hits:,} documents found, 0 differences between memory, whoosh and "
            f"opensearch, {time.monotonic() - began:.0f} s"
        )


if __name__ == "__main__":
    main()
