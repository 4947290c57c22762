"""Campaign: readers never notice that the index changes under them.

    python -m tests.campaigns.web_switches [--requests 100000] [--switches 200] [--readers 8]

A real server over the default engine; another thread indexes one more bulletin at a time, each run one new generation.
Every answer must be 200 or 304, the number of bulletins that a connection sees never goes down, and the process holds
no files of generations that are gone. (How many files a generation has depends on its segments: they are not counted.)
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import itertools
import json
import re
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from indexer.engine.engines import open_engine
from indexer.library import Library
from indexer.pipeline import index
from indexer.settings import load_settings
from indexer.store import Store
from search_web.app import create_app
from tests.web.conftest import Site
from tests.web.running import Running

PATHS = ("/tim-kiem?q=nong+thon+moi", "/tim-kiem", "/do-phu", "/api/v1/search?q=hop", "/tim-kiem?scope=chi-dao&q=moi",
         "/tim-kiem.atom", "/healthz", "/readyz", "/tim-kiem?q=khanh+thanh")  # fmt: skip
CORPUS = Path(__file__).resolve().parent.parent.parent / "corpus" / "bulletins"
_TOTAL = re.compile(rb'"ban-tin": ?(\d+)')


@dataclass(slots=True)
class Tally:
    """What the readers saw."""

    wanted: int
    done: int = 0
    failed: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> bool:
        """Count one more request, unless all are made or one failed."""
        with self.lock:
            self.done += 1
            return self.done <= self.wanted and not self.failed


def read(port: int, tally: Tally) -> None:
    """Ask one page after the other over one connection."""
    connection, last, tags = http.client.HTTPConnection("127.0.0.1", port, timeout=60), 0, dict[str, str]()
    for path in itertools.cycle(PATHS):
        if not tally.take():
            break
        connection.request("GET", path, headers={"If-None-Match": tags.get(path, "x")})
        answer = connection.getresponse()
        body = answer.read()
        tags[path] = answer.headers.get("ETag", "x")
        if answer.status not in (200, 304):
            tally.failed.append(f"{path}: {answer.status} {body[:200]!r}")
        if path == "/readyz" and (found := _TOTAL.search(body)):
            if int(found[1]) < last:
                tally.failed.append(f"from {last} bulletins back to {int(found[1])}")
            last = int(found[1])
    connection.close()


def write(folder: Path, switches: int, tally: Tally) -> int:
    """Index one more bulletin at a time, spread over the requests; returns how many generations were published."""
    engine = open_engine("whoosh", folder / "data" / "index")
    made = 0
    while made < switches and not tally.failed and tally.done < tally.wanted:
        if tally.done < made * tally.wanted / switches:
            time.sleep(0.01)
            continue
        file = folder / f"more-{made}.jsonl"
        line = {
            "id": f"more-{made}",
            "title": f"Khánh thành cầu số {made}",
            "published": "2026-06-01",
            "text": "Lễ khánh thành.",
        }
        file.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
        with Store.open(folder / "data") as store:
            index([file], store, engine)
        made += 1
    engine.close()
    return made


def held_files() -> int:
    """Return how many files this process holds open, those of the present index left out."""
    links = []
    for descriptor in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            links.append(str(descriptor.readlink()))
    return sum("/index/" not in link or link.endswith("(deleted)") for link in links)


def main() -> None:
    """Run and print what was asked while how many generations were published."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--requests", type=int, default=100_000)
    options.add_argument("--switches", type=int, default=200)
    options.add_argument("--readers", type=int, default=8)
    chosen = options.parse_args()
    began, tally = time.monotonic(), Tally(chosen.requests)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = load_settings(data_dir=str(folder / "data"), environment={})
        with Store.open(folder / "data") as store:
            index([CORPUS], store, open_engine("whoosh", folder / "data" / "index"))
        library = Library.open(settings)
        app = create_app(settings, library)
        running = Running(Site(app, library, settings, app.test_client()), threads=8)
        readers = [threading.Thread(target=read, args=(running.port, tally)) for _ in range(chosen.readers)]
        for reader in readers:
            reader.start()
        while tally.done < tally.wanted // 10 and not tally.failed:
            time.sleep(0.05)
        before = held_files()
        made = write(folder, chosen.switches, tally)
        for reader in readers:
            reader.join()
        after = held_files()
        running.close()
        library.close()
    print("\n".join(tally.failed[:10]))
    seconds, failed = time.monotonic() - began, len(tally.failed)
    print(f"{tally.wanted} requests, {made} generations, {failed} failed, files {before} -> {after}, {seconds:.0f} s")
    sys.exit(1 if tally.failed else 0)


if __name__ == "__main__":
    main()
