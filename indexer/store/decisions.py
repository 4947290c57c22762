"""What operators and failing sources left behind: removals, corrections, merges of persons, failures."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from typing import Literal, Protocol

from indexer.errors import NotFound
from indexer.store.connect import now, transaction
from indexer.store.content import removal_hashes
from indexer.store.corrections import correct, corrections_of, history_of
from indexer.store.originals import Originals
from indexer.store.pages import Pages
from indexer.store.records import Correction, Failure, Merge, Removal


class Noted(Protocol):
    """What a failure tells of itself."""

    @property
    def path(self) -> str: ...
    @property
    def stage(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def hint(self) -> str: ...
    @property
    def digest(self) -> str: ...


class Failures:
    """Sources that could not be read. One that is read again is no failure any more."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def get(self, location: str) -> Failure | None:
        """Return the failure at a location."""
        row = self._db.execute("SELECT * FROM failures WHERE location = ?", (location,)).fetchone()
        return _failure(row) if row else None

    def all(self) -> list[Failure]:
        """Return all failures, in order of location."""
        return [_failure(row) for row in self._db.execute("SELECT * FROM failures ORDER BY location")]

    def note(self, failed: Noted) -> bool:
        """Keep a failure; returns whether the same one was known before."""
        known = self.get(failed.path)
        at = now()
        self._db.execute(
            "INSERT INTO failures VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT (location) DO UPDATE SET"
            " stage = excluded.stage, kind = excluded.kind, reason = excluded.reason, hint = excluded.hint,"
            " digest = excluded.digest, last = excluded.last",
            (failed.path, failed.stage, failed.kind, failed.reason, failed.hint, failed.digest, at, at),
        )
        return known is not None and known.kind == failed.kind

    def clear(self, location: str) -> None:
        """Forget the failure at a location: it was read."""
        self._db.execute("DELETE FROM failures WHERE location = ?", (location,))

    def acknowledge(self, location: str) -> None:
        """Note that the operator knows; raises `NotFound` when nothing failed there."""
        if self._db.execute("UPDATE failures SET acknowledged = 1 WHERE location = ?", (location,)).rowcount == 0:
            raise NotFound(f"{location}: không có lỗi nào được ghi nhận ở đó.", "Xem: bantin status")


def _failure(row: tuple[str, str, str, str, str, str, str, str, int]) -> Failure:
    return Failure(*row[:8], acknowledged=bool(row[8]))


def read_removals(log: Path) -> list[Removal]:
    """Return the removals in force by a file of them; a line that a crash cut short is left out."""
    found: dict[str, Removal] = {}
    for line in log.read_text("utf-8").splitlines() if log.exists() else ():
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if entry["verb"] == "remove":
            found[entry["id"]] = Removal(entry["id"], entry["reason"], entry["at"], tuple(entry["hashes"]))
        else:
            found.pop(entry["id"], None)
    return list(found.values())


