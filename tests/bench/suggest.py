"""How fast suggestions are: completions as somebody types, and did-you-mean, over a large index.

    python -m tests.bench.suggest SIZE

Asks the index that `tests.bench.build SIZE bantin` made. Words are drawn from the corpus' own titles and typed letter
by letter; slips are made by the rules that the suggestions claim to understand. The first call of each kind builds the
vocabulary of the generation and is told apart. 1 when a p95 of the processor's time, which other work on the machine
does not change, is over 10 ms.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from indexer.analysis.fold import fold
from indexer.engine.engines import open_engine
from indexer.query.recognise import recognise
from indexer.query.suggest import complete, did_you_mean
from tests.bench.build import folder_of
from tests.bench.corpora import prepared

TARGET: Final = 10.0  # milliseconds, the 95th of a hundred
QUERIES: Final = 400


def typed(titles: Sequence[str], chance: random.Random) -> Iterator[str]:
    """Yield what stands in the box while somebody types the first words of a title, with marks and without."""
    while True:
        words = chance.choice(titles).split()[: chance.randrange(1, 6)]
        text = " ".join(words)
        if len(text) > 2:
            text = text[: chance.randrange(2, len(text) + 1)]
            yield text if chance.random() < 0.5 else fold(text)


def slips(titles: Sequence[str], chance: random.Random) -> Iterator[str]:
    """Yield queries of one to five words with a slip in one of them: a lost mark, or a letter changed or doubled."""
    while True:
        words = chance.choice(titles).split()[: chance.randrange(1, 6)]
        at = chance.randrange(len(words))
        word = words[at]
        place = chance.randrange(len(word))
        letter = chance.choice("aeiounhgtrsfxj")
        words[at] = chance.choice(
            [fold(word), word[:place] + letter + word[place + 1 :], word[:place] + letter + word[place:]]
        )
        yield " ".join(words)


def measure(ask: Callable[[str], object], queries: Iterator[str]) -> tuple[float, list[float], list[float]]:
    """Return the milliseconds of the first call and, sorted, of the others: on the clock and of the processor."""
    clock, processor = [], []
    for _ in range(QUERIES):
        query = next(queries)
        began, cpu_began = time.perf_counter(), time.thread_time()
        ask(query)
        processor.append((time.thread_time() - cpu_began) * 1000)
        clock.append((time.perf_counter() - began) * 1000)
    return clock[0], sorted(clock[1:]), sorted(processor[1:])


def main(arguments: Sequence[str]) -> int:
    """Print p50, p95 and the slowest of each kind."""
    size = int(arguments[0]) if arguments else 100_000
    engine = open_engine("whoosh", folder_of("bantin", size) / "index")
    titles = [line.text for line in prepared()[0] if len(line.text.split()) > 1]
    chance = random.Random(5)
    kinds: dict[str, tuple[Callable[[str], object], Iterator[str]]] = {
        "complete": (lambda text: complete(text, engine), typed(titles, chance)),
        "did you mean": (lambda text: did_you_mean(text, engine), slips(titles, chance)),
        "recognise": (lambda text: recognise(text, engine), typed(titles, chance)),
    }
    slow = False
    print(f"{sum(engine.stats().documents.values()):,} documents, {QUERIES} queries of each kind, milliseconds")
    for name, (ask, queries) in kinds.items():
        first, clock, processor = measure(ask, queries)
        p50, p95, cpu = clock[len(clock) // 2], clock[len(clock) * 95 // 100], processor[len(processor) * 95 // 100]
        slow |= cpu > TARGET
        print(f"{name:14} p50 {p50:6.2f}  p95 {p95:6.2f}  p95 of processor {cpu:6.2f}  first {first:7.1f}")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
