"""`python -m tests.bench.startup`: how long commands take from a shell, against an interpreter that does nothing.

Prints the median of interleaved runs, in milliseconds, and the ratio to the bare interpreter.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 15
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "import click": ["-c", "import click"],
    "bantin --help": ["-c", "from search_web.cli import main; main(['--help'])"],
    "bantin search --help": ["-c", "from search_web.cli import main; main(['search', '--help'])"],
    "import search_web.app": ["-c", "import search_web.app"],
}


def seconds(arguments: list[str]) -> float:
    """Return the wall time of one process."""
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def main() -> None:
    """Measure all commands in turn, one warm-up each."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for run in range(RUNS + 1):
        for name, arguments in COMMANDS.items():
            taken = seconds(arguments)
            if run:
                times[name].append(taken * 1000)
    bare = statistics.median(times["python -c pass"])
    print(f"{'command':24}{'median ms':>10}{'min ms':>9}{'ratio':>8}")
    for name, found in times.items():
        median = statistics.median(found)
        print(f"{name:24}{median:10.0f}{min(found):9.0f}{median / bare:8.1f}")


if __name__ == "__main__":
    main()
