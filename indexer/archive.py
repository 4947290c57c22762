"""Backup and restore: one file that holds all that is truth, verified when written and before anything is replaced."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from indexer.errors import BantinError
from indexer.store import Store
from indexer.store.connect import now
from indexer.store.lock import writer_lock
from indexer.store.records import Removal
from indexer.store.store import DATABASE, REMOVALS

FORMAT = 1
_MANIFEST = "MANIFEST.json"
_CHUNK = 1 << 20
_ORIGINALS = "originals"


class BackupDamaged(BantinError):
    """A backup is not whole, or not one of ours; nothing was changed."""

    exit_code = 6


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds."""

    path: Path
    made: str
    bulletins: int
    files: int
    size: int


def backup(store: Store, target: Path) -> Backup:
    """Write all of a store into one file, beside and renamed, and read it back; raises OSError or `BackupDamaged`.

    The index is not in it: it is made anew from the store. Runs may go on meanwhile: the database is a snapshot.
    Nothing is written into the data folder; what a killed backup left beside the target is swept by the next one.
    """
    for leftover in target.parent.glob(f".{escape(target.name)}.*"):
        _sweep_beside(leftover)
    with TemporaryDirectory(prefix=f".{target.name}.{os.getpid()}.", dir=target.parent) as folder:
        snapshot, whole = Path(folder) / DATABASE, Path(folder) / target.name
        _snapshot(store, snapshot)
        _write(whole, {DATABASE: snapshot, **_files(store)}, store.pages.counts()["bulletins"])
        verify(whole)
        whole.replace(target)
    _sync_folder(target.parent)
    return verify(target)


def _sweep_beside(leftover: Path) -> None:
    """Erase the folder of a backup whose process is no more."""
    pid = leftover.name.split(".")[-2]
    if leftover.is_dir() and pid.isdecimal():
        try:
            os.kill(int(pid), 0)  # asks only
        except ProcessLookupError:
            shutil.rmtree(leftover, ignore_errors=True)
        except PermissionError:
            pass  # somebody else's, and running


def _snapshot(store: Store, target: Path) -> None:
    copy = sqlite3.connect(target)
    try:
        store.db.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()


def _files(store: Store) -> dict[str, Path]:
    files = {f"{_ORIGINALS}/{name[:2]}/{name[2:]}": store.originals.path(name) for name in store.originals.names()}
    log = store.folder / REMOVALS
    return {**files, REMOVALS: log} if log.exists() else files


def _write(path: Path, files: dict[str, Path], bulletins: int) -> None:
    sums: dict[str, str] = {}
    with path.open("wb") as stream, tarfile.open(fileobj=stream, mode="w") as archive:
        for name, file in sorted(files.items()):
            data = file.read_bytes()
            sums[name] = hashlib.sha256(data).hexdigest()
            _add(archive, name, data)
        manifest = {"format": FORMAT, "made": now(), "bulletins": bulletins, "files": sums}
        _add(archive, _MANIFEST, json.dumps(manifest, indent=1, sort_keys=True).encode())
        archive.close()
        stream.flush()
        os.fsync(stream.fileno())


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(data), 0o644
    archive.addfile(entry, io.BytesIO(data))


def verify(path: Path) -> Backup:
    """Read a backup through and compare every sum; raises `BackupDamaged`."""
    hint = "Chọn một bản sao lưu khác."
    try:
        sums = {name: hashlib.sha256(data).hexdigest() for name, data in _members(path) if name != _MANIFEST}
        manifest = next(json.loads(data) for name, data in _members(path) if name == _MANIFEST)
    except (tarfile.TarError, EOFError, OSError, ValueError, StopIteration) as error:
        raise BackupDamaged(f"{path}: không phải bản sao lưu, hoặc đã hỏng ({error}).", hint) from error
    if manifest.get("format") != FORMAT:
        raise BackupDamaged(f"{path}: bản sao lưu dạng {manifest.get('format')}, bantin này đọc dạng {FORMAT}.", hint)
    if sums != manifest["files"]:
        wrong = sorted({*sums.items()} ^ {*manifest["files"].items()})
        raise BackupDamaged(f"{path}: {len(wrong)} tệp bên trong hỏng hoặc thiếu ({wrong[0][0]}).", hint)
    return Backup(path, manifest["made"], manifest["bulletins"], len(sums), path.stat().st_size)


