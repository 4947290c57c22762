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
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cache
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


@cache
def title_of(number: int) -> str:
    """Return the title that a bulletin is stored with."""
    return bulletin(number).document().text.partition("\n")[0]


def ask(ports: Sequence[int], seconds: float, clients: int, make: Callable[[random.Random], tuple[str, str]]) -> None:
    """Ask for ``seconds`` over several connections; print pages a second, latency and faults."""
    times: list[float] = []
    sizes: list[int] = []
    faults: list[str] = []
    until = time.perf_counter() + seconds

    def one(number: int) -> None:
        chance = random.Random(f"{seconds}{number}")
        connection = http.client.HTTPConnection("127.0.0.1", ports[number % len(ports)], timeout=60)
        while time.perf_counter() < until:
            path, tag = make(chance)
            began = time.perf_counter()
            connection.request("GET", path, headers={"Accept-Encoding": "gzip", "If-None-Match": tag})
            answer = connection.getresponse()
            body = answer.read()
            times.append(time.perf_counter() - began)
            sizes.append(len(body))
            if answer.status >= 400:
                faults.append(f"{answer.status} {path}")
        connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cuts = [1000 * cut for cut in quantiles(times, n=100)]
    print(
        f"{clients} connections: {len(times) / seconds:7.1f} pages/s  p50 {cuts[49]:6.1f} ms  p95 {cuts[94]:6.1f} ms"
        f"  p99 {cuts[98]:6.1f} ms  {sum(sizes) / len(sizes) / 1024:5.1f} KiB  faults {len(faults)} {faults[:2]}",
        flush=True,
    )


def main() -> None:
    """Serve, ask, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--bulletins", type=int, default=100_000)
    options.add_argument("--processes", type=int, default=1)
    options.add_argument("--seconds", type=float, default=15)
    chosen = options.parse_args()
    index = folder_of("bantin", chosen.bulletins) / "index"
    if not index.is_dir():
        build("bantin", chosen.bulletins)
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as data, ExitStack() as servers:
        ports = []
        for number in range(chosen.processes):
            ours, theirs = context.Pipe()
            server = context.Process(target=serve, args=(index, Path(data) / str(number), theirs))
            server.start()
            servers.callback(server.join, 10)
            servers.callback(ours.send, "end")
            ports.append(ours.recv())
        print(f"{chosen.bulletins:,} bulletins, processes: {chosen.processes}")
        ask(ports, 8, 2 * len(ports), lambda chance: (address(chance), "x"))  # warm
        for clients in (len(ports), 4):
            print("new addresses    ", end="")
            ask(ports, chosen.seconds, clients, lambda chance: (address(chance), "x"))
        few = [address(random.Random(number)) for number in range(20)]
        tags = {path: _tag(ports[0], path) for path in few}
        print("from memory      ", end="")
        ask(ports, chosen.seconds / 3, 4, lambda chance: (chance.choice(few), "x"))
        print("with their ETag  ", end="")
        ask(ports, chosen.seconds / 3, 4, lambda chance: (path := chance.choice(few), tags[path]))


def _tag(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.headers.get("ETag", "x")


if __name__ == "__main__":
    main()
