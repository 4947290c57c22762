"""The store: what is kept, under which ids, and what the index has to learn of it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.bulletin import Directive, Facts
from indexer.errors import Locked, NoIndex, NotFound, Removed, UsageError
from indexer.store import Store
from indexer.store.connect import StoreDamaged, layout, migrations
from indexer.store.content import number_directives
from indexer.store.records import Correction
from tests.store.bulletins import BODY, incoming


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "dữ liệu")


def test_a_bulletin_comes_back_as_it_was_put_in(store: Store) -> None:
    item = incoming("a", "Hội nghị tổng kết")
    assert store.put([item]) == ["new"]
    stored = store.pages.get("a")
    assert (stored.bulletin, stored.facts, stored.version) == (item.bulletin, item.facts, 1)
    assert store.originals.read(item.digest) == item.original


def test_the_same_bulletin_again_is_unchanged_and_no_news_for_the_index(store: Store) -> None:
    store.put([incoming("a", "Hội nghị")])
    change = store.pages.change()
    assert store.put([incoming("a", "Hội nghị")]) == ["unchanged"]
    assert store.pages.change() == change


def test_every_version_is_kept(store: Store) -> None:
    store.put([incoming("a", "Hội nghị")])
    assert store.put([incoming("a", "Hội nghị (đính chính)")]) == ["changed"]
    assert [version.bulletin.title for version in store.pages.versions("a")] == ["Hội nghị", "Hội nghị (đính chính)"]


def test_same_title_and_body_become_one_bulletin_with_both_ids(store: Store) -> None:
    assert store.put([incoming("a", "Hội nghị"), incoming("b", "Hội nghị")]) == ["new", "duplicate"]
    assert store.pages.live() == ["a"]
    assert store.pages.get("b").bulletin.id == "a"
    assert store.pages.get("a").aliases == ("b",)
    assert store.pages.get("a").locations == ("/nguon/a.txt", "/nguon/b.txt")


def test_same_body_under_another_title_stays_two_bulletins(store: Store) -> None:
    short = "Download tại đây"
    assert store.put([incoming("a", "Kế hoạch 2011", short), incoming("b", "Kế hoạch 2012", short)]) == ["new", "new"]


def test_when_the_first_of_two_equals_changes_the_other_stands_for_itself(store: Store) -> None:
    store.put([incoming("a", "Hội nghị"), incoming("b", "Hội nghị")])
    known = store.pages.change()
    store.put([incoming("a", "Hội nghị lần hai")])
    assert {(change.id, change.live) for change in store.pages.changed_since(known)} == {("a", True), ("b", True)}
    assert store.pages.live() == ["a", "b"]


def test_the_index_is_told_which_pages_to_take_out(store: Store) -> None:
    store.put([incoming("a", "Hội nghị"), incoming("b", "Lễ công bố")])
    known = store.pages.change()
    store.put([incoming("b", "Hội nghị")])
    assert [(change.id, change.live) for change in store.pages.changed_since(known)] == [("b", False)] or all(
        not change.live for change in store.pages.changed_since(known)
    )


def test_a_printed_address_of_a_directive_never_moves() -> None:
    """When re-extraction finds one more in front, the known ones keep their numbers and the new one gets a new one."""
    first = Facts(directives=(Directive(0, 5, "Giao A", n=1), Directive(6, 9, "Giao B", n=2)))
    numbered, given = number_directives(first, {})
    assert [d.n for d in numbered.directives] == [1, 2]
    later = Facts(
        directives=(Directive(0, 2, "Lưu ý", n=1), Directive(3, 8, "Giao A", n=2), Directive(9, 12, "Giao  b", n=3))
    )
    again, fresh = number_directives(later, given)
    assert [(d.text, d.n) for d in again.directives] == [("Lưu ý", 3), ("Giao A", 1), ("Giao  b", 2)]
    assert list(fresh.values()) == [3]


def test_a_text_that_stands_twice_has_two_addresses() -> None:
    facts = Facts(directives=(Directive(0, 5, "Giao A", n=1), Directive(6, 9, "Giao A", n=2)))
    assert [d.n for d in number_directives(facts, {})[0].directives] == [1, 2]


def test_removal_hides_all_ids_at_once_and_erases_the_originals(store: Store) -> None:
    item = incoming("a", "Hội nghị")
    store.put([item, incoming("b", "Hội nghị")])
    assert store.removals.remove("b", "theo yêu cầu của công dân") == ("a", "b")
    assert store.removals.hidden() == {"a", "b"}
    assert not store.originals.path(item.digest).exists()
    with pytest.raises(Removed) as caught:
        store.pages.get("a")
    assert "Hội nghị" not in str(caught.value)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Hội nghị", BODY),
        ("HỘI  NGHỊ", BODY.replace(" ", "\n", 7)),
        ("Tên khác hẳn", BODY),
    ],
    ids=["same text", "other blanks and case", "other title over the same body"],
)
def test_what_was_removed_does_not_come_back_under_another_name(store: Store, title: str, body: str) -> None:
    store.put([incoming("a", "Hội nghị")])
    store.removals.remove("a", "theo yêu cầu")
    assert store.put([incoming("khac", title, body)]) == ["removed"]
    assert store.pages.live() == []


def test_unremove_brings_a_bulletin_back(store: Store) -> None:
    store.put([incoming("a", "Hội nghị")])
    store.removals.remove("a", "nhầm")
    known = store.pages.change()
    assert store.removals.unremove("a") == ("a",)
    assert store.removals.hidden() == frozenset()
    assert [(change.id, change.live) for change in store.pages.changed_since(known)] == [("a", True)]
    assert store.pages.location("/nguon/a.txt") is None, "so that its source is read again"


def test_an_erasing_removal_leaves_no_word_of_the_bulletin_in_the_database(store: Store) -> None:
    store.put([incoming("a", "Hội nghị đặc biệt")])
    store.removals.remove("a", "xóa dữ liệu cá nhân", erase=True)
    store.close()
    bytes_left = b"".join(path.read_bytes() for path in store.folder.rglob("*") if path.is_file())
    assert "Hội nghị đặc biệt".encode() not in bytes_left
    assert "Nguyễn Phương Bắc".encode() not in bytes_left
    with Store.open(store.folder) as again:
        assert again.put([incoming("b", "Hội nghị đặc biệt")]) == ["removed"]
        again.removals.unremove("a")
        with pytest.raises(NotFound):
            again.pages.get("a")
        assert again.put([incoming("a", "Hội nghị đặc biệt")]) == ["changed"]


def test_an_older_database_put_in_place_does_not_forget_removals(store: Store, tmp_path: Path) -> None:
    store.put([incoming("a", "Hội nghị")])
    store.close()
    older = (store.folder / "store.sqlite").read_bytes()
    with Store.open(store.folder) as newer:
        newer.removals.remove("a", "theo yêu cầu")
    for leftover in store.folder.glob("store.sqlite-*"):
        leftover.unlink()
    (store.folder / "store.sqlite").write_bytes(older)
    with Store.open(store.folder) as restored:
        assert restored.removals.hidden() == {"a"}


def test_corrections_are_applied_when_facts_are_read(store: Store) -> None:
    store.put([incoming("a", "Hội nghị")])
    store.decisions.correct("a", "published", "2023-12-16", "ghi nhầm ngày")
    store.decisions.correct("a", "directive.1.due", "2024-06-30", "đọc lại")
    stored = store.pages.get("a")
    assert (stored.bulletin.published, stored.facts.directives[0].due) == ("2023-12-16", "2024-06-30")
    with pytest.raises(UsageError, match="không sửa được"):
        store.decisions.correct("a", "text", "khác", "không được")


def test_a_correction_that_is_undone_gives_back_what_the_extractor_says_by_now_and_stays_on_record(
    store: Store,
) -> None:
    """Per field: what else was corrected stays; a better extraction in between is what counts afterwards."""
    store.put([incoming("a", "Hội nghị")])
    store.decisions.correct("a", "kind", "thông báo", "đọc lại")
    store.decisions.correct("a", "kind", "báo cáo", "đọc kỹ hơn")
    store.decisions.correct("a", "published", "2023-12-16", "ghi nhầm ngày")
    store.pages.renew_facts("a", Facts(kind="chỉ thị"), "luật-2")
    assert store.pages.get("a").facts.kind == "báo cáo"
    change = store.pages.change()
    store.decisions.undo_correction("a", "kind", "nhầm bản tin")
    stored = store.pages.get("a")
    assert (stored.facts.kind, stored.bulletin.published) == ("chỉ thị", "2023-12-16")
    assert [c.id for c in store.pages.changed_since(change)] == ["a"], "the index has to look at it again"
    assert [c.field for c in store.decisions.corrections("a")] == ["published"]
    assert [(c.field, c.value, c.reason) for c in store.decisions.correction_history("a")] == [
        ("kind", "thông báo", "đọc lại"),
        ("kind", "báo cáo", "đọc kỹ hơn"),
        ("published", "2023-12-16", "ghi nhầm ngày"),
        ("kind", None, "nhầm bản tin"),
    ]
    store.decisions.correct("a", "kind", "tin", "đúng là tin")
    assert store.pages.get("a").facts.kind == "tin", "what was undone can be corrected again"


@pytest.mark.parametrize("field", ["kind", "directive.1.due", "text"])
def test_undoing_what_is_not_corrected_is_an_error_that_names_what_is(store: Store, field: str) -> None:
    store.put([incoming("a", "Hội nghị")])
    store.decisions.correct("a", "kind", "thông báo", "đọc lại")
    store.decisions.undo_correction("a", "kind", "nhầm")
    with pytest.raises(NotFound, match=r"không có hiệu đính nào để bỏ.*chưa được hiệu đính"):
        store.decisions.undo_correction("a", field, "nhầm")
    store.decisions.correct("a", "published", "2023-12-16", "ghi nhầm ngày")
    with pytest.raises(NotFound, match="đang được hiệu đính: published"):
        store.decisions.undo_correction("a", field, "nhầm")
    with pytest.raises(NotFound, match="không có bản tin này"):
        store.decisions.undo_correction("b", field, "nhầm")


def test_facts_of_older_rules_are_found_and_renewed(store: Store) -> None:
    store.put([incoming("a", "Hội nghị")])
    assert store.pages.stale("luật-2") == ["a"]
    known = store.pages.change()
    assert store.pages.renew_facts("a", store.pages.get("a").facts, "luật-2") is False
    assert (store.pages.stale("luật-2"), store.pages.change()) == ([], known)
    assert store.pages.renew_facts("a", Facts(kind="thông báo"), "luật-3") is True
    assert store.pages.change() > known


def test_a_vanished_page_keeps_its_text_and_is_found_until_it_comes_back(store: Store) -> None:
    store.put([incoming("a", "Hội nghị")])
    store.pages.vanish("a")
    assert store.pages.get("a").vanished and store.pages.live() == ["a"]
    store.put([incoming("a", "Hội nghị")])
    assert store.pages.get("a").vanished is None


def test_an_unknown_id_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound):
        store.pages.get("không có")


def test_a_store_that_is_not_there_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="bantin index"):
        Store.open(tmp_path / "chưa có", readonly=True)


def test_a_broken_batch_leaves_nothing(store: Store) -> None:
    store.put([incoming("a", "Hội nghị")])
    with pytest.raises(sqlite3.IntegrityError):
        store.put([incoming("b", "Một"), replace(incoming("c", "Hai"), rules=None)])  # type: ignore[arg-type]
    assert store.pages.live() == ["a"]


def test_a_second_writer_is_told_the_pid_of_the_first(store: Store) -> None:
    script = "import sys; from indexer.store import Store\nwith Store.open(sys.argv[1]).writing(): print('got it')"
    command = [sys.executable, "-c", script, str(store.folder)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with store.writing():
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert "Locked" in done.stderr and str(os.getpid()) in done.stderr
        with pytest.raises(Locked), store.writing():
            pass
    assert "got it" in subprocess.run(command, capture_output=True, text=True, env=environment, check=False).stdout


def test_a_database_of_a_newer_program_is_refused_politely(store: Store) -> None:
    store.db.execute(f"PRAGMA user_version = {migrations()[-1][0] + 1}")
    store.close()
    with pytest.raises(StoreDamaged, match="mới hơn"):
        Store.open(store.folder)


def test_a_damaged_database_is_reported_as_such(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").write_bytes(b"this is not a database, not at all" * 100)
    with pytest.raises(StoreDamaged, match="restore"):
        Store.open(tmp_path)


def test_two_versions_are_told_apart_line_by_line(store: Store) -> None:
    store.put([incoming("a", "Hội nghị")])
    store.put([incoming("a", "Hội nghị (đính chính)")])
    diff = store.pages.diff("a", 1, 2)
    assert "-Hội nghị" in diff and "+Hội nghị (đính chính)" in diff
    with pytest.raises(NotFound):
        store.pages.diff("a", 1, 3)


@pytest.mark.parametrize("number", [number for number, _ in migrations()])
def test_a_database_of_every_released_layout_is_brought_forward(tmp_path: Path, number: int) -> None:
    """The fixture of a released version is its own script, run up to its number, with a row of that time."""
    old = sqlite3.connect(tmp_path / "store.sqlite")
    for n, script in migrations():
        if n <= number:
            old.executescript(f"{script}\nPRAGMA user_version = {n};")
    old.execute("INSERT INTO pages (id, version, content, head, change) VALUES ('a', 1, 'k', 'a', 1)")
    old.execute("INSERT INTO versions VALUES ('a', 1, 'T', 'T', 0, NULL, NULL, NULL, '[]', '[]', 0, NULL, 'k', '2026')")
    old.execute("INSERT INTO facts VALUES ('a', 1, 'r', '{}')")
    correction = ("a", "kind", "thông báo", "đọc lại", "2026-01-01T00:00:00Z")
    old.execute("INSERT INTO corrections (id, field, value, reason, at) VALUES (?, ?, ?, ?, ?)", correction)
    old.commit()
    old.close()
    with Store.open(tmp_path) as store:
        assert store.db.execute("PRAGMA user_version").fetchone()[0] == migrations()[-1][0]
        assert store.pages.get("a").bulletin.title == "T"
        assert store.decisions.correction_history("a") == [Correction(*correction)]
        assert store.pages.get("a").facts.kind == "thông báo"
        assert store.put([incoming("b", "Hội nghị")]) == ["new"]


def test_layouts_are_brought_forward_together_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stops between two migrations leaves the layout from which the next run starts."""
    known = migrations()
    monkeypatch.setattr("indexer.store.connect.migrations", lambda: [*known, (len(known) + 1, "CREATE TABLE cut (")])
    with pytest.raises(sqlite3.OperationalError, match="syntax error"):
        Store.open(tmp_path)
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as db:
        assert layout(db) == 0
    monkeypatch.undo()
    with Store.open(tmp_path) as store:
        assert layout(store.db) == len(known)


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [number for number, _ in migrations()] == list(range(1, len(migrations()) + 1))
