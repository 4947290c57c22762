"""Operations: status, check and repair, takedown on every surface, backup and restore."""

from __future__ import annotations

import json
import os
import shutil
import tarfile
from pathlib import Path

import pytest

from indexer.archive import BackupDamaged, backup, restore, verify
from indexer.engine.memory import MemoryEngine
from indexer.engine.port import Request
from indexer.errors import Locked, NotFound, Removed
from indexer.operations import check, remove, status, unremove
from indexer.pipeline import index
from indexer.store import Store


@pytest.fixture
def sources(tmp_path: Path, project: Path) -> Path:
    folder = tmp_path / "nguồn"
    folder.mkdir()
    for path in sorted((project / "corpus/bulletins").glob("202[0-3]*.txt"))[:6]:
        shutil.copy(path, folder)
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "data")


@pytest.fixture
def engine(sources: Path, store: Store) -> MemoryEngine:
    engine = MemoryEngine()
    index([sources], store, engine)
    return engine


def found(engine: MemoryEngine, store: Store) -> set[str]:
    return {hit.id for hit in engine.search(Request(size=100, hidden=store.removals.hidden())).hits}


def test_a_fresh_index_passes_every_check(store: Store, engine: MemoryEngine) -> None:
    report = check(store, engine, deep=True)
    assert (report.problems, report.notes, report.exit_code) == ((), (), 0)
    assert report.looked_at["bulletins"] == 6


def test_status_counts_what_is_there_and_what_failed(sources: Path, store: Store, engine: MemoryEngine) -> None:
    (sources / "rỗng.txt").write_bytes(b"")
    index([sources], store, engine)
    told = status(store, engine)
    assert told.counts["bulletins"] == 6 and told.behind == 0 and told.originals == 6
    assert [failure.kind for failure in told.failures] == ["EmptySource"]


def test_an_index_that_lags_behind_is_found_and_mended(store: Store, engine: MemoryEngine) -> None:
    page = store.pages.live()[0]
    store.decisions.correct(page, "kind", "thông báo", "đọc lại")
    assert "1 thay đổi" in check(store, engine).problems[0].what
    report = check(store, engine, repair=True)
    assert report.exit_code == 0 and report.problems[0].repaired
    assert check(store, engine, deep=True).problems == ()


def test_a_bulletin_missing_from_the_index_is_found_by_a_deep_check(store: Store, engine: MemoryEngine) -> None:
    with engine.writer(note=engine.note()) as writer:
        writer.remove(store.pages.live()[0])
    assert check(store, engine).exit_code == 6
    assert store.pages.live()[0] in str(check(store, engine, deep=True).problems)
    assert check(store, engine, deep=True, repair=True).exit_code == 0


@pytest.mark.parametrize("damage", ["delete", "truncate", "one byte"])
def test_a_damaged_original_is_found_and_taken_from_its_source(store: Store, engine: MemoryEngine, damage: str) -> None:
    path = store.originals.path(next(store.originals.names()))
    data = path.read_bytes()
    path.unlink() if damage == "delete" else path.write_bytes(
        data[:40] if damage == "truncate" else data[:-9] + b"?" + data[-8:]
    )
    assert check(store, engine, deep=True).exit_code == 6
    assert check(store, engine, deep=True, repair=True).exit_code == 0
    assert check(store, engine, deep=True).problems == ()


def test_a_lost_line_is_taken_from_its_file_of_lines(tmp_path: Path, store: Store) -> None:
    """The originals of bulletin lines are the lines: they come back from the file, as far as it still has them."""
    lines = [json.dumps({"id": f"tb-{n}", "title": f"Tin số {n}", "text": f"Nội dung {n}."}) for n in range(3)]
    path, engine = tmp_path / "bản tin.jsonl", MemoryEngine()
    path.write_text("\n".join(lines), encoding="utf-8")
    index([path], store, engine)
    shutil.rmtree(store.originals.folder)
    assert check(store, engine).exit_code == 6
    path.write_text("\n".join(lines[1:]), encoding="utf-8")
    report = check(store, engine, repair=True)
    assert [problem.repaired for problem in report.problems].count(True) == 2
    assert [problem.what[:4] for problem in check(store, engine, deep=True).problems] == ["tb-0"]


def test_leftovers_of_killed_runs_are_swept(store: Store, engine: MemoryEngine) -> None:
    first = store.originals.path(next(store.originals.names()))
    (first.parent / ".abc.123").write_bytes(b"half")
    store.originals.add(b"belongs to nobody", "0" * 64)
    assert len(check(store, engine).problems) == 2
    assert check(store, engine, repair=True).exit_code == 0
    assert check(store, engine).problems == ()


