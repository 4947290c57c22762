"""What every engine finds: terms, phrases, prefixes, keywords, ranges and their combinations."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from indexer.engine.port import Engine, Request
from indexer.engine.query import And, Every, Keyword, Not, Nothing, Or, Phrase, Prefix, Query, Range, Term
from tests.engine.documents import document

Fill = Callable[..., Engine]

BULLETINS = [
    document(
        "a1",
        "Đồng chí Bí thư yêu cầu đẩy nhanh tiến độ giải ngân vốn đầu tư công.",
        title="Họp về xây dựng nông thôn mới",
        keywords={"official": ("Nguyễn Thị Hoà", "Trần Văn Đức"), "kind": ("tin",), "number": ("05-nq/hu",)},
        published="2023-12-15T15:51",
    ),
    document(
        "a2",
        "Xã mới về đích nông thôn kiểu mẫu; thôn mới nông.",
        keywords={"official": ("Nguyễn Thị Hòa",), "kind": ("công văn",)},
        published="2023-12-16",
    ),
    document("a3", "An toàn giao thông đường thủy.", keywords={"official": ("NGUYỄN  THỊ HÒA",)}, published="2024-01"),
    document("a4", "An toan giao thong.", keywords={"official": ("Nguyen Thi Hoa",), "kind": ("tin",)}),
]


def found(engine: Engine, query: Query) -> set[str]:
    return {hit.id for hit in engine.search(Request(match=query)).hits}


CASES: list[tuple[str, Query, set[str]]] = [
    ("a term is found in its own field", Term("syllable", "mới"), {"a1", "a2"}),
    ("a term with marks is not found without them", Term("syllable", "moi"), set()),
    ("the folded field holds terms without marks", Term("folded", "toan"), {"a3", "a4"}),
    ("đ is folded", Term("folded", "duong"), {"a3"}),
    ("a phrase needs the order", Phrase("syllable", ("nông", "thôn", "mới")), {"a1"}),
    ("a phrase may be in any order of the text only once", Phrase("folded", ("thon", "moi")), {"a1", "a2"}),
    ("a phrase of one is a term", Phrase("syllable", ("xã",)), {"a2"}),
    ("an empty phrase is nowhere", Phrase("syllable", ()), set()),
    ("a phrase with an unknown syllable is nowhere", Phrase("syllable", ("nông", "xyz")), set()),
    ("a phrase in the title", Phrase("title", ("xay", "dung")), {"a1"}),
    ("a prefix", Prefix("syllable", "thô"), {"a1", "a2", "a3"}),
    ("a prefix without any term", Prefix("syllable", "zz"), set()),
    ("and", And((Term("syllable", "mới"), Term("syllable", "xã"))), {"a2"}),
    ("an empty and is everything", And(()), {"a1", "a2", "a3", "a4"}),
    ("or", Or((Term("syllable", "xã"), Term("syllable", "thủy"))), {"a2", "a3"}),
    ("an empty or is nothing", Or(()), set()),
    ("not", Not(Term("syllable", "mới")), {"a3", "a4"}),
    ("and not", And((Term("folded", "toan"), Not(Term("syllable", "toàn")))), {"a4"}),
    ("everything", Every(), {"a1", "a2", "a3", "a4"}),
    ("nothing", Nothing(), set()),
    ("not nothing", Not(Nothing()), {"a1", "a2", "a3", "a4"}),
    ("tone placement, case and blanks do not count", Keyword("official", "nguyễn thị hoà"), {"a1", "a2", "a3"}),
    ("a value without marks finds all readings", Keyword("official", "nguyen thi hoa"), {"a1", "a2", "a3", "a4"}),
    ("a value with other marks is another", Keyword("official", "Nguyễn Thị Hóa"), set()),
    ("an NFD value is the same", Keyword("official", "Nguye\u0302\u0303n Thi\u0323 Ho\u0300a"), {"a1", "a2", "a3"}),
    ("a document number", Keyword("number", "05-NQ/HU"), {"a1"}),
    ("a field without any value", Keyword("place", "Phú Tân"), set()),
    ("a range includes both days", Range("published", "2023-12-15", "2023-12-16"), {"a1", "a2"}),
    ("the last day is included to its last minute", Range("published", None, "2023-12-15"), {"a1"}),
    ("a bound with a time", Range("published", "2023-12-15T15:52", None), {"a2", "a3"}),
    ("a month", Range("published", "2023-12", "2023-12"), {"a1", "a2"}),
    ("an unknown date is in no range", Range("published", None, None), {"a1", "a2", "a3"}),
    ("a field without any date", Range("due_date", None, None), set()),
    ("an empty range", Range("published", "2024-02-01", "2024-01-01"), set()),
]


@pytest.mark.parametrize(("remark", "query", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_query_finds(filled: Fill, remark: str, query: Query, expected: set[str]) -> None:
    """Each kind of query finds what its remark says, and `total` counts it."""
    engine = filled(*BULLETINS)
    assert found(engine, query) == expected, remark
    assert engine.search(Request(match=query, size=0)).total == len(expected)


def test_scopes_are_apart(filled: Fill) -> None:
    """A search sees its own scope only, and ids may be the same in two scopes."""
    engine = filled(document("x", "nông thôn"), document("x", "nông thôn", scope="chi-dao", bulletin="x"))
    assert engine.search(Request(scope="can-bo")).total == 0
    assert engine.search(Request(scope="chi-dao", match=Term("syllable", "nông"))).total == 1


def test_a_term_may_stand_beyond_65535(filled: Fill) -> None:
    """Positions and lengths have no 16-bit limit: a phrase at the end of a very long text is found and shown."""
    text = "dân " * 70_000 + "đê biển Tây"
    engine = filled(document("long", text))
    answer = engine.search(Request(match=Phrase("syllable", ("đê", "biển", "tây"))))
    assert answer.total == 1
    snippet = answer.hits[0].snippet
    assert snippet is not None
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["đê biển Tây"]


def test_a_prefix_is_expanded_to_its_most_frequent_terms(filled: Fill) -> None:
    """Beyond the limit of expansions the rare terms are left out, the frequent ones stay."""
    rare = [document(f"r{number:04}", f"x{number:04}") for number in range(1_001)]
    engine = filled(document("b", "x1000"), *rare)
    answer = engine.search(Request(match=Prefix("syllable", "x")))
    assert answer.total == 1_001
    assert engine.search(Request(match=And((Prefix("syllable", "x"), Term("syllable", "x0999"))))).total == 0
    assert engine.search(Request(match=And((Prefix("syllable", "x"), Term("syllable", "x1000"))))).total == 2


def test_no_text_at_all_is_a_document_too(filled: Fill) -> None:
    """A document without any term is found by everything and by a negation."""
    engine = filled(document("empty", ""), document("full", "dân"))
    assert found(engine, Every()) == {"empty", "full"}
    assert found(engine, Not(Term("syllable", "dân"))) == {"empty"}
