"""Follow-up: later bulletins that report on a directive, repeat it, or name it as not done."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from indexer.bulletin import Bulletin, Facts, Page
from indexer.extraction.extractors import extract
from indexer.extraction.follow_up.kinds import kind_of
from indexer.extraction.follow_up.link import DirectiveOf, FollowUp, Weights, follow, subject
from indexer.extraction.words import even, unmarked
from indexer.reading.compose import compose

ORDER = (
    "Chủ tịch UBND huyện kiểm tra đê bao\n"
    "Ngày 10/3/2023, ông Trần Quốc Vĩnh, Chủ tịch UBND huyện kiểm tra đê bao, thăm hỏi các hộ nuôi tôm ven sông. "
    "Ông Trần Quốc Vĩnh yêu cầu Phòng Kinh tế và Hạ tầng gia cố tuyến đê xung yếu, lắp cống hộp bê tông thay đập đất, "
    "trồng rừng phòng hộ."
)
LATE = (
    "Huyện sơ kết sáu tháng\n"
    "Hội nghị chỉ ra hạn chế: thu ngân sách thấp; Phòng Kinh tế và Hạ tầng chưa gia cố tuyến đê xung yếu, "
    "chưa lắp cống hộp bê tông, chưa trồng rừng phòng hộ; một số tuyến đường xuống cấp."
)
DONE = (
    "Khánh thành cống mới\n"
    "Phòng Kinh tế và Hạ tầng đã gia cố tuyến đê xung yếu, lắp cống hộp bê tông, trồng rừng phòng hộ. "
    "Bà con phấn khởi vì ghe xuồng qua lại dễ dàng, nước mặn không tràn vào ruộng lúa. Nhà thầu bảo hành hai năm."
)
AGAIN = (
    "Chủ tịch UBND huyện kiểm tra đê bao trước mùa mưa\n"
    "Ông Trần Quốc Vĩnh, Chủ tịch UBND huyện đi thực tế tại ba ấp ven biển cùng cán bộ kỹ thuật và nhà thầu. "
    "Ông Trần Quốc Vĩnh yêu cầu Phòng Kinh tế và Hạ tầng sớm gia cố tuyến đê xung yếu, lắp cống hộp bê tông, "
    "dựng biển báo sạt lở, vận động bà con dời nhà khỏi khu vực nguy hiểm."
)
OTHER = (
    "Ngày hội văn hóa\n"
    "Phòng Văn hóa và Thông tin đã tổ chức ngày hội văn hóa các dân tộc với nhiều tiết mục đặc sắc trên sân vận động."
)
DAY = date(2023, 3, 11)


def given(number: int, text: str, published: str | None) -> tuple[Bulletin, Facts]:
    """Return a bulletin with its facts."""
    title, _, body = text.partition("\n")
    bulletin = compose(Page(title=title, text=body, published=published), f"b{number}")
    return bulletin, extract(bulletin)


def links(*bulletins: tuple[Bulletin, Facts]) -> list[FollowUp]:
    """Return all links among these, when two hundred bulletins of another subject stand beside them."""
    fillers = [given(100, OTHER, "2023-04-02")] * 200
    spread: Counter[str] = Counter()
    for bulletin, _ in [*bulletins, *fillers]:
        words = unmarked(even(bulletin.text)).replace(",", " ").replace(".", " ").replace(";", " ").split()
        spread.update({f"{a}_{b}" for a, b in pairwise(words)})
    weights = Weights(len(bulletins) + len(fillers), lambda pairs: [spread[pair] for pair in pairs])
    found: list[FollowUp] = []
    for b, f in bulletins:
        for d in f.directives:
            about = subject(DirectiveOf(b, f, d), weights)
            found += follow(about, [*bulletins, fillers[0]], weights) if about else []
    return found


def test_shortcoming_report_and_repetition_are_linked_with_both_quotes() -> None:
    """One late bulletin criticises, one reports, one repeats; each quote is a slice of its own bulletin."""
    order = given(1, ORDER, "2023-03-11")
    later = [given(2, LATE, "2023-07-01"), given(3, DONE, "2023-12-20"), given(4, AGAIN, "2023-05-20")]
    found = [one for one in links(order, *later) if one.directive == "b1-1"]
    assert {(f.bulletin, f.kind) for f in found} == {("b2", "criticised"), ("b3", "reported"), ("b4", "repeated")}
    texts = {b.id: b.text for b, _ in [order, *later]}
    for one in found:
        assert texts["b1"][one.quote.start : one.quote.end] == one.quote.text
        assert texts[one.bulletin][one.later_quote.start : one.later_quote.end] == one.later_quote.text


def test_of_a_list_of_shortcomings_only_the_one_that_is_meant_is_quoted() -> None:
    """What a conference found late is a list with semicolons; its other members are about other tasks."""
    quote = links(given(1, ORDER, "2023-03-11"), given(2, LATE, "2023-07-01"))[0].later_quote.text
    assert quote.startswith("Phòng Kinh tế và Hạ tầng chưa gia cố")
    assert "ngân sách" not in quote
    assert "xuống cấp" not in quote


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
    """A copy repeats nothing, whether under its title or under another one."""
    order = given(1, ORDER, "2023-03-11")
    assert links(order, given(2, ORDER, "2023-03-14")) == []
    retitled = "Đoàn công tác của huyện đi cơ sở\n" + ORDER.partition("\n")[2]
    assert links(order, given(2, retitled, "2023-03-14")) == []


def test_a_demand_in_set_words_is_no_follow_up_of_one_on_another_subject() -> None:
    """Every department is told to help draw up a plan and to report: that does not make two tasks one."""
    first = (
        "Tăng cường quảng bá du lịch biển\nÔng Trần Quốc Vĩnh, Chủ tịch UBND huyện yêu cầu Phòng Văn hóa và Thông tin "
        "tham mưu giúp UBND huyện xây dựng kế hoạch tuyên truyền ở cơ sở về phát triển du lịch, báo cáo định kỳ."
    )
    second = (
        "Phòng chống tác hại thuốc lá\nHuyện họp trực tuyến. Ông Trần Quốc Vĩnh yêu cầu Phòng Văn hóa và "
        "Thông tin tham mưu giúp UBND huyện xây dựng kế hoạch tuyên truyền ở cơ sở về thuốc lá, báo cáo định kỳ."
    )
    assert links(given(1, first, "2023-03-11"), given(2, second, "2023-07-01")) == []


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("một số hạn chế: tiến độ giải ngân thấp so với kế hoạch", "criticised"),
        ("xã chưa bàn giao mặt bằng dù đã quá hạn", "criticised"),
        ("đã hạn chế tối đa việc đốt rơm rạ trên đồng", "reported"),
        ("đã khắc phục vướng mắc trong giải phóng mặt bằng", "reported"),
        ("huyện đã bàn giao mặt bằng cho nhà thầu", "reported"),
        ("đẩy mạnh tuyên truyền phòng cháy trong mùa khô", "repeated"),
        ("thời gian tới, xã sẽ bàn giao mặt bằng cho nhà thầu", None),
        ("tính đến ngày 28/2/2023, huyện đã bàn giao mặt bằng", None),
        ("năm 2019, huyện đã bàn giao mặt bằng", None),
        ("tuyến đường dài hai cây số", None),
    ],
)
def test_what_a_passage_does_with_a_demand_is_read_from_its_words(words: str, kind: str | None) -> None:
    """ "hạn chế" is a shortcoming as a noun only; what is planned or older than the demand is no report."""
    assert kind_of(words, "bàn giao mặt bằng", DAY, demanded=False) == kind


def test_the_same_occasion_a_year_later_is_no_report_on_the_demand() -> None:
    """What was asked for the festival of 2023 is not done by holding the one of 2024."""
    words = "lễ hội nghinh ông năm 2024 đã được tổ chức an toàn"
    assert kind_of(words, "tổ chức lễ hội nghinh ông năm 2023 an toàn", DAY, demanded=False) is None
    assert kind_of(words, "tổ chức lễ hội nghinh ông an toàn", DAY, demanded=False) == "reported"
