"""One writer at a time: a file that is locked as long as its holder lives, and names the holder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.errors import Locked


@contextmanager
def writer_lock(path: Path) -> Iterator[None]:
    """Hold the lock; raises `Locked` with the holder's pid. The kernel frees it when the holder dies, however."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(handle, 32, 0).decode("ascii", "replace").strip() or "?"
            raise Locked(f"{path.parent}: tiến trình {holder} đang ghi.", "Chờ nó xong, hoặc dừng nó.") from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode("ascii"), 0)
        yield
    finally:
        os.close(handle)
