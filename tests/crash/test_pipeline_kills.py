"""Runs that end badly: killed, out of disk, with I/O errors. Nothing kept is lost, and the old index serves."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indexer.engine.engines import open_engine
from indexer.engine.port import Request
from indexer.operations import check
from indexer.pipeline import StorageFailed, index
from indexer.store import Store
from tests.crash.runs import kill_at_random, make_sources, open_both

KILLS = 30


@pytest.mark.slow
def test_thirty_kills_lose_nothing(tmp_path: Path, project: Path) -> None:
    sources = make_sources(tmp_path / "nguồn", project, 100)
    told = kill_at_random(sources, tmp_path / "data", kills=KILLS, seed=335, longest=2.5, jobs=2)
    assert told.lost == 0
    assert told.kills == KILLS and told.finished < KILLS
    store, engine = open_both(tmp_path / "data")
    with store:
        assert check(store, engine, deep=True).problems == ()
        assert len(store.pages.live()) == 100
    engine.close()


@pytest.fixture
def kept(tmp_path: Path, project: Path) -> Path:
    """A data folder with four bulletins in store and index, and twelve among the sources."""
    sources = make_sources(tmp_path / "nguồn", project, 4)
    store, engine = open_both(tmp_path / "data")
    with store:
        index([sources], store, engine)
    engine.close()
    make_sources(tmp_path / "nguồn", project, 12)
    return tmp_path / "data"


def _answers(data: Path) -> int:
    engine = open_engine("whoosh", data / "index")
    try:
        return engine.search(Request(size=1)).total
    finally:
        engine.close()


def _failing(call: Callable[..., Any], at: int, code: int, *, sticky: bool) -> tuple[Callable[..., Any], list[int]]:
    """Return the call with an error at its ``at``-th use (and at all after it), and its counter."""
    count = [0]

    def failing(*args: Any, **options: Any) -> Any:
        count[0] += 1
        if count[0] == at or (sticky and count[0] > at):
            raise OSError(code, os.strerror(code))
        return call(*args, **options)

    return failing, count


@pytest.mark.slow
@pytest.mark.parametrize("name", ["fsync", "replace", "rename", "link", "mkdir"])
@pytest.mark.parametrize(
    ("code", "sticky"), [(errno.ENOSPC, True), (errno.EIO, False)], ids=["disk full", "error once"]
)
def test_an_error_at_every_nth_call_keeps_the_old_index(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: int, sticky: bool
) -> None:
    at, ended = 1, False
    while not ended and at < 200:
        data = tmp_path / f"lần {at}"
        shutil.copytree(kept, data)
        store, engine = open_both(data)
        failing, count = _failing(getattr(os, name), at, code, sticky=sticky)
        with store, monkeypatch.context() as patch:
            patch.setattr(os, name, failing)
            try:
                index([tmp_path / "nguồn"], store, engine)
                ended = count[0] < at
            except StorageFailed as error:
                assert "Chỉ mục cũ vẫn dùng được" in str(error) and error.exit_code == 1
        engine.close()
        assert _answers(data) in (4, 12), "the old index or the new one, nothing between"
        store, engine = open_both(data)
        with store:
            index([tmp_path / "nguồn"], store, engine)
            assert check(store, engine, deep=True, repair=True).exit_code == 0
        engine.close()
        assert _answers(data) == 12
        shutil.rmtree(data)
        at += 1 if at < 4 else at
    assert ended or at >= 200


@pytest.mark.slow
def test_a_database_that_cannot_grow_keeps_the_old_index(kept: Path, tmp_path: Path) -> None:
    """SQLite's own limit of pages stands for a full disk: the run ends with one error, a later one goes on."""
    with Store.open(kept) as store:
        pages = store.db.execute("PRAGMA page_count").fetchone()[0]
    for more in (0, 1, 2, 4, 8, 16):
        store, engine = open_both(kept)
        with store:
            store.db.execute(f"PRAGMA max_page_count = {pages + more}")
            with pytest.raises(StorageFailed):
                index([tmp_path / "nguồn"], store, engine)
        engine.close()
        assert _answers(kept) >= 4
    store, engine = open_both(kept)
    with store:
        store.db.execute("PRAGMA max_page_count = 1073741823")
        index([tmp_path / "nguồn"], store, engine)
        assert check(store, engine, deep=True).problems == ()
    engine.close()
    assert _answers(kept) == 12


def test_an_interrupt_leaves_a_consistent_state_and_the_next_run_goes_on(tmp_path: Path, project: Path) -> None:
    sources = make_sources(tmp_path / "nguồn", project, 200)
    store, engine = open_both(tmp_path / "data")

    def interrupt(progress: Any) -> None:
        if progress.stage == "read" and progress.done == 150:
            raise KeyboardInterrupt

    with store:
        with pytest.raises(KeyboardInterrupt):
            index([sources], store, engine, progress=interrupt)
        first = len(store.pages.live())
        assert 64 <= first < 200, "whole batches are kept"
        report = index([sources], store, engine)
        assert (report.unchanged, report.new) == (first, 200 - first)
        assert check(store, engine, deep=True).problems == ()
    engine.close()
