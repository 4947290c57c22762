"""Pages, their versions and facts: what is new is told from what is known, and what the index has to learn of it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from indexer.bulletin import Attachment, Bulletin, Facts
from indexer.errors import NotFound, Removed
from indexer.store.connect import now
from indexer.store.content import content_key, number_directives, removal_hashes
from indexer.store.corrections import apply_corrections, corrections_of
from indexer.store.records import (
    Change,
    DirectiveSpan,
    DirectiveSpans,
    Incoming,
    Location,
    Outcome,
    Stored,
    Version,
)

_SPANS = msgspec.json.Decoder(DirectiveSpans)
_FACTS = msgspec.json.Decoder(Facts)
_ATTACHMENTS = msgspec.json.Decoder(tuple[Attachment, ...])
_TAGS = msgspec.json.Decoder(tuple[str, ...])
_COLUMNS = "v.id, v.title, v.text, v.body, v.published, v.address, v.source, v.tags, v.attachments, v.scanned"
_VERSIONS = f"SELECT {_COLUMNS}, v.n, v.seen, v.original FROM versions v"  # noqa: S608 (a constant)
_LOADED = f"""SELECT {_COLUMNS}, f.facts FROM pages p JOIN versions v ON v.id = p.id AND v.n = p.version
              JOIN facts f ON f.id = p.id WHERE p.id = ?"""  # noqa: S608 (a constant)


def page_id(name: str) -> str:
    """Return the id of a page: the first 12 hex digits of SHA-256 of its address, else of its path below the root."""
    return hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:12]


def next_change(db: sqlite3.Connection) -> int:
    """Return a new change number, one more than any before."""
    row = db.execute(
        "INSERT INTO meta (key, value) VALUES ('change', '1')"
        " ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) RETURNING value"
    ).fetchone()
    return int(row[0])


def regroup(db: sqlite3.Connection, content: str) -> None:
    """Let the oldest page with this title and body stand for all of them, and note a change where that is news."""
    rows = db.execute("SELECT id, head FROM pages WHERE content = ? ORDER BY born", (content,)).fetchall()
    for page, head in rows:
        if head != rows[0][0]:
            db.execute("UPDATE pages SET head = ?, change = ? WHERE id = ?", (rows[0][0], next_change(db), page))


class Pages:
    """The table of pages, one row an id; its methods that write are called inside a transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def _all(self, sql: str, *values: object) -> list[Any]:
        return self._db.execute(sql, values).fetchall()

    def _one(self, sql: str, *values: object) -> Any:
        return self._db.execute(sql, values).fetchone()

    # Where pages are met

    def location(self, location: str) -> Location | None:
        """Return what was met there the last time."""
        row = self._one("SELECT location, id, digest, reader, seen FROM locations WHERE location = ?", location)
        return Location(*row) if row else None

    def locations_of(self, page: str) -> list[Location]:
        """Return all places where a page was met."""
        rows = self._db.execute(
            "SELECT location, id, digest, reader, seen FROM locations WHERE id = ? ORDER BY location", (page,)
        )
        return [Location(*row) for row in rows]

    def with_digest(self, digest: str) -> list[Location]:
        """Return the places where exactly these bytes were met, the first given id first."""
        rows = self._db.execute(
            "SELECT l.location, l.id, l.digest, l.reader, l.seen FROM locations l LEFT JOIN pages p ON p.id = l.id"
            " WHERE l.digest = ? ORDER BY p.born, l.location",
            (digest,),
        )
        return [Location(*row) for row in rows]

    def locations(self) -> Iterator[Location]:
        """Yield all places, in order."""
        for row in self._db.execute("SELECT location, id, digest, reader, seen FROM locations ORDER BY location"):
            yield Location(*row)

    def count_parts(self, location: str) -> int:
        """Return how many pages were met within a file of many."""
        start, end = f"{location}#", f"{location}$"  # the sign after "#"
        return int(self._one("SELECT COUNT(*) FROM locations WHERE location >= ? AND location < ?", start, end)[0])

    def meet(self, location: str, page: str, digest: str, reader: str) -> None:
        """Note that a page was met there."""
        self._db.execute(
            "INSERT INTO locations VALUES (?, ?, ?, ?, ?) ON CONFLICT (location) DO UPDATE SET"
            " id = excluded.id, digest = excluded.digest, reader = excluded.reader, seen = excluded.seen",
            (location, page, digest, reader, now()),
        )

    # Writing

    def put(self, item: Incoming) -> Outcome:
        """Keep a bulletin as read: a new version when its text or what stands around it changed."""
        bulletin, content = item.bulletin, content_key(item.bulletin)
        row = self._one("SELECT version, content, vanished, removed FROM pages WHERE id = ?", bulletin.id)
        if (row and row[3]) or self._is_removed(item):
            return "removed"  # and not noted as met: once the removal is lifted it is read again
        self.meet(item.location, bulletin.id, item.digest, item.reader)
        if row and row[1] == content and self._same(item.bulletin, row[0]):
            self._returned(bulletin.id, row[2])
            return "unchanged"
        version = row[0] + 1 if row else 1
        self._add_version(item, version, content)
        self._db.execute(
            "INSERT INTO pages (id, version, content, head, change) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET version = excluded.version, content = excluded.content,"
            " vanished = NULL, change = excluded.change",
            (bulletin.id, version, content, bulletin.id, next_change(self._db)),
        )
        self.put_facts(bulletin.id, version, item.facts, item.rules)
        for key in {content, row[1] if row else content}:
            regroup(self._db, key)
        if self.head(bulletin.id) != bulletin.id:
            return "duplicate"
        return "changed" if row else "new"

    def adopt_original(self, item: Incoming) -> bool:
        """Take these bytes as the original of today's version if it has none (a removal erased it and was lifted)."""
        current = "SELECT version FROM pages WHERE id = ?"
        sql = f"UPDATE versions SET original = ? WHERE id = ? AND original IS NULL AND n = ({current})"  # noqa: S608
        return self._db.execute(sql, (item.digest, item.bulletin.id, item.bulletin.id)).rowcount > 0

    def put_facts(self, page: str, version: int, facts: Facts, rules: str) -> None:
        """Keep the facts of a version; directives get the addresses that were given to them before."""
        given = dict(self._all("SELECT hash, n FROM directive_addresses WHERE id = ?", page))
        facts, fresh = number_directives(facts, given)
        rows = [(page, key, n) for key, n in fresh.items()]
        self._db.executemany("INSERT INTO directive_addresses VALUES (?, ?, ?)", rows)
        row = (page, version, rules, msgspec.json.encode(facts).decode())
        self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?)", row)

    def renew_facts(self, page: str, facts: Facts, rules: str) -> bool:
        """Replace facts that older rules made; returns whether they say something else, which is then a change."""
        row = self._one("SELECT p.version, f.facts FROM pages p JOIN facts f ON f.id = p.id WHERE p.id = ?", page)
        self.put_facts(page, row[0], facts, rules)
        new = self._one("SELECT facts FROM facts WHERE id = ?", page)[0]
        if new == row[1]:
            return False
        self.touch(page)
        return True

    def touch(self, page: str) -> None:
        """Note that the index has to look at a page again."""
        self._db.execute("UPDATE pages SET change = ? WHERE id = ?", (next_change(self._db), page))

    def forget_if_erased(self, page: str) -> None:
        """Let a page whose text was erased stand for nothing until it is read again."""
        if self._one("SELECT 1 FROM versions WHERE id = ?", page) is None:
            self._db.execute("UPDATE pages SET content = '', head = '' WHERE id = ?", (page,))

    def vanish(self, page: str) -> None:
        """Mark a page that its source no longer shows; its text stays and is found."""
        self._db.execute("UPDATE pages SET vanished = ? WHERE id = ? AND vanished IS NULL", (now(), page))

    def _returned(self, page: str, vanished: str | None) -> None:
        if vanished:
            self._db.execute("UPDATE pages SET vanished = NULL WHERE id = ?", (page,))

    def _is_removed(self, item: Incoming) -> bool:
        if self._one("SELECT 1 FROM removals LIMIT 1") is None:
            return False
        hashes = msgspec.json.encode(removal_hashes(item.bulletin, item.digest)).decode()
        known = "SELECT 1 FROM removals WHERE id = ?"
        alike = (
            "SELECT 1 FROM removals r, json_each(r.hashes) h WHERE h.value IN (SELECT value FROM json_each(?)) LIMIT 1"
        )
        return self._one(known, item.bulletin.id) is not None or self._one(alike, hashes) is not None

    def _same(self, bulletin: Bulletin, version: int) -> bool:
        return self.version(bulletin.id, version).bulletin == bulletin

    def _add_version(self, item: Incoming, version: int, content: str) -> None:
        b = item.bulletin
        tags, attachments = (msgspec.json.encode(value).decode() for value in (b.tags, b.attachments))
        said = (b.title, b.text, b.body, b.published, b.address, b.source, tags, attachments, int(b.scanned))
        row = (b.id, version, *said, item.digest, content, now())
        self._db.execute("INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    # Reading

    def head(self, page: str) -> str:
        """Return the id that stands for this page and its duplicates; raises `NotFound` or `Removed`."""
        row = self._one("SELECT head, removed FROM pages WHERE id = ?", page)
        if row is None or row[0] == "":
            if self._one("SELECT 1 FROM removals WHERE id = ?", page):
                raise Removed(f"{page}: đã gỡ theo yêu cầu.")
            raise NotFound(f"{page}: không có bản tin này.", "Tìm bằng: bantin search TỪ-KHÓA")
        if row[1]:
            raise Removed(f"{page}: đã gỡ theo yêu cầu.")
        return str(row[0])

    def get(self, page: str) -> Stored:
        """Return a bulletin with its facts, corrected, by any of its ids; raises `NotFound` or `Removed`."""
        head = self.head(page)
        bulletin, facts = next(self.load([head]))
        version, vanished, seen = self._one(
            "SELECT p.version, p.vanished, v.seen FROM pages p JOIN versions v ON v.id = p.id AND v.n = p.version"
            " WHERE p.id = ?",
            head,
        )
        aliases = self.aliases(head)
        places = tuple(location.location for alias in (head, *aliases) for location in self.locations_of(alias))
        return Stored(bulletin, facts, version, seen, vanished, aliases, places)

    def aliases(self, head: str) -> tuple[str, ...]:
        """Return the other ids of the same title and body, the first given first."""
        rows = self._all("SELECT id FROM pages WHERE head = ? AND id != ? AND removed = 0 ORDER BY born", head, head)
        return tuple(row[0] for row in rows)

    def all_aliases(self) -> dict[str, tuple[str, ...]]:
        """Return the aliases of every bulletin that has any."""
        found: dict[str, tuple[str, ...]] = {}
        for head, page in self._all("SELECT head, id FROM pages WHERE head != id AND removed = 0 ORDER BY head, born"):
            found[head] = (*found.get(head, ()), page)
        return found

    def kin(self, head: str) -> tuple[str, ...]:
        """Return all ids whose title and body are those of any version of this bulletin: what a removal takes."""
        rows = self._all(
            "SELECT DISTINCT p.id, p.born FROM versions v JOIN pages p ON p.content = v.content"
            " WHERE v.id IN (SELECT id FROM pages WHERE head = ?) ORDER BY p.id != ?, p.born",
            head,
            head,
        )
        return tuple(row[0] for row in rows)

    def load(self, pages: Iterable[str]) -> Iterator[tuple[Bulletin, Facts]]:
        """Yield today's version and facts of these pages, corrections applied, in the order asked."""
        for page in pages:
            row = self._one(_LOADED, page)
            if row is not None:
                yield apply_corrections(_bulletin(row), _FACTS.decode(row[10]), corrections_of(self._db, page))

    def directive_spans(self, page: str) -> tuple[DirectiveSpan, ...]:
        """Return where the directives of a page stand in its text; nothing else of its facts is read."""
        row = self._one("SELECT facts FROM facts WHERE id = ?", page)
        return _SPANS.decode(row[0]).directives if row else ()

    def versions(self, page: str) -> list[Version]:
        """Return all versions of a page, the oldest first."""
        return [_version(row) for row in self._all(f"{_VERSIONS} WHERE v.id = ? ORDER BY v.n", page)]

    def version(self, page: str, n: int) -> Version:
        """Return one version of a page; raises `NotFound`."""
        row = self._one(f"{_VERSIONS} WHERE v.id = ? AND v.n = ?", page, n)
        if row is None:
            raise NotFound(f"{page}: không có phiên bản {n}.")
        return _version(row)

    def diff(self, page: str, old: int, new: int) -> list[str]:
        """Return what changed between two versions as lines of a unified diff; raises `NotFound`."""
        import difflib

        before, after = (self.version(page, n).bulletin.text.splitlines() for n in (old, new))
        return list(difflib.unified_diff(before, after, f"{page} ({old})", f"{page} ({new})", lineterm="", n=1))

    def live(self) -> list[str]:
        """Return the ids that are in the index: one for each title and body, nothing removed; the oldest first."""
        return [row[0] for row in self._all("SELECT id FROM pages WHERE head = id AND removed = 0 ORDER BY born")]

    def listed(self, first: int, most: int) -> list[tuple[str, str, str | None]]:
        """Return id, title and day of a stretch of `live`, the day as corrected; no text and no facts are read."""
        rows = self._all(
            "SELECT p.id, v.title, COALESCE(c.value, v.published) FROM pages p"
            " JOIN versions v ON v.id = p.id AND v.n = p.version"
            " LEFT JOIN corrections c ON c.n ="  # the newest decision is in force; without a value it takes one back
            " (SELECT MAX(n) FROM corrections WHERE id = p.id AND field = 'published')"
            " WHERE p.head = p.id AND p.removed = 0 ORDER BY p.born LIMIT ? OFFSET ?",
            most,
            first,
        )
        return [(page, title, published[:10] if published else None) for page, title, published in rows]

    def changed_since(self, change: int) -> list[Change]:
        """Return the pages that changed after a change number, the oldest change first."""
        live = "head = id AND removed = 0"
        rows = self._all(f"SELECT id, change, {live} FROM pages WHERE change > ? ORDER BY change", change)  # noqa: S608
        return [Change(page, n, bool(live)) for page, n, live in rows]

    def vanished(self) -> frozenset[str]:
        """Return the pages that their sources no longer show."""
        return frozenset(row[0] for row in self._all("SELECT id FROM pages WHERE vanished IS NOT NULL"))

    def change(self) -> int:
        """Return the number of the newest change."""
        row = self._db.execute("SELECT value FROM meta WHERE key = 'change'").fetchone()
        return int(row[0]) if row else 0

    def stale(self, rules: str) -> list[str]:
        """Return the pages whose facts were made by other rules."""
        sql = "SELECT f.id FROM facts f JOIN pages p ON p.id = f.id WHERE f.rules != ? ORDER BY p.born"
        return [row[0] for row in self._all(sql, rules)]

    def plain(self, pages: Sequence[str]) -> list[Bulletin]:
        """Return today's version of these pages, as read, without corrections."""
        numbers = {page: self._one("SELECT version FROM pages WHERE id = ?", page)[0] for page in pages}
        return [self.version(page, n).bulletin for page, n in numbers.items()]

    def counts(self) -> dict[str, int]:
        """Return how many bulletins, duplicates, removed, vanished and undated ones there are."""
        row = self._one(
            "SELECT COALESCE(SUM(p.head = p.id AND p.removed = 0), 0),"
            " COALESCE(SUM(p.head != p.id AND p.head != '' AND p.removed = 0), 0),"
            " COALESCE(SUM(p.removed), 0), COALESCE(SUM(p.vanished IS NOT NULL AND p.removed = 0), 0),"
            " COALESCE(SUM(p.head = p.id AND p.removed = 0 AND v.published IS NULL), 0)"
            " FROM pages p LEFT JOIN versions v ON v.id = p.id AND v.n = p.version"
        )
        return dict(zip(("bulletins", "duplicates", "removed", "vanished", "undated"), row, strict=True))


def _version(row: Sequence[Any]) -> Version:
    return Version(_bulletin(row), *row[10:])


def _bulletin(row: Sequence[object]) -> Bulletin:
    page, title, text, body, published, address, source, tags, attachments, scanned = row[:10]
    return msgspec.convert(
        {
            "id": page,
            "title": title,
            "text": text,
            "body": body,
            "published": published,
            "address": address,
            "source": source,
            "tags": _TAGS.decode(str(tags)),
            "attachments": _ATTACHMENTS.decode(str(attachments)),
            "scanned": bool(scanned),
        },
        Bulletin,
    )
