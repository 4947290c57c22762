"""Milliseconds of each extractor over the portal, and how cost grows with length: `python -m tests.bench.extraction`.

With `--register`: how the documents that bulletins cite agree with the department's register, in date, kind and signer.

Prints, over all 3,357 portal bulletins, the median, the 95th percentile and the worst of processor time in ms, then the
cost of one bulletin repeated 1 to 32 times, and the worst of hostile texts of 100,000 characters.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Sequence
from pathlib import Path

from indexer.bulletin import Bulletin, Facts, Page
from indexer.extraction.extractors import EXTRACTORS, extract
from indexer.reading.compose import compose
from tests.bench.register import agreement, registered
from tests.conftest import SHARED

PORTAL = SHARED / "data" / "texts" / "sotttt_hanoi_portal.jsonl.gz"
HOSTILE = (
    "1/1/",
    "12-",
    "ngày 1 và 2 ",
    "12/KH-UBND - ",
    "huyện Phú Tân, ",
    "Đồng chí Nguyễn ",
    "yêu cầu các ",
    "a. ",
    "Phó Chủ tịch, ",
    "- \n",
    "(“",
)


def load(path: Path = PORTAL) -> list[Bulletin]:
    """Return the bulletins of the portal."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [
        compose(Page(r["title"], r["text"], published=r["date"] or None, source=r["source"]), r["id"])
        for r in records
        if (r["title"] or r["text"]).strip()
    ]


def measure(bulletins: Sequence[Bulletin]) -> dict[str, list[float]]:
    """Return the milliseconds of each extractor, and of all together, for each bulletin in order."""
    taken: dict[str, list[float]] = {extractor.__name__: [] for extractor in EXTRACTORS}
    taken["all"] = []
    for bulletin in bulletins:
        facts = Facts()
        whole = 0.0
        for extractor in EXTRACTORS:
            began = time.process_time_ns()
            facts = extractor(bulletin, facts)
            spent = (time.process_time_ns() - began) / 1e6
            taken[extractor.__name__].append(spent)
            whole += spent
        taken["all"].append(whole)
    return taken


def repeated(bulletin: Bulletin, times: int) -> Bulletin:
    """Return the bulletin with its body written several times over."""
    body = "\n".join([bulletin.text[bulletin.body :]] * times)
    return compose(Page(bulletin.title, body, published=bulletin.published, source=bulletin.source), bulletin.id)


def cost(bulletin: Bulletin) -> float:
    """Return the milliseconds of all extractors for one bulletin."""
    began = time.process_time_ns()
    extract(bulletin)
    return (time.process_time_ns() - began) / 1e6


def print_agreement(bulletins: Sequence[Bulletin]) -> None:
    """Print how many cited numbers are registered and agree in date, kind and signer, and the signers that differ."""
    counts, differing = agreement(bulletins, registered())
    for name, count in counts.items():
        print(f"{name:<40}{count:>6}")
    print("signers that differ:", *(differing or ["none"]), sep="\n  ")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--every", type=int, default=1, help="measure each n-th bulletin only")
    parser.add_argument("--register", action="store_true", help="agreement with the register of documents instead")
    asked = parser.parse_args()
    bulletins = load()[:: asked.every]
    if asked.register:
        print_agreement(bulletins)
        return
    for bulletin in bulletins[:20]:
        extract(bulletin)  # lists and patterns are loaded on first use
    print(f"{len(bulletins)} bulletins, ms of processor time{'':>6}median     p95   worst")
    for name, values in measure(bulletins).items():
        ordered = sorted(values)
        middle, high = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
        print(f"{name:<42}{middle:>10.2f}{high:>8.2f}{ordered[-1]:>8.2f}")
    one = next(b for b in bulletins if 4_000 < len(b.text) < 5_000)
    print("one bulletin, repeated:", *(f"x{n} {cost(repeated(one, n)):.1f}" for n in (1, 2, 4, 8, 16, 32)))
    for unit in HOSTILE:
        text = unit * (100_000 // len(unit))
        print(f"100,000 characters of {unit!r:<22}", end="")
        facts, bulletin = Facts(), Bulletin("x", "", text, published="2020-01-01")
        for extractor in EXTRACTORS:
            began = time.process_time_ns()
            facts = extractor(bulletin, facts)
            print(f" {extractor.__name__[5:14]} {(time.process_time_ns() - began) / 1e6:.0f}", end="", flush=True)
        print()


if __name__ == "__main__":
    main()
