"""One reader's pages alone, and beside what slows a server: `python -m tests.bench.load_beside [--bulletins 100000]`.

Beside what: a full re-index (``bantin index --full`` of the portal in processes of its own, with the priority they give
themselves); another client that asks 64 hostile queries one after the other, again and again; 64 clients that ask them
at once, once; 200 connections that send their request a byte at a time. Alone and beside in turn, three rounds; printed
are the medians of the rounds and the ratio of p95.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import cache
from itertools import count
from urllib.parse import quote

from tests.bench.corpora import prepared
from tests.bench.indexing import LINES
from tests.bench.load import ask, fresh, get, serving

HOSTILE = 64
SLOW = 200
ROUNDS = 3

Beside = Callable[[int], AbstractContextManager[object]]  # of a port


@cache
def hostile() -> list[str]:
    """Return 64 addresses that are allowed and dear: many words, long phrases, prefixes, alternatives, deep pages."""
    _, lines = prepared()
    common = [word for word, _ in Counter(word for line in lines for word in set(line.syllable)).most_common(400)]
    chance = random.Random(64)
    made: list[str] = []
    for number in range(HOSTILE // 8):
        words = chance.sample(common, 32)
        text = " ".join(chance.choice(lines).text for _ in range(8))
        made += [
            _address(" ".join(words)),
            _address(" HOẶC ".join(words)),
            _address(f"{words[0][:2]}* {words[1][:2]}*"),
            _address(" ".join(f'"{one} {two}"' for one, two in zip(words[:16], words[16:], strict=True))),
            _address('"' + " ".join(text.split()[:250]) + '"'),
            _address(" ".join(f"-{word}" for word in words[1:]) + f" {words[0]}"),
            _address(" ".join(words[:3])) + "&page=500",
            _address(" ".join(words[:2])) + f"&from=01/01/{2008 + number}&sort=oldest&size=100",
        ]
    return made


def _address(query: str) -> str:
    return f"/tim-kiem?q={quote(query[:1_900])}"


@contextmanager
def alone(_port: int) -> Iterator[None]:
    """Do nothing beside."""
    yield


@contextmanager
def meanwhile(go: Callable[[threading.Event], None]) -> Iterator[threading.Event]:
    """Run something in a thread until the block ends; it is told so by the event."""
    done = threading.Event()
    thread = threading.Thread(target=go, args=(done,))
    thread.start()
    try:
        yield done
    finally:
        done.set()
        thread.join()


@contextmanager
def reindex(_port: int) -> Iterator[None]:
    """Index the portal anew, over and over, into a data folder of its own."""
    running: list[subprocess.Popen[bytes]] = []

    def go(done: threading.Event) -> None:
        while not done.is_set():
            running.append(subprocess.Popen(command, start_new_session=True))
            while running[-1].poll() is None and not done.wait(0.1):
                pass
            if done.is_set():
                os.killpg(running[-1].pid, signal.SIGKILL)
            assert running[-1].wait() in (0, 3, -signal.SIGKILL)

    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-W", "ignore", "-c", "from search_web.cli import main; main()"]
        command += ["index", "-q", "--full", str(LINES), "--data-dir", data]
        with meanwhile(go):
            time.sleep(3)  # past the start of its processes
            yield
        time.sleep(1)


@contextmanager
def hostile_client(port: int) -> Iterator[None]:
    """Ask the hostile queries one after the other until the end."""

    def go(done: threading.Event) -> None:
        for number in count():
            if done.is_set():
                return
            get(port, hostile()[number % HOSTILE] + f"&zone=body{number}" * (number >= HOSTILE))

    with meanwhile(go):
        yield


@contextmanager
def slow_connections(port: int) -> Iterator[None]:
    """Hold 200 connections whose requests never come to their end, a byte at a time."""
    held = [socket.create_connection(("127.0.0.1", port)) for _ in range(SLOW)]
    for one in held:
        one.sendall(b"GET /tim-kiem?q=x HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")

    def go(done: threading.Event) -> None:
        while not done.wait(1.0):
            for one in held:
                with suppress(OSError):  # the server had enough of it
                    one.sendall(b"a")

    with meanwhile(go):
        yield
    for one in held:
        one.close()


def at_once(port: int) -> str:
    """Ask all hostile queries at the same moment, a plain one every 50 ms until all are answered; tell how it went."""
    statuses: list[int] = []
    plain: list[float] = []
    threads = [threading.Thread(target=lambda path=path: statuses.append(get(port, path)[0])) for path in hostile()]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    chance = random.Random(7)
    while any(thread.is_alive() for thread in threads):
        asked = time.perf_counter()
        statuses.append(get(port, fresh(chance)[0])[0])
        plain.append(time.perf_counter() - asked)
        time.sleep(0.05)
    took = time.perf_counter() - began
    counted = ", ".join(f"{count} of status {status}" for status, count in sorted(Counter(statuses).items()))
    return f"all answered in {took:.1f} s; {len(plain)} plain pages meanwhile, slowest {max(plain):.2f} s; {counted}"


def compare(ports: Sequence[int], name: str, beside: Beside, seconds: float) -> str:
    """Return the medians over the rounds of pages alone and beside, and the ratio of p95."""
    found: dict[str, list[tuple[float, float, int]]] = {"alone": [], name: []}
    for _ in range(ROUNDS):
        for label, other in (("alone", alone), (name, beside)):
            with other(ports[0]):
                answered = ask(ports, seconds, 1, fresh)
            found[label].append((answered.percentile(50), answered.percentile(95), len(answered.faults)))
    rows = []
    for label, rounds in found.items():
        p50, p95 = (statistics.median(one[place] for one in rounds) for place in (0, 1))
        rows.append(f"{label:24} p50 {p50:6.1f} ms  p95 {p95:6.1f} ms  faults {sum(one[2] for one in rounds)}")
    ratio = statistics.median(one[1] for one in found[name]) / statistics.median(one[1] for one in found["alone"])
    return "\n".join(rows) + f"  p95 {ratio:.2f} x"


def main() -> None:
    """Serve, ask, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--bulletins", type=int, default=100_000)
    options.add_argument("--seconds", type=float, default=12, help="of one round")
    chosen = options.parse_args()
    with serving(chosen.bulletins) as ports:
        print(f"{chosen.bulletins:,} bulletins, one process, one reader")
        ask(ports, 8, 2, fresh)  # warm
        pairs = {"re-index": reindex, "a hostile client": hostile_client, "200 slow connections": slow_connections}
        for name, beside in pairs.items():
            print(compare(ports, f"beside {name}", beside, chosen.seconds), flush=True)
        print(f"64 hostile queries at once: {at_once(ports[0])}", flush=True)


if __name__ == "__main__":
    main()
