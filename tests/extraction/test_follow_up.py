"""Follow-up: later bulletins that report on a directive, repeat it, or name it as not done."""

from __future__ import annotations

from indexer.bulletin import Bulletin, Facts, Page
from indexer.extraction.extractors import extract
from indexer.extraction.follow_up import DirectiveOf, FollowUp, link
from indexer.reading.compose import compose

ORDER = (
    "Chủ tịch UBND huyện kiểm tra đê bao\n"
    "Ngày 10/3/2023, ông Trần Quốc Vĩnh, Chủ tịch UBND huyện kiểm tra đê bao. "
    "Ông Trần Quốc Vĩnh yêu cầu Phòng Kinh tế và "
    "Hạ tầng gia cố tuyến đê xung yếu tại rạch Ngọc Hiển, lắp cống hộp bê tông thay đập đất."
)
LATE = (
    "Huyện sơ kết sáu tháng\n"
    "Hội nghị chỉ ra hạn chế: Phòng Kinh tế và Hạ tầng chưa hoàn thành việc gia cố tuyến đê xung yếu, "
    "cống hộp bê tông còn dở dang."
)
DONE = (
    "Khánh thành cống mới\n"
    "Phòng Kinh tế và Hạ tầng cho biết tuyến đê xung yếu đã hoàn thành, cống hộp bê tông đã đưa vào sử dụng."
)
OTHER = (
    "Ngày hội văn hóa\n"
    "Phòng Văn hóa và Thông tin đã tổ chức ngày hội văn hóa các dân tộc với nhiều tiết mục đặc sắc trên sân vận động."
)


def given(number: int, text: str, published: str | None) -> tuple[Bulletin, Facts]:
    """Return a bulletin with its facts."""
    title, _, body = text.partition("\n")
    bulletin = compose(Page(title=title, text=body, published=published), f"b{number}")
    return bulletin, extract(bulletin)


def links(*bulletins: tuple[Bulletin, Facts]) -> list[FollowUp]:
    """Return all links among these and twenty bulletins of other subjects."""
    fillers = [
        given(100 + n, OTHER.replace("ngày hội", f"hội diễn số {n}"), f"2023-0{1 + n % 9}-02") for n in range(20)
    ]
    collection = [*bulletins, *fillers]
    return link([DirectiveOf(b, f, d) for b, f in bulletins for d in f.directives], collection)


def test_a_shortcoming_and_a_report_are_linked_with_both_quotes() -> None:
    """The late bulletin criticises, the later one reports; each quote is a slice of its own bulletin."""
    order, late, done = given(1, ORDER, "2023-03-11"), given(2, LATE, "2023-07-01"), given(3, DONE, "2023-12-20")
    found = links(order, late, done)
    assert {(f.directive, f.bulletin, f.kind) for f in found} == {
        ("b1-1", "b2", "criticised"),
        ("b1-1", "b3", "reported"),
    }
    texts = {"b1": order[0].text, "b2": late[0].text, "b3": done[0].text}
    for follow in found:
        assert texts["b1"][follow.quote.start : follow.quote.end] == follow.quote.text
        later = follow.later_quote
        assert texts[follow.bulletin][later.start : later.end] == later.text


def test_nothing_earlier_and_nothing_undated_follows() -> None:
    """What was published before, or nobody knows when, is no follow-up."""
    order = given(1, ORDER, "2023-03-11")
    assert links(order, given(2, LATE, "2022-07-01")) == []
    assert links(order, given(2, LATE, None)) == []
    assert links(given(1, ORDER, None), given(2, LATE, "2023-07-01")) == []


def test_the_same_subject_without_anybody_in_common_is_no_follow_up() -> None:
    """Rare words alone do not link: an addressee, the giver or a place has to tie the two."""
    elsewhere = LATE.replace("Phòng Kinh tế và Hạ tầng", "Công ty thủy lợi")
    assert links(given(1, ORDER, "2023-03-11"), given(2, elsewhere, "2023-07-01")) == []


def test_the_same_news_published_twice_is_no_follow_up() -> None:
    """A copy under the same title a few days later repeats nothing."""
    assert links(given(1, ORDER, "2023-03-11"), given(2, ORDER, "2023-03-14")) == []
