"""How long an index takes to build, how large it is, and how much memory that takes.

    python -m tests.bench.build SIZE [PEER ...]

Making the corpus is not counted. Indexes are kept in the temporary folder (BANTIN_BENCH) for `tests.bench.query`.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.corpora import bulletins
from tests.bench.peers import PEERS, available, peak_bytes, peer

ROOT = Path(os.environ.get("BANTIN_BENCH") or Path(tempfile.gettempdir()) / "bantin-bench")


def folder_of(name: str, size: int) -> Path:
    """Return where the index of a peer is kept; both ways of asking tantivy share one."""
    more = "-five" if "five" in name else ""
    return ROOT / f"{PEERS[name][0].rsplit('_', 1)[1]}{more}-{size}"


def build(name: str, size: int) -> dict[str, float]:
    """Build in this process; returns seconds, bytes on disc and the peak of memory."""
    folder = folder_of(name, size)
    shutil.rmtree(folder, ignore_errors=True)
    seconds = cpu = 0.0
    steps = peer(name).build(folder, bulletins(size))
    next(steps)  # the first bulletin is made
    gc.collect()
    gc.freeze()  # the prepared lines are millions of objects: looking through them is no engine's cost
    before = peak_bytes()
    for number in range(size):
        # Until the next bulletin is asked for, a step is the engine's; making it is then part of the step after.
        began, cpu_began = time.perf_counter(), time.process_time()
        made, cpu_made = MAKING.spent, MAKING.cpu
        next(steps)
        seconds += time.perf_counter() - began - (MAKING.spent - made)
        cpu += time.process_time() - cpu_began - (MAKING.cpu - cpu_made)
        if number % 10_000 == 9_999:
            print(f"{name} {number + 1:,} {seconds:.1f} s", file=sys.stderr, flush=True)
    for _ in steps:
        pass
    files = [path for path in folder.rglob("*") if path.is_file()]
    inodes = {path.stat().st_ino: path.stat().st_size for path in files}
    return {"seconds": seconds, "cpu": cpu, "bytes": sum(inodes.values()), "peak": peak_bytes(), "before": before}


class _Making:
    """The time that making bulletins has taken."""

    spent = 0.0
    cpu = 0.0

    def __enter__(self) -> None:
        self._began = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        self.spent += time.perf_counter() - self._began[0]
        self.cpu += time.process_time() - self._began[1]


MAKING = _Making()


def _timed_making() -> None:
    """Count the time that the corpus takes, so that it can be left out."""
    from tests.bench import corpora

    made, document = corpora.bulletin, corpora.Bulletin.document

    def bulletin(number: int) -> corpora.Bulletin:
        with MAKING:
            return made(number)

    def timed(self: corpora.Bulletin) -> object:
        with MAKING:
            return document(self)

    corpora.bulletin = bulletin
    corpora.Bulletin.document = timed  # type: ignore[method-assign,assignment]


def run(name: str, size: int) -> dict[str, float]:
    """Build in a process of its own, or return what an earlier build noted."""
    note = folder_of(name, size).with_suffix(".json")
    if not note.exists():
        command = [sys.executable, "-m", "tests.bench.build", "--one", name, str(size)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        note.write_text(done.stdout)
    result: dict[str, float] = json.loads(note.read_text())
    return result


def main() -> None:
    """Build with each peer and print a table."""
    if sys.argv[1] == "--one":
        _timed_making()
        print(json.dumps(build(sys.argv[2], int(sys.argv[3]))))
        return
    size = int(sys.argv[1])
    names = sys.argv[2:] or [name for name in available() if "pass" not in name]
    print(f"| {size:,} bulletins | seconds | of processor | a second | MB on disc | peak MB |\n|---|{'---:|' * 5}")
    for name in names:
        result = run(name, size)
        seconds, disc, peak = result["seconds"], result["bytes"] / 1e6, result["peak"] / 1e6
        row = f"| {name} | {seconds:.1f} | {result['cpu']:.1f} | {size / seconds:,.0f} | {disc:,.0f} | {peak:,.0f} |"
        print(row, flush=True)


if __name__ == "__main__":
    main()
