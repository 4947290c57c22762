"""Folders in, files out: only what a reader knows, in one order, whatever the file system's."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import UsageError

_DEPTH = 64


@dataclass(frozen=True, slots=True)
class Found:
    """A file and its path below the root it was asked for, with forward slashes."""

    path: Path
    relative: str


def walk(paths: Iterable[Path], known: Callable[[str], bool]) -> Iterator[Found]:
    """Yield the files of paths: a named file always, in folders those whose name is ``known``.

    Hidden files, ``README*`` and folders named ``gold`` are passed over; links to folders are not followed.
    Raises `UsageError` for a path that does not exist.
    """
    for path in paths:
        if path.is_dir():
            yield from _folder(path, path, known, 0)
        elif path.exists():
            yield Found(path, path.name)
        else:
            raise UsageError(f"{path}: không có tệp hay thư mục này.", "Kiểm tra đường dẫn.")


def _folder(root: Path, folder: Path, known: Callable[[str], bool], depth: int) -> Iterator[Found]:
    if depth > _DEPTH:
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda e: os.fsencode(e.name))
    except OSError:
        yield Found(folder, folder.relative_to(root).as_posix())  # reading it fails, and is reported by name
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "gold":
                yield from _folder(root, path, known, depth + 1)
        elif not entry.name.startswith("README") and known(entry.name):
            yield Found(path, path.relative_to(root).as_posix())
