"""Links from directives to later bulletins, drawn at random to be read: `python -m tests.quality.follow_ups`.

Links every directive of the 3,357 portal bulletins, draws ``--draw`` links with a fixed seed and prints each with both
quotes, for a person to say whether the later passage reports on, repeats or criticises what was demanded.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter

from indexer.bulletin import Bulletin
from indexer.extraction.extractors import extract
from indexer.extraction.follow_up import DirectiveOf, FollowUp, link
from tests.bench.extraction import load

SEED = 4


def linked() -> tuple[list[FollowUp], dict[str, Bulletin], int]:
    """Return the links over the portal, its bulletins by id, and how many directives there are."""
    collection = [(bulletin, extract(bulletin)) for bulletin in load()]
    directives = [DirectiveOf(b, facts, d) for b, facts in collection for d in facts.directives]
    return link(directives, collection), {b.id: b for b, _ in collection}, len(directives)


def main() -> None:
    """Draw and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draw", type=int, default=40)
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    links, bulletins, size = linked()
    kinds = Counter(one.kind for one in links)
    print(f"{len(links)} links of {len({one.directive for one in links})} of {size} directives", dict(kinds))
    drawn = random.Random(chosen.seed).sample(links, min(chosen.draw, len(links)))
    for n, one in enumerate(drawn, 1):
        first, later = bulletins[one.directive.rpartition("-")[0]], bulletins[one.bulletin]
        print(f"\n{n}. {one.directive} -> {one.bulletin}  {one.kind}  {one.score}  {first.day} -> {later.day}")
        print(f"   {' '.join(one.quote.text.split())}")
        print(f"   {' '.join(one.later_quote.text.split())}")
        print(f"   ({later.title}; {', '.join(one.shared)})")


if __name__ == "__main__":
    main()
