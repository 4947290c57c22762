"""Runs of the pipeline in a process of their own, to be killed; and what must hold after a kill.

python -m tests.crash.runs SOURCES DATA [JOBS]
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from indexer.engine.engines import open_engine
from indexer.engine.port import Engine
from indexer.operations import check
from indexer.pipeline import index
from indexer.store import Store

PROJECT = Path(__file__).resolve().parents[2]


def open_both(data: Path) -> tuple[Store, Engine]:
    """Return store and default engine of a data folder."""
    store = Store.open(data)
    return store, open_engine("whoosh", data / "index")


def run_in_process(sources: Path, data: Path, jobs: int = 1) -> subprocess.Popen[str]:
    """Start a run that a test may kill; it prints the ids of each batch when they are on the disk."""
    command = [sys.executable, "-m", "tests.crash.runs", str(sources), str(data), str(jobs)]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=PROJECT
    )


@dataclass
class Kills:
    """Counts of a campaign."""

    kills: int = 0
    finished: int = 0
    repaired: int = 0
    lost: int = 0
    worst_check: float = 0.0


def kill_at_random(sources: Path, data: Path, *, kills: int, seed: int, longest: float, jobs: int = 1) -> Kills:
    """Kill runs at random moments, with a source edited before each; hold store and index against each other after."""
    chance, told = random.Random(seed), Kills()
    files = sorted(path for path in sources.rglob("*.txt"))
    reported: set[str] = set()
    while told.kills < kills:
        for path in chance.sample(files, 5):
            with path.open("a", encoding="utf-8") as stream:
                stream.write(f"\nBổ sung lần {told.kills}: số {chance.random()}.")
        process = run_in_process(sources, data, jobs)
        time.sleep(chance.uniform(0.05, longest))
        process.send_signal(signal.SIGKILL)
        output, _ = process.communicate(timeout=60)
        if process.returncode == 0:
            told.finished += 1
        told.kills += 1
        reported |= {line.split()[1] for line in output.splitlines() if line.startswith("kept ")}
        _hold(data, reported, told)
    process = run_in_process(sources, data, jobs)
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    return told


def _hold(data: Path, reported: set[str], told: Kills) -> None:
    """After a kill: what was reported is there, and store and index fit or are made to."""
    started = time.perf_counter()
    store, engine = open_both(data)
    with store:
        told.lost += len(reported - set(store.pages.live()))
        report = check(store, engine, deep=True)
        if report.exit_code:
            report = check(store, engine, deep=True, repair=True)
            told.repaired += 1
        assert report.exit_code == 0, report.problems
    engine.close()
    told.worst_check = max(told.worst_check, time.perf_counter() - started)


def make_sources(folder: Path, project: Path, count: int) -> Path:
    """Return a folder of so many bulletins: the corpus, repeated with other titles."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = [path.read_text("utf-8") for path in sorted((project / "corpus/bulletins").glob("*.txt"))]
    for n in range(count):
        (folder / f"{n:05}.txt").write_text(f"Bản số {n}. {texts[n % len(texts)].lstrip()}", encoding="utf-8")
    return folder


def main() -> None:
    sources, data, jobs = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1
    store, engine = open_both(data)
    put = Store.batch

    def reporting(self: Store):  # type: ignore[no-untyped-def]
        from contextlib import contextmanager

        @contextmanager
        def batch():  # type: ignore[no-untyped-def]
            with put(self):
                yield
            for page in self.pages.live():  # on the disk now, so it may never be missing again
                print("kept", page, flush=True)

        return batch()

    Store.batch = reporting  # type: ignore[method-assign]
    with store:
        index([sources], store, engine, jobs=jobs)
    engine.close()


if __name__ == "__main__":
    main()
