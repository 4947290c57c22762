"""The stretch that is shown with a hit, and its marks."""

from __future__ import annotations

from collections.abc import Callable

from indexer.engine.port import Engine, Request, Snippet
from indexer.engine.query import And, Not, Or, Phrase, Prefix, Query, Term
from indexer.engine.snippet import WIDTH
from tests.engine.documents import document

Fill = Callable[..., Engine]

BODY = (
    "Sáng ngày 15/12, Huyện ủy tổ chức hội nghị.\n\nĐồng chí Bí thư đánh giá kết quả năm qua. "
    f"Tuy nhiên, tiến độ còn chậm. {'Các đơn vị tiếp tục rà soát. ' * 20}"
    "Yêu cầu hoàn thành nông thôn mới trước ngày 30/6."
)
BULLETIN = document("a", BODY, title="Hội nghị về nông thôn mới")


def shown(engine: Engine, query: Query) -> tuple[Snippet, list[str]]:
    snippet = engine.search(Request(match=query)).hits[0].snippet
    assert snippet is not None
    assert len(snippet.text) <= WIDTH
    original = BULLETIN.text[snippet.start : snippet.start + len(snippet.text)]
    assert snippet.text == original.replace("\n", " ")
    return snippet, [snippet.text[start:end] for start, end in snippet.marks]


def test_a_phrase_is_one_mark_in_the_body(filled: Fill) -> None:
    """The title matches too, but the body is shown, from the start of the sentence."""
    snippet, marks = shown(filled(BULLETIN), Phrase("folded", ("nong", "thon", "moi")))
    assert marks == ["nông thôn mới"]
    assert snippet.text.endswith("Yêu cầu hoàn thành nông thôn mới trước ngày 30/6.")


def test_the_window_with_most_of_the_query_is_shown(filled: Fill) -> None:
    """Not the first match, but where most distinct terms stand together."""
    terms = And((Term("syllable", "tiến"), Term("syllable", "chậm"), Term("syllable", "các")))
    snippet, marks = shown(filled(BULLETIN), terms)
    assert {"tiến", "chậm", "Các"} <= set(marks)
    assert snippet.marks == tuple(sorted(snippet.marks))


def test_prefix_and_both_forms(filled: Fill) -> None:
    """Terms of two fields at one place are one mark; what is excluded is not marked."""
    both = Or((Term("syllable", "đánh"), Term("folded", "danh")))
    query = And((both, Prefix("syllable", "gi"), Not(Term("syllable", "zz"))))
    _, marks = shown(filled(BULLETIN), query)
    assert marks == ["đánh", "giá"]


def test_without_terms_the_beginning_of_the_body(filled: Fill) -> None:
    """No marks, and the title is not repeated."""
    snippet, marks = shown(filled(BULLETIN), And(()))
    assert marks == []
    assert snippet.text.startswith("Sáng ngày 15/12")
    assert not snippet.text.endswith(" ")


def test_only_the_title_matches(filled: Fill) -> None:
    """Then the title is shown, with its mark."""
    _, marks = shown(filled(BULLETIN), Term("syllable", "về"))
    assert marks == ["về"]


def test_no_snippets_when_not_asked_for(filled: Fill) -> None:
    """They cost time."""
    assert filled(BULLETIN).search(Request(snippets=False)).hits[0].snippet is None
