"""The database file: how it is opened, and how an older layout becomes today's."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from indexer.errors import BantinError, NoIndex

BUSY_SECONDS = 30.0
_NOT_ALLOWED = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH)


class StoreDamaged(BantinError):
    """The database cannot be read, or was written by a newer bantin."""

    exit_code = 6


def now() -> str:
    """Return the present moment, UTC, ``YYYY-MM-DDTHH:MM:SSZ``: what the store writes beside everything."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def connect(path: Path, *, readonly: bool) -> sqlite3.Connection:
    """Open the database, bring it to today's layout (unless ``readonly``); raises `NoIndex` or `StoreDamaged`."""
    if readonly and not path.exists():
        raise NoIndex(f"{path.parent}: chưa lập chỉ mục gì ở đây.", "Chạy: bantin index ĐƯỜNG-DẪN")
    hint = f"Cho tài khoản đang chạy quyền đọc và ghi trong {path.parent}."
    if not readonly and not os.access(path if path.exists() else path.parent, os.W_OK):
        raise BantinError(f"{path}: không được ghi vào đây.", hint)  # SQLite may tell only at the first change
    try:
        with ExitStack() as failing:  # a connection that is given up must not hold its lock
            db = failing.enter_context(closing(_open(path, readonly=readonly)))
            _check_version(db, path, readonly=readonly)
            if not readonly:
                _migrate(db)
            failing.pop_all()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in _NOT_ALLOWED:
            raise BantinError(f"{path}: không mở được ({error}).", hint) from error
        raise
    except sqlite3.DatabaseError as error:
        raise StoreDamaged(f"{path}: {error}.", "Khôi phục từ bản sao lưu: bantin restore TỆP") from error
    return db


def _open(path: Path, *, readonly: bool) -> sqlite3.Connection:
    mode = "ro" if readonly else "rwc"
    if readonly and os.statvfs(path.parent).f_flag & os.ST_RDONLY:
        mode += "&immutable=1"  # nobody can write there, and SQLite cannot make the file that its readers share
    # Reading connections are shared by the threads of a server: SQLite serialises them itself.
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    if not readonly:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")  # a batch that was reported is on the disk
        db.execute("PRAGMA secure_delete = ON")  # what is erased on request is overwritten
    db.execute("PRAGMA cache_size = -65536")
    return db


def layout(db: sqlite3.Connection) -> int:
    """Return the version of the layout, 0 for an empty file."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrations() -> list[tuple[int, str]]:
    """Return number and text of all migrations, in order."""
    folder = resources.files("indexer.store").joinpath("migrations")
    found = [(int(e.name[:4]), e.read_text("utf-8")) for e in folder.iterdir() if e.name.endswith(".sql")]
    return sorted(found)


def _check_version(db: sqlite3.Connection, path: Path, *, readonly: bool) -> None:
    newest = migrations()[-1][0]
    if readonly and layout(db) == 0:
        raise NoIndex(f"{path.parent}: chưa lập chỉ mục gì ở đây.", "Chạy: bantin index ĐƯỜNG-DẪN")
    if readonly and layout(db) < newest:
        raise NoIndex(f"{path}: do bản bantin cũ hơn ghi (cấu trúc {layout(db)}).", "Chạy: bantin index --full")
    if layout(db) > newest:
        raise StoreDamaged(
            f"{path}: do bản bantin mới hơn ghi (cấu trúc {layout(db)}, bản này biết đến {newest}).", "Cập nhật bantin."
        )


def _migrate(db: sqlite3.Connection) -> None:
    """Bring a store to the newest layout in one transaction: whoever interrupts it leaves no layout in between."""
    missing = [(number, script) for number, script in migrations() if layout(db) < number]
    if missing:
        scripts = "\n".join(script for _, script in missing)
        db.executescript(f"BEGIN IMMEDIATE;\n{scripts}\nPRAGMA user_version = {missing[-1][0]};\nCOMMIT;")


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; on the disk when left without an exception. Not nested."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")
