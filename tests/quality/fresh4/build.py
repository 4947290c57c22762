"""Turn the spans of the fourth fresh sample into the two files that the scorer reads.

    python -m tests.quality.fresh4.build OUT_BULLETINS OUT_GOLD

Works as `tests.quality.fresh.build` does, on its own `gold.jsonl`; all that names no file of spans is taken from there.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from indexer.bulletin import Bulletin, Page
from indexer.reading.compose import compose
from tests.conftest import SHARED
from tests.quality.fresh.build import PORTAL, MovedText, Record, page, sliced, write

GOLD = Path(__file__).with_name("gold.jsonl")


def spans() -> list[Record]:
    """Return the annotations as kept: places (start, end) in code points of the composed text."""
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def bulletins(portal: Path) -> dict[str, Bulletin]:
    """Return the annotated bulletins by id; raises `MovedText` when one is gone or reads differently."""
    wanted = {record["id"]: record["text_sha256"] for record in spans()}
    found: dict[str, Bulletin] = {}
    with gzip.open(portal, "rt", encoding="utf-8") as lines:
        for raw in map(json.loads, lines):
            if raw["id"] in wanted:
                found[raw["id"]] = compose(Page(raw["title"], raw["text"], raw["date"] or None), raw["id"])
    for key, digest in wanted.items():
        if key not in found:
            raise MovedText(f"{key}: not in {portal}; take the shared data that the sample was drawn from")
        if hashlib.sha256(found[key].text.encode()).hexdigest() != digest:
            raise MovedText(f"{key}: composed otherwise than when annotated; its spans have to be set anew")
    return found


def main(arguments: Sequence[str]) -> int:
    """Write both files; 0 also when the shared data is absent, 1 when a text moved, 2 on wrong use."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    portal = SHARED / PORTAL
    if not portal.is_file():
        print(f"skipped: {portal} is absent (set BANTIN_SHARED to the shared folder)")
        return 0
    try:
        found = bulletins(portal)
    except MovedText as moved:
        print(moved, file=sys.stderr)
        return 1
    records = spans()
    write(Path(arguments[0]), [page(found[r["id"]]) for r in records])
    write(Path(arguments[1]), [sliced(r, found[r["id"]].text) for r in records])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
