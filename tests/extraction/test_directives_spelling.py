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


@pytest.mark.parametrize(
    ("issuer", "giver"),
    [("Sở Y tế", "Sở Y tế"), ("Bộ Y tế", "Sở")],
)
def test_the_kind_of_a_body_alone_means_the_issuer_of_that_kind(issuer: str, giver: str) -> None:
    """ "Sở" alone is the department that issues the document; where a ministry issues it, it stays as written."""
    found = read(
        f"Phòng, chống bệnh dại\nNgày 3/6, {issuer} ban hành Công văn số 12/CV-DT về phòng bệnh dại.\n"
        "Theo đó, Sở yêu cầu các đơn vị lập danh sách đàn chó."
    )
    assert [d.giver for d in found] == [giver]


def test_the_kind_of_a_body_alone_means_the_one_that_demanded_last() -> None:
    """ "Sở" behind the letter of a second department is that one; "UBND" is the committee whose letter is told."""
    found = read(
        "Phòng, chống bệnh dại\nNgày 3/6, Sở Nông nghiệp ban hành Công văn số 12/SNN-TY về phòng bệnh dại.\n"
        "Theo đó, Sở đề nghị các huyện tiêm phòng cho đàn chó.\n"
        "Ngày 5/6, Sở Y tế yêu cầu các trạm y tế dự trữ vắc xin. Sở yêu cầu các đơn vị trực 24/24 giờ."
    )
    assert [d.giver for d in found] == ["Sở Nông nghiệp", "Sở Y tế", "Sở Y tế"]
    (told,) = read(
        "Phòng, chống bệnh dại\nNgày 3/6, UBND tỉnh Ba Sơn ban hành Công văn số 12/UBND-NN về phòng bệnh dại.\n"
        "Theo đó, UBND yêu cầu các địa phương lập danh sách đàn chó."
    )
    assert told.giver == "UBND tỉnh Ba Sơn"
