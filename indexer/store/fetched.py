"""What addresses on the web told the last time: for conditional requests, and to go on where a pass was interrupted."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

_CRAWL = "crawl"


def moment() -> str:
    """Return the present moment to the microsecond: passes and answers are put in order by it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True, slots=True)
class Fetched:
    """The tags of an address's last answer; ``at`` is when it was asked (UTC, ISO 8601)."""

    address: str
    etag: str | None
    modified: str | None
    status: int
    at: str


class FetchedTable:
    """Answers by address. A pass over the sources has a start; what was fetched since is not fetched again."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def get(self, address: str) -> Fetched | None:
        """Return the last answer of an address."""
        sql = "SELECT address, etag, modified, status, at FROM fetched WHERE address = ?"
        row = self._db.execute(sql, (address,)).fetchone()
        return Fetched(*row) if row else None

    def note(self, fetched: Fetched) -> None:
        """Keep an answer, with the present moment; one of 304 leaves the tags as they were."""
        self._db.execute(
            "INSERT INTO fetched (address, etag, modified, status, at) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (address) DO UPDATE SET etag = COALESCE(excluded.etag, etag),"
            " modified = COALESCE(excluded.modified, modified), status = excluded.status, at = excluded.at",
            (fetched.address, fetched.etag, fetched.modified, fetched.status, moment()),
        )

    def start_crawl(self) -> str:
        """Return when the present pass started: now, or when the one that was interrupted did."""
        self._db.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (_CRAWL, moment()))
        return str(self._db.execute("SELECT value FROM meta WHERE key = ?", (_CRAWL,)).fetchone()[0])

    def end_crawl(self) -> None:
        """Note that the pass came to its end."""
        self._db.execute("DELETE FROM meta WHERE key = ?", (_CRAWL,))
