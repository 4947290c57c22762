"""Campaign: runs killed at random moments, store and index held against each other after each.

python -m tests.campaigns.pipeline_kills [--kills 200] [--bulletins 300] [--seed 1] [--jobs 2]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from tests.crash.runs import PROJECT, kill_at_random, make_sources


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--bulletins", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--longest", type=float, default=4.0, help="seconds until the kill, at most")
    options = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bantin-") as folder:
        sources = make_sources(Path(folder) / "nguồn", PROJECT, options.bulletins)
        told = kill_at_random(
            sources,
            Path(folder) / "data",
            kills=options.kills,
            seed=options.seed,
            longest=options.longest,
            jobs=options.jobs,
        )
    print(
        f"kills {told.kills}  runs that finished first {told.finished}  bulletins lost {told.lost}"
        f"  repaired by check {told.repaired}  slowest check {told.worst_check:.2f} s  seed {options.seed}"
        f"  seconds {time.monotonic() - started:.0f}"
    )
    raise SystemExit(1 if told.lost else 0)


if __name__ == "__main__":
    main()
