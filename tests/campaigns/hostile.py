"""Campaign: all hostile files, and mutations of good ones, through the sandbox.

    python -m tests.campaigns.hostile [--seed 335] [--large] [--mutations 0]

Prints the slowest, what was killed, and a line of counts; ends with 1 when a file broke a promise.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator

from indexer.errors import ReadingError
from indexer.reading.outcome import Source, Unread
from indexer.reading.sandbox import Sandbox
from tests.reading import hostile, makers

SECONDS = 10.0


def mutations(chance: random.Random, count: int) -> Iterator[tuple[str, bytes]]:
    """Yield good documents with bytes changed, by turns of every format."""
    good = {
        "pdf": hostile.one_page(b"BT /F 12 Tf 40 800 Td (Thong bao) Tj ET " * 20),
        "docx": makers.docx(hostile.TEXT),
        "odt": makers.odt(hostile.TEXT),
        "rtf": makers.rtf(hostile.TEXT),
        "html": makers.html(f"Sign In\n{hostile.TEXT}"),
    }
    for n in range(count):
        suffix = list(good)[n % len(good)]
        yield f"mutation-{n}.{suffix}", hostile.damaged(good[suffix], chance, chance.randint(1, 40))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=335)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--mutations", type=int, default=0)
    options = parser.parse_args()
    counts, slowest, wrong = Counter[str](), list[tuple[float, str]](), list[str]()
    with Sandbox() as sandbox:
        chance = random.Random(options.seed)
        for name, data in (
            *hostile.files(options.seed, large=options.large),
            *mutations(chance, options.mutations),
        ):
            started = time.monotonic()
            counts[_outcome(sandbox, name, data, wrong)] += 1
            slowest.append((time.monotonic() - started, name))
            if slowest[-1][0] > SECONDS:
                wrong.append(f"{name}: {slowest[-1][0]:.1f} s")
            good = list(sandbox.read(Source("tốt.docx", makers.docx(hostile.TEXT))))
            if len(good) != 1:
                wrong.append(f"{name}: the next good file was not read")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print("slowest:", ", ".join(f"{name} {seconds:.1f} s" for seconds, name in sorted(slowest, reverse=True)[:6]))
    for line in wrong:
        print("WRONG", line)
    told = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
    print(f"files {sum(counts.values())}  wrong {len(wrong)}  ({told})  parent's peak {peak} MB  seed {options.seed}")
    raise SystemExit(bool(wrong))


def _outcome(sandbox: Sandbox, name: str, data: bytes, wrong: list[str]) -> str:
    try:
        found = list(sandbox.read(Source(name, data)))
    except ReadingError as error:
        if name not in error.message or not error.hint or len(str(error).splitlines()) != 1:
            wrong.append(f"{name}: {error}")
        return error.kind
    return "partly read" if any(isinstance(outcome, Unread) for outcome in found) else "read"


if __name__ == "__main__":
    main()
