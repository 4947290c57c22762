"""Opening a store: what is not one, or is one of another age, is told apart and named."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from indexer.errors import NoIndex
from indexer.store import Store
from indexer.store.connect import StoreDamaged


def test_an_empty_file_is_no_store_yet(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").touch()
    with pytest.raises(NoIndex) as told:
        Store.open(tmp_path, readonly=True)
    assert "bantin index" in told.value.hint


def test_a_store_of_an_older_layout_is_brought_up_by_a_run_and_not_by_a_reader(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    db = sqlite3.connect(tmp_path / "store.sqlite")
    db.executescript("DROP TABLE sightings; PRAGMA user_version = 1;")
    db.close()
    with pytest.raises(NoIndex) as told:
        Store.open(tmp_path, readonly=True)
    assert "cũ hơn" in told.value.message
    Store.open(tmp_path).close()
    Store.open(tmp_path, readonly=True).close()


def test_bytes_that_are_no_database_are_called_damaged(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").write_bytes(b"khong phai co so du lieu " * 100)
    with pytest.raises(StoreDamaged):
        Store.open(tmp_path, readonly=True)
