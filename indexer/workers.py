"""The same work over several processes, in order, with bounded memory: batches in, results out."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from types import TracebackType
from typing import Self, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_NICE = 10
FEW = 2  # batches that are done sooner than processes are started
_AHEAD = 2  # batches in flight for each worker: enough to keep it busy, few enough to bound memory


def be_polite() -> None:
    """Let other processes of this machine go first, those that answer searches above all; it cannot be taken back."""
    os.nice(max(0, _NICE - os.nice(0)))


def _start() -> None:
    """Be polite, and end with the process that asked, however that ends."""
    be_polite()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


@contextmanager
def _interrupted_later() -> Iterator[None]:
    """Put Ctrl-C off until the end of the block: nobody would wait for a process half started, which then complains."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: asked.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        signal.raise_signal(signal.SIGINT)


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the items in lists of ``size``, the last one shorter."""
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


class Workers:
    """``jobs`` processes, or none at all: with one job, or with little to do, the work is done in this process."""

    def __init__(self, jobs: int) -> None:
        self.jobs = max(1, jobs)
        self._pool: ProcessPoolExecutor | None = None

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Yield ``function(item)`` for each item, in order; items are taken only as fast as results are."""
        items = iter(items)
        first = list(islice(items, FEW + 1)) if self.jobs > 1 else []
        if self.alone(len(first)):
            yield from map(function, chain(first, items))
            return
        pool = self._started()
        waiting: deque[Future[R]] = deque()
        for item in chain(first, items):
            with _interrupted_later():  # to submit may start a process
                waiting.append(pool.submit(function, item))
            if len(waiting) >= self.jobs * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def alone(self, batches: int) -> bool:
        """Say whether so many batches are worked on in this process."""
        return self.jobs == 1 or (self._pool is None and batches <= FEW)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Not fork: a child of a process with loaded models shares state it must not (see FACTS on pyvi).
            self._pool = ProcessPoolExecutor(self.jobs, mp_context=get_context("forkserver"), initializer=_start)
        return self._pool

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            # Wait in any case: a worker that is just starting would report a parent gone with a traceback.
            self._pool.shutdown(wait=True, cancel_futures=True)
