"""Links from directives to later bulletins, drawn at random to be read: `python -m tests.quality.follow_ups`.

Indexes the 3,357 portal bulletins (or opens the index in ``--data``), links every directive as the pages do, draws
``--draw`` links with a fixed seed and prints each with both quotes, for a person to say whether the later passage
reports on, repeats or criticises what was demanded. What was read of the last draw is in ``follow_ups.tsv``.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections import Counter

from indexer.cli.index import index_paths
from indexer.extraction.follow_up.link import DirectiveOf, FollowUp
from indexer.follow_ups import follow_ups
from indexer.library import Library
from indexer.settings import load_settings
from tests.bench.extraction import PORTAL

SEED = 20261128


def linked(library: Library) -> tuple[list[FollowUp], list[float]]:
    """Return the links over a library, and the milliseconds that each directive took."""
    links: list[FollowUp] = []
    times: list[float] = []
    pages = library.store.pages
    for bulletin, facts in pages.load(sorted(pages.live())):
        for directive in facts.directives:
            started = time.perf_counter()
            links += follow_ups(library, DirectiveOf(bulletin, facts, directive), seconds=10).links
            times.append((time.perf_counter() - started) * 1000)
    return links, times


def show(library: Library, links: list[FollowUp]) -> None:
    """Print links with both quotes."""
    for n, one in enumerate(links, 1):
        first = library.store.pages.get(one.directive.rpartition("-")[0]).bulletin
        later = library.store.pages.get(one.bulletin).bulletin
        print(f"\n{n}. {one.directive} -> {one.bulletin}  {one.kind}  {one.score} {one.cover}  {first.day} {later.day}")
        print(f"   {' '.join(one.quote.text.split())}")
        print(f"   {' '.join(one.later_quote.text.split())}")
        print(f"   ({first.title} => {later.title})")


def main() -> None:
    """Draw and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draw", type=int, default=40)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--data", help="a data folder that holds the portal's index already")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(data_dir=chosen.data or folder)
        if not chosen.data:
            index_paths(settings, (PORTAL,))
        with Library.open(settings) as library:
            links, times = linked(library)
            kinds = Counter(one.kind for one in links)
            print(
                f"{len(links)} links of {len({one.directive for one in links})} of {len(times)} directives", dict(kinds)
            )
            cuts = statistics.quantiles(times, n=20)
            print(f"ms for a directive: p50 {cuts[9]:.1f}, p95 {cuts[18]:.1f}, worst {max(times):.1f}")
            show(library, random.Random(chosen.seed).sample(links, min(chosen.draw, len(links))))


if __name__ == "__main__":
    main()
