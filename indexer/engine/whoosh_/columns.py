"""A file of named arrays: here is a name, give me the array, without copying it.

Layout: the arrays one after the other, each at a multiple of 64 bytes; a directory as JSON; the place of the directory
and a magic number at the end. Little endian. A file is written once and never changed; readers map it into memory,
so that processes share its pages and opening costs the same for any size.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import sys
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO, Final, Self

import numpy as np

from indexer.errors import DamagedGeneration, WrongFingerprint

MAGIC: Final = b"bantincol1"
_ALIGNMENT: Final = 64
_FOOTER: Final = struct.Struct("<QQ10s")

Array = np.ndarray[Any, np.dtype[Any]]


class ColumnsWriter:
    """Writes arrays into an open file, in one pass; a stream takes bytes in pieces and is stored as one array."""

    def __init__(self, file: BinaryIO) -> None:
        if sys.byteorder != "little":
            raise WrongFingerprint("Chỉ mục chỉ dùng được trên máy little-endian.")
        self._file = file
        self._directory: dict[str, tuple[str, int, int]] = {}
        self._stream: tuple[str, int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        """Finish the file; after an exception only close it."""
        if failed is None:
            self.close()
        else:
            self.abandon()

    def put(self, name: str, array: Array) -> None:
        """Write an array."""
        self._enter(name, array.dtype, len(array))
        self._file.write(np.ascontiguousarray(array).data)

    def allocate(self, name: str, kind: str, count: int) -> Array:
        """Return an array of zeros in the file that can be filled in any order; the space on the disc is taken at once.

        Raises OSError (ENOSPC) when there is not enough of it.
        """
        start = self._enter(name, np.dtype(kind), count)
        size = count * np.dtype(kind).itemsize
        if not count:
            return np.empty(0, kind)
        self._file.flush()
        os.posix_fallocate(self._file.fileno(), start, size)
        self._file.seek(start + size)
        page = start - start % mmap.ALLOCATIONGRANULARITY
        mapped = mmap.mmap(self._file.fileno(), start + size - page, offset=page)
        return np.frombuffer(mapped, kind, count, start - page)

    def append(self, name: str, pieces: Iterable[bytes | memoryview]) -> None:
        """Add bytes to a stream; while it is open nothing else can be written."""
        if self._stream is None:
            self._stream = (name, self._aligned())
        assert self._stream[0] == name
        self._file.writelines(pieces)

    def end_stream(self) -> None:
        """Store what was appended, as an array of bytes."""
        if self._stream is not None:
            name, start = self._stream
            self._directory[name] = ("|u1", start, self._file.tell() - start)
            self._stream = None

    def close(self) -> None:
        """Write the directory and close the file."""
        self.end_stream()
        start = self._aligned()
        directory = json.dumps(self._directory).encode()
        self._file.write(directory)
        self._file.write(_FOOTER.pack(start, len(directory), MAGIC))
        self._file.close()

    def abandon(self) -> None:
        """Close the file as it is: nobody will read it."""
        self._file.close()

    def _enter(self, name: str, kind: np.dtype[Any], count: int) -> int:
        assert self._stream is None
        assert name not in self._directory
        start = self._aligned()
        self._directory[name] = (kind.str, start, count)
        return start

    def _aligned(self) -> int:
        place = self._file.tell()
        padding = -place % _ALIGNMENT
        self._file.write(b"\0" * padding)
        return place + padding


class Columns:
    """Reads a file of arrays. ``source`` is an open file; it is mapped and can be closed afterwards."""

    def __init__(self, source: Any, name: str) -> None:
        try:
            mapped = mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ)
            start, length, magic = _FOOTER.unpack(mapped[-_FOOTER.size :])
            directory = json.loads(mapped[start : start + length]) if magic.startswith(b"bantincol") else None
        except (ValueError, IndexError, struct.error) as error:
            raise DamagedGeneration(f"Tệp chỉ mục {name} bị hỏng.", "Hãy chạy: bantin check") from error
        if directory is None:
            raise DamagedGeneration(f"Tệp chỉ mục {name} bị hỏng.", "Hãy chạy: bantin check")
        if magic != MAGIC:
            raise WrongFingerprint(f"Tệp chỉ mục {name} thuộc phiên bản khác.", "Hãy chạy: bantin index --full")
        self._mapped = mapped
        self._directory: dict[str, tuple[str, int, int]] = directory

    def __contains__(self, name: str) -> bool:
        return name in self._directory

    def array(self, name: str) -> Array:
        """Return an array as a view into the mapped file: no copy, not writable."""
        kind, start, count = self._directory[name]
        return np.frombuffer(self._mapped, kind, count, start)

    def numbers(self, name: str) -> memoryview:
        """Return an array of unsigned 32-bit numbers as a view, which gives single ones faster than numpy."""
        kind, start, count = self._directory[name]
        assert kind == "<u4"
        return memoryview(self._mapped)[start : start + 4 * count].cast("I")

    def bytes(self, name: str) -> memoryview:
        """Return a stream as a view into the mapped file."""
        _, start, count = self._directory[name]
        return memoryview(self._mapped)[start : start + count]


def offsets_of(lengths: Sequence[int] | Array, kind: str = "<u4") -> Array:
    """Return where each of so many things of these lengths starts, and where the last one ends: n + 1 numbers."""
    result = np.zeros(len(lengths) + 1, kind)
    np.cumsum(lengths, out=result[1:])
    return result
