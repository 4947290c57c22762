"""How fast each engine answers, side by side: one process an engine, asked in turn, equal answers asserted first.

    python -m tests.bench.query [SIZE ...] [--peers NAME,NAME] [--rounds N] [--svg FILE]

Queries: rare, common, AND, OR, phrase, prefix, date range, several fields, NOT, a selected facet, a deep page; terms
are drawn by their frequency, phrases from the bulletins themselves. Each is asked plainly (ten hits), with four facets,
and with facets and ten snippets. Indexes are built when they are not there yet (`tests.bench.build`).
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

from indexer.engine.engines import open_engine
from tests.bench.build import folder_of, run
from tests.bench.corpora import bulletin
from tests.bench.peers import FACETS, Ask, available

EACH: Final = 8
MODES: Final[dict[str, dict[str, Any]]] = {
    "plain": {},
    "facets": {"facets": FACETS},
    "facets + 10 snippets": {"facets": FACETS, "snippets": True},
}
AT_MOST: Final = {"2.7.4": 10_000, "fts5": 100_000}  # as documented: 18 minutes to build, a second for a faceted answer


def asks(size: int, seed: int = 1) -> list[Ask]:
    """Return the queries for a corpus of this size."""
    engine = open_engine("whoosh", folder_of("bantin", size) / "index")
    terms = [(term, count / size) for term, count in engine.terms("ban-tin", "syllable") if term.isalpha()]
    titles = [term for term, count in engine.terms("ban-tin", "title") if count > size / 100 and term.isalpha()]
    engine.close()
    chance = random.Random(seed)
    rare = [term for term, share in terms if 0.001 <= share <= 0.004 and len(term) > 1]
    middle = [term for term, share in terms if 0.02 <= share <= 0.1]
    common = [term for term, share in terms if share >= 0.25]
    made: list[Ask] = []
    for number in range(EACH):
        one, two, three = chance.choice(common), chance.choice(middle), chance.choice(common)
        phrase = _phrase(chance, size, 2 + number % 3)
        year = chance.randrange(2009, 2024)
        made += [
            Ask("rare", (chance.choice(rare),)),
            Ask("common", (one,)),
            Ask("and", tuple(dict.fromkeys((one, two, three)[: 2 + number % 2]))),
            Ask("or", tuple(dict.fromkeys((chance.choice(middle), two, three)[: 2 + number % 2]))),
            Ask("phrase", phrase),
            Ask("prefix", (chance.choice(middle)[:2],)),
            Ask("range", (one,), since=f"{year}-03-01", until=f"{year + number % 3}-10-15"),
            Ask("fields", (two,), title=chance.choice(titles)),
            Ask("not", (two,), without=three),
            Ask("filter", (one,), chosen=("kind", chance.choice(("tin", "công văn")))),
            Ask("deep", (one, two), offset=200),
        ]
    return made


def _phrase(chance: random.Random, size: int, length: int) -> tuple[str, ...]:
    """Return neighbouring syllables of one line of a bulletin."""
    while True:
        line = chance.choice(bulletin(chance.randrange(size)).lines)
        start = chance.randrange(len(line.syllable)) if line.syllable else 0
        found = tuple(line.syllable[start : start + length])
        if len(found) == length and all(term.isalpha() for term in found):
            first, last = line.offsets[start][0], line.offsets[start + length - 1][1]
            if len(line.text[first:last].split()) == length:
                return found


class Process:
    """An engine in a process of its own."""

    def __init__(self, name: str, size: int) -> None:
        self.name = name
        command = [sys.executable, "-W", "ignore", "-m", "tests.bench.peers", name, str(folder_of(name, size))]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def send(self, message: dict[str, Any]) -> dict[str, Any]:
        """Ask, and wait for the reply."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()
        reply: dict[str, Any] = json.loads(self._process.stdout.readline())
        return reply

    def ask(self, ask: Ask) -> dict[str, Any]:
        """Ask one query."""
        return self.send(asdict(ask))

    def end(self) -> dict[str, Any]:
        """End the process; returns its memory."""
        memory = self.send({"memory": True})
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        return memory


