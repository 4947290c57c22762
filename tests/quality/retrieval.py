"""Measure the ranking on the shared sets, and hold it to floors that are pinned together with the data.

    python -m tests.quality.retrieval                 the figures, beside the floors
    python -m tests.quality.retrieval --pin           raise the floors to what was measured
    python -m tests.quality.retrieval --pin --allow-lower   lower them too: only with a reason in the commit

A floor holds for the data it was measured on: the fingerprint of queries, judgements and texts stands beside it.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from indexer.analysis.fold import fold
from indexer.analysis.normalise import clean
from indexer.bulletin import Bulletin, Facts
from indexer.documents import documents
from indexer.engine.engines import open_engine
from indexer.engine.port import Document, Engine, Request
from indexer.evaluate import evaluate, read_queries, run
from indexer.extraction.document_numbers.find import find_document_numbers
from indexer.query.plan import plan
from tests.conftest import SHARED

FLOORS = Path(__file__).with_name("retrieval_floors.json")
PORTAL = "texts/sotttt_hanoi_portal.jsonl.gz"
SETS = {
    "xquad_vi": "retrieval/xquad_vi/docs.jsonl",
    "sotttt_docnumbers": PORTAL,
    "sotttt_subject2bulletin": PORTAL,
    "sotttt_slug_no_diacritics": PORTAL,
}
SLACK = 0.002  # what a floor lies below the figure it was pinned at: one or two queries
_BATCH = 200

Figures = dict[str, dict[str, Any]]


def bulletins(path: Path) -> Iterator[Bulletin]:
    """Yield the bulletins of a JSONL file."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for line in filter(None, raw.decode("utf-8").split("\n")):
        record = json.loads(line)
        title = " ".join(clean(record["title"]).split())
        text = f"{title}\n\n{clean(record['text'])}"
        yield Bulletin(id=record["id"], title=title, text=text, body=len(title) + 2)


def indexed(path: Path) -> Iterator[Document]:
    """Yield the documents of a JSONL file, with the document numbers their texts name."""
    batch: list[tuple[Bulletin, Facts]] = []
    for bulletin in bulletins(path):
        batch.append((bulletin, find_document_numbers(bulletin, Facts())))
        if len(batch) == _BATCH:
            yield from documents(batch)
            batch = []
    yield from documents(batch)


def engine_over(path: Path, folder: Path, name: str = "whoosh") -> Engine:
    """Return an engine that holds the documents of a JSONL file."""
    engine = open_engine(name, folder / "index")
    with engine.writer(full=True) as writer:
        for document in indexed(path):
            writer.add(document)
    return engine


def found_by(engine: Engine, text: str, size: int = 10) -> list[tuple[str, float]]:
    """Return ids and scores as a search shows them: what matches or, when nothing does, what comes nearest."""
    planned = plan(text, engine)
    for match in (planned.match, planned.nearest):
        if match is not None:
            answer = engine.search(Request(match=match, rank=planned.rank, size=size, snippets=False))
            if answer.hits:
                return [(hit.id, hit.score) for hit in answer.hits]
    return []


def unmarked(text: str) -> str:
    """Return a query as typed without diacritics."""
    return fold(text)


def measure(data: Path, name: str, search: Callable[[str], list[tuple[str, float]]]) -> dict[str, dict[str, float]]:
    """Return the figures of a set, its queries as written and with all marks removed."""
    queries = list(read_queries((data / "retrieval" / name / "queries.tsv").read_text("utf-8").splitlines()))
    judged = (data / "retrieval" / name / "qrels.tsv").read_text("utf-8").splitlines()
    stripped = [(number, unmarked(text)) for number, text in queries]
    return {
        "written": evaluate(run(queries, search), judged),
        "unmarked": evaluate(run(stripped, search), judged),
    }


def measure_all(data: Path) -> Figures:
    """Return the figures of every set, with the fingerprint of its data."""
    figures: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        engines = {
            source: engine_over(data / source, Path(folder) / str(at)) for at, source in enumerate({*SETS.values()})
        }
        for name, source in SETS.items():
            engine = engines[source]
            measured = measure(data, name, lambda text, engine=engine: found_by(engine, text))  # type: ignore[misc]
            figures[name] = {"data": fingerprint(data, name), **measured}
        for engine in engines.values():
            engine.close()
    return figures


def fingerprint(data: Path, name: str) -> str:
    """Return a short fingerprint of a set's queries, judgements and texts."""
    digest = hashlib.sha256()
    for path in (f"retrieval/{name}/queries.tsv", f"retrieval/{name}/qrels.tsv", SETS[name]):
        digest.update((data / path).read_bytes())
    return digest.hexdigest()[:16]


def problems(measured: Figures, floors: Mapping[str, Any]) -> list[str]:
    """Return in sentences what is below its floor, or cannot be compared with it."""
    found = []
    for name, floor in floors.items():
        if name not in measured:
            found.append(f"{name}: not measured")
        elif measured[name]["data"] != floor["data"]:
            found.append(
                f"{name}: the data changed ({floor['data']} -> {measured[name]['data']}); pin again, with a reason"
            )
        else:
            for kind in ("written", "unmarked"):
                for metric, least in floor[kind].items():
                    if measured[name][kind][metric] < least:
                        found.append(
                            f"{name}, {kind}: {metric} {measured[name][kind][metric]} is below its floor {least}"
                        )
    found += [f"{name}: measured, but no floor is pinned" for name in measured if name not in floors]
    return found


def pinned(measured: Figures, floors: Mapping[str, Any], *, allow_lower: bool = False) -> dict[str, Any]:
    """Return new floors. Raises ValueError naming each that would be lowered, unless that is asked for."""
    new: dict[str, Any] = {}
    lowered = []
    for name, figures in measured.items():
        new[name] = {"data": figures["data"]}
        old = floors.get(name, {})
        for kind in ("written", "unmarked"):
            new[name][kind] = {}
            for metric, value in figures[kind].items():
                least = value if metric == "queries" else round(value - SLACK, 4)
                before = old.get(kind, {}).get(metric, 0.0)
                if least < before and not allow_lower:
                    if value < before:
                        lowered.append(f"{name}, {kind}: {metric} {before} -> {least}")
                    least = before
                new[name][kind][metric] = least
    lowered += [f"{name}: dropped" for name in floors if name not in measured and not allow_lower]
    if lowered:
        raise ValueError("floors would be lowered (say --allow-lower, with a reason): " + "; ".join(lowered))
    return new


def main(arguments: list[str]) -> int:
    """Print the figures beside their floors; with ``--pin``, write the floors."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.retrieval")
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--allow-lower", action="store_true")
    options = parser.parse_args(arguments)
    floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    measured = measure_all(SHARED / "data")
    for name, figures in measured.items():
        for kind in ("written", "unmarked"):
            least = floors.get(name, {}).get(kind, {}).get("mrr@10", "-")
            print(f"{name:28} {kind:9} {json.dumps(figures[kind])} floor {least}")
    if options.pin:
        text = json.dumps(pinned(measured, floors, allow_lower=options.allow_lower), indent=1, sort_keys=True)
        FLOORS.write_text(text + "\n", "utf-8")
        return 0
    wrong = problems(measured, floors)
    print("\n".join(wrong) or "every figure is at or above its floor")
    return 6 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
