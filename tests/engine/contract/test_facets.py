"""Counts of values beside the hits."""

from __future__ import annotations

from collections.abc import Callable

from indexer.engine.port import Engine, FacetCount, FacetRequest, Filter, Request
from indexer.engine.query import Term
from tests.engine.documents import document

Fill = Callable[..., Engine]

DOCUMENTS = [
    document("1", "dân", keywords={"official": ("Hòa", "Đức"), "kind": ("tin",), "year": ("2023",)}),
    document("2", "dân", keywords={"official": ("Hòa",), "kind": ("công văn",), "year": ("2023",)}),
    document("3", "dân", keywords={"official": ("Đức",), "kind": ("tin",), "year": ("2024",)}),
    document("4", "xã", keywords={"official": ("Quý",), "kind": ("tin",), "year": ("2024",)}),
]


def facet(engine: Engine, field: str, limit: int = 20, *filters: Filter, **more: object) -> list[tuple[str, int, bool]]:
    request = Request(filters=filters, facets=(FacetRequest(field, limit),), **more)  # type: ignore[arg-type]
    return [(one.value, one.count, one.selected) for one in engine.search(request).facets[field]]


def test_counts_most_frequent_first_ties_by_value(filled: Fill) -> None:
    """A document with two values counts for both."""
    assert facet(filled(*DOCUMENTS), "official") == [("Hòa", 2, False), ("Đức", 2, False), ("Quý", 1, False)]


def test_counts_follow_the_query(filled: Fill) -> None:
    """Only matching documents count, and a value without any is not shown."""
    engine = filled(*DOCUMENTS)
    assert facet(engine, "official", match=Term("syllable", "xã")) == [("Quý", 1, False)]


def test_a_facet_ignores_its_own_filter(filled: Fill) -> None:
    """The others follow it; hits and total follow all."""
    engine = filled(*DOCUMENTS)
    chosen = Filter("official", ("Hòa",))
    request = Request(filters=(chosen,), facets=(FacetRequest("official"), FacetRequest("kind")))
    answer = engine.search(request)
    assert answer.total == 2
    assert answer.facets["official"] == (FacetCount("Hòa", 2, True), FacetCount("Đức", 2), FacetCount("Quý", 1))
    assert answer.facets["kind"] == (FacetCount("công văn", 1), FacetCount("tin", 1))


def test_two_filters_each_ignore_their_own(filled: Fill) -> None:
    """Values of one field are OR, fields are AND."""
    engine = filled(*DOCUMENTS)
    filters = (Filter("official", ("Hòa", "quý")), Filter("year", ("2024",)))
    assert engine.search(Request(filters=filters)).total == 1
    assert facet(engine, "official", 20, *filters) == [("Quý", 1, True), ("Đức", 1, False), ("Hòa", 0, True)]
    assert facet(engine, "year", 20, *filters) == [("2023", 2, False), ("2024", 1, True)]


def test_a_selected_value_stays_visible(filled: Fill) -> None:
    """Beyond the limit, and with no document left."""
    engine = filled(*DOCUMENTS)
    assert facet(engine, "official", 1, Filter("official", ("quy",))) == [("Hòa", 2, False), ("Quý", 1, True)]
    nothing = facet(engine, "official", 1, Filter("official", ("Quý",)), match=Term("syllable", "không"))
    assert nothing == [("Quý", 0, True)]


def test_a_field_without_values(filled: Fill) -> None:
    """It has no counts."""
    assert facet(filled(*DOCUMENTS), "place") == []


def test_removed_bulletins_are_hidden_at_once(filled: Fill) -> None:
    """Hidden bulletins are in no hit, no total and no count."""
    engine = filled(*DOCUMENTS, document("1-1", "dân", scope="chi-dao", bulletin="1"))
    answer = engine.search(Request(hidden=frozenset({"1", "unknown"}), facets=(FacetRequest("official"),)))
    assert {hit.id for hit in answer.hits} == {"2", "3", "4"}
    assert [one.value for one in answer.facets["official"]] == ["Hòa", "Quý", "Đức"]
    assert engine.search(Request(scope="chi-dao", hidden=frozenset({"1"}))).total == 0
    assert engine.search(Request(scope="chi-dao")).total == 1


def test_filters_do_not_touch_scores(filled: Fill) -> None:
    """Statistics are those of the scope, whatever is selected."""
    from indexer.engine.port import RankTerm

    engine = filled(*DOCUMENTS)
    rank = (RankTerm("syllable", "dân"),)
    every = {hit.id: hit.score for hit in engine.search(Request(rank=rank)).hits}
    few = engine.search(Request(rank=rank, filters=(Filter("kind", ("TIN",)),), hidden=frozenset({"2"}))).hits
    assert {hit.id: hit.score for hit in few} == {name: every[name] for name in ("1", "3", "4")}
