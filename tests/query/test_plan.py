"""What a query matches: marks, abbreviations, numbers, quotations, prose, and what comes nearest."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis.analyse import syllables
from indexer.analysis.fold import match_form
from indexer.engine.memory import MemoryEngine
from indexer.engine.port import Request
from indexer.errors import QueryTooLong
from indexer.query.plan import plan
from tests.query.small import ask, ids, small_engine

TEXTS = [
    "Huyện Phú Tân họp\n\nỦy ban nhân dân huyện Phú Tân họp về nông thôn mới.",  # b0
    "UBND huyện Cái Nước\n\nUBND huyện Cái Nước triển khai Nghị quyết 05-NQ/HU.",  # b1
    "Phụ nữ tấn tới\n\nPhụ nữ thị trấn tấn tới trong lao động.",  # b2
    "An ninh trật tự\n\nCông an giữ vững an ninh ở các xã; dân tin.",  # b3
    "Ấn định\n\nẤn định ngày họp của các xã ninh kiều.",  # b4
    "Ky thuat\n\nBan tin khong dau: huyen Phu Tan hop ban.",  # b5, written without marks
    "Kĩ thuật\n\nHướng dẫn kĩ thuật nuôi tôm, quý 4, Nghị quyết số 5 – NQ/HU.",  # b6
    "Trung ương\n\nNghị quyết của T.Ư và Ban Thường vụ; đ/c Bí thư dự.",  # b7
]


@pytest.fixture(scope="module")
def engine() -> MemoryEngine:
    return small_engine(TEXTS)


MATCHES = [
    ("phú tân", {"b0", "b5"}, "with marks: these marks, and texts that are written without any"),
    ("phu tan", {"b0", "b2", "b5"}, "without marks: marks do not count"),
    ("Phú Tân moi", {"b0"}, "mixed: the unmarked word is read as typed without marks"),
    ("an ninh", {"b3", "b4"}, "a query that happens to carry no marks"),
    ("UBND huyện", {"b0", "b1"}, "an abbreviation is its long form"),
    ("ubnd huyen", {"b0", "b1"}, "in lower case and without marks too"),
    ("ủy ban nhân dân huyện", {"b0", "b1"}, "a long form is its abbreviation"),
    ("uỷ ban nhân dân huyện", {"b0", "b1"}, "in the other tone placement"),
    ("uy ban nhan dan", {"b0", "b1"}, "a long form without marks"),
    ("trung ương", {"b7"}, "T.Ư is trung ương, and found by it"),
    ("TW", {"b7"}, "two short forms of one long form"),
    ("đồng chí bí thư", {"b7"}, "đ/c is đồng chí"),
    ("05-NQ/HU", {"b1", "b6"}, "a document number, blanks, dashes and zeros evened"),
    ("5-nq/hu", {"b1", "b6"}, "typed in lower case, without the zero"),
    ("nghị quyết 05 - NQ/HU", {"b1", "b6"}, "blanks inside the number"),
    ("kỹ thuật", {"b6", "b5"}, "i and y are one, and a text without marks is found"),
    ("quí 4", {"b6"}, "quí and quý are one"),
    ('"Phú Tân"', {"b0"}, "a quotation means its marks"),
    ('"phu tan"', {"b5"}, "also when it has none"),
    ('"tân phú"', set(), "and its order"),
    ('"kỹ thuật"', set(), "and its spelling"),
    ("họp -UBND", {"b4"}, "an abbreviation excludes its long form too"),
    ("nông* OR tôm", {"b0", "b6"}, "a prefix"),
    ("tiêu đề:huyện", {"b0", "b1"}, "the title only"),
    ("số:5-NQ/HU", {"b1", "b6"}, "a number as a field"),
]


@pytest.mark.parametrize(("query", "found", "remark"), MATCHES, ids=[row[2] for row in MATCHES])
def test_matches(engine: MemoryEngine, query: str, found: set[str], remark: str) -> None:
    """Each query of the table finds exactly these bulletins."""
    assert set(ids(engine, query)) == found


FIRST = [
    ("an ninh", "b3", "what is written so comes before Ấn and ninh"),
    ("phú tân", "b0", "what is written with these marks comes first"),
    ("kĩ thuật", "b6", "the spelling typed comes first"),
    ("Huyện Phú Tân họp", "b0", "a whole title finds its bulletin"),
]


@pytest.mark.parametrize(("query", "first", "remark"), FIRST, ids=[row[2] for row in FIRST])
def test_ranks_first(engine: MemoryEngine, query: str, first: str, remark: str) -> None:
    """The exact form comes first."""
    assert ids(engine, query)[0] == first


WAYS = [
    "nông thôn mới huyện Phú Tân",
    "Ủy ban nhân dân huyện",
    "uỷ ban",
    "kĩ thuật nuôi tôm quý 4",
    '"họp về nông thôn"',
]


@pytest.mark.parametrize("query", WAYS)
def test_the_way_of_typing_does_not_matter(engine: MemoryEngine, query: str) -> None:
    """NFC, NFD, no-break blanks and the other tone placement give the same hits with the same scores."""
    ways = [
        unicodedata.normalize("NFD", query),
        query.replace(" ", "\u00a0"),
        query.replace("ủy", "uỷ") if "ủy" in query else query.replace("uỷ", "ủy"),
        "\ufeff" + query.replace(" ", "  "),
    ]
    expected = [(hit.id, hit.score) for hit in ask(engine, query).hits]
    assert expected
    for way in ways:
        assert [(hit.id, hit.score) for hit in ask(engine, way).hits] == expected


def test_when_nothing_has_all_words_the_nearest_is_known(engine: MemoryEngine) -> None:
    """A short query means all its words; what comes nearest is another query, marks loosened."""
    planned = plan("phú tân cua", engine)
    assert not ids(engine, "phú tân cua")
    assert planned.nearest is not None
    found = engine.search(Request(match=planned.nearest, rank=planned.rank))
    assert found.hits[0].id == "b0"
    assert "b2" in {hit.id for hit in found.hits}, "tấn is near to tân"


def test_nothing_stands_in_for_a_quotation(engine: MemoryEngine) -> None:
    """A quotation that nobody wrote has no nearest."""
    assert plan('"tân phú"', engine).nearest is None


def test_a_quotation_without_marks_is_offered_without_regard_to_them(engine: MemoryEngine) -> None:
    """When nothing is written so, the reading without marks can be offered, with its count."""
    planned = plan('"nong thon moi"', engine)
    assert not ids(engine, '"nong thon moi"')
    assert planned.offer is not None
    assert planned.offer.text == "nong thon moi"
    assert engine.search(Request(match=planned.offer.match, size=0)).total == 1
    assert plan('"nông thôn"', engine).offer is None


def test_a_question_is_ranked_by_the_words_that_matter(engine: MemoryEngine) -> None:
    """A question need not find all its words, and function words find nothing by themselves."""
    planned = plan("Ai là người hướng dẫn kĩ thuật nuôi cua và tôm?", engine)
    assert "prose" in planned.routes
    assert ids(engine, "Ai là người hướng dẫn kĩ thuật nuôi cua và tôm?")[0] == "b6"
    assert "b7" not in ids(engine, "Ai là người hướng dẫn kĩ thuật nuôi cua và tôm?"), "“và” does not matter"


def test_a_question_without_marks_is_one_too(engine: MemoryEngine) -> None:
    """“bao nhiêu” is a question also when typed as “bao nhieu”."""
    assert "prose" in plan("co bao nhieu ho nuoi tom", engine).routes


def test_of_very_many_words_the_rarest_are_searched(engine: MemoryEngine) -> None:
    """A pasted page is searched by 32 words, and that is said."""
    text = " ".join(f"từ{number}" for number in range(200)) + " nông thôn"
    planned = plan(text, engine)
    assert "rarest" in {note.code for note in planned.notes}
    assert len([term for term in planned.rank if term.field == "folded"]) <= 32


ROUTES = [
    ("phú tân", {"marked"}),
    ("phu tan", {"unmarked"}),
    ("phú moi", {"mixed"}),
    ('"phú tân"', {"quoted"}),
    ("05-NQ/HU", {"number", "unmarked"}),
    ("UBND huyện", {"abbreviation", "marked"}),
    ("số:05-NQ/HU", {"field"}),
]


@pytest.mark.parametrize(("query", "routes"), ROUTES)
def test_says_how_it_was_read(engine: MemoryEngine, query: str, routes: set[str]) -> None:
    """A plan names the ways in which a query was read."""
    assert plan(query, engine).routes == routes


def test_a_field_of_another_scope_is_read_as_words(engine: MemoryEngine) -> None:
    """A bulletin has no giver: the value is looked for in the text, and that is said."""
    planned = plan("người chỉ đạo:Giang", engine)
    assert [note.code for note in planned.notes] == ["other-scope"]


def test_an_empty_query_finds_everything(engine: MemoryEngine) -> None:
    """Nothing typed: all bulletins."""
    assert len(ids(engine, "  ")) == len(TEXTS)


def test_only_exclusions_find_the_rest_and_say_so(engine: MemoryEngine) -> None:
    """-huyện alone lists what has no huyện."""
    planned = plan("-huyện", engine)
    assert "only-exclusions" in {note.code for note in planned.notes}
    assert set(ids(engine, "-huyện")) == {"b2", "b3", "b4", "b5", "b6", "b7"}


def test_cost_is_estimated_before_searching(engine: MemoryEngine) -> None:
    """The estimate is the number of postings: few for a rare word, more for an OR of frequent ones."""
    assert plan("tôm", engine).cost == 1
    assert plan("huyện OR họp OR các", engine).cost > plan("huyện", engine).cost


SYLLABLES = st.lists(
    st.sampled_from(["phú", "phu", "tân", "tan", "hòa", "hoà", "ủy", "uỷ", "kỹ", "kĩ", "đ", "d", "05", "an", "ân"]),
    min_size=1,
    max_size=7,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(SYLLABLES, min_size=1, max_size=6), SYLLABLES)
def test_a_quotation_finds_exactly_the_texts_that_hold_it(texts: list[list[str]], quoted: list[str]) -> None:
    """The same syllables in the same order with the same marks: no text without them, every text with them."""
    wanted = [match_form(text) for text in quoted]
    holding = set()
    for number, text in enumerate(texts):
        forms = [match_form(token.text) for token in syllables(" ".join(text))]
        if any(forms[at : at + len(wanted)] == wanted for at in range(len(forms))):
            holding.add(f"b{number}")
    assert set(ids(small_engine(" ".join(text) for text in texts), '"' + " ".join(quoted) + '"')) == holding


def test_a_pasted_title_may_be_followed_by_its_date(engine: MemoryEngine) -> None:
    """Who pastes a headline with the date behind it, and without marks, finds the bulletin first."""
    titles = ["Tổng kết công tác dân vận", "Kế hoạch tổng kết công tác dân vận của huyện năm 2023, công tác dân vận"]
    found = small_engine(f"{title}\n\nCông tác dân vận năm 2023, ngày 15 tháng 12." for title in titles)
    assert ids(found, "tong ket cong tac dan van 15 12 2023")[0] == "b0"


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "OR",
                    "HOẶC",
                    "-",
                    "(",
                    ")",
                    '"',
                    "“",
                    "”",
                    "*",
                    "cán bộ:",
                    "ngày:",
                    "số:",
                    "05-NQ/HU",
                    "12/2023",
                    "T.Ư",
                ]
            ),
            st.text(max_size=6),
        ),
        max_size=12,
    )
)
def test_any_text_can_be_planned_and_asked(parts: list[str]) -> None:
    """Whatever is typed is answered, or refused because it is too long; it is described in both languages."""
    try:
        planned = plan(" ".join(parts), WILD)
    except QueryTooLong:
        return
    WILD.search(Request(match=planned.match, rank=planned.rank, size=3))
    assert all(term.weight > 0 for term in planned.rank)
    assert planned.described("vi")
    assert planned.described("en")


WILD = small_engine(TEXTS[:3])


def test_a_very_wide_prefix_is_said(engine: MemoryEngine) -> None:
    """Of a prefix with more than a thousand words the most frequent are searched, and that is said."""
    wide = small_engine([" ".join(f"ab{number}" for number in range(1_001))])
    assert "costly" in {note.code for note in plan("ab*", wide).notes}
    assert "costly" not in {note.code for note in plan("nô*", engine).notes}


def test_the_offer_is_told_with_its_count(engine: MemoryEngine) -> None:
    """What is offered says how many results it has, in both languages."""
    offer = plan('"nong thon moi"', engine).offer
    assert offer is not None
    assert "1 kết quả" in offer.note(1).vi
    assert "1 results" in offer.note(1).en