class Removals:
    """Takedowns. They are also written to a file beside the database, so that no restore forgets them."""

    def __init__(self, db: sqlite3.Connection, pages: Pages, originals: Originals, log: Path) -> None:
        self._db, self._pages, self._originals, self._log = db, pages, originals, log

    def hidden(self) -> frozenset[str]:
        """Return the ids that nobody may see any more, duplicates and unknown ones included."""
        rows = self._db.execute("SELECT id FROM pages WHERE removed = 1 UNION SELECT id FROM removals")
        return frozenset(row[0] for row in rows)

    def all(self) -> list[Removal]:
        """Return all removals in force, in order of id."""
        rows = self._db.execute("SELECT id, reason, at, hashes FROM removals ORDER BY id")
        return [Removal(page, reason, at, tuple(json.loads(hashes))) for page, reason, at, hashes in rows]

    def remove(self, page: str, reason: str, *, erase: bool = False) -> tuple[str, ...]:
        """Take a bulletin down under all its ids and erase its originals; returns those ids.

        The text stays in the store, unseen, so that a mistake can be undone; with ``erase`` it is erased too.
        Raises `NotFound`, or `Removed` when it was taken down before.
        """
        group = self._pages.kin(self._pages.head(page))
        versions = [version for each in group for version in self._pages.versions(each)]
        hashes = sorted({h for version in versions for h in removal_hashes(version.bulletin, version.original)})
        removals = [Removal(each, reason, now(), tuple(hashes)) for each in group]
        with transaction(self._db):
            for removal in removals:
                self._apply(removal, erase=erase)
        self._append("remove", removals)
        for version in versions:
            if version.original:
                self._originals.erase(version.original)
        return group

    def unremove(self, page: str) -> tuple[str, ...]:
        """Lift a takedown for all ids of the same content; returns them. Raises `NotFound` when there is none."""
        row = self._db.execute("SELECT hashes FROM removals WHERE id = ?", (page,)).fetchone()
        if row is None:
            raise NotFound(f"{page}: bản tin này chưa bị gỡ.", "Xem: bantin status")
        group = tuple(r[0] for r in self._db.execute("SELECT id FROM removals WHERE hashes = ? ORDER BY id", (row[0],)))
        with transaction(self._db):
            for each in group:
                self._db.execute("DELETE FROM removals WHERE id = ?", (each,))
                self._db.execute("UPDATE pages SET removed = 0 WHERE id = ?", (each,))
                self._pages.forget_if_erased(each)
                # What was met meanwhile was not kept: forget that it was met, so that it is read again.
                self._db.execute("DELETE FROM locations WHERE id = ? OR id = ''", (each,))
                self._pages.touch(each)
        self._append("unremove", [Removal(each, "", now(), ()) for each in group])
        return group

    def replay(self, removals: list[Removal], *, log: bool = False) -> int:
        """Put removals in force that the database does not know (it was restored); returns how many."""
        known = {removal.id for removal in self.all()}
        missing = [removal for removal in removals if removal.id not in known]
        versions = [version for removal in missing for version in self._pages.versions(removal.id)]
        with transaction(self._db):
            for removal in missing:
                self._apply(removal, erase=False)
        for version in versions:
            if version.original:
                self._originals.erase(version.original)
        if log:
            self._append("remove", missing)
        return len(missing)

    def logged(self) -> list[Removal]:
        """Return the removals in force by the file beside the database."""
        return read_removals(self._log)

    def _apply(self, removal: Removal, *, erase: bool) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO removals VALUES (?, ?, ?, ?)",
            (removal.id, removal.reason, removal.at, json.dumps(removal.hashes)),
        )
        self._db.execute("UPDATE pages SET removed = 1 WHERE id = ?", (removal.id,))
        self._db.execute("UPDATE versions SET original = NULL WHERE id = ?", (removal.id,))
        self._pages.touch(removal.id)
        if erase:
            for table in ("versions", "facts", "directive_addresses", "corrections", "sightings"):
                self._db.execute(f"DELETE FROM {table} WHERE id = ?", (removal.id,))  # noqa: S608 (constants)

    def _append(self, verb: str, removals: list[Removal]) -> None:
        with self._log.open("a", encoding="utf-8") as stream:
            for r in removals:
                entry = {"verb": verb, "id": r.id, "reason": r.reason, "at": r.at, "hashes": r.hashes}
                stream.write(json.dumps(entry, ensure_ascii=False) + "\n")
            stream.flush()
            os.fsync(stream.fileno())


class Decisions:
    """Corrections of fields, and merges and splits of persons."""

    def __init__(self, db: sqlite3.Connection, pages: Pages) -> None:
        self._db, self._pages = db, pages

    def correct(self, page: str, field: str, value: str, reason: str) -> None:
        """Set a field of a bulletin by hand; raises `NotFound`, or `UsageError` when the field cannot be set so."""
        head = self._pages.head(page)
        bulletin, facts = next(self._pages.load([head]))
        correct(bulletin, facts, field, value)
        self._decide(head, field, value, reason)

    def undo_correction(self, page: str, field: str, reason: str) -> None:
        """Let what the extractor says of a field count again; raises `NotFound` when no correction of it is in force.

        What was corrected and why stays on record, and why it was taken back with it.
        """
        head = self._pages.head(page)
        fields = [correction.field for correction in corrections_of(self._db, head)]
        if field not in fields:
            hint = f"Các trường đang được hiệu đính: {', '.join(fields)}." if fields else "Bản tin chưa được hiệu đính."
            raise NotFound(f"{field} của {page}: không có hiệu đính nào để bỏ.", hint)
        self._decide(head, field, None, reason)

    def _decide(self, head: str, field: str, value: str | None, reason: str) -> None:
        with transaction(self._db):
            row = (head, field, value, reason, now())
            self._db.execute("INSERT INTO corrections (id, field, value, reason, at) VALUES (?, ?, ?, ?, ?)", row)
            self._pages.touch(head)

    def corrections(self, page: str) -> list[Correction]:
        """Return the corrections of a bulletin that are in force."""
        return corrections_of(self._db, self._pages.head(page))

    def correction_history(self, page: str) -> list[Correction]:
        """Return all corrections of a bulletin, those taken back and the taking back itself too, the oldest first."""
        return history_of(self._db, self._pages.head(page))

    def merge(self, verb: Literal["merge", "split"], subject: str, object_: str, reason: str) -> None:
        """Keep a decision on two persons."""
        with transaction(self._db):
            row = (verb, subject, object_, reason, now())
            self._db.execute("INSERT INTO merges (verb, subject, object, reason, at) VALUES (?, ?, ?, ?, ?)", row)

    def merges(self) -> list[Merge]:
        """Return all decisions on persons, the oldest first."""
        rows = self._db.execute("SELECT verb, subject, object, reason, at FROM merges ORDER BY n")
        return [Merge(*row) for row in rows]
