"""Campaign: random requests over random corpora, the default engine against the yardstick.

    python -m tests.campaigns.engine [--queries 5000] [--corpora 20] [--seed 1]

Every corpus is written in several generations, with replacements, removals and merges. Hits, order, scores to the last
bit, totals, facet counts and snippets must be equal, also on the page behind the last hit. A difference ends the run
and prints the request.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from indexer.engine.engines import open_engine
from indexer.engine.memory import MemoryEngine
from indexer.schema import SCOPES
from tests.engine.requests import compare, random_request
from tests.engine.test_versus import fill


def main() -> None:
    """Run and print what was compared."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--queries", type=int, default=5_000)
    options.add_argument("--corpora", type=int, default=20)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    began = time.monotonic()
    compared = hits = documents = 0
    for number in range(chosen.corpora):
        chance = random.Random(chosen.seed * 1_000 + number)
        with tempfile.TemporaryDirectory() as folder:
            memory, whoosh = MemoryEngine(), open_engine("whoosh", Path(folder) / "index")
            fill(
                chance,
                [memory, whoosh],
                rounds=chance.choice((1, 4, 15)),
                most=chance.choice((3, 60, 200)),
                odd=(0, 0, 0.1)[number % 3],
            )
            documents += sum(memory.stats().documents.values())
            for _ in range(chosen.queries // chosen.corpora):
                hits += compare(memory, whoosh, random_request(chance, chance.choice(SCOPES[:2]))).total
                compared += 1
            whoosh.close()
    python = ".".join(map(str, sys.version_info[:3]))
    print(
        f"Python {python}: {compared:,} requests over {chosen.corpora} corpora ({documents:,} documents), "
        f"{hits:,} documents found, 0 differences, {time.monotonic() - began:.0f} s"
    )


if __name__ == "__main__":
    main()
