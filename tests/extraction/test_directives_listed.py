"""Lists and sentences that go on with a demand: what "như sau:" announces, what was done to a thing that is named."""

from __future__ import annotations

import pytest

from tests.extraction.test_directives_onward import read

MEETING = """Họp về phòng cháy, chữa cháy rừng
Để chủ động phòng cháy rừng, Phó Chủ tịch UBND tỉnh Nguyễn Văn Bình yêu cầu các huyện có rừng tập trung chỉ đạo \
công tác phòng cháy trong mùa khô. {}
1. Tăng cường tuần tra tại các khu vực trọng điểm.
2. Chuẩn bị lực lượng, phương tiện chữa cháy."""


def test_tasks_as_follows_are_items_of_the_demand_before() -> None:
    """ "Nhiệm vụ cụ thể như sau:" lists what was demanded; only "mục tiêu như sau:" lists aims."""
    found = read(MEETING.format("Những nhiệm vụ cụ thể như sau:"))
    assert [(d.number, d.force) for d in found] == [(None, "yêu cầu"), ("1.", "yêu cầu"), ("2.", "yêu cầu")]


def test_aims_as_follows_are_no_demands_of_a_plan() -> None:
    """What stands under the aims of a plan is none, also when they are announced with "như sau"."""
    body = (
        "Ngày 3/6, UBND tỉnh ban hành Kế hoạch số 12/KH-UBND về trồng rừng năm 2019 với mục tiêu như sau:\n"
        "Nâng cao tỷ lệ che phủ rừng trên địa bàn.\nTăng cường vai trò của cộng đồng trong giữ rừng."
    )
    assert read("Trồng rừng\n" + body) == ()


def test_the_days_of_a_schedule_are_no_items() -> None:
    """A bullet that says what comes when demands nothing; one that says what is to be done by then does."""
    body = (
        "Ngày 3/6, Sở Y tế có Công văn số 12/SYT yêu cầu các trạm y tế thực hiện các nội dung sau:\n"
        "- Tháng 7/2019: Bài 2 (vệ sinh nhà ở).\n"
        "- Tháng 8/2019: tổ chức truyền thông tại các thôn."
    )
    assert [d.text for d in read("Truyền thông\n" + body)] == ["- Tháng 8/2019: tổ chức truyền thông tại các thôn."]


GOES_ON = """Họp về phòng chống dịch bệnh
Tại cuộc họp, Phó Chủ tịch UBND tỉnh Nguyễn Văn Bình yêu cầu các địa phương tăng cường giám sát dịch bệnh. {}"""


@pytest.mark.parametrize(
    "sentence",
    [
        "Nâng cao chất lượng các dịch vụ trực tuyến mức 3 đã hoàn thành trong năm.",
        "Sử dụng phần mềm thống kê đã được Sở Y tế hướng dẫn.",
        "Lồng gh;ép tuyên truyền với các hoạt động văn hóa tại thôn.",
        "Kết quả rà soát, số liệu tiêm chủng và kiến nghị gửi về Sở Y tế trước ngày 15/11.",
    ],
)
def test_a_demand_goes_on(sentence: str) -> None:
    """What is already there may be named; a broken entity hides no action; results are sent."""
    assert [d.text for d in read(GOES_ON.format(sentence))][1:] == [sentence]


def test_leaders_of_bodies_below_are_asked_though_their_city_is_named() -> None:
    """A department asks the leaders of the city's units, which is no demand upwards."""
    body = "Sở Tư pháp đề nghị lãnh đạo các đơn vị thuộc Thành phố chỉ đạo rà soát thủ tục chứng thực."
    assert [d.addressees for d in read("Rà soát\n" + body)] == [("lãnh đạo các đơn vị thuộc Thành phố",)]
