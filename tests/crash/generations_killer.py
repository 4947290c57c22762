"""Kills a writer at random moments, again and again, and looks at what is left.

    python -m tests.crash.generations_killer FOLDER ROUNDS SEED

Every child writes generations (adding, replacing, removing, merging) and tells through a pipe which ones were
acknowledged; it is killed with SIGKILL at a random moment. Then the index must open at the last acknowledged generation
or a later one, hold exactly what that generation's note says, and be sound to the last byte.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from indexer.engine.engines import open_engine
from indexer.engine.port import Request
from indexer.engine.query import Term
from indexer.engine.whoosh_.engine import WhooshEngine
from tests.engine.documents import document


def write(folder: Path, step: int, pipe: int, last: float = float("inf")) -> None:
    """Write generations from this step on to the last. Generation ``step`` holds ``step % 7 + 1`` bulletins."""
    engine = open_engine("whoosh", folder)
    while step <= last:
        with engine.writer(full=step % 11 == 0, note={"step": str(step)}) as writer:
            for number in range(7):
                if number <= step % 7:
                    text = f"bản tin số {number} bước {step}"
                    writer.add(document(f"b{number}", text, keywords={"kind": ("tin",)}))
                    writer.add(document(f"b{number}-1", text, scope="chi-dao", bulletin=f"b{number}"))
                else:
                    writer.remove(f"b{number}")
        os.write(pipe, f"{step}\n".encode())
        step += 1


def check(folder: Path, acknowledged: int) -> int:
    """Assert that the index is sound; returns the step it is at."""
    engine = open_engine("whoosh", folder)
    assert isinstance(engine, WhooshEngine)
    if engine.generations.current() is None:
        assert acknowledged < 0, "an acknowledged generation was lost"
        return 0
    step = int(engine.note()["step"])
    assert step >= acknowledged, f"step {acknowledged} was acknowledged, the index is at {step}"
    for scope in ("ban-tin", "chi-dao"):
        answer = engine.search(Request(scope=scope, match=Term("syllable", str(step)), size=0))
        assert answer.total == engine.search(Request(scope=scope, size=0)).total == step % 7 + 1
    assert engine.generations.verify(deep=True) == []
    assert engine.degraded == ()
    engine.close()
    return step


def run(folder: Path, rounds: int, seed: int) -> dict[str, float]:
    """Kill ``rounds`` writers; returns how many steps were written, and the longest time to open again (seconds)."""
    chance = random.Random(seed)
    slowest = 0.0
    began = time.perf_counter()
    write(folder, 0, os.open(os.devnull, os.O_WRONLY), last=2)
    usual = (time.perf_counter() - began) / 3  # a busy disc takes its time: kill during and between generations
    step = check(folder, 2) + 1
    for _ in range(rounds):
        read, wrote = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            write(folder, int(step), wrote)
        os.close(wrote)
        time.sleep(chance.uniform(0, 2.5 * usual))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(read) as pipe:
            lines = [line for line in pipe.read().split("\n")[:-1] if line]
        began = time.perf_counter()
        step = check(folder, int(lines[-1]) if lines else int(step) - 1) + 1
        slowest = max(slowest, time.perf_counter() - began)
    return {"rounds": rounds, "steps": step, "slowest": slowest}


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
