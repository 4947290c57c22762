"""A query that is a date, an official, a place or a document number is offered as a filter."""

from __future__ import annotations

import pytest

from indexer.bulletin import Bulletin, Facts, Official, Place, Post
from indexer.documents import documents
from indexer.engine.memory import MemoryEngine
from indexer.engine.port import Request
from indexer.engine.query import Keyword
from indexer.extraction.document_numbers.find import find_document_numbers
from indexer.query.plan import plan
from indexer.query.recognise import recognise

TEXT = "Đồng chí Nguyễn Trường Giang, Bí thư Huyện ủy Phú Tân, quán triệt Nghị quyết 05-NQ/HU tại xã Việt Thắng."


@pytest.fixture(scope="module")
def engine() -> MemoryEngine:
    """One bulletin with an official, a post, a place and a number."""
    bulletin = Bulletin(id="b0", title="Họp", text=TEXT)
    post = Post(30, 52, "Bí thư Huyện ủy Phú Tân", "Bí thư Huyện ủy Phú Tân", "Huyện ủy Phú Tân")
    facts = Facts(
        officials=(Official(9, 28, "Nguyễn Trường Giang", "Nguyễn Trường Giang", (post,)),),
        places=(Place(93, 105, "xã Việt Thắng", "xã Việt Thắng, huyện Phú Tân, tỉnh Cà Mau", 3),),
    )
    engine = MemoryEngine()
    with engine.writer() as writer:
        for document in documents([(bulletin, find_document_numbers(bulletin, facts))]):
            writer.add(document)
    return engine


OFFERS = [
    ("15/12/2023", [("published", "2023-12-15..2023-12-15")], "a day"),
    ("ngày 15/12/2023", [("published", "2023-12-15..2023-12-15")], "a day with its word"),
    ("tháng 2/2024", [("published", "2024-02-01..2024-02-29")], "a month"),
    ("2023", [("published", "2023-01-01..2023-12-31")], "a year"),
    ("Nguyễn Trường Giang", [("official", "Nguyễn Trường Giang")], "an official"),
    ("nguyen truong giang", [("official", "Nguyễn Trường Giang")], "an official typed without marks"),
    ("Trường Giang", [("official", "Nguyễn Trường Giang")], "the end of a name"),
    ("Việt Thắng", [("place", "xã Việt Thắng, huyện Phú Tân, tỉnh Cà Mau")], "a place without its level"),
    ("huyện ủy phú tân", [("body", "Huyện ủy Phú Tân")], "a body"),
    ("5-nq/hu", [("number", "5-NQ/HU")], "a document number"),
    ("Nguyễn Trương Giang", [], "another name"),
    ("giang", [], "one syllable could be anything"),
    ("99-NQ/HU", [], "a number that no bulletin names"),
    ("32/13/2023", [], "no day"),
    ("nông thôn mới ở xã Việt Thắng", [], "more than a name"),
    ("", [], "nothing"),
]


@pytest.mark.parametrize(("text", "offers", "remark"), OFFERS, ids=[row[2] for row in OFFERS])
def test_offers(engine: MemoryEngine, text: str, offers: list[tuple[str, str]], remark: str) -> None:
    """Each text of the table is offered as these filters, and each filter has results."""
    found = recognise(text, engine)
    assert [(offer.field, offer.value) for offer in found] == offers
    for offer in found:
        assert offer.label
        if offer.field != "published":
            assert engine.search(Request(match=Keyword(offer.field, offer.value))).total == 1


def test_a_part_of_a_name_in_a_field_finds_it(engine: MemoryEngine) -> None:
    """cán bộ:Giang means every official of that name; an unknown one finds nobody, and that is said."""
    planned = plan("cán bộ:giang", engine)
    assert planned.match == Keyword("official", "Nguyễn Trường Giang")
    assert "no-value" in {note.code for note in plan("cán bộ:Hùng", engine).notes}
