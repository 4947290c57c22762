"""The store as one thing: a folder with a database, originals and a lock."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from indexer.store.connect import connect, transaction
from indexer.store.decisions import Decisions, Failures, Removals
from indexer.store.fetched import FetchedTable
from indexer.store.lock import writer_lock
from indexer.store.originals import Originals
from indexer.store.pages import Pages
from indexer.store.records import Incoming, Outcome

DATABASE = "store.sqlite"
REMOVALS = "removals.jsonl"


class Store:
    """A data folder. ``pages``, ``failures``, ``removals``, ``decisions`` are its tables, ``originals`` its files.

    A store opened ``readonly`` may be shared by threads; one that writes belongs to its thread. Several processes may
    write short transactions (a removal does not wait for an index run); runs exclude each other with `writing`.
    """

    def __init__(self, folder: Path, *, readonly: bool) -> None:
        if not readonly:
            folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.readonly = readonly
        self.db = connect(folder / DATABASE, readonly=readonly)
        self.originals = Originals(folder / "originals")
        self.pages = Pages(self.db)
        self.failures = Failures(self.db)
        self.removals = Removals(self.db, self.pages, self.originals, folder / REMOVALS)
        self.fetched = FetchedTable(self.db)
        self.decisions = Decisions(self.db, self.pages)
        if not readonly:
            self._start()

    @classmethod
    def open(cls, data_dir: Path | str, *, readonly: bool = False) -> Self:
        """Open the store of a data folder; a new one is made unless ``readonly``, which then raises `NoIndex`."""
        return cls(Path(data_dir), readonly=readonly)

    @property
    def identity(self) -> str:
        """A name given to this store once: an index of another store's records is not this one's."""
        row = self.db.execute("SELECT value FROM meta WHERE key = 'identity'").fetchone()
        return str(row[0]) if row else ""

    def writing(self) -> AbstractContextManager[None]:
        """Hold the one lock of writing runs; raises `Locked` with the holder's pid."""
        return writer_lock(self.folder / "writer.lock")

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Write several things at once: all are on the disk when it is left, or none."""
        with transaction(self.db):
            yield
            self.originals.sync()

    def put(self, items: Sequence[Incoming]) -> list[Outcome]:
        """Keep bulletins in one batch; returns what each was. Their failures are forgotten."""
        with self.batch():
            return [self.put_one(item) for item in items]

    def put_one(self, item: Incoming) -> Outcome:
        """Keep one bulletin, inside a `batch`."""
        outcome = self.pages.put(item)
        if outcome in ("new", "changed", "duplicate") or (outcome == "unchanged" and self.pages.adopt_original(item)):
            self.originals.add(item.original, item.digest)
        self.failures.clear(item.location)
        return outcome

    def data_version(self) -> int:
        """Return a number that differs when another process has written: cheap enough to ask at every request."""
        return int(self.db.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Close the database."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _start(self) -> None:
        self.db.execute("INSERT OR IGNORE INTO meta VALUES ('identity', ?)", (uuid.uuid4().hex,))
        logged = self.removals.logged()
        if len(logged) > len(self.removals.all()):
            self.removals.replay(logged)
