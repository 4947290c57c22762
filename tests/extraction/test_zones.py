"""Zones: what each stretch of a bulletin is for, in order and without overlap, on news, letters and broken lines."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from indexer.bulletin import Bulletin, Facts, Page, Zone
from indexer.extraction.zones.find import find_zones
from indexer.extraction.zones.lines import paragraphs, sentences
from indexer.pipeline import read_only_extract
from indexer.reading.compose import compose


def zones(text: str, title: str = "Hội nghị tổng kết") -> tuple[Zone, ...]:
    return of(compose(Page(title, text, published="2023-12-15"), "x"))


def of(bulletin: Bulletin) -> tuple[Zone, ...]:
    found = find_zones(bulletin, Facts()).zones
    assert all(bulletin.text[z.start : z.end] == z.text for z in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    return found


def test_the_seed_is_cut_as_a_reader_would(project: Path) -> None:
    """Title, lead, attendance, achievements, shortcomings, directives, captions and sign-off of the seed."""
    seed = project / "corpus" / "bulletins" / "phu-tan-2023-12-15.txt"
    (found,) = [item for item in read_only_extract([seed]) if isinstance(item, tuple)]
    kinds = [z.kind for z in of(found[0])]
    assert kinds == [
        "title",
        "lead",
        "attendance",
        "caption",
        "achievements",
        "shortcomings",
        "caption",
        "body",
        "directives",
        "caption",
        "sign-off",
    ]
    directives = next(z for z in of(found[0]) if z.kind == "directives")
    assert directives.text.startswith("Phát biểu kết luận Hội nghị") and "8. Đổi mới nội dung" in directives.text


NEWS = """Sáng 6/9, Công đoàn Sở Thông
tin và Truyền thông Hà Nội tổ chức
Đại hội tổng kết nhiệm kỳ 2012 - 2017. Dự và chỉ đạo
Đại hội có đồng chí Đặng Thị Phương Hoa, Phó
Chủ tịch LĐLĐ thành phố.
Đồng chí Đặng Thị Phương Hoa tặng hoa chúc mừng BCH
Trong nhiệm kỳ qua, Công đoàn đã kết nạp 25 đoàn viên. Các phong trào được duy trì tốt và đạt giải cao.
Tuy nhiên, một số mặt công tác còn hạn chế, hồ sơ còn chậm.
Thời gian tới, đồng chí Phan Lan Tú đề nghị Công đoàn phát huy vai trò:
- Chăm lo đời sống đoàn viên;
- Đổi mới nội dung sinh hoạt.
Đại hội đã bầu 9 đồng chí vào BCH.
Nhóm PV"""


def test_a_news_item_with_broken_lines() -> None:
    """Lines of a narrow column are joined first; the caption between them stays a caption."""
    assert [z.kind for z in zones(NEWS)] == [
        "title",
        "lead",
        "attendance",
        "caption",
        "achievements",
        "shortcomings",
        "directives",
        "body",
        "sign-off",
    ]


LETTER = """ỦY BAN NHÂN DÂN
HUYỆN TÂN HÒA
Số: 742/UBND-KT
Kính gửi: Ủy ban nhân dân các xã.
Để chủ động khống chế dịch, Ủy ban nhân dân huyện yêu cầu các xã thực hiện các nội dung sau:
1. Theo dõi chặt chẽ tình hình dịch bệnh.
2. Báo cáo trước ngày 15/6/2019.
Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
Trần Văn Hòa"""


def test_a_letter_has_directives_and_a_sign_off() -> None:
    """The numbered demands are directives, "Nơi nhận" and the signature the sign-off."""
    found = zones(LETTER, "Công văn về phòng, chống dịch")
    directives = next(z for z in found if z.kind == "directives")
    assert directives.text.startswith("Để chủ động") and directives.text.endswith("15/6/2019.")
    assert found[-1].kind == "sign-off" and found[-1].text.startswith("Nơi nhận") and found[-1].text.endswith("Hòa")


@pytest.mark.parametrize(
    "line", ["Ảnh: Quang cảnh Hội nghị", "Ảnh : Đồng chí Lê Thanh Triều phát biểu", "(Ảnh: Minh Quang)"]
)
def test_picture_lines_are_captions(line: str) -> None:
    """A line that says it is a picture is a caption wherever it stands."""
    found = zones(f"Sáng 15/12, huyện họp tổng kết năm.\n{line}\nĐại biểu đã thảo luận nhiều nội dung quan trọng.")
    assert [z.text for z in found if z.kind == "caption"] == [line]


@pytest.mark.parametrize("line", ["BAN BIÊN TẬPcg", "Nhóm PV", "Theo HNP", "Phạm Linh", "Nguồn: Cổng thông tin"])
def test_last_short_lines_are_the_sign_off(line: str) -> None:
    """Editors, photographers and sources sign under the text."""
    found = zones(f"Sáng 15/12, huyện họp tổng kết năm.\nĐại biểu đã thảo luận nhiều nội dung quan trọng.\n{line}")
    assert found[-1].kind == "sign-off" and found[-1].text == line


def test_a_demand_that_is_only_mentioned_opens_no_directives() -> None:
    """ "Theo yêu cầu", "bảo đảm yêu cầu" are no demands."""
    found = zones("Sáng 15/12, huyện họp.\nHệ thống bảo đảm yêu cầu bảo mật. Các xã đã báo cáo theo yêu cầu của tỉnh.")
    assert "directives" not in {z.kind for z in found}


def test_sentences_do_not_end_at_abbreviations() -> None:
    """A full stop after "TP." or an initial ends no sentence."""
    text = "Sáng 5/3, UBND TP. Hà Nội họp. Đến dự có ông A."
    assert [text[a:b] for a, b in sentences(text, 0, len(text))] == [
        "Sáng 5/3, UBND TP. Hà Nội họp.",
        "Đến dự có ông A.",
    ]


def test_paragraphs_keep_items_apart() -> None:
    """A numbered line begins a paragraph even after an unfinished one."""
    text = "Các nội dung sau\n1. Một\n2. Hai"
    assert [text[a:b] for a, b in paragraphs(text, 0, len(text))] == ["Các nội dung sau", "1. Một", "2. Hai"]


def test_a_bulletin_without_body_or_title_is_cut_too() -> None:
    """Nothing breaks on a title alone or a text alone."""
    assert [z.kind for z in of(Bulletin("x", "Chỉ có tiêu đề", "Chỉ có tiêu đề", 0))] in (["title"], ["lead"])
    assert of(Bulletin("x", "", "Ngày 5/3, huyện họp.", 0))[0].kind == "lead"
