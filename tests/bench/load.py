"""`python -m tests.bench.load [--bulletins 100000] [--processes 1]`: a real server under load, and what it answers.

The mix: 60 % two words, 15 % a phrase, 15 % two words in a year, 10 % a bulletin; every address new (nothing comes from
memory), then twenty addresses over and over (from memory, and with their ETag). One process serves, or several, each on
a port of its own; another one asks.
The index is the one of `tests.bench.build` and is made when it is not there; 300 bulletins stand in the store.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import multiprocessing
import random
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import quantiles
from urllib.parse import quote

from indexer.addresses import bulletin_path
from indexer.bulletin import Bulletin, Facts
from indexer.engine.engines import open_engine
from indexer.library import Library
from indexer.settings import load_settings
from indexer.store import Store
from indexer.store.records import Incoming
from tests.bench.build import build, folder_of
from tests.bench.corpora import bulletin, prepared

STORED = 300

_TURNS = count()  # each turn draws addresses of its own: none may come from memory
Asked = tuple[str, str]  # an address, and the tag of the page that is known


def serve(index: Path, data: Path, pipe: Connection) -> None:
    """Serve the index until the pipe says something."""
    from search_web.app import create_app
    from tests.web.conftest import Site
    from tests.web.running import Running

    settings = load_settings(data_dir=str(data), environment={})
    with Store.open(data) as store:
        for number in range(STORED):
            one = bulletin(number).document()
            title = one.text.partition("\n")[0]
            known = Bulletin(one.id, title, one.text, len(title) + 2, one.dates["published"])
            raw = one.text.encode()
            digest = hashlib.sha256(raw).hexdigest()
            store.put([Incoming(one.id, known, Facts(), raw, digest, "r", "r")])
    library = Library(settings, open_engine("whoosh", index), Store.open(data, readonly=True))
    app = create_app(settings, library)
    running = Running(Site(app, library, settings, app.test_client()), threads=8)
    pipe.send(running.port)
    pipe.recv()
    running.close()
    library.close()


def address(chance: random.Random) -> str:
    """Return one address of the mix."""
    titles, lines = prepared()
    words = chance.choice(chance.choice((titles, lines))).syllable
    at = chance.randrange(max(1, len(words) - 3))
    drawn, two = chance.random(), " ".join(words[at : at + 2])
    if drawn < 0.60:
        return f"/tim-kiem?q={quote(two)}"
    if drawn < 0.75:
        return f"/tim-kiem?q={quote(chr(34) + ' '.join(words[at : at + 4]) + chr(34))}"
    if drawn < 0.90:
        return f"/tim-kiem?q={quote(two)}&year={chance.randrange(2008, 2027)}"
    number = chance.randrange(STORED)
    return f"{bulletin_path(f'b{number:07}', title_of(number))}?q={quote(two)}"


def fresh(chance: random.Random) -> Asked:
    """Return an address that was hardly asked before, without a tag."""
    return address(chance), "x"


@cache
def title_of(number: int) -> str:
    """Return the title that a bulletin is stored with."""
    return bulletin(number).document().text.partition("\n")[0]


@dataclass
class Answered:
    """What came back to several connections: seconds and bytes of each page, and the addresses that failed."""

    seconds: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def percentile(self, share: int) -> float:
        """Return a percentile of latency in milliseconds."""
        return 1000 * quantiles(self.seconds, n=100)[share - 1]

    def said(self, seconds: float) -> str:
        """Return pages a second, latency, weight and faults in one line."""
        p50, p95, p99 = (self.percentile(share) for share in (50, 95, 99))
        weight = sum(self.sizes) / len(self.sizes) / 1024
        return (
            f"{len(self.seconds) / seconds:7.1f} pages/s  p50 {p50:6.1f} ms  p95 {p95:6.1f} ms  p99 {p99:6.1f} ms"
            f"  {weight:5.1f} KiB  faults {len(self.faults)} {self.faults[:2]}"
        )


def ask(ports: Sequence[int], seconds: float, clients: int, make: Callable[[random.Random], Asked]) -> Answered:
    """Ask for ``seconds`` over several connections, each waiting for its answer before it asks again."""
    answered, turn = Answered(), next(_TURNS)
    until = time.perf_counter() + seconds

    def one(number: int) -> None:
        chance = random.Random(f"{turn} {number}")
        connection = http.client.HTTPConnection("127.0.0.1", ports[number % len(ports)], timeout=60)
        while time.perf_counter() < until:
            path, tag = make(chance)
            began = time.perf_counter()
            connection.request("GET", path, headers={"Accept-Encoding": "gzip", "If-None-Match": tag})
            answer = connection.getresponse()
            body = answer.read()
            answered.seconds.append(time.perf_counter() - began)
            answered.sizes.append(len(body))
            if answer.status >= 400:
                answered.faults.append(f"{answer.status} {path}")
        connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answered


@contextmanager
def serving(bulletins: int, processes: int = 1) -> Iterator[list[int]]:
    """Serve the index of `tests.bench.build` from processes of their own; yields their ports."""
    index = folder_of("bantin", bulletins) / "index"
    if not index.is_dir():
        build("bantin", bulletins)
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as data, ExitStack() as servers:
        ports = []
        for number in range(processes):
            ours, theirs = context.Pipe()
            server = context.Process(target=serve, args=(index, Path(data) / str(number), theirs))
            server.start()
            servers.callback(server.join, 10)
            servers.callback(ours.send, "end")
            ports.append(ours.recv())
        yield ports


def main() -> None:
    """Serve, ask, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--bulletins", type=int, default=100_000)
    options.add_argument("--processes", type=int, default=1)
    options.add_argument("--seconds", type=float, default=15)
    chosen = options.parse_args()
    with serving(chosen.bulletins, chosen.processes) as ports:
        print(f"{chosen.bulletins:,} bulletins, processes: {chosen.processes}")

        def tell(name: str, seconds: float, clients: int, make: Callable[[random.Random], Asked]) -> None:
            told = ask(ports, seconds, clients, make).said(seconds)
            print(f"{name:16} {clients} connections: {told}", flush=True)

        tell("warming", 8, 2 * len(ports), fresh)
        for clients in (len(ports), 4):
            tell("new addresses", chosen.seconds, clients, fresh)
        few = [address(random.Random(number)) for number in range(20)]
        tags = {path: get(ports[0], path)[1] for path in few}
        tell("from memory", chosen.seconds / 3, 4, lambda chance: (chance.choice(few), "x"))
        tell("with their ETag", chosen.seconds / 3, 4, lambda chance: (path := chance.choice(few), tags[path]))


def get(port: int, path: str) -> tuple[int, str]:
    """Ask for one page on a connection of its own; returns its status and its tag."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers.get("ETag", "x")


if __name__ == "__main__":
    main()
