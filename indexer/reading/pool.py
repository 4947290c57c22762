"""Several sandboxes at once: what is risky is read ahead, in order, while earlier files are understood."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from indexer.reading.outcome import Outcome, Source
from indexer.reading.readers import read_source, reader_for
from indexer.reading.sandbox import Sandbox

Reading = Iterable[Outcome] | Future[list[Outcome]]


class ReadingPool:
    """``jobs`` threads, each with a sandbox of its own; a thread only waits for its worker process."""

    def __init__(self, jobs: int = 1) -> None:
        self.ahead = 2 * max(1, jobs)
        self._threads = ThreadPoolExecutor(max(1, jobs), thread_name_prefix="reading")
        self._local = threading.local()
        self._sandboxes: list[Sandbox] = []

    def start(self, source: Source) -> Reading:
        """Begin to read: a risky source in a sandbox, another when it is asked for. Raises `BinarySource`."""
        return self._threads.submit(self._read, source) if reader_for(source).risky else read_source(source)

    def _read(self, source: Source) -> list[Outcome]:
        sandbox: Sandbox | None = getattr(self._local, "sandbox", None)
        if sandbox is None:
            sandbox = self._local.sandbox = Sandbox()
            self._sandboxes.append(sandbox)
        return list(sandbox.read(source))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for sandbox in self._sandboxes if kind else ():
            sandbox.abort()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for sandbox in self._sandboxes:
            sandbox.close()
