"""One writer at a time: a lock on a file of the data folder, which the kernel lets go when its process ends."""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.errors import Locked

_held: dict[Path, int] = {}  # by whom in this process: whoever holds a lock may take it again
_guard = threading.Lock()


@contextmanager
def data_lock(folder: Path) -> Iterator[None]:
    """Hold the lock of a data folder; the same thread may hold it several times over.

    Raises `Locked`, which names the holder's process, when it is held elsewhere.
    """
    path = folder.resolve() / "lock"
    with _guard:
        inside = _held.get(path) == threading.get_ident()
    if inside:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _acquire(file)
        with _guard:
            _held[path] = threading.get_ident()
        try:
            yield
        finally:
            with _guard:
                del _held[path]
    finally:
        os.close(file)


def _acquire(file: int) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(file, 20, 0).decode("ascii", "replace").strip() or "?"
        raise Locked(f"Tiến trình {holder} đang ghi dữ liệu.", "Hãy đợi tiến trình đó xong rồi chạy lại.") from error
    os.ftruncate(file, 0)
    os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