def test_a_source_that_changed_or_vanished_is_a_note_and_no_problem(
    sources: Path, store: Store, engine: MemoryEngine
) -> None:
    files = sorted(sources.iterdir())
    files[0].write_text("Khác hẳn", encoding="utf-8")
    files[1].unlink()
    report = check(store, engine, deep=True)
    assert len(report.notes) == 2 and report.exit_code == 0


def test_a_takedown_holds_on_every_surface(sources: Path, store: Store, engine: MemoryEngine) -> None:
    page = store.pages.live()[0]
    title = store.pages.get(page).bulletin.title
    assert remove(store, engine, page, "theo yêu cầu của công dân") == (page,)
    assert page not in found(engine, store)
    assert page not in {hit.id for hit in engine.search(Request(size=100)).hits}, "gone from the index itself"
    with pytest.raises(Removed) as caught:
        store.pages.get(page)
    assert title not in str(caught.value)
    index([sources], store, engine, full=True)
    assert page not in found(engine, store)
    with pytest.raises(Removed):
        remove(store, engine, page, "lần nữa")
    assert check(store, engine, deep=True).problems == ()


def test_a_takedown_hides_at_once_though_a_run_is_writing(store: Store, engine: MemoryEngine) -> None:
    page = store.pages.live()[0]
    with store.writing(), pytest.raises(Locked):
        remove(store, engine, page, "gấp")
    assert page in store.removals.hidden() and page not in found(engine, store)


def test_a_takedown_is_undone(store: Store, engine: MemoryEngine) -> None:
    page = store.pages.live()[0]
    remove(store, engine, page, "nhầm")
    assert unremove(store, engine, page) == (page,)
    assert page in found(engine, store) and store.removals.hidden() == frozenset()
    with pytest.raises(NotFound):
        unremove(store, engine, page)


def test_a_backup_brings_everything_back(store: Store, engine: MemoryEngine, tmp_path: Path) -> None:
    store.decisions.correct(store.pages.live()[0], "kind", "thông báo", "đọc lại")
    before = list(store.pages.load(store.pages.live()))
    made = backup(store, tmp_path / "sao lưu.tar")
    assert (made.bulletins, verify(made.path)) == (6, made)
    restore(made.path, tmp_path / "máy khác")
    with Store.open(tmp_path / "máy khác") as other:
        assert list(other.pages.load(other.pages.live())) == before
        again = MemoryEngine()
        index([], other, again, full=True)
        assert check(other, again, deep=True).exit_code == 0


def test_a_backup_writes_nothing_into_the_data_folder_and_leaves_nothing_when_it_fails(
    store: Store, engine: MemoryEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a killed one left beside the target is swept by the next; that of one under way is not."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    folder = tmp_path / "nơi lưu"
    folder.mkdir()
    for pid in (os.getpid(), 2**22 + 1):
        (folder / f".a.tar.{pid}.x1").mkdir()
    before = sorted(store.folder.iterdir())
    with monkeypatch.context() as patch, pytest.raises(OSError, match="No space"):
        patch.setattr("indexer.archive._write", full)
        backup(store, folder / "a.tar")
    assert [path.name for path in folder.iterdir()] == [f".a.tar.{os.getpid()}.x1"]
    assert sorted(store.folder.iterdir()) == before
    backup(store, folder / "a.tar")


def test_a_restore_forgets_no_takedown_and_makes_the_index_anew(
    sources: Path, store: Store, engine: MemoryEngine, tmp_path: Path
) -> None:
    made = backup(store, tmp_path / "trước.tar")
    page = store.pages.live()[0]
    remove(store, engine, page, "theo yêu cầu")
    store.close()
    restore(made.path, tmp_path / "data")
    with Store.open(tmp_path / "data") as restored:
        assert restored.removals.hidden() == {page}
        assert status(restored, engine).behind is None, "the index is of another state"
        index([sources], restored, engine)
        assert page not in found(engine, restored)
        assert check(restored, engine, deep=True).exit_code == 0


@pytest.mark.parametrize("damage", ["one byte", "cut short", "foreign entry", "no backup"])
def test_a_damaged_backup_changes_nothing(store: Store, engine: MemoryEngine, tmp_path: Path, damage: str) -> None:
    path = backup(store, tmp_path / "sao lưu.tar").path
    data = path.read_bytes()
    if damage == "one byte":
        at = len(data) // 2
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    elif damage == "cut short":
        path.write_bytes(data[: len(data) // 2])
    elif damage == "foreign entry":
        with tarfile.open(path, "a") as archive:
            archive.add(__file__, arcname="../../ra-ngoài.py")
    else:
        path.write_text(json.dumps({"không": "phải"}), encoding="utf-8")
    live = store.pages.live()
    with pytest.raises(BackupDamaged):
        restore(path, store.folder)
    assert store.pages.live() == live and not (tmp_path / "ra-ngoài.py").exists()
