"""The engines that are compared, each in a process of its own that answers requests on its standard input.

    python -m tests.bench.peers NAME FOLDER

A peer has ``build(folder, bulletins)``, a generator that yields after each chunk so that making the corpus is not
counted, ``open(folder)``, and ``search(ask)``. Optional: a peer whose package is absent is left out, and that is said.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from importlib import import_module, util
from pathlib import Path
from typing import Any, Protocol

from tests.bench.corpora import Bulletin

FACETS = ("year", "kind", "official", "body")
MORE = ("folded", "word", "pair")  # text fields that our engine has besides title and text


@dataclass(frozen=True)
class Ask:
    """A request in terms that every peer understands. ``kind`` says how ``terms`` (match forms in the body) combine."""

    kind: str
    terms: tuple[str, ...]
    title: str | None = None
    since: str | None = None
    until: str | None = None
    without: str | None = None
    chosen: tuple[str, str] | None = None  # a facet and its selected value
    facets: tuple[str, ...] = ()
    snippets: bool = False
    size: int = 10
    offset: int = 0


@dataclass
class Reply:
    """What was found; ``seconds`` by the peer's own clock."""

    total: int
    hits: list[str]
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    snippets: int = 0
    seconds: float = 0.0


class Peer(Protocol):
    """An engine that can be compared."""

    def build(self, folder: Path, bulletins: Iterable[Bulletin]) -> Iterator[None]:
        """Build an index; yields after each bulletin, the last time when everything is committed."""

    def open(self, folder: Path) -> None:
        """Open it."""

    def search(self, ask: Ask) -> Reply:
        """Answer."""


PEERS = {
    "bantin": ("tests.bench.peers_bantin", "whoosh"),
    "tantivy": ("tests.bench.peers_tantivy", "tantivy"),
    "tantivy (one pass)": ("tests.bench.peers_tantivy", "tantivy"),
    "tantivy (five fields)": ("tests.bench.peers_tantivy", "tantivy"),
    "fts5": ("tests.bench.peers_sqlite", "sqlite3"),
    "whoosh 2.7.4 (five fields)": ("tests.bench.peers_whoosh", "whoosh"),
    "whoosh 2.7.4": ("tests.bench.peers_whoosh", "whoosh"),
}


def available() -> list[str]:
    """Return the peers whose packages are installed."""
    return [name for name, (_, package) in PEERS.items() if util.find_spec(package)]


def peer(name: str) -> Peer:
    """Return a peer."""
    made: Peer = import_module(PEERS[name][0]).make(name)
    return made


def private_bytes() -> int:
    """Return the memory of this process that it shares with nobody, files not counted."""
    kinds = ("Private_Clean", "Private_Dirty", "RssAnon")
    text = Path("/proc/self/status").read_text()
    return sum(int(line.split()[1]) * 1024 for line in text.splitlines() if line.split(":")[0] in kinds)


def peak_bytes() -> int:
    """Return the largest memory that this process has had, pages of mapped files included."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    """Answer requests, one JSON line each, until the input ends."""
    name, folder = sys.argv[1:]
    engine = peer(name)
    engine.open(Path(folder))
    for line in sys.stdin:
        asked: dict[str, Any] = json.loads(line)
        if asked.get("memory"):
            print(json.dumps({"private": private_bytes(), "peak": peak_bytes()}), flush=True)
            continue
        ask = Ask(**{key: tuple(value) if isinstance(value, list) else value for key, value in asked.items()})
        began = time.perf_counter()
        reply = engine.search(ask)
        reply.seconds = time.perf_counter() - began
        print(json.dumps(asdict(reply)), flush=True)


if __name__ == "__main__":
    main()
