"""How fast suggestions are: completions as somebody types, and did-you-mean, over a large index.

    python -m tests.bench.suggest SIZE

Asks the index that `tests.bench.build SIZE bantin` made. Words are drawn from the corpus' own titles and typed letter
by letter; slips are made by the rules that the suggestions claim to understand. The first call of each kind builds the
vocabulary of the generation and is told apart. 1 when a p95 is over 10 ms.
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


def measure(ask: Callable[[str], object], queries: Iterator[str]) -> tuple[float, list[float]]:
    """Return the milliseconds of the first call and, sorted, of the others."""
    taken = []
    for _ in range(QUERIES):
        query = next(queries)
        began = time.perf_counter()
        ask(query)
        taken.append((time.perf_counter() - began) * 1000)
    return taken[0], sorted(taken[1:])


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
        first, taken = measure(ask, queries)
        p50, p95 = taken[len(taken) // 2], taken[len(taken) * 95 // 100]
        slow |= p95 > TARGET
        print(f"{name:14} p50 {p50:6.2f}  p95 {p95:6.2f}  max {taken[-1]:6.2f}  first {first:7.1f}")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
