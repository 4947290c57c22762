"""Hostile files: none takes long, none takes the parent down, each is read or refused in one clear line."""

from __future__ import annotations

import os
import resource
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.errors import ReaderKilled, ReadingError, SourceTooLarge
from indexer.reading.outcome import Outcome, Read, Source, Unread
from indexer.reading.readers import load, read_source
from indexer.reading.sandbox import Sandbox
from tests.reading import hostile, makers

EVERY = 5  # of the files in CI: some sixty; the campaign takes all
SECONDS = 10.5  # ten, the time to replace a worker included, and half a second for a busy machine
FILES = list(hostile.files())


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


def outcomes(sandbox: Sandbox, source: Source) -> tuple[list[Outcome], ReadingError | None]:
    found: list[Outcome] = []
    try:
        found.extend(sandbox.read(source))
    except ReadingError as error:
        return found, error
    return found, None


def test_there_are_three_hundred_of_them() -> None:
    names = [name for name, _ in FILES]
    assert len(names) >= 280 and len(set(names)) == len(names)


@pytest.mark.parametrize(("name", "data"), FILES[::EVERY], ids=[name for name, _ in FILES[::EVERY]])
def test_a_hostile_file_is_read_or_refused(sandbox: Sandbox, name: str, data: bytes) -> None:
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    found, error = outcomes(sandbox, Source(name, data))
    assert time.monotonic() - started < SECONDS
    problems = [error] if error else [outcome.error for outcome in found if isinstance(outcome, Unread)]
    for problem in problems:
        assert name in problem.message and problem.hint and len(str(problem).splitlines()) == 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400 << 10, "the parent stays as it was"
    good, error = outcomes(sandbox, Source("tốt.docx", makers.docx(hostile.TEXT)))
    assert error is None and isinstance(good[0], Read) and good[0].page.published == "2024-02-01T08:00"


def _sleep(source: Source) -> Iterator[Outcome]:
    time.sleep(60)
    yield from ()


def _eat(source: Source) -> Iterator[Outcome]:
    _ = [bytearray(1 << 24) for _ in range(1_000)]
    yield from ()


def _spin(source: Source) -> Iterator[Outcome]:
    while True:
        pass
    yield


def _crash(source: Source) -> Iterator[Outcome]:
    os.abort()
    yield


def _write(source: Source) -> Iterator[Outcome]:
    with Path(source.name).open("wb") as stream:
        stream.write(b"x")
    yield from ()


@pytest.mark.parametrize(
    ("does", "kind"),
    [
        ("sleep", "ReaderKilled"),
        ("eat", "ReaderKilled"),
        ("spin", "ReaderKilled"),
        ("crash", "ReaderKilled"),
        ("write", ""),
    ],
)
def test_a_reader_that_misbehaves_is_stopped_and_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, kind: str
) -> None:
    """The worker finds its reader by name, so a name of this module stands in for a library that goes wrong."""
    from multiprocessing import get_context

    from indexer.reading import sandbox as module

    with Sandbox(seconds=1.0, memory=600 << 20) as sandbox:
        monkeypatch.setattr(module, "get_context", lambda _: get_context("fork"))
        monkeypatch.setattr(module, "read_source", globals()[f"_{does}"])
        found, error = outcomes(sandbox, Source(str(tmp_path / "x.html"), b"<p>x"))
        assert found == [] and error is not None and (error.kind == kind or not kind)
        assert not (tmp_path / "x.html").exists() or (tmp_path / "x.html").stat().st_size == 0
        monkeypatch.undo()
        sandbox.close()
        good, error = outcomes(sandbox, Source("tốt.docx", makers.docx(hostile.TEXT)))
        assert error is None and len(good) == 1


def test_a_kill_costs_one_file_and_names_it() -> None:
    error = ReaderKilled("x.pdf: đọc quá 10 giây, đã dừng.", "Chia nhỏ tệp.")
    assert error.exit_code == 3


def test_limits_are_checked_before_parsing() -> None:
    for name, data in FILES:
        if name in ("ratio.docx", "many-entries.docx", "depth-div-100000.html", "attributes.html", "huge.png"):
            with pytest.raises(SourceTooLarge):
                list(read_source(Source(name, data)))


def test_what_is_no_plain_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ống.txt")
    (tmp_path / "vòng.txt").symlink_to(tmp_path / "vòng.txt")
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "ổ.txt"))
    sparse = tmp_path / "thưa.txt"
    with sparse.open("wb") as stream:
        stream.truncate(1 << 30)
    for name in ("ống.txt", "vòng.txt", "ổ.txt", "thưa.txt", "không có.txt"):
        with pytest.raises(ReadingError) as caught:
            load(tmp_path / name)
        assert name in str(caught.value)
    server.close()


def test_a_name_cannot_write_on_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "tên\nmới\x1b[31m.txt"
    path.write_bytes(b"")
    with pytest.raises(ReadingError) as caught:
        load(path)
    assert "\x1b" not in str(caught.value) and len(str(caught.value).splitlines()) == 1
