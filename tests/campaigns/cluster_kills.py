"""Campaign: one node of three is killed (SIGKILL) while searching, while indexing and while changing.

    python -m tests.campaigns.cluster_kills [--rounds 2] [--documents 400] [--seed 1]

Every answer must equal the yardstick's before or after the change that is under way, or be said to be incomplete
(`partial`), or be refused (`EngineUnavailable`); anything else ends the run. Afterwards the node comes back and every
document is there. The last part kills two of three nodes: then answers are refused or said to be incomplete.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from indexer.engine.memory import MemoryEngine
from indexer.engine.opensearch.engine import OpenSearchEngine, open_opensearch
from indexer.engine.port import Document, Engine
from indexer.errors import EngineUnavailable
from tests.cluster.nodes import VERSION, Nodes
from tests.engine.documents import random_document
from tests.engine.requests import compare, random_request

_PATIENCE = 300.0  # seconds for a cluster to have all its shards again


class Searcher:
    """Searches without pause in a thread of its own and holds answers against the yardsticks."""

    def __init__(self, engine: OpenSearchEngine, yardsticks: list[MemoryEngine], seed: int) -> None:
        self.seen: Counter[str] = Counter()
        self.wrong: list[object] = []
        self._engine, self._yardsticks = engine, yardsticks
        self._chance = random.Random(seed)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Searcher:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            request = replace(random_request(self._chance, "ban-tin"), after=None)
            try:
                self._engine.refresh()
                answer = self._engine.search(request)
            except EngineUnavailable:
                self.seen["refused"] += 1
                continue
            if answer.partial:
                self.seen["said to be incomplete"] += 1
            elif any(answer == one.search(request) for one in self._yardsticks):
                self.seen["right"] += 1
            else:
                self.seen["WRONG"] += 1
                self.wrong.append(request)


def write(engine: Engine, documents: list[Document], *, full: bool) -> None:
    with engine.writer(full=full) as writer:
        for one in documents:
            writer.add(one)


def killing(nodes: Nodes, number: int, after: float) -> threading.Timer:
    timer = threading.Timer(after, nodes.kill, (number,))
    timer.start()
    return timer


def patiently(do: Callable[[], None]) -> int:
    """Do it again while the cluster is not there; returns how often it was tried."""
    for attempt in range(1, 20):
        try:
            do()
        except EngineUnavailable as error:
            print(f"    refused: {error.message}")
            time.sleep(2)
        else:
            return attempt
    raise RuntimeError("the cluster did not take it in 20 attempts")


def one_round(nodes: Nodes, folder: Path, number: int, options: argparse.Namespace) -> None:
    chance = random.Random(options.seed * 100 + number)
    make = [random_document(chance, f"b{n:04}") for n in range(options.documents)]
    changed = [random_document(chance, f"b{n:04}") for n in range(options.documents // 2)]
    engine = open_opensearch(folder, hosts=nodes.hosts, prefix=f"kills{number}", shards=3)
    reader = open_opensearch(folder, hosts=nodes.hosts, prefix=f"kills{number}", shards=3)
    old, new = MemoryEngine(), MemoryEngine()
    write(old, make, full=True)
    write(new, make, full=True)
    write(new, changed, full=False)
    write(engine, make, full=True)
    nodes.wait(3)
    parts: list[tuple[str, Callable[[], None]]] = [
        ("searching", lambda: time.sleep(8)),
        ("building anew", lambda: write(engine, make, full=True)),
        ("changing", lambda: write(engine, changed, full=False)),
    ]
    for place, (what, do) in enumerate(parts):
        victim = (number + place) % 3
        yardsticks = [old] if what != "changing" else [old, new]
        with Searcher(reader, yardsticks, number * 10 + place) as searcher:
            time.sleep(0.5)
            timer = killing(nodes, victim, chance.uniform(0, 1.5))
            attempts = patiently(do)
            timer.join()
            time.sleep(3)
        print(f"  {what}, {nodes.names[victim]} killed: {dict(searcher.seen)}, attempts {attempts}", flush=True)
        assert not searcher.wrong, searcher.wrong[0]
        nodes.launch(victim)
        nodes.wait(3)
    engine.refresh()
    for _ in range(20):
        compare(new, engine, random_request(chance, "ban-tin"))
    engine.close()
    reader.close()


def main() -> None:
    """Run and print what was seen."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=2)
    options.add_argument("--documents", type=int, default=400)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    began = time.monotonic()
    with Nodes(3, "512m") as nodes, tempfile.TemporaryDirectory() as folder:
        print(f"OpenSearch {VERSION}, three nodes", flush=True)
        for number in range(chosen.rounds):
            one_round(nodes, Path(folder) / "index", number, chosen)
        old = MemoryEngine()
        write(old, documents := [random_document(random.Random(9), f"b{n:04}") for n in range(100)], full=True)
        engine = open_opensearch(Path(folder) / "index", hosts=nodes.hosts, prefix="last", shards=3)
        write(engine, documents, full=True)
        with Searcher(engine, [old], 99) as searcher:
            time.sleep(1)
            nodes.kill(0)
            nodes.kill(1)
            time.sleep(10)
        print(f"  searching, two of three killed: {dict(searcher.seen)}")
        assert not searcher.wrong, searcher.wrong[0]
        engine.close()
    print(f"no wrong answer, nothing lost, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
