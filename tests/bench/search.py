"""`python -m tests.bench.search`: index the portal's bulletins, then time whole searches, facets and snippets included.

Prints bulletins a second, bytes on disk, and the p50 and p95 of `search()` over queries of the shared sets and filters.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from indexer.cli.index import index_paths
from indexer.library import Library
from indexer.parameters import Parameters
from indexer.search import search
from indexer.settings import load_settings
from tests.conftest import SHARED

QUERIES = 400
SEED = 2026


def mix(shared: Path) -> list[Parameters]:
    """Return searches as people make them: titles, subjects and numbers, a third of them with a filter."""
    rng = random.Random(SEED)
    texts = [
        line.split("\t", 1)[1]
        for name in ("sotttt_docnumbers", "sotttt_subject2bulletin", "sotttt_slug_no_diacritics")
        for line in (shared / "data/retrieval" / name / "queries.tsv").read_text(encoding="utf-8").splitlines()
    ]
    searches = []
    for text in rng.sample(texts, QUERIES):
        words = text.split()
        q = text if rng.random() < 0.3 else " ".join(words[: rng.randint(1, 4)])
        chosen = {"year": (str(rng.randint(2010, 2021)),)} if rng.random() < 0.33 else {}
        searches.append(Parameters(q=q, selections=chosen, scope=rng.choice(("ban-tin", "ban-tin", "chi-dao"))))
    return searches


def main() -> None:
    """Index, search, print."""
    source = SHARED / "data/texts/sotttt_hanoi_portal.jsonl.gz"
    if not source.is_file():
        sys.exit(f"needs {source}")
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(data_dir=folder)
        started = time.perf_counter()
        report = index_paths(settings, (source,))
        seconds = time.perf_counter() - started
        size = sum(file.stat().st_size for file in (Path(folder) / "index").rglob("*") if file.is_file())
        count = report.new + report.duplicates
        print(
            f"indexed {count} bulletins, {len(report.failed)} failed: {seconds:.1f} s, {count / seconds:.0f} a second"
        )
        print(f"index {size / 2**20:.1f} MiB, {size / max(1, report.new):.0f} bytes a bulletin")
        with Library.open(settings) as library:
            searches = mix(SHARED)
            for parameters in searches[:20]:
                search(library, parameters)
            times = []
            for parameters in searches:
                started = time.perf_counter()
                search(library, parameters)
                times.append((time.perf_counter() - started) * 1000)
        quantiles = statistics.quantiles(times, n=20)
        print(f"{len(times)} searches with facets and snippets: p50 {quantiles[9]:.1f} ms, p95 {quantiles[18]:.1f} ms")


if __name__ == "__main__":
    main()
