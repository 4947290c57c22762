"""From a cold process to the first faceted answer, against what the imports alone cost, in one run.

    python -m tests.bench.peers_cold SIZE [ROUNDS]

The floor: an interpreter that imports click, sqlite3, numpy and Whoosh's index, codec, query and searching modules.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from tests.bench.build import folder_of

FLOOR = (
    "import click, sqlite3, numpy, whoosh.index, whoosh.codec, whoosh.codec.whoosh3, whoosh.query, whoosh.searching, "
    "whoosh.qparser"
)
ANSWER = """
import sys
from pathlib import Path
import click, sqlite3
from indexer.engine.engines import open_engine
from indexer.engine.port import FacetRequest, RankTerm, Request
from indexer.engine.query import Term
engine = open_engine("whoosh", Path(sys.argv[1]))
facets = tuple(FacetRequest(name) for name in ("year", "kind", "official", "body"))
rank = (RankTerm("syllable", "nông"),)
answer = engine.search(Request(match=Term("syllable", "nông"), rank=rank, facets=facets, size=10))
assert answer.total and len(answer.hits) == 10 and answer.facets["official"]
"""


def run(code: str, *arguments: str) -> float:
    """Return how many milliseconds an interpreter takes to run some code."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-W", "ignore", "-c", code, *arguments], check=True)
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Measure in turn and print medians."""
    size = int(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 15
    folder = str(folder_of("bantin", size) / "index")
    for code in (FLOOR, ANSWER):
        run(code, folder)
    times = [(run(FLOOR), run(ANSWER, folder)) for _ in range(rounds)]
    floor, answer = (statistics.median(one) for one in zip(*times, strict=True))
    best = min(one for one, _ in times), min(one for _, one in times)
    print(f"{size:,} bulletins: imports {floor:.0f} ms, first faceted answer {answer:.0f} ms: {answer / floor:.2f} ×")
    print(f"best of {rounds}: {best[0]:.0f} ms and {best[1]:.0f} ms: {best[1] / best[0]:.2f} ×")


if __name__ == "__main__":
    main()
