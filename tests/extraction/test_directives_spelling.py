"""How a body that demands is written where the text spells it in several ways."""

from __future__ import annotations

import pytest

from tests.extraction.test_directives_onward import read

PLAN = """Tuyên truyền về tiêm phòng
Ngày 3/6, Đảng ủy Khối các cơ quan tỉnh Ba Sơn ban hành Công văn số 12-CV/ĐUK về tiêm phòng bệnh dại năm 2019.
{} các chi bộ lập danh sách đàn chó.
Tăng cường tuyên truyền về bệnh dại trong cơ quan."""


@pytest.mark.parametrize(
    ("lead", "giver"),
    [
        ("Đảng ủy Khối yêu cầu", "Đảng ủy Khối"),
        ("Đảng ủy Khối các cơ quan tỉnh Ba Sơn yêu cầu", "Đảng ủy Khối các cơ quan tỉnh Ba Sơn"),
        ("Theo đó,", "Đảng ủy Khối các cơ quan tỉnh Ba Sơn"),
        ("Theo đánh giá của Đảng ủy Khối, bệnh dại còn lan rộng. Theo đó,", "Đảng ủy Khối các cơ quan tỉnh Ba Sơn"),
    ],
)
def test_a_body_is_written_as_where_it_last_demanded(lead: str, giver: str) -> None:
    """A shorter name counts from the sentence on in which it is who demands, not where it is only mentioned."""
    found = read(PLAN.format(lead))
    assert found
    assert {d.giver for d in found} == {giver}


def test_the_head_of_government_keeps_the_full_title() -> None:
    """There is one alone in the country: what is nearest is only short for it."""
    found = read(
        "Phòng, chống bệnh dại\nNgày 3/6, Thủ tướng Chính phủ ban hành Chỉ thị số 12/CT-TTg về phòng bệnh dại.\n"
        "Thủ tướng yêu cầu các bộ, ngành lập danh sách đàn chó."
    )
    assert [d.giver for d in found] == ["Thủ tướng Chính phủ"]
