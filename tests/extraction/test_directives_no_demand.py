"""What only looks like a directive: contents and aims of a campaign, work told as done, requests to those above."""

from __future__ import annotations

import pytest

from tests.extraction.test_directives_onward import read

GUIDANCE = """Tuyên truyền kỷ niệm ngày thành lập tỉnh
Ngày 12/7/2016, Ban Tuyên giáo Tỉnh ủy ban hành Hướng dẫn số 12-HD/BTG về tuyên truyền kỷ niệm ngày thành lập tỉnh.
{}
Ban Tuyên giáo Tỉnh ủy yêu cầu các huyện ủy tổ chức thực hiện trước ngày 20/8."""


@pytest.mark.parametrize(
    "contents",
    [
        "Theo đó, nội dung tuyên truyền gồm:\nKhẳng định truyền thống đấu tranh của nhân dân các huyện miền núi.\n"
        "Tuyên truyền về thành tựu của tỉnh sau 30 năm đổi mới.",
        "Nội dung tuyên truyền tập trung vào lịch sử của tỉnh. Tuyên truyền về những tấm gương trong sản xuất.",
        "Công tác tuyên truyền hướng vào các nội dung:\nQuá trình hình thành và phát triển của tỉnh qua các thời kỳ.\n"
        "Tuyên truyền về những tấm gương tiêu biểu trong lao động sản xuất.",
        "Với mục đích giáo dục truyền thống cho thế hệ trẻ, tăng cường khối đại đoàn kết của nhân dân trong tỉnh.",
    ],
)
def test_contents_and_purposes_of_a_campaign_demand_nothing(contents: str) -> None:
    """They begin with actions as demands do; what the guidance then asks of somebody is found."""
    assert [d.force for d in read(GUIDANCE.format(contents))] == ["yêu cầu"]


def test_imperative_sentences_of_guidance_are_demands() -> None:
    """Where nothing says that contents are listed, and where a demand stands before them."""
    tasks = (
        "Công tác tuyên truyền cần tiến hành thường xuyên. Nội dung tuyên truyền tập trung vào lịch sử của tỉnh. "
        "Chú trọng tuyên truyền ở các xã vùng sâu."
    )
    assert len(read(GUIDANCE.format(tasks))) == 3
    assert len(read(GUIDANCE.format("Theo đó, tăng cường tuyên truyền lưu động ở các xã vùng sâu của tỉnh."))) == 2


PLANNED = """Tổ chức hội chợ nông sản
Ngày 5/6/2015, UBND tỉnh ban hành Kế hoạch số 45/KH-UBND về hội chợ nông sản năm 2015.
{}
Sở Công Thương chủ trì tổ chức thực hiện."""


@pytest.mark.parametrize(
    "sentence",
    [
        "Ngoài ra, chương trình cũng nhằm kết nối các hợp tác xã với thị trường, tạo điều kiện cho nông dân bán hàng.",
        "Nhiều doanh nghiệp tập trung đầu tư vào chế biến nông sản tại các huyện miền núi.",
        "Nhà xuất bản Trẻ phối hợp với các thầy cô giáo của câu lạc bộ sẽ đọc sách cho học sinh tại hội chợ.",
        "Phát huy thành công của hội chợ trước, Sở Du lịch và các hội nghề nghiệp sẽ phát động cuộc thi ảnh.",
        "Hội chợ thu hút người dân và khuyến khích các hộ, cá nhân kinh doanh chuyển đổi thành doanh nghiệp.",
        "Thời gian tới, UBND tỉnh sẽ xúc tiến thương mại ở các tỉnh bạn. Tăng cường quảng bá nông sản sạch.",
    ],
)
def test_what_a_plan_is_for_and_what_somebody_announces_are_no_demands(sentence: str) -> None:
    """Of a retold plan only what it has somebody do is found."""
    assert [d.addressees for d in read(PLANNED.format(sentence))] == [("Sở Công Thương",)]


@pytest.mark.parametrize(
    "deeds",
    [
        "Sở Xây dựng đã kiểm tra 40 công trình và đề nghị các chủ đầu tư dừng thi công.",
        "Sở đã phối hợp với các huyện rà soát; đồng thời đề nghị các doanh nghiệp bổ sung hồ sơ.",
        "Sở Xây dựng đã thực hiện tuyên truyền tại các huyện. Bên cạnh đó, Sở Xây dựng cũng yêu cầu các chủ đầu tư "
        "báo cáo tiến độ.",
    ],
)
def test_the_last_of_several_deeds_is_told_too(deeds: str) -> None:
    """A demand that a report tells together with what the body did is no demand of the day."""
    assert read("Kết quả công tác quản lý\nTrong năm 2014, nhiều công trình chậm tiến độ. " + deeds) == ()


def test_a_demand_beside_what_another_body_did_is_one() -> None:
    """What somebody else did, or the issuing of the document that demands, is not told with it."""
    beside = "Các doanh nghiệp đã nộp đủ hồ sơ. Bên cạnh đó, Thanh tra Sở cũng đề nghị Công ty A lưu trữ hồ sơ."
    assert len(read("Kết luận thanh tra\n" + beside)) == 1
    issued = (
        "Ngày 5/6/2015, UBND tỉnh đã ban hành Công văn số 45/UBND-KT về quản lý giá. "
        "Bên cạnh đó, UBND tỉnh cũng yêu cầu các huyện kiểm tra việc niêm yết giá."
    )
    assert len(read("Quản lý giá\n" + issued)) == 1


def test_a_letter_demands_of_those_who_are_to_act() -> None:
    """Neither "gửi các huyện ... về việc xây dựng" nor "hướng dẫn người dân" names somebody who is told to act."""
    letter = "Sở Kế hoạch và Đầu tư vừa có Công văn gửi các huyện có rừng về việc xây dựng kế hoạch trồng rừng."
    guides = "Sở Y tế đã ban hành văn bản về phòng dịch và hướng dẫn người dân chủ động diệt bọ gậy."
    assert read("Trồng rừng\n" + letter) == ()
    assert read("Phòng dịch\n" + guides) == ()
