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
