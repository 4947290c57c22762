"""The day of the event and the kind of bulletin."""

from __future__ import annotations

import pytest

from indexer.bulletin import Facts, Page
from indexer.extraction.dates.find import find_dates
from indexer.extraction.document_numbers.find import find_document_numbers
from indexer.extraction.events import find_event
from indexer.reading.compose import compose


def event(text: str, title: str = "Bản tin", published: str = "2016-03-28T11:23") -> Facts:
    bulletin = compose(Page(title, text, published=published), "x")
    return find_event(bulletin, find_document_numbers(bulletin, find_dates(bulletin, Facts())))


EVENTS = [
    ("Sáng 24/3, UBND huyện tổ chức hội nghị sơ kết.", "2016-03-24", "a meeting"),
    (
        "Thực hiện Công văn số 3129/BTTTT-HTQT ngày 23/2/2016 của Bộ, ngày 20/3/2016, Sở đã tổ chức lễ phát động.",
        "2016-03-20",
        "a document cited first, then the event",
    ),
    ("Ngày 14/3, UBND TP Hà Nội ban hành Kế hoạch số 165/KH-UBND về chuyển đổi số.", "2016-03-14", "a document issued"),
    (
        "Sở vừa ban hành Kế hoạch số 1343/KH-STTTT ngày 13/03/2016 về phòng chống thiên tai.",
        "2016-03-13",
        "date behind",
    ),
    ("Bí thư đã ký Chỉ thị số 15 - CT/HU ngày 17/3/2016 của Ban Thường vụ.", "2016-03-17", "a spaced number"),
    (
        "Công văn số 725/STTTT-BCVT ngày 20/3/2016 của Sở TT&TT về thuê bao.",
        "2016-03-20",
        "the document is the subject",
    ),
    ("Đó là yêu cầu tại Thông báo số 41/TB-UBND ngày 2/3/2016 của UBND huyện.", "2016-03-02", "told by its content"),
    ("Thực hiện Chỉ thị số 03/CT-TTg ngày 03/02/2016 của Thủ tướng, UBND yêu cầu:", None, "only cited"),
    (
        "Hội nghị bàn về bưu chính. Trong khuôn khổ Hội nghị, ngày 16/3/2016, Hội thảo đã được tổ chức.",
        "2016-03-16",
        "inside a framework",
    ),
    ("Hội nghị cấp cao được tổ chức tại\nHà Nội từ ngày 11 đến 13/4/2016.", "2016-04-11", "to come, over two lines"),
    ("Trong hai ngày 16 và 17/3, huyện tổ chức hội thi.", "2016-03-16", "several days: the first"),
    ("Từ ngày 16/3 đến ngày 18/3/2016, đoàn công tác làm việc tại tỉnh.", "2016-03-16", "a range: the first"),
    ("Kỷ niệm 85 năm thành lập Đoàn (26/3/1931 - 26/3/2016), tuổi trẻ thi đua.", None, "an anniversary"),
    ("Chào mừng Đại hội Đảng và Quốc khánh 2/9, Công đoàn tổ chức hội thi văn nghệ.", None, "a feast"),
    ("Theo Quy chế ban hành theo Quyết định số 509/QĐ-STTTT ngày 3/3/2016, Sở thông báo lịch.", None, "under rules"),
    (
        "Quy chế quản lý chợ được UBND huyện Ba Chẽ ban hành tại Quyết định số 77/QĐ-UBND ngày 8/3/2016.",
        "2016-03-08",
        "a document told in the passive",
    ),
    (
        "Các mức phí này được quy định tại Thông tư số 9/2016/TT-BTC ngày 7/3/2016 của Bộ Tài chính.",
        "2016-03-07",
        "what the news tells stands in the document",
    ),
    (
        "Theo quy chế được UBND huyện ban hành tại Quyết định số 77/QĐ-UBND ngày 8/3/2016, chợ nghỉ họp.",
        None,
        "done under a document of another day",
    ),
    (
        "PHỤ LỤC\n(Kèm theo Công văn số 12/SXD-QLN ngày 9/3/2016 của Sở Xây dựng)\nTên dự án: chợ Trung tâm.",
        "2016-03-09",
        "an appendix bears the day of its letter",
    ),
    (
        "Sở yêu cầu thực hiện có hiệu quả Kế hoạch số 12/KH-UBND ngày 9/3/2016 của UBND tỉnh.",
        None,
        "a plan to be carried out",
    ),
    ("Tháng cao điểm được tổ chức từ ngày 15/3 đến ngày 30/4/2016 tại 12 xã.", None, "a campaign of weeks"),
    ("Đại hội quyết định lấy ngày 20/3 làm ngày hội của trồng rừng.", None, "a day of every year"),
    (
        "Kỷ niệm 60 năm Ngày truyền thống (21/3/1956 &amp;ndash; 21/3/2016), n gày 18/3, huyện tổ chức mít tinh.",
        "2016-03-18",
        "an anniversary between broken characters",
    ),
    ("Trong thời gian qua, các xã đã thực hiện tốt công tác thu gom rác.", None, "no date"),
]


@pytest.mark.parametrize(("text", "expected", "remark"), EVENTS, ids=[row[2] for row in EVENTS])
def test_the_day_of_the_event(text: str, expected: str | None, remark: str) -> None:
    """Meeting, visit or issuing give the day; what is only cited or remembered does not."""
    assert event(text).event_date == expected, remark


def test_a_letter_has_the_day_of_its_head() -> None:
    """Under a letterhead the document's own date is the event."""
    text = "ỦY BAN NHÂN DÂN\nSố: 742/UBND-KT\nTân Hòa, ngày 04 tháng 3 năm 2016\nKính gửi: Các xã.\n"
    text += "Thực hiện Công văn số 2/UBND-NN ngày 29/2/2016"
    facts = event(text, "Công văn về phòng, chống dịch")
    assert facts.event_date == "2016-03-04" and facts.kind == "công văn"


def test_the_mentions_of_the_event_bear_its_role() -> None:
    """The date that is the event says so."""
    facts = event("Sáng 24/3, UBND huyện tổ chức hội nghị. Báo cáo gửi trước ngày 30/3/2016.")
    assert [d.role for d in facts.dates] == ["event", "due"]


KINDS = [
    ("UBND huyện họp thường kỳ", "Sáng 24/3, UBND huyện họp.", "tin"),
    ("Chỉ thị của UBND Thành phố về phòng chống thiên tai", "Thực hiện Chỉ thị", "chỉ thị"),
    ("Công điện khẩn số 05", "Các xã", "công điện"),
    ("Kế hoạch chuyển đổi số năm 2016", "Mục tiêu", "kế hoạch"),
    ("Về việc phòng dịch", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do\nQUYẾT ĐỊNH\nĐiều 1.", "quyết định"),
    ("Về việc phòng dịch", "Kính gửi: Các xã", "công văn"),
    ("Báo chí góp phần phòng dịch", "Trong năm qua", "tin"),
]


@pytest.mark.parametrize(("title", "text", "kind"), KINDS)
def test_the_kind_of_bulletin(title: str, text: str, kind: str) -> None:
    """Title and letterhead tell a news item from a document."""
    assert event(text, title).kind == kind