def check_equal(processes: Sequence[Process], queries: Iterable[Ask]) -> int:
    """Assert that all engines find the same number of bulletins and count the same values; returns how many queries."""
    number = 0
    for number, ask in enumerate(queries, 1):  # noqa: B007 - the last one is returned
        replies = {process.name: process.ask(replace(ask, facets=FACETS)) for process in processes}
        first = replies[processes[0].name]
        for name, reply in replies.items():
            assert reply["total"] == first["total"], (ask, name, reply["total"], first["total"])
            for facet in FACETS:
                if ask.chosen and ask.chosen[0] == facet:
                    continue  # only ours leaves a facet's own selection out of its counts
                # tantivy takes the best 200 values of each of its segments: the last of twenty counts may be short.
                ours, theirs = (sorted(one["facets"][facet].values(), reverse=True)[:10] for one in (first, reply))
                assert ours == theirs, (ask, name, facet, ours, theirs)
    return number


def measure(processes: Sequence[Process], queries: Sequence[Ask], rounds: int) -> dict[str, dict[str, list[float]]]:
    """Return milliseconds by mode and engine; the best of all rounds for each query, engines in turn."""
    result: dict[str, dict[str, list[float]]] = {}
    for mode, options in MODES.items():
        best = {process.name: [float("inf")] * len(queries) for process in processes}
        for _ in range(rounds):
            for place, ask in enumerate(queries):
                for process in processes:
                    if mode == "plain" and "pass" in process.name:
                        continue
                    took = process.ask(replace(ask, **options))["seconds"] * 1000
                    best[process.name][place] = min(best[process.name][place], took)
        result[mode] = {name: times for name, times in best.items() if max(times) < float("inf")}
    return result


def percentile(times: Sequence[float], share: float) -> float:
    """Return a percentile (nearest rank)."""
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def table(size: int, measured: dict[str, dict[str, list[float]]], memory: dict[str, dict[str, Any]]) -> str:
    """Return a Markdown table: p50 / p95 in milliseconds, the ratio of the medians to ours."""
    rows = [f"| {size:,} bulletins | " + " | ".join(MODES) + " | private MB |", "|---|" + "---:|" * (len(MODES) + 1)]
    for name in memory:
        cells = []
        for mode in MODES:
            times = measured[mode].get(name)
            if times is None:
                cells.append("–")
                continue
            ratio = statistics.median(times) / statistics.median(measured[mode]["bantin"])
            cells.append(f"{statistics.median(times):.2f} / {percentile(times, 0.95):.2f} ({ratio:.2f}×)")
        rows.append(f"| {name} | {' | '.join(cells)} | {memory[name]['private'] / 1e6:,.0f} |")
    return "\n".join(rows)


def by_kind(queries: Sequence[Ask], measured: dict[str, list[float]]) -> str:
    """Return a table of medians by kind of query, for one mode."""
    kinds = list(dict.fromkeys(ask.kind for ask in queries))
    rows = ["| ms (median) | " + " | ".join(kinds) + " |", "|---|" + "---:|" * len(kinds)]
    for name, times in measured.items():
        medians = [statistics.median(t for t, ask in zip(times, queries, strict=True) if ask.kind == k) for k in kinds]
        rows.append(f"| {name} | " + " | ".join(f"{one:.2f}" for one in medians) + " |")
    return "\n".join(rows)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000])
    options.add_argument("--peers", default=",".join(name for name in available() if "five" not in name))
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--svg", type=Path)
    chosen = options.parse_args()
    curves: dict[str, dict[int, tuple[float, float]]] = {}
    for size in chosen.sizes:
        names = [name for name in chosen.peers.split(",") if all(size <= m for k, m in AT_MOST.items() if k in name)]
        for name in names:
            run(name, size)
        queries = asks(size)
        processes = [Process(name, size) for name in names]
        compared = check_equal(processes, queries)
        print(f"\n{compared} queries, equal totals and facet counts on: {', '.join(names)}\n", flush=True)
        measured = measure(processes, queries, chosen.rounds)
        print(table(size, measured, {process.name: process.end() for process in processes}), "\n")
        for mode in MODES:
            print(f"{mode}\n\n{by_kind(queries, measured[mode])}\n", flush=True)
        for name, times in measured["facets + 10 snippets"].items():
            curves.setdefault(name, {})[size] = statistics.median(times), percentile(times, 0.95)
    if chosen.svg:
        from tests.bench.chart import chart

        chosen.svg.write_text(chart(curves), encoding="utf-8")


if __name__ == "__main__":
    main()
