"""Turn the spans of a fresh sample into the two files that the scorer reads.

    python -m tests.quality.samples NAME OUT_BULLETINS OUT_GOLD      NAME: fresh, fresh2 ... fresh12

The texts stay in the shared data; here only places in them are kept. A text that is no longer composed as it was when
it was annotated is refused, because its spans would point elsewhere. Without the shared data nothing is written.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from indexer.bulletin import Bulletin, Page
from indexer.reading.compose import compose
from tests.conftest import SHARED

# In the order in which they were drawn; bulletins in each.
SAMPLES = {
    "fresh": 30,
    "fresh2": 30,
    "fresh3": 20,
    "fresh4": 19,
    "fresh5": 24,
    "fresh6": 43,
    "fresh7": 55,
    "fresh8": 149,
    "fresh9": 480,
    "fresh10": 160,
    "fresh11": 1280,
    "fresh12": 436,
}
PORTAL = Path("data") / "texts" / "sotttt_hanoi_portal.jsonl.gz"

Record = dict[str, Any]


class MovedText(Exception):
    """A bulletin whose text is not the one that was annotated."""


def spans(sample: str) -> list[Record]:
    """Return the annotations as kept: places (start, end) in code points of the composed text."""
    gold = Path(__file__).with_name(sample) / "gold.jsonl"
    return [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]


def bulletins(sample: str, portal: Path) -> dict[str, Bulletin]:
    """Return the annotated bulletins by id; raises `MovedText` when one is gone or reads differently."""
    wanted = {record["id"]: record["text_sha256"] for record in spans(sample)}
    found: dict[str, Bulletin] = {}
    with gzip.open(portal, "rt", encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            if raw["id"] in wanted:
                found[raw["id"]] = compose(Page(raw["title"], raw["text"], raw["date"] or None), raw["id"])
    for key, digest in wanted.items():
        if key not in found:
            raise MovedText(f"{key}: not in {portal}; take the shared data that the sample was drawn from")
        if hashlib.sha256(found[key].text.encode()).hexdigest() != digest:
            raise MovedText(f"{key}: composed otherwise than when annotated; its spans have to be set anew")
    return found


def sliced(record: Record, text: str) -> Record:
    """Return one line of gold as the scorer wants it, its passages cut from the text."""
    return {
        "id": record["id"],
        "event_date": record["event_date"],
        "dates": [{"text": text[d["start"] : d["end"]], "iso": d["iso"]} for d in record["dates"]],
        "officials": record["officials"],
        "directives": [
            {"text": text[d["start"] : d["end"]], **{k: d[k] for k in ("giver", "addressees", "force", "due")}}
            for d in record["directives"]
        ],
        "document_numbers": record["document_numbers"],
    }


def page(bulletin: Bulletin) -> Record:
    """Return one line of bulletins: title and normalised body, as in the shared gold folder."""
    body = bulletin.text[bulletin.body :]
    return {"id": bulletin.id, "title": bulletin.title, "published": bulletin.published, "text": body}


def write(path: Path, records: Sequence[Record]) -> None:
    """Write records as JSON lines."""
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Write both files; 0 also when the shared data is absent, 1 when a text moved, 2 on wrong use."""
    if len(arguments) != 3 or arguments[0] not in SAMPLES:
        print(__doc__, file=sys.stderr)
        return 2
    sample, out_bulletins, out_gold = arguments
    portal = SHARED / PORTAL
    if not portal.is_file():
        print(f"skipped: {portal} is absent (set BANTIN_SHARED to the shared folder)")
        return 0
    try:
        found = bulletins(sample, portal)
    except MovedText as moved:
        print(moved, file=sys.stderr)
        return 1
    records = spans(sample)
    write(Path(out_bulletins), [page(found[r["id"]]) for r in records])
    write(Path(out_gold), [sliced(r, found[r["id"]].text) for r in records])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
