"""Segmentation against pyvi, interleaved on one core: ``python -m tests.bench.segment``.

Prints one row a measure with the floor that issue 3 asks for. Times are processor time of this process, so that a busy
machine weighs on both sides alike; only the first result of a process is wall time. Needs the shared data.
"""

from __future__ import annotations

import gzip
import json
import os
import statistics
import subprocess
import sys
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.conftest import SHARED

PORTAL = SHARED / "data/texts/sotttt_hanoi_portal.jsonl.gz"
SLICE = 300  # bulletins a turn
QUERY_ROUNDS = 6
STARTS = 9  # processes started
LINE = "Thủ tướng Chính phủ yêu cầu các bộ, ngành, địa phương khẩn trương triển khai Nghị quyết số 05-NQ/HU. "


def main() -> None:
    """Measure and print the table."""
    warnings.simplefilter("ignore")
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    print(f"{'measure':44} {'ours':>14} {'pyvi':>14} {'ratio':>8}  floor")
    for row in (*_starts(), *_queries(), *_passes(), *_long_lines()):
        print(row, flush=True)


def _row(measure: str, ours: float, pyvi: float | None, unit: str, floor: str, *, rate: bool = False) -> str:
    ratio = "" if pyvi is None else f"{(ours / pyvi if rate else pyvi / ours):.1f}x"
    return f"{measure:44} {ours:8.3f} {unit:5} {'' if pyvi is None else f'{pyvi:8.3f} {unit}':>14} {ratio:>8}  {floor}"


def _clock(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _bulletins() -> list[list[str]]:
    with gzip.open(PORTAL, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"].split("\n") for line in lines]


def _passes() -> Iterator[str]:
    """One pass over the portal, slice by slice in turns, from empty caches; its second half counts characters."""
    import numpy  # noqa: F401  # a run over many texts has it loaded
    from pyvi.ViTokenizer import tokenize

    from indexer.analysis.segment import segment

    bulletins = _bulletins()
    slices = [[line for text in bulletins[at : at + SLICE] for line in text] for at in range(0, len(bulletins), SLICE)]
    sizes = [sum(map(len, lines)) for lines in slices]
    times = [(_clock(lambda s=s: segment(s)), _clock(lambda s=s: list(map(tokenize, s)))) for s in slices]
    middle = next(at for at in range(len(sizes)) if sum(sizes[:at]) * 2 >= sum(sizes))
    parts = (("portal, one cold pass", 0, ">= 15x"), ("portal, second half of that pass", middle, ">= 25x"))
    for name, start, floor in parts:
        ours, pyvi = (sum(sizes[start:]) / 1e6 / sum(column[start:]) for column in zip(*times, strict=True))
        yield _row(name, ours, pyvi, "Mc/s", floor, rate=True)
    again = sum(_clock(lambda s=s: segment(s)) for s in slices)
    yield _row("portal, all known before", sum(sizes) / 1e6 / again, pyvi, "Mc/s", "", rate=True)
    each = sum(_clock(lambda t=t: segment(t)) for t in bulletins)
    yield _row("portal, one bulletin a call", sum(sizes) / 1e6 / each, pyvi, "Mc/s", "", rate=True)


def _queries() -> Iterator[str]:
    """The retrieval queries, one call each, rounds in turns, the first round of each side unmeasured."""
    from pyvi.ViTokenizer import tokenize

    from indexer.analysis.segment import segment

    files = sorted((SHARED / "data/retrieval").glob("*/queries.tsv"))
    queries = [line.split("\t")[-1] for file in files for line in file.read_text("utf-8").splitlines()]
    rounds = []
    for _ in range(QUERY_ROUNDS):
        ours = _clock(lambda: deque((segment([query]) for query in queries), maxlen=0))
        rounds.append((ours, _clock(lambda: deque((tokenize(query) for query in queries), maxlen=0))))
    ours, pyvi = (statistics.median(column[1:]) / len(queries) * 1e6 for column in zip(*rounds, strict=True))
    yield _row(f"{len(queries)} queries, a query a call", ours, pyvi, "us", ">= 8x")


def _starts() -> Iterator[str]:
    """From nothing to the first result: the interpreter, the import, the model, one query."""
    query = "'Ban Thường vụ Huyện ủy Phú Tân'"
    programs = (
        "pass",
        f"from indexer.analysis.segment import segment; segment([{query}])",
        f"from pyvi.ViTokenizer import tokenize; tokenize({query})",
    )
    rounds = [[_wall(program) for program in programs] for _ in range(STARTS)]
    bare, ours, pyvi = (statistics.median(column) for column in zip(*rounds, strict=True))
    yield _row("process start to first result", ours, pyvi, "s", "<= 0.1 s")
    yield _row("of it the bare interpreter", bare, None, "s", "")


def _wall(program: str) -> float:
    start = time.perf_counter()
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-W", "ignore", "-c", program], check=True, cwd=root)
    return time.perf_counter() - start


def _long_lines() -> Iterator[str]:
    """A million characters without a line break; pyvi is measured on a tenth where it would take minutes."""
    from pyvi.ViTokenizer import tokenize

    from indexer.analysis.segment import segment

    kinds = (
        LINE, LINE.replace(" ", ""), "-", "+-", "a", "1.", "1_1a", "a@", "x@y.vn,", "a://", "A.", "a ", "a\u0301\u0323",
        "\u0301\u0323", "\n",
    )  # fmt: skip
    for piece in kinds:
        name = ascii(piece)[:20]
        text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
        yield _row(f"1 MB in one line: {name}", _clock(lambda text=text: segment([text])), None, "s", "<= 1 s")
    short = (LINE * 200)[:20_000]
    ours, pyvi = min(_clock(lambda: segment([short])) for _ in range(3)), _clock(lambda: tokenize(short))
    yield _row("20 kB in one line: prose", ours, pyvi, "s", "")


if __name__ == "__main__":
    main()