def _members(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a backup; a name that leads elsewhere, or anything but a file, is refused."""
    with tarfile.open(path, "r:") as archive:
        for entry in archive:
            if not entry.isreg() or not _is_ours(entry.name):
                raise tarfile.TarError(f"unexpected entry {entry.name!r}")
            stream = archive.extractfile(entry)
            data = stream.read() if stream else b""
            if len(data) != entry.size:
                raise EOFError(f"{entry.name} is cut short")
            yield entry.name, data


def _is_ours(name: str) -> bool:
    parts = name.split("/")
    original = len(parts) == 3 and parts[0] == _ORIGINALS and all(part.isalnum() for part in parts[1:])
    return original or name in (DATABASE, REMOVALS, _MANIFEST)


def restore(path: Path, folder: Path) -> Backup:
    """Put a backup in the place of a store, after it was verified; removals made since then stay in force.

    The index no longer fits and is made anew by the next ``bantin index --full``. Raises `BackupDamaged`, `Locked`.
    """
    found = verify(path)
    folder.mkdir(parents=True, exist_ok=True)
    with writer_lock(folder / "writer.lock"):
        removals = _removals_of(folder)
        with TemporaryDirectory(prefix=".restore-", dir=folder) as temporary:
            fresh = Path(temporary)
            _unpack(path, fresh)
            _renew(fresh, removals)
            _swap(fresh, folder)
        _sweep(folder)
    return found


def _removals_of(folder: Path) -> list[Removal]:
    """Return the removals in force in a folder, by its database and by the file beside it, whichever can be read."""
    found: dict[str, Removal] = {}
    try:
        with Store.open(folder, readonly=True) as store:
            found = {removal.id: removal for removal in (*store.removals.logged(), *store.removals.all())}
    except BantinError:
        pass  # no store yet, or a damaged one: that is why it is restored; the file is read below
    if not found and (folder / REMOVALS).exists():
        from indexer.store.decisions import read_removals

        found = {removal.id: removal for removal in read_removals(folder / REMOVALS)}
    return list(found.values())


def _unpack(path: Path, fresh: Path) -> None:
    for name, data in _members(path):
        if name != _MANIFEST:
            target = fresh / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())


def _renew(fresh: Path, removals: list[Removal]) -> None:
    """Bring what was unpacked to today's layout, put newer removals in force, give it a new identity."""
    with Store.open(fresh) as store:
        store.removals.replay(removals, log=True)
        store.db.execute("UPDATE meta SET value = ? WHERE key = 'identity'", (uuid.uuid4().hex,))
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _swap(fresh: Path, folder: Path) -> None:
    """Put the new files in place. A kill between two renames leaves a whole database, old or new, and all originals."""
    for original in (fresh / _ORIGINALS).glob("??/*"):
        target = folder / _ORIGINALS / original.parent.name / original.name
        target.parent.mkdir(parents=True, exist_ok=True)
        original.replace(target)
    if (fresh / REMOVALS).exists():
        (fresh / REMOVALS).replace(folder / REMOVALS)
    for leftover in ("-wal", "-shm"):
        (folder / f"{DATABASE}{leftover}").unlink(missing_ok=True)
    (fresh / DATABASE).replace(folder / DATABASE)
    _sync_folder(folder)
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(exist_ok=True)


def _sweep(folder: Path) -> None:
    """Erase the originals that no version of the restored store has: they belong to what came after the backup."""
    with Store.open(folder) as store:
        wanted = {row[0] for row in store.db.execute("SELECT original FROM versions WHERE original IS NOT NULL")}
        for name in [name for name in store.originals.names() if name not in wanted]:
            store.originals.erase(name)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
