"""Search: one request in, one answer out, over the shipped corpus on the default engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.cli.index import index_paths
from indexer.errors import NoIndex, QueryTooLong, WrongFingerprint
from indexer.library import Library
from indexer.parameters import Parameters, read_parameters
from indexer.search import Result, search
from indexer.settings import Settings, load_settings


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Settings:
    """Settings over a data folder that holds the shipped corpus."""
    settings = load_settings(None, {}, data_dir=str(tmp_path_factory.mktemp("data")))
    report = index_paths(settings, (project / "corpus",), jobs=1)
    assert not report.failed
    return settings


@pytest.fixture(scope="module")
def library(settings: Settings) -> Iterator[Library]:
    """The opened library."""
    with Library.open(settings) as opened:
        yield opened


def ask(library: Library, **values: str) -> Result:
    """Search as an address would."""
    return search(library, read_parameters(values.items()))


def test_a_citizen_without_diacritics_finds_the_seed(library: Library) -> None:
    found = ask(library, q="phu tan nong thon moi")
    assert found.hits[0].title.startswith("Phú Tân: Nêu cao tinh thần trách nhiệm")


def test_staff_get_nine_directives_of_the_official_who_concluded_each_an_exact_slice(library: Library) -> None:
    found = ask(library, scope="chi-dao", giver="Nguyễn Phương Bắc")
    assert found.total == 9
    for hit in found.hits:
        stored = library.store.pages.get(hit.stored["bulletin"])
        directive = next(d for d in stored.facts.directives if d.n == hit.stored["n"])
        assert stored.bulletin.text[directive.start : directive.end] == directive.text
        assert stored.bulletin.text[hit.stored["start"] : hit.stored["end"]] == directive.text


def test_a_name_typed_without_diacritics_selects_the_same_directives(library: Library) -> None:
    assert ask(library, scope="chi-dao", giver="nguyen phuong bac").total == 9


def test_marks_of_a_snippet_lie_on_the_words_asked_for(library: Library) -> None:
    for hit in ask(library, q="nông thôn mới").hits:
        marked = {hit.snippet[start:end].lower() for start, end in hit.marks}
        assert marked & {"nông", "thôn", "mới", "nông thôn mới"}, hit.snippet
        assert len(hit.snippet) <= 240


def test_a_facet_counts_without_its_own_selection_and_with_those_of_others(library: Library) -> None:
    free = {value.value: value.count for value in ask(library, q="nông thôn mới").facets["year"]}
    chosen = ask(library, q="nông thôn mới", year="2023")
    assert {value.value: value.count for value in chosen.facets["year"]} == free
    assert chosen.total == free["2023"]
    assert sum(value.count for value in chosen.facets["kind"]) == chosen.total
    assert [value.value for value in chosen.facets["year"] if value.selected] == ["2023"]


def test_deep_paging_by_key_gives_the_same_hits_as_pages(library: Library) -> None:
    whole = search(library, Parameters(q="huyện", size=40))
    first = search(library, Parameters(q="huyện", size=5))
    second = search(library, Parameters(q="huyện", size=5, after=first.hits[-1].after))
    paged = search(library, Parameters(q="huyện", size=5, page=2))
    assert [hit.id for hit in (*first.hits, *second.hits)] == [hit.id for hit in whole.hits[:10]]
    assert [hit.id for hit in second.hits] == [hit.id for hit in paged.hits]


def test_a_span_of_due_days_finds_what_falls_due_in_it_and_nothing_else(library: Library) -> None:
    found = ask(library, scope="chi-dao", due="2023-01-01..2023-12-31", size="100")
    assert found.total > 0
    assert all("2023-01-01" <= hit.stored["due"] <= "2023-12-31" for hit in found.hits)
    everything = ask(library, scope="chi-dao", size="100")
    assert found.total == sum(
        1 for page in (1, 2, 3) for hit in search(library, Parameters(scope="chi-dao", size=100, page=page)).hits
        if "2023-01-01" <= (hit.stored["due"] or "") <= "2023-12-31"
    )  # fmt: skip
    assert everything.total > found.total


def test_words_that_no_bulletin_has_all_of_give_the_nearest_and_say_so(library: Library) -> None:
    found = ask(library, q="nông thôn mới vũ trụ")
    assert found.nearest
    assert found.total > 0


def test_a_query_of_ten_thousand_characters_is_refused_in_vietnamese(library: Library) -> None:
    with pytest.raises(QueryTooLong) as refused:
        ask(library, q="bản tin " * 1_250)
    assert "dài" in refused.value.message


def test_without_an_index_the_command_that_makes_one_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoIndex) as refused:
        Library.open(load_settings(None, {}, data_dir=str(tmp_path)))
    assert "bantin index" in refused.value.hint


def test_an_index_of_another_analyser_is_refused_with_the_command_that_mends_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.library.fingerprints", lambda: {"schema": "khác", "analyser": "khác"})
    with pytest.raises(WrongFingerprint) as refused:
        Library.open(settings)
    assert "bantin index --full" in refused.value.hint
