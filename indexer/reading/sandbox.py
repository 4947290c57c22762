"""Killable reading: a warm worker process parses one file after the other, within limits; a kill costs one file."""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

import msgspec

from indexer import errors
from indexer.bulletin import Page
from indexer.errors import ReaderKilled, ReadingError
from indexer.reading.budget import FILE_SECONDS, listen
from indexer.reading.outcome import Outcome, Read, Source, Unread
from indexer.reading.readers import read_source, reader_for
from indexer.workers import be_polite

MEMORY = 1 << 30  # bytes of address space for the worker
_HANDLES = 64
_ANSWER_BYTES = 256 << 20
# Seconds beyond what a file may take, for a machine that is busy; half of one is left for a new worker.
_GRACE = 1.5
_SPLIT = "Chia nhỏ tệp hoặc lưu lại ở dạng khác."
_FILES = 500  # files that one worker serves: what a library leaks ends with it


@dataclass(frozen=True, slots=True)
class _Part:
    """One outcome on its way back: a page, or an error (kind, message, hint) of a part."""

    page: Page | None = None
    part: str | None = None
    error: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Message:
    """What a worker sends: leave to take longer, or the answer."""

    allow: float = 0.0
    parts: tuple[_Part, ...] = ()
    error: tuple[str, str, str] | None = None


# Not pickle: a parser that was taken over must not run code in the parent.
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Message)


class Sandbox:
    """One worker, started when it is first needed and replaced after a kill. Not shared by threads."""

    def __init__(self, *, seconds: float = FILE_SECONDS, memory: int = MEMORY) -> None:
        self.seconds, self.memory = seconds, memory
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._served = 0

    def read(self, source: Source) -> Iterator[Outcome]:
        """Yield what a source holds; what is harmless is read here. Raises `ReadingError`, also for a kill."""
        if not reader_for(source).risky:
            yield from read_source(source)
            return
        answer = self._ask(source)
        for part in answer.parts:
            if part.page is not None:
                yield Read(part.page, source.data, part.part)
            elif part.error:
                yield Unread(_error(part.error), part.part or "")
        if answer.error:
            raise _error(answer.error)

    def _ask(self, source: Source) -> _Message:
        connection = self._started()
        try:
            connection.send_bytes(_ENCODER.encode((source.name, source.data, source.type, source.charset)))
            answer = self._wait(connection, source.name)
        except (EOFError, ConnectionError) as error:
            reason = self._stop()
            raise ReaderKilled(f"{source.name}: {reason}.", "Mở tệp bằng trình soạn thảo rồi lưu lại.") from error
        self._served += 1
        if self._served >= _FILES:
            self.close()
        return answer

    def _wait(self, connection: Connection, name: str) -> _Message:
        deadline = time.monotonic() + self.seconds + _GRACE
        while connection.poll(max(0.0, deadline - time.monotonic())):
            message = _DECODER.decode(connection.recv_bytes(_ANSWER_BYTES))
            if not message.allow:
                return message
            deadline = time.monotonic() + message.allow + _GRACE
        self._stop()
        raise ReaderKilled(
            f"{name}: đọc quá {self.seconds:.0f} giây, đã dừng.", "Chia nhỏ tệp hoặc lưu lại ở dạng khác."
        )

    def _started(self) -> Connection:
        if self._connection is None or self._process is None or not self._process.is_alive():
            self.close()
            context = get_context("forkserver")
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, self.seconds, self.memory), daemon=True)
            process.start()
            theirs.close()
            self._process, self._connection, self._served = process, ours, 0
        return self._connection

    def _stop(self) -> str:
        """Kill the worker and all that it started; returns in words how it ended."""
        process = self._process
        if process is None or process.pid is None:
            return "tiến trình đọc đã dừng"
        process.join(0.05)
        code = process.exitcode
        with suppress(ProcessLookupError):  # it may be gone already, and its group with it
            os.killpg(process.pid, signal.SIGKILL)
        process.join(2)
        self.close()
        if code == -signal.SIGXCPU:
            return f"đọc quá {self.seconds:.0f} giây máy, đã dừng"
        return "tệp làm hỏng tiến trình đọc (quá bộ nhớ hoặc dữ liệu sai)"

    def abort(self) -> None:
        """End what is being read, from another thread: the reading fails there as if the file had killed it."""
        process = self._process
        if process is not None and process.pid is not None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

    def close(self) -> None:
        """Let the worker end."""
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.join(0.5)
            if self._process.is_alive():
                self._process.kill()
                self._process.join(2)
            self._process.close()
        self._process = self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _error(told: tuple[str, str, str]) -> ReadingError:
    kind = getattr(errors, told[0], ReadingError)
    return (kind if isinstance(kind, type) and issubclass(kind, ReadingError) else ReadingError)(told[1], told[2])


# The worker's side


def _serve(connection: Connection, seconds: float, memory: int) -> None:
    """Read sources until the parent hangs up."""
    os.setsid()  # so that a kill takes along what this process starts
    be_polite()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_HANDLES, _HANDLES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    def allow(more: float) -> None:
        _limit_cpu(more)
        connection.send_bytes(_ENCODER.encode(_Message(allow=more)))

    listen(allow)
    while True:
        try:
            name, data, kind, charset = msgspec.msgpack.decode(
                connection.recv_bytes(), type=tuple[str, bytes, str | None, str | None]
            )
        except (EOFError, ConnectionError):
            return
        _limit_cpu(seconds)
        answer, spent = _answer(Source(name, data, kind, charset))
        del data
        connection.send_bytes(_ENCODER.encode(answer))
        if spent:
            return


def _answer(source: Source) -> tuple[_Message, bool]:
    """Return the answer, and whether this process is spent: memory that ran out once is not to be trusted again."""
    try:
        return _Message(parts=tuple(_part(outcome) for outcome in read_source(source))), False
    except ReadingError as error:
        return _Message(error=(error.kind, error.message, error.hint)), False
    except MemoryError:
        told = f"{source.name}: cần quá nhiều bộ nhớ để đọc, đã dừng."
        return _Message(error=("ReaderKilled", told, _SPLIT)), True
    except (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError) as error:
        told = f"{source.name}: tệp bị hỏng ({type(error).__name__})."
        return _Message(error=("UndecodableSource", told, "Mở tệp bằng trình soạn thảo rồi lưu lại.")), False


def _part(outcome: Outcome) -> _Part:
    if isinstance(outcome, Read):
        return _Part(outcome.page, outcome.part)
    if isinstance(outcome, Unread):
        return _Part(part=outcome.part, error=(outcome.error.kind, outcome.error.message, outcome.error.hint))
    return _Part()


def _limit_cpu(seconds: float) -> None:
    """Let this process, and each it starts, use so much more of a processor; the kernel ends it after that."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))
