"""Originals as they were read: content-addressed files ``originals/ab/cdef...``, compressed, written once."""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterator
from pathlib import Path


def digest_of(data: bytes) -> str:
    """Return the name of these bytes: SHA-256, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class Originals:
    """A folder of files named by their content. Adding twice is adding once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._unsynced: list[Path] = []

    def path(self, digest: str) -> Path:
        """Return where the bytes of that name are, or would be."""
        return self.folder / digest[:2] / digest[2:]

    def add(self, data: bytes, digest: str) -> None:
        """Write the bytes, beside and renamed; they are sure to be on the disk after `sync`."""
        target = self.path(digest)
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            with temporary.open("wb") as stream:
                stream.write(gzip.compress(data, 6, mtime=0))
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(target)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
        self._unsynced.append(target.parent)

    def sync(self) -> None:
        """Make the names of everything added since the last call survive a power loss."""
        for folder in {*self._unsynced, *([self.folder, self.folder.parent] if self._unsynced else [])}:
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        self._unsynced.clear()

    def read(self, digest: str) -> bytes:
        """Return the bytes; raises FileNotFoundError, or OSError/EOFError when the file is damaged."""
        return gzip.decompress(self.path(digest).read_bytes())

    def sound(self, digest: str) -> bool:
        """Say whether the bytes are there and unchanged."""
        try:
            return digest_of(self.read(digest)) == digest
        except (OSError, EOFError, zlib.error):
            return False

    def erase(self, digest: str) -> None:
        """Overwrite and delete the file; nothing happens when it is not there."""
        target = self.path(digest)
        if not target.exists():
            return
        with target.open("r+b") as stream:
            stream.write(bytes(target.stat().st_size))
            stream.flush()
            os.fsync(stream.fileno())
        target.unlink()

    def names(self) -> Iterator[str]:
        """Yield the names of all originals; files that a killed run left half-written are not among them."""
        for path in sorted(self.folder.glob("??/*")):
            if not path.name.startswith("."):
                yield path.parent.name + path.name

    def leftovers(self) -> list[Path]:
        """Return half-written files of killed runs."""
        return sorted(self.folder.glob("??/.*"))
