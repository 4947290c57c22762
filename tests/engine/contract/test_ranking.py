"""Order, pages and scores."""

from __future__ import annotations

from collections.abc import Callable
from math import log

import pytest

from indexer.engine.port import After, Engine, RankTerm, Request
from indexer.engine.query import Every, Term
from indexer.engine.scoring import K1, B
from tests.engine.documents import document

Fill = Callable[..., Engine]

DATED = [
    document("b", "dân", published="2024-05-01"),
    document("a", "dân dân", published="2024-05-01"),
    document("c", "dân dân dân", published="2023-01-01T10:00"),
    document("d", "dân dân dân dân"),
    document("e", "dân", published="2023-01-01T09:00"),
]


def order(engine: Engine, request: Request) -> list[str]:
    return [hit.id for hit in engine.search(request).hits]


def test_a_score_is_the_formula(filled: Fill) -> None:
    """BM25 of the field, weighted and summed: computed by hand to the last bit."""
    engine = filled(document("a", "nông thôn mới"), document("b", "nông nghiệp"), document("c", "thủy lợi"))
    rank = (RankTerm("syllable", "nông", 1.0), RankTerm("syllable", "thôn", 2.0))
    hits = engine.search(Request(match=Term("syllable", "nông"), rank=rank)).hits
    average = 7 / 3
    norm = K1 * ((1 - B) + B * 3 / average)
    nong = 1.0 * ((log(3 / 3) + 1) * ((1 * (K1 + 1)) / (1 + norm)))
    thon = 2.0 * ((log(3 / 2) + 1) * ((1 * (K1 + 1)) / (1 + norm)))
    assert hits[0].id == "a"
    assert hits[0].score == hits[0].key == nong + thon
    assert [hit.id for hit in hits] == ["a", "b"]


def test_rank_is_apart_from_match(filled: Fill) -> None:
    """A document matched by one field is scored by the terms of another, or not at all."""
    engine = filled(document("a", "An toàn"), document("b", "an toan toan"))
    request = Request(match=Term("folded", "toan"), rank=(RankTerm("syllable", "toàn"),))
    hits = engine.search(request).hits
    assert [hit.id for hit in hits] == ["a", "b"]
    assert hits[1].score == 0


def test_ties_are_broken_by_id(filled: Fill) -> None:
    """Equal scores come in the order of their ids, on every page."""
    engine = filled(*(document(f"n{number:03}", "dân") for number in reversed(range(50))))
    pages = [order(engine, Request(rank=(RankTerm("syllable", "dân"),), offset=at, size=7)) for at in range(0, 50, 7)]
    assert [name for page in pages for name in page] == [f"n{number:03}" for number in range(50)]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("newest", ["a", "b", "c", "e", "d"]),
        ("oldest", ["e", "c", "a", "b", "d"]),
        ("relevance", ["d", "c", "a", "b", "e"]),
    ],
)
def test_sorting(filled: Fill, sort: str, expected: list[str]) -> None:
    """By date an unknown date comes last either way; ties go by id."""
    engine = filled(*DATED)
    request = Request(match=Every(), rank=(RankTerm("folded", "dan"),), sort=sort)  # type: ignore[arg-type]
    assert order(engine, request) == expected


def test_the_key_of_a_date_is_its_number(filled: Fill) -> None:
    """A hit sorted by date carries the date as a number, -1 when unknown."""
    hits = filled(*DATED).search(Request(sort="newest")).hits
    assert [hit.key for hit in hits] == [202405010000, 202405010000, 202301011000, 202301010900, -1]


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_after_continues_behind_a_hit(filled: Fill, sort: str) -> None:
    """Going on behind the last hit of a page visits every hit once, in the same order as one long page."""
    engine = filled(*DATED)
    rank = (RankTerm("syllable", "dân"),)
    whole = order(engine, Request(rank=rank, sort=sort))  # type: ignore[arg-type]
    seen: list[str] = []
    after = None
    while True:
        answer = engine.search(Request(rank=rank, sort=sort, size=2, after=after))  # type: ignore[arg-type]
        assert answer.total == len(DATED)
        if not answer.hits:
            break
        seen += [hit.id for hit in answer.hits]
        after = After(answer.hits[-1].key, answer.hits[-1].id)
    assert seen == whole


def test_after_an_id_that_is_gone(filled: Fill) -> None:
    """The place is found by key and id even if that document has gone meanwhile."""
    engine = filled(*(document(name, "dân") for name in ("a", "b", "d", "e")))
    request = Request(rank=(RankTerm("syllable", "dân"),))
    key = engine.search(request).hits[0].key
    again = Request(rank=request.rank, after=After(key, "c"))
    assert order(engine, again) == ["d", "e"]


def test_a_page_beyond_the_end_is_empty(filled: Fill) -> None:
    """The total still says how many there are."""
    answer = filled(*DATED).search(Request(offset=400, size=20))
    assert (answer.total, answer.hits) == (5, ())


def test_what_was_stored_comes_back(filled: Fill) -> None:
    """Engines return the stored text unread."""
    engine = filled(document("a", "dân", stored='{"title":"Tiêu đề “có dấu”"}'))
    assert engine.search(Request()).hits[0].stored == '{"title":"Tiêu đề “có dấu”"}'


def test_out_of_time_is_said(filled: Fill) -> None:
    """With no time at all the answer is partial and says so in Vietnamese."""
    answer = filled(*DATED).search(Request(budget=0.0))
    assert answer.partial
    assert "chưa đầy đủ" in answer.partial
    assert filled(*DATED).search(Request(budget=60.0)).partial is None
