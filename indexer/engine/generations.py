"""Generations of an index: a folder is built beside the current one, published by one rename, and never written again.

    index/CURRENT              name of the current generation and the checksum of its manifest
    index/g000017/MANIFEST     every file with size and SHA-256, the note, what it was built on
    index/g000017/...          the engine's files; unchanged ones are hard links into the generation before
    index/.building/           a generation that is being built, or what a crash left of one
    index/.old-g000012/        a generation that is being removed

Whoever holds the writer's lock builds; readers need none. Everything a generation consists of is on the disc before
`CURRENT` names it, so a crash or a power cut at any moment leaves the last published generation or the new one.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from indexer.errors import DamagedGeneration, NotFound

CURRENT: Final = "CURRENT"
MANIFEST: Final = "MANIFEST"
BUILDING: Final = ".building"
OLD: Final = ".old-"
KEEP: Final = 2
NONE: Final[Mapping[str, str]] = {}
_SMALL: Final = 65_536  # bytes; files up to this size are read through when a generation is opened
_UNPICKLED: Final = ".toc"  # Whoosh unpickles these: none is opened whose content is not as published
_NAME: Final = re.compile("g[0-9]{6,}")
_MEND: Final = "Hãy chạy: bantin check"


@dataclass(frozen=True, slots=True)
class Generation:
    """A published generation. ``files``: size in bytes and SHA-256 by path inside the folder.

    ``passed_over``: what was wrong with newer ones that should have been current; empty when all is well.
    """

    name: str
    path: Path
    format: str
    note: Mapping[str, str]
    files: Mapping[str, tuple[int, str]]
    previous: str | None
    digest: str
    passed_over: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(size for size, _ in self.files.values())


class Generations:
    """The generations in a folder. Writing verbs expect the caller to hold the writer's lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    # -- building ---------------------------------------------------------------------------------------------------

    def build(self, base: Generation | None) -> Path:
        """Return a folder to build in, filled with hard links to the files of ``base``; leftovers are swept before."""
        self.sweep()
        building = self.folder / BUILDING
        building.mkdir(parents=True)
        for name in base.files if base else ():
            target = building / name
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(base.path / name, target)  # type: ignore[union-attr]
        return building

    def publish(
        self,
        building: Path,
        format_: str,
        note: Mapping[str, str],
        base: Generation | None,
        previous: str | None = None,
    ) -> Generation:
        """Make what was built the current generation; returns when it is safely on the disc.

        ``previous``: the name of the generation to fall back to, if that is not ``base``.
        """
        name = f"g{max((_number(known) for known in self.names()), default=0) + 1:06}"
        known = {(entry, size): digest for entry, (size, digest) in base.files.items()} if base else {}
        files: dict[str, tuple[int, str]] = {}
        for path in _files_in(building):
            entry = path.relative_to(building).as_posix()
            size = path.stat().st_size
            linked = base is not None and (entry, size) in known and _same_file(path, base.path / entry)
            files[entry] = (size, known[entry, size] if linked else _digest(path))
            if not linked:
                _sync(path)
        previous = base.name if base else previous
        body = {"format": format_, "name": name, "note": dict(note), "previous": previous, "files": files}
        _write(building / MANIFEST, content := _serialised(body))
        for folder in {building, *(path.parent for path in _files_in(building))}:
            _sync(folder)
        building.rename(self.folder / name)
        _sync(self.folder)
        _sync(self.folder.parent)
        self._point_to(name, hashlib.sha256(content).hexdigest())
        return self._opened(name)

    def _point_to(self, name: str, digest: str) -> None:
        """Make a generation current by renaming one small file."""
        fresh = self.folder / f".{CURRENT}"
        _write(fresh, f"{name} {digest}\n".encode())
        fresh.replace(self.folder / CURRENT)
        _sync(self.folder)

    def sweep(self) -> None:
        """Remove what a writer that was killed has left."""
        shutil.rmtree(self.folder / BUILDING, ignore_errors=True)
        (self.folder / f".{CURRENT}").unlink(missing_ok=True)
        self._remove_old()

    def _remove_old(self) -> None:
        for path in self.folder.glob(f"{OLD}*"):
            shutil.rmtree(path, ignore_errors=True)

    def prune(self, keep: int = KEEP) -> None:
        """Remove all but the current generation and the ones it was built on, ``keep`` in all."""
        current = self.current()
        kept: set[str] = set()
        step = current
        while step is not None and len(kept) < keep:
            kept.add(step.name)
            step = self._intact(step.previous) if step.previous else None
        for name in self.names() if current else ():
            if name not in kept:  # renamed first: half a generation must not look like one
                (self.folder / name).rename(self.folder / f"{OLD}{name}")
        self._remove_old()

    def rollback(self) -> Generation:
        """Make the generation current that the current one was built on; raises `NotFound` when there is none."""
        current = self.current()
        previous = self._intact(current.previous) if current and current.previous else None
        if previous is None:
            raise NotFound("Không có bản chỉ mục nào trước bản hiện tại.", "Hãy chạy: bantin index --full")
        self._point_to(previous.name, previous.digest)
        return previous

    # -- reading ----------------------------------------------------------------------------------------------------

    def names(self) -> list[str]:
        """Return the names of all generations, oldest first."""
        if not self.folder.is_dir():
            return []
        return sorted((entry.name for entry in self.folder.iterdir() if _NAME.fullmatch(entry.name)), key=_number)

    def pointer(self) -> tuple[str, str] | None:
        """Return the name and the manifest's checksum that `CURRENT` states, None when it states none. Cheap."""
        try:
            content = (self.folder / CURRENT).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        stated = re.fullmatch(rb"(g[0-9]{6,}) ([0-9a-f]{64})\n", content)
        return (stated[1].decode(), stated[2].decode()) if stated else None

    def current(self, unusable: Mapping[str, str] = NONE) -> Generation | None:
        """Return the current generation, or, where it is damaged, the newest intact one before it.

        Sizes of all files and the contents of small ones are looked at. ``unusable``: generations in which whoever
        opened them found more than that, and what; they are passed over. Returns None where nothing was ever published;
        raises `DamagedGeneration` when no generation is intact.
        """
        names = self.names()
        pointer = self.pointer()
        if pointer is None and not names:
            return None
        wrong: list[str] = []
        if pointer is None:
            wrong.append(f"{CURRENT}: mất hoặc hỏng")
        for name in self._candidates(pointer, names):
            found, problems = self._examined(name, deep=False)
            if name in unusable:
                problems = [f"{name}: {unusable[name]}"]
            if pointer and name == pointer[0] and found and found.digest != pointer[1]:
                problems = [f"{name}/{MANIFEST}: không khớp với {CURRENT}"]
            if found and not problems:
                return _with_problems(found, wrong)
            wrong += problems
        raise DamagedGeneration(f"Chỉ mục bị hỏng: {'; '.join(wrong[:3])}.", "Hãy chạy: bantin index --full")

    def verify(self, deep: bool = False) -> list[str]:
        """Return what is wrong with `CURRENT` and with every generation; ``deep`` reads all files through."""
        wrong: list[str] = []
        pointer = self.pointer()
        if pointer is None:
            wrong = [f"{CURRENT}: mất hoặc hỏng"] if self.names() or (self.folder / CURRENT).exists() else []
        elif pointer[0] not in self.names():
            wrong = [f"{pointer[0]}: mất"]
        for name in self.names():
            found, problems = self._examined(name, deep)
            wrong += problems
            if found and pointer and name == pointer[0] and found.digest != pointer[1]:
                wrong.append(f"{name}/{MANIFEST}: không khớp với {CURRENT}")
        return wrong

    def _candidates(self, pointer: tuple[str, str] | None, names: list[str]) -> Iterator[str]:
        """Yield the generations that may serve, best first: the current one, the ones before it, then newer ones."""
        if pointer is None:
            yield from reversed(names)
            return
        number = _number(pointer[0])
        yield pointer[0]
        yield from (name for name in reversed(names) if _number(name) < number)
        yield from (name for name in reversed(names) if _number(name) > number)

    def _opened(self, name: str) -> Generation:
        """Return a generation as its manifest describes it; raises `DamagedGeneration`."""
        path = self.folder / name
        try:
            content = (path / MANIFEST).read_bytes()
            stated = json.loads(content)
            body: dict[str, Any] = stated["body"]
            if content != _serialised(body) or body["name"] != name:
                raise ValueError(name)
            files = {entry: (int(size), str(digest)) for entry, (size, digest) in body["files"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise DamagedGeneration(f"{name}/{MANIFEST}: mất hoặc hỏng", _MEND) from error
        digest = hashlib.sha256(content).hexdigest()
        return Generation(name, path, body["format"], body["note"], files, body["previous"], digest)

    def _intact(self, name: str) -> Generation | None:
        found, problems = self._examined(name, deep=False)
        return None if problems else found

    def _examined(self, name: str, deep: bool) -> tuple[Generation | None, list[str]]:
        """Return a generation and what is wrong with it."""
        try:
            found = self._opened(name)
        except DamagedGeneration as error:
            return None, [error.message]
        problems = []
        for entry, (size, digest) in found.files.items():
            path = found.path / entry
            actual = path.stat().st_size if path.is_file() else None
            if actual != size:
                problems.append(f"{name}/{entry}: {'mất' if actual is None else f'{actual} byte, phải là {size}'}")
            elif (deep or size <= _SMALL or entry.endswith(_UNPICKLED)) and _digest(path) != digest:
                problems.append(f"{name}/{entry}: nội dung đã đổi")
        if deep:
            known = {found.path / entry for entry in found.files} | {found.path / MANIFEST}
            problems += [f"{name}/{path.name}: tệp lạ" for path in _files_in(found.path) if path not in known]
        return found, problems


def _with_problems(found: Generation, wrong: list[str]) -> Generation:
    return Generation(
        found.name, found.path, found.format, found.note, found.files, found.previous, found.digest, tuple(wrong)
    )


def _number(name: str) -> int:
    return int(name[1:])


def _serialised(body: Mapping[str, Any]) -> bytes:
    """Return a manifest: one form only, so that any changed byte shows."""
    plain = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    checksum = hashlib.sha256(plain.encode()).hexdigest()
    return f'{{"body":{plain},"checksum":"{checksum}"}}\n'.encode()


def _files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except FileNotFoundError:
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(path: Path) -> None:
    """Make a file's contents, or a folder's entries, survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
