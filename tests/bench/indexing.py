"""How fast bulletins are indexed, beside the same pipeline with stock parts: pyvi as published, Whoosh's own writer.

    python -m tests.bench.indexing [--sample 300] [--jobs 2] [--keep FOLDER]

Prints seconds of processor (all processes) and by the clock. The stock parts index a sample, with the same fields and
terms of the same kind; ours index all 3,357 bulletins of the shared data. Then: a second run with nothing changed, one
changed bulletin searchable from a new process, the peak of memory.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from indexer.bulletin import Bulletin, Facts
from indexer.engine.engines import open_engine
from indexer.engine.port import Document
from indexer.extraction.extractors import extract
from indexer.intake import Fresh, Intake, arrivals
from indexer.pipeline import index
from indexer.reading.pool import ReadingPool
from indexer.schema import FIELDS
from indexer.store import Store

SHARED = Path(os.environ.get("BANTIN_SHARED") or Path(__file__).resolve().parents[2].parent / "shared")
LINES = SHARED / "data/texts/sotttt_hanoi_portal.jsonl.gz"
CHANGES = 10  # of one bulletin, each in a new process


class Timed:
    """Seconds of processor and by the clock."""

    cpu = wall = 0.0


@contextmanager
def timed() -> Iterator[Timed]:
    """Measure what is done inside, child processes included."""
    told, cpu, wall = Timed(), _cpu(), time.perf_counter()
    yield told
    told.cpu, told.wall = _cpu() - cpu, time.perf_counter() - wall


def _cpu() -> float:
    """Seconds of this process, of children that ended, and of living ones with theirs (the workers' server is one)."""
    used = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(u.ru_utime + u.ru_stime for u in used) + sum(map(_cpu_below, _children(os.getpid())))


def _cpu_below(pid: int) -> float:
    """Seconds of another process and of all below it."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    own = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return own + sum(map(_cpu_below, _children(pid)))


def _children(pid: int) -> list[int]:
    return [int(child) for path in Path(f"/proc/{pid}/task").glob("*/children") for child in path.read_text().split()]


def stages(sample: int) -> tuple[dict[str, float], list[tuple[Bulletin, Facts]]]:
    """Return the processor's seconds of each stage for a sample, and the bulletins with their facts."""
    from indexer.documents import documents

    seconds: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, Store.open(folder) as store, ReadingPool() as pool:
        with timed() as told:
            taken = Intake(store, pool).take(arrivals([_lines_of(Path(folder), sample)]))
            fresh = [item for _, items in taken for item in items if isinstance(item, Fresh)]
        seconds["read"] = told.cpu
        with timed() as told:
            found = [(item.bulletin, extract(item.bulletin)) for item in fresh]
        seconds["extract"] = told.cpu
        with timed() as told:
            _store(store, fresh, found)
        seconds["store"] = told.cpu
        with timed() as told:
            made = [document for start in range(0, len(found), 64) for document in documents(found[start : start + 64])]
        seconds["analyse"] = told.cpu
        engine = open_engine("whoosh", Path(folder) / "index")
        with timed() as told, engine.writer(full=True) as writer:
            for document in made:
                writer.add(document)
        seconds["write"] = told.cpu
        engine.close()
    return seconds, found


def _lines_of(folder: Path, sample: int) -> Path:
    path = folder / "sample.jsonl"
    with gzip.open(LINES, "rb") as source, path.open("wb") as target:
        target.writelines(line for _, line in zip(range(sample), source, strict=False))
    return path


def _store(store: Store, fresh: Sequence[Fresh], found: Sequence[tuple[Bulletin, Facts]]) -> None:
    from indexer.store.records import Incoming

    pairs = list(zip(fresh, found, strict=True))
    for start in range(0, len(pairs), 64):
        store.put(
            [
                Incoming(item.location, bulletin, facts, item.raw, item.digest, "bench", "bench")
                for item, (bulletin, facts) in pairs[start : start + 64]
            ]
        )


def stock(found: Sequence[tuple[Bulletin, Facts]]) -> dict[str, float]:
    """Return the processor's seconds of pyvi and of Whoosh's writer for the same documents."""
    from pyvi import ViTokenizer

    from indexer.documents import documents

    made = documents(found)
    with timed() as told:
        words = [ViTokenizer.tokenize(document.text) for document in made]
    seconds = {"pyvi": told.cpu}
    with tempfile.TemporaryDirectory() as folder:
        with timed() as told:
            _write_stock(Path(folder), made, words)
        seconds["Whoosh's writer"] = told.cpu
    return seconds


def _write_stock(folder: Path, made: Sequence[Document], words: Sequence[str]) -> None:
    """Write one index for each scope, with every field of the table, as Whoosh's documentation says."""
    from whoosh import index as whoosh_index
    from whoosh.analysis import CharsetFilter, LowercaseFilter, RegexTokenizer, ShingleFilter
    from whoosh.fields import ID, KEYWORD, NUMERIC, STORED, TEXT, Schema
    from whoosh.support.charset import accent_map

    plain = RegexTokenizer(r"[^\W_]+") | LowercaseFilter()
    folded = plain | CharsetFilter(accent_map)
    analysers = {
        "syllable": plain,
        "folded": folded,
        "word": RegexTokenizer(r"\S+") | LowercaseFilter(),
        "pair": folded | ShingleFilter(2, "_"),
        "title": folded,
    }
    kinds: dict[str, Any] = {"id": ID(stored=True, unique=True), "stored": STORED()}
    for field in FIELDS:
        if field.kind == "text":
            kinds[field.name] = TEXT(analyzer=analysers[field.name], phrase=field.positions)
        else:
            kinds[field.name] = KEYWORD(commas=True, sortable=field.facet) if field.kind == "keyword" else NUMERIC()
    for scope in ("ban-tin", "chi-dao"):
        (folder / scope).mkdir()
        writer = whoosh_index.create_in(str(folder / scope), Schema(**kinds)).writer(limitmb=256)
        for document, segmented in zip(made, words, strict=True):
            if document.scope == scope:
                writer.add_document(**_stock_fields(document, segmented))
        writer.commit()


def _stock_fields(document: Document, segmented: str) -> dict[str, Any]:
    title = json.loads(document.stored)["title"]
    texts = dict.fromkeys(("syllable", "folded", "pair"), document.text)
    keywords = {name: ",".join(v.replace(",", " ") for v in values) for name, values in document.keywords.items()}
    dates = {name: int(value[:10].replace("-", "")) for name, value in document.dates.items()}
    return {
        "id": document.id,
        "stored": document.stored,
        **texts,
        "word": segmented,
        "title": title,
        **keywords,
        **dates,
    }


def whole(folder: Path, jobs: int) -> None:
    """Print what a first run, a full rebuild, a second run and one changed bulletin cost."""
    lines = folder / "bulletins.jsonl.gz"
    lines.write_bytes(LINES.read_bytes())
    with Store.open(folder / "data") as store:
        engine = open_engine("whoosh", folder / "data/index")
        for name, full, paths in (
            ("first run", False, [lines]),
            ("index --full", True, []),
            ("second run", False, [lines]),
        ):
            with timed() as told:
                report = index(paths, store, engine, full=full, jobs=jobs)
            bulletins = len(store.pages.live())
            print(
                f"{name}: {told.cpu:.1f} s processor, {told.wall:.1f} s clock, {report.indexed} of {bulletins} written"
            )
        size = engine.stats().size >> 20
        engine.close()
    print(f"index {size} MB  peak of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB")
    _one_changed(folder)


def _one_changed(folder: Path) -> None:
    """Print how long a new process takes until one changed bulletin is found, over several changes."""
    page = folder / "mot-tin.txt"
    script = (
        "import sys; from pathlib import Path; from indexer.store import Store; from indexer.pipeline import index\n"
        "from indexer.engine.engines import open_engine; from indexer.engine.port import Request\n"
        "from indexer.engine.query import Term\n"
        "data, page = map(Path, sys.argv[1:])\n"
        "store, engine = Store.open(data), open_engine('whoosh', data / 'index')\n"
        "index([page], store, engine)\n"
        "assert engine.search(Request(match=Term('folded', 'zxcvb'))).total == 1\n"
    )
    times = []
    for change in range(CHANGES):
        text = f"Họp dân lần {change}\n\n08:00 01/02/2024\nUBND xã Zxcvb họp dân bàn việc làm đường."
        page.write_text(text, encoding="utf-8")
        with timed() as told:
            subprocess.run([sys.executable, "-c", script, str(folder / "data"), str(page)], check=True)
        times.append(told.wall)
    low, middle, high = min(times), statistics.median(times), max(times)
    print(
        f"one changed bulletin searchable, new process included: {low:.2f} / {middle:.2f} / {high:.2f} s of {CHANGES}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    stages(50)  # models and tables are loaded before anything is measured
    ours, found = stages(options.sample)
    theirs = stock(found)
    total = sum(ours.values())
    print("stage  ms a bulletin  share")
    for name, seconds in ours.items():
        print(f"{name}  {seconds / len(found) * 1000:.2f}  {seconds / total:.0%}")
    for name, seconds in theirs.items():
        print(f"{name}  {seconds / len(found) * 1000:.2f}")
    rebuild, rebuild_stock = ours["analyse"] + ours["write"], sum(theirs.values())
    around = ours["read"] + ours["extract"] + ours["store"]
    print(f"analysing and writing: {rebuild_stock / rebuild:.1f} times as fast as the stock parts")
    print(f"end to end: {(around + rebuild_stock) / total:.1f} times as fast")
    with tempfile.TemporaryDirectory(prefix="bantin-") as folder:
        whole(options.keep or Path(folder), options.jobs)


if __name__ == "__main__":
    main()
