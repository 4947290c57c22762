"""How well the raw pages of a real portal are read: title, date, body against the texts that were taken from them.

    python -m tests.bench.portal [--worst N] [--only ID]

The body is measured by the F1 over syllables in order, weighted by characters (difflib), after the
same normalising on both sides. Prints one line a figure; needs the shared data folder.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import tarfile
import time
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from indexer.analysis.normalise import clean
from indexer.bulletin import Page
from indexer.errors import ReadingError
from indexer.reading.chrome import is_chrome
from indexer.reading.debris import mended
from indexer.reading.outcome import Read, Source
from indexer.reading.readers import read_source

SHARED = Path(os.environ.get("BANTIN_SHARED") or Path(__file__).resolve().parents[2].parent / "shared")


def truth() -> dict[str, dict[str, Any]]:
    """Return the texts by the portal's own number."""
    path = SHARED / "data/texts/sotttt_hanoi_portal.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        records = [json.loads(line) for line in stream]
    return {record["id"].removeprefix("sotttt-"): record for record in records}


def pages() -> Iterator[tuple[str, Page | ReadingError]]:
    """Yield each raw page as read."""
    with tarfile.open(SHARED / "data/files/sotttt_pages.tar.xz") as archive:
        for member in archive:
            stream = archive.extractfile(member)
            if stream is None or not member.name.endswith(".html"):
                continue
            name = Path(member.name).stem
            try:
                outcome = next(iter(read_source(Source(f"{name}.html", stream.read()))))
                assert isinstance(outcome, Read)
                yield name, outcome.page
            except ReadingError as error:
                yield name, error


def body_f1(got: str, want: str) -> float:
    """Return the F1 of two texts over syllables in order, each weighing as many characters as it has."""
    a, b = clean(got).split(), mended(clean(want)).split()
    if a == b:
        return 1.0
    same = sum(
        len("".join(a[block.a : block.a + block.size]))
        for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    )
    return 2 * same / max(1, len("".join(a)) + len("".join(b)))


def _same(a: str, b: str) -> bool:
    return " ".join(clean(a).split()) == " ".join(mended(clean(b)).split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--only")
    options = parser.parse_args()
    known, started = truth(), time.perf_counter()
    scores: list[tuple[float, str]] = []
    wrong: dict[str, list[str]] = {"title": [], "date": [], "chrome": [], "unread": []}
    for name, page in pages():
        if name not in known or (options.only and name != options.only):
            continue
        if isinstance(page, ReadingError):
            wrong["unread"].append(f"{name}: {page}")
            continue
        record = known[name]
        if not _same(page.title, record["title"]):
            wrong["title"].append(f"{name}: {page.title!r} for {record['title']!r}")
        if (page.published or "")[:10] != record["date"][:10]:
            wrong["date"].append(f"{name}: {page.published} for {record['date']}")
        wrong["chrome"] += [f"{name}: {line}" for line in page.text.splitlines() if is_chrome(line)]
        scores.append((body_f1(page.text, record["text"]), name))
        if options.only:
            print(page.text, "\n-----\n", record["text"])
    total = len(scores) + len(wrong["unread"])
    print(f"pages {total}  seconds {time.perf_counter() - started:.1f}")
    for what in ("title", "date"):
        print(f"{what} right {1 - len(wrong[what]) / total:.4f}  wrong {len(wrong[what])}")
    print(
        f"body F1 mean {sum(score for score, _ in scores) / total:.4f}  below .98: {sum(s < 0.98 for s, _ in scores)}"
    )
    print(f"lines of chrome in bodies {len(wrong['chrome'])}  unread {len(wrong['unread'])}")
    for what, lines in wrong.items():
        for line in lines[: options.worst]:
            print(what, line[:300])
    for score, name in sorted(scores)[: options.worst]:
        print(f"{score:.3f} {name}")


if __name__ == "__main__":
    main()
