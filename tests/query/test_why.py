"""Each hit can say why it matched."""

from __future__ import annotations

import pytest

from indexer.engine.memory import MemoryEngine
from indexer.engine.port import Snippet
from indexer.query.plan import plan
from indexer.query.why import reasons
from tests.query.small import ask, small_engine

TEXTS = [
    "Tin một\n\nỦy ban nhân dân huyện Phú Tân họp.",
    "Tin hai\n\nUBND huyện ban hành Kế hoạch 05-KH/HU.",
    "Tin ba\n\nHướng dẫn kĩ thuật nuôi tôm.",
]
WHY = [
    ("phu tan", "b0", ["khớp không dấu"]),
    ("phú tân", "b0", []),
    ("UBND huyện", "b0", ["khớp viết tắt UBND"]),
    ("UBND huyện", "b1", []),
    ("ủy ban nhân dân huyện", "b1", ["khớp viết tắt UBND"]),
    ("5-kh/hu", "b1", ["khớp số văn bản 5-kh/hu"]),
    ("kỹ thuật", "b2", ["khớp cách viết i/y"]),
    ("thuậ*", "b2", ["khớp phần đầu thuậ…"]),
]


@pytest.fixture(scope="module")
def engine() -> MemoryEngine:
    return small_engine(TEXTS)


@pytest.mark.parametrize(("query", "hit", "expected"), WHY)
def test_says_why(engine: MemoryEngine, query: str, hit: str, expected: list[str]) -> None:
    """The reasons are read off the snippet; none when the words stand as typed."""
    snippet = next(found.snippet for found in ask(engine, query).hits if found.id == hit)
    assert reasons(plan(query, engine), snippet) == expected


def test_no_snippet_no_reason(engine: MemoryEngine) -> None:
    """A hit without a snippet, or without marks in it, says nothing."""
    assert reasons(plan("phu tan", engine), None) == []
    assert reasons(plan("phu tan", engine), Snippet("Phú Tân", 0)) == []
