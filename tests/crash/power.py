"""A simulated power cut: what was not yet forced to the disc may be lost, cut short or garbage.

`Disc` watches fsync and renames while a generation is written. At a chosen moment the power fails; `after_power_cut`
then makes the folder as a disc might hold it: a file that was not synced since it was written may be gone, empty, cut
or overwritten; a folder's new entries may be missing and its replaced ones the old, unless the folder was synced.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


class PowerCut(BaseException):
    """The power fails: nothing of the program runs on."""


class Disc:
    """Knows what is safe on the disc below a folder. ``fails_at``: the number of the call at which the power fails."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.files: dict[int, tuple[int, int]] = {}  # inode -> size and time of the contents that are safe
        self.entries: dict[Path, dict[str, int]] = {}  # folder -> its entries that are safe
        self.old: dict[int, bytes] = {}  # inode -> contents of a small file that a rename replaces
        self.calls = 0
        self.fails_at: int | None = None
        self.log: list[tuple[str, str]] = []
        patch.setattr(os, "fsync", self._watched("fsync", os.fsync))
        patch.setattr(os, "rename", self._watched("rename", os.rename))
        patch.setattr(os, "replace", self._watched("replace", os.replace))
        patch.setattr(os, "link", self._watched("link", os.link))

    def _watched(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            self.calls += 1
            if self.calls == self.fails_at:
                raise PowerCut
            if name == "replace":
                target = Path(os.fspath(args[1]))
                if target.exists():
                    self.old[target.stat().st_ino] = target.read_bytes()
            result = real(*args, **options)
            if name == "fsync":
                self._synced(Path(f"/proc/self/fd/{args[0]}").readlink())
            else:
                self.log.append((name, str(args[1])))
                self._moved(Path(os.fspath(args[0])).absolute(), Path(os.fspath(args[1])).absolute())
            return result

        return call

    def _moved(self, source: Path, target: Path) -> None:
        """What is safe in a folder stays so under its new name."""
        for folder in [folder for folder in self.entries if folder == source or source in folder.parents]:
            self.entries[target / folder.relative_to(source)] = self.entries.pop(folder)

    def _synced(self, path: Path) -> None:
        self.log.append(("fsync", str(path)))
        if path.is_dir():
            self.entries[path] = {entry.name: entry.stat().st_ino for entry in path.iterdir()}
        else:
            self.files[path.stat().st_ino] = _state(path)


def _state(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def after_power_cut(disc: Disc, target: Path, chance: random.Random) -> None:
    """Make ``target`` what the disc might hold after the power failed now."""
    _restore(disc, disc.root.resolve(), target, chance)


def _restore(disc: Disc, folder: Path, target: Path, chance: random.Random) -> None:
    target.mkdir(parents=True)
    safe = disc.entries.get(folder, {})
    for entry in sorted(folder.iterdir()):
        inode = entry.stat().st_ino
        if safe.get(entry.name) != inode and chance.random() < 0.5:
            former = disc.old.get(safe.get(entry.name, -1))
            if former is not None:  # the rename was lost: the entry is the old file still
                (target / entry.name).write_bytes(former)
            continue
        if entry.is_dir():
            _restore(disc, entry, target / entry.name, chance)
        else:
            shutil.copyfile(entry, target / entry.name)
            if disc.files.get(inode) != _state(entry):
                _damage(target / entry.name, chance)


def _damage(path: Path, chance: random.Random) -> None:
    """Do one of five things that a disc does to a file that was not synced."""
    content = path.read_bytes()
    kind = chance.randrange(5)
    if kind == 0:
        path.unlink()
    elif kind == 1:
        path.write_bytes(b"")
    elif kind == 2:
        path.write_bytes(content[: chance.randrange(len(content) + 1)])
    elif kind == 3:
        path.write_bytes(bytes(len(content)))
    # else: it reached the disc after all
