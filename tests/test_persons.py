"""Persons across bulletins: kept up with the store, decided by operators, the same after every kind of run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.cli.index import index_paths
from indexer.errors import NotFound, UsageError
from indexer.extraction.people.link import name_key
from indexer.library import Library, open_configured_engine
from indexer.operations import follow, remove
from indexer.parameters import Parameters
from indexer.persons import decide, person, undo
from indexer.search import search
from indexer.settings import Settings, load_settings
from indexer.store import Store

MEETING = """{title}

08:00 {day}
Sáng {day}, UBND huyện Tân Hòa Giang tổ chức cuộc họp về {subject}. Đồng chí {who}, {post} chủ trì cuộc họp.
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings over an empty data folder."""
    return load_settings(None, {}, data_dir=str(tmp_path / "data"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two bulletins that name one person under two posts of one body."""
    folder = tmp_path / "ban-tin"
    folder.mkdir()
    write(folder, "a", "15/03/2021", "Lê Văn Tám", "Phó Chủ tịch UBND huyện Tân Hòa Giang")
    write(folder, "b", "20/06/2023", "Lê Văn Tám", "Chủ tịch UBND huyện Tân Hòa Giang")
    return folder


def write(folder: Path, name: str, day: str, who: str, post: str) -> None:
    """Write a bulletin of a meeting."""
    text = MEETING.format(title=f"Họp {name} của UBND huyện", day=day, subject=f"công việc {name}", who=who, post=post)
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def persons(settings: Settings) -> list[tuple[str, str, tuple[str, ...], bool]]:
    """Return id, name, posts and the mark of an operator's decision of all persons in the index."""
    with Library.open(settings) as library:
        found = search(library, Parameters(scope="can-bo", size=100), facets=False, snippets=False)
        return sorted(
            (hit.id, hit.title, tuple(p["title"] for p in hit.stored["posts"]), hit.stored["corrected"])
            for hit in found.hits
        )


def index(settings: Settings, *paths: Path, full: bool = False) -> None:
    """Index as the command does."""
    index_paths(settings, paths, full=full, jobs=1)


def test_one_person_with_posts_that_follow_each_other_is_one_document(settings: Settings, folder: Path) -> None:
    index(settings, folder)
    ((_id, name, posts, corrected),) = persons(settings)
    assert name == "Lê Văn Tám"
    assert set(posts) == {"Phó Chủ tịch UBND huyện Tân Hòa Giang", "Chủ tịch UBND huyện Tân Hòa Giang"}
    assert not corrected


def test_a_person_keeps_the_id_through_changes_and_a_full_run(settings: Settings, folder: Path) -> None:
    index(settings, folder)
    before = persons(settings)[0][0]
    write(folder, "c", "01/02/2019", "Lê Văn Tám", "Chánh Văn phòng UBND huyện Tân Hòa Giang")
    index(settings, folder)
    index(settings, full=True)
    assert [row[0] for row in persons(settings)] == [before]


@pytest.mark.parametrize("change", ["edit", "add", "rename-person"])
def test_an_incremental_run_gives_what_a_full_one_gives(settings: Settings, folder: Path, change: str) -> None:
    index(settings, folder)
    if change == "edit":
        write(folder, "b", "20/06/2023", "Lê Văn Tám", "Bí thư Huyện ủy Tân Hòa Giang")
    elif change == "add":
        write(folder, "c", "21/06/2023", "Trần Thị Bảy", "Phó Chủ tịch UBND huyện Tân Hòa Giang")
    else:
        write(folder, "b", "20/06/2023", "Nguyễn Văn Chín", "Chủ tịch UBND huyện Tân Hòa Giang")
    index(settings, folder)
    incremental = persons(settings)
    index(settings, full=True)
    assert persons(settings) == incremental


def test_who_is_named_only_in_a_removed_bulletin_is_no_longer_found(settings: Settings, folder: Path) -> None:
    write(folder, "c", "21/06/2023", "Trần Thị Bảy", "Phó Chủ tịch UBND huyện Tân Hòa Giang")
    index(settings, folder)
    with Store.open(settings.data) as store:
        page = next(
            s.bulletin for row in persons(settings) if row[1] == "Trần Thị Bảy" for s in person(store, row[0]).sightings
        )
        remove(store, open_configured_engine(settings), page, "theo yêu cầu")
    assert [row[1] for row in persons(settings)] == ["Lê Văn Tám"]


@pytest.fixture
def namesakes(settings: Settings, folder: Path) -> Iterator[tuple[Settings, str, str]]:
    """An index with two persons of one name, and their ids."""
    write(folder, "d", "21/06/2023", "Lê Văn Tám", "Giám đốc Bảo hiểm xã hội tỉnh Thuận Giang")
    index(settings, folder)
    rows = persons(settings)
    assert [row[1] for row in rows] == ["Lê Văn Tám", "Lê Văn Tám"], "a name alone makes nobody one person"
    yield settings, rows[0][0], rows[1][0]


def test_a_merge_holds_through_full_runs_is_marked_and_can_be_undone(namesakes: tuple[Settings, str, str]) -> None:
    settings, one, other = namesakes
    with Store.open(settings.data) as store:
        decide(store, "merge", one, [other], "cùng một người")
        follow(store, open_configured_engine(settings))
    index(settings, full=True)
    ((kept, _name, posts, corrected),) = persons(settings)
    assert (kept, len(posts), corrected) == (one, 3, True)
    with Store.open(settings.data) as store:
        undo(store, 1)
        follow(store, open_configured_engine(settings))
    assert len(persons(settings)) == 2


def test_a_split_takes_bulletins_away_from_a_person(settings: Settings, folder: Path) -> None:
    index(settings, folder)
    with Store.open(settings.data) as store:
        whole = person(store, persons(settings)[0][0])
        decide(store, "split", whole.id, [whole.sightings[1].bulletin], "người khác trùng tên")
        follow(store, open_configured_engine(settings))
    assert sorted(len(row[2]) for row in persons(settings)) == [1, 1]


def test_a_decision_on_nothing_is_refused(namesakes: tuple[Settings, str, str]) -> None:
    settings, one, _other = namesakes
    with Store.open(settings.data) as store:
        with pytest.raises(NotFound):
            decide(store, "merge", one, ["000000000000"], "x")
        with pytest.raises(UsageError):
            decide(store, "split", one, ["khong-co"], "x")
        with pytest.raises(NotFound):
            undo(store, 1)


def test_the_people_of_the_corpus_are_told_apart_as_a_reader_told_them(settings: Settings, project: Path) -> None:
    index(settings, project / "corpus")
    lines = (project / "corpus/gold/people.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    read = {(name_key(name), page): who for who, page, name in rows}
    with Store.open(settings.data, readonly=True) as store:
        taken = {(name, page): who for name, page, who in store.db.execute("SELECT name, id, person FROM sightings")}
    assert len(read.keys() & taken.keys()) >= 0.95 * len(read)
    seen_as = defaultdict(set)
    for key in read.keys() & taken.keys():
        seen_as[taken[key]].add(read[key])
    # A career that leaps between bodies is several persons to the rules; two people taken for one is the graver fault.
    assert sum(len(people) > 1 for people in seen_as.values()) <= 1
    assert len(seen_as) <= 1.25 * len(set(read.values()))
