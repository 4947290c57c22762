"""Directives in the genres of official pages: who directs whom to do what, in which words."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from indexer.bulletin import Bulletin, Directive, Facts, Page
from indexer.extraction.directives.find import MAX_DIRECTIVES, find_directives
from indexer.extraction.extractors import extract
from indexer.reading.compose import compose


def read(text: str, published: str = "2024-01-20") -> tuple[Bulletin, tuple[Directive, ...]]:
    """Return a bulletin of this text, its first line the title, and its directives."""
    title, _, body = text.strip().partition("\n")
    bulletin = compose(Page(title=title, text=body, published=published), "b")
    return bulletin, extract(bulletin).directives


def shape(directives: tuple[Directive, ...]) -> list[tuple[str | None, tuple[str, ...], str | None]]:
    """Return giver, addressees and force of each directive."""
    return [(d.giver, d.addressees, d.force) for d in directives]


MEETING = """Thường trực Huyện ủy họp giao ban tháng 9
Chiều ngày 05/9/2023, Thường trực Huyện ủy Năm Căn tổ chức họp giao ban. Đồng chí Lê Minh Tùng, Tỉnh ủy viên, \
Bí thư Huyện ủy chủ trì cuộc họp.
Sau khi nghe ý kiến của các đại biểu, đồng chí Bí thư Huyện ủy kết luận và chỉ đạo:
- Ban Tổ chức Huyện ủy khẩn trương tham mưu kế hoạch kiểm điểm cuối năm, hoàn thành trước ngày 20/9/2023.
- Đối với Ủy ban nhân dân huyện: Tập trung chỉ đạo giải ngân vốn đầu tư công; rà soát các hộ nghèo.
Đồng chí Bí thư Huyện ủy cũng lưu ý các xã, thị trấn chủ động phòng, chống sạt lở ven sông."""


def test_items_take_giver_and_force_from_their_lead_and_the_giver_is_the_holder_of_the_post() -> None:
    """A lead that only introduces is none; its items and the note after them are the secretary's, by name."""
    bulletin, found = read(MEETING, "2023-09-06")
    assert shape(found) == [
        ("Lê Minh Tùng", ("Ban Tổ chức Huyện ủy",), "chỉ đạo"),
        ("Lê Minh Tùng", ("Ủy ban nhân dân huyện",), "chỉ đạo"),
        ("Lê Minh Tùng", ("các xã, thị trấn",), "lưu ý"),
    ]
    assert found[0].due == "2023-09-20" and found[0].due_text is not None
    assert found[0].due_text.text == "hoàn thành trước ngày 20/9/2023"
    assert [d.n for d in found] == [1, 2, 3]
    assert all(bulletin.text[d.start : d.end] == d.text for d in found)


INSPECTION = """Chủ tịch UBND tỉnh kiểm tra công tác phòng cháy rừng
Ngày 12/3, ông Huỳnh Quốc Việt, Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh kiểm tra công tác phòng cháy tại huyện U Minh.
Báo cáo với đoàn, ông Trần Văn Khải, Chi cục trưởng Chi cục Kiểm lâm cho biết, đơn vị đã bố trí 150 điểm trực và \
yêu cầu \
các chủ rừng trực 24/24 giờ.
Qua kiểm tra, Chủ tịch UBND tỉnh Huỳnh Quốc Việt đánh giá cao sự chủ động của địa phương, đồng thời yêu cầu các chủ \
rừng \
tuyệt đối không chủ quan. Sở Nông nghiệp và Phát triển nông thôn tham mưu điều tiết nước hợp lý. UBND huyện U Minh \
phải \
tăng cường tuyên truyền, chậm nhất ngày 20/3 hoàn thành việc ký cam kết.
Ông cũng đề nghị Bộ Nông nghiệp và Phát triển nông thôn sớm hỗ trợ kinh phí.
Người dân mong muốn các cấp chính quyền sớm đầu tư lộ giao thông."""


def test_prose_gives_one_directive_a_sentence_and_reports_asks_upwards_and_wishes_are_none() -> None:
    """What a report tells, what a province asks of a ministry and what people wish is not demanded."""
    _, found = read(INSPECTION, "2024-03-13")
    assert shape(found) == [
        ("Huỳnh Quốc Việt", ("các chủ rừng",), "yêu cầu"),
        ("Huỳnh Quốc Việt", ("Sở Nông nghiệp và Phát triển nông thôn",), "yêu cầu"),
        ("Huỳnh Quốc Việt", ("UBND huyện U Minh",), "phải"),
    ]
    assert found[2].due == "2024-03-20"


LETTER = """Công văn về việc tăng cường quản lý thuê bao
Kính gửi: Các doanh nghiệp viễn thông trên địa bàn tỉnh.
Để tiếp tục chấn chỉnh, Sở Thông tin và Truyền thông đề nghị Quý doanh nghiệp triển khai một số nội dung cụ thể như sau:
1. Rà soát toàn bộ các điểm cung cấp dịch vụ viễn thông, chấm dứt hợp đồng
với các điểm vi phạm.
2) Báo cáo kết quả về Sở Thông tin và Truyền thông trước ngày 30 tháng 6 năm 2024.
Nơi nhận:
- Như trên;
- Lưu: VT."""


def test_a_letter_demands_in_the_name_of_its_body_and_ends_with_the_list_of_receivers() -> None:
    """Numbers are kept as printed, a wrapped item is one, "Nơi nhận" is no list of demands."""
    _, found = read(LETTER)
    assert [d.number for d in found] == ["1.", "2)"]
    assert {(d.giver, d.addressees, d.force) for d in found} == {
        ("Sở Thông tin và Truyền thông", ("Quý doanh nghiệp",), "đề nghị")
    }
    assert found[0].text.endswith("hợp đồng\nvới các điểm vi phạm.") and found[1].due == "2024-06-30"


DIRECTIVE = """CHỈ THỊ
Để bảo đảm trật tự dịp Tết, Chủ tịch Ủy ban nhân dân huyện yêu cầu các phòng, ban, ngành thực hiện nghiêm các nhiệm \
vụ sau:
I. Công an huyện
1. Chủ trì xây dựng kế hoạch cao điểm.
2. Xử lý nghiêm các hành vi vi phạm nồng độ cồn.
II. Ủy ban nhân dân các xã, thị trấn
Tuyên truyền đến từng hộ dân; xử lý dứt điểm các điểm đen."""


def test_a_heading_names_who_acts_below_it() -> None:
    """Headings are no directives; what stands below them goes to the body they name; a post alone is the giver."""
    _, found = read(DIRECTIVE)
    giver = "Chủ tịch Ủy ban nhân dân huyện"
    assert shape(found) == [
        (giver, ("Công an huyện",), "yêu cầu"),
        (giver, ("Công an huyện",), "yêu cầu"),
        (giver, ("Ủy ban nhân dân các xã, thị trấn",), "yêu cầu"),
    ]


PLAN = """Kế hoạch phát động phong trào thi đua năm 2024
UBND thị xã vừa ban hành Kế hoạch số 15/KH-UBND phát động phong trào thi đua năm 2024.
Mục đích: khơi dậy tinh thần thi đua; phấn đấu hoàn thành các chỉ tiêu.
Nội dung thi đua:
1. Thi đua phát triển kinh tế.
2. Thi đua xây dựng nông thôn mới.
3. Tổ chức thực hiện
a) Phòng Nội vụ tham mưu tổ chức phát động; tổng hợp báo cáo trước ngày 30/11/2024.
b) Đề nghị Ủy ban MTTQ Việt Nam thị xã phối hợp tuyên truyền."""


def test_a_plan_assigns_only_where_it_says_who_acts() -> None:
    """Aims and fields of a plan are no directives; its assignments are, by the body that issued it."""
    _, found = read(PLAN)
    assert shape(found) == [
        ("UBND thị xã", ("Phòng Nội vụ",), "giao"),
        ("UBND thị xã", ("Ủy ban MTTQ Việt Nam thị xã",), "đề nghị"),
    ]


SPEECH = """Hội nghị chuyên đề học tập và làm theo Bác
Phát biểu tại hội nghị, đồng chí Phạm Văn Bình, Trưởng Ban Tuyên giáo Tỉnh ủy nhấn mạnh: Việc học tập và làm theo \
Bác là \
nhiệm vụ thường xuyên. Thời gian tới, các cấp ủy cần đổi mới hình thức tuyên truyền. Mỗi cán bộ, đảng viên phải nêu \
cao \
tinh thần tự phê bình. Cần nhân rộng các mô hình hay.
Đồng chí mong rằng phong trào sẽ tiếp tục lan tỏa.
Thay mặt lãnh đạo huyện, đồng chí Lê Thị Hồng, Phó Bí thư Thường trực Huyện ủy tiếp thu ý kiến và hứa sẽ khắc phục \
những \
hạn chế, các xã cần thêm thời gian.
Người dân cần nâng cao cảnh giác trước các cuộc gọi lừa đảo."""


def test_a_body_is_the_subject_of_both_of_its_verbs() -> None:
    """ "UBND huyện đã đề ra ... và yêu cầu" demands in the name of UBND huyện."""
    text = "Giữ rừng\nĐể giữ rừng, UBND huyện đã đề ra các giải pháp và yêu cầu các xã tăng cường tuần tra."
    _, directives = read(text)
    assert shape(directives) == [("UBND huyện", ("các xã",), "yêu cầu")]


def test_need_binds_in_the_mouth_of_authority_alone() -> None:
    """ "Cần" and "phải" of the speaker are demands; those of who answers, and advice to the public, are none."""
    _, found = read(SPEECH)
    assert shape(found) == [
        ("Phạm Văn Bình", ("các cấp ủy",), "cần"),
        ("Phạm Văn Bình", ("Mỗi cán bộ, đảng viên",), "phải"),
        ("Phạm Văn Bình", ("Mỗi cán bộ, đảng viên",), "cần"),
    ]


QUOTE = """Làm việc với huyện Thới Bình
Ngày 07/3/2024, đồng chí Lâm Văn Bi, Phó Chủ tịch Thường trực UBND tỉnh làm việc với huyện Thới Bình.
“Phải xác định đây là nhiệm vụ trọng tâm. Tuyệt đối không chạy theo thành tích”, Phó Chủ tịch Thường trực UBND tỉnh \
nhấn mạnh.
Lãnh đạo huyện đề nghị tỉnh bổ sung vốn. Đồng thời, đề nghị sở, ngành tỉnh quan tâm hỗ trợ."""


def test_a_quotation_is_its_speakers_and_a_district_asks_the_province_for_nothing_binding() -> None:
    """Who is named behind the quotation demands all of it; the wishes of the district are upward."""
    _, found = read(QUOTE)
    assert shape(found) == [("Lâm Văn Bi", (), "phải"), ("Lâm Văn Bi", (), "nhấn mạnh")]


INLINE = """Giám đốc Công an tỉnh làm việc với Công an huyện
Sáng 02/8/2022, Đại tá Phạm Thành Sỹ, Giám đốc Công an tỉnh làm việc với Công an huyện.
Đại tá Phạm Thành Sỹ biểu dương kết quả đạt được và chỉ đạo Công an huyện cần thực hiện tốt các nhiệm vụ sau: \
1. Chủ động nắm tình hình. 2. Mở các đợt cao điểm. 3. Báo cáo kết quả về Công an tỉnh trước 17 giờ ngày 05/8/2022.
Công an tỉnh đề nghị người dân chấp hành nghiêm quy định."""


def test_numbers_inside_a_paragraph_go_on_with_its_demand_and_advice_to_the_public_is_none() -> None:
    """Each numbered sentence is one directive to the same addressee; what people are asked for is advice."""
    _, found = read(INLINE, "2022-08-03")
    assert shape(found) == [("Phạm Thành Sỹ", ("Công an huyện",), "chỉ đạo")] * 3
    assert [d.due for d in found] == [None, None, "2022-08-05"]


# (sentence after a speaker, remark)
NONE = [
    ("Sở đã đáp ứng yêu cầu của nhiệm vụ được giao.", "nouns and passives"),
    ("UBND Thành phố luôn chỉ đạo các đơn vị thực hiện tốt công tác này.", "a habit"),
    ("Nghị định số 25/2011/NĐ-CP giao Bộ Thông tin và Truyền thông quy định chi tiết.", "a law"),
    ("Cử tri đề nghị các cấp chính quyền sửa chữa đường giao thông.", "voters ask"),
    ("Đại diện các doanh nghiệp đề nghị Sở sớm hướng dẫn thủ tục.", "companies ask"),
    ("Ban Tổ chức đã phát động chương trình an toàn giao thông năm 2012.", "giao thông assigns nothing"),
    ("Sở Y tế đã yêu cầu các bệnh viện dự trữ thuốc.", "told as carried out"),
    ("Vì sao các đơn vị cần phải chuyển đổi số?", "a question"),
]


@pytest.mark.parametrize(("sentence", "remark"), NONE, ids=[row[1] for row in NONE])
def test_what_only_looks_like_a_demand_is_none(sentence: str, remark: str) -> None:
    """Nouns, habits, laws, petitions, reports and questions give no directive."""
    _, found = read(f"Tin hoạt động\n{sentence}")
    assert found == (), remark


def test_the_seed_has_a_lead_that_demands_and_eight_items(project: Path) -> None:
    """The lead is directive 1, items "1." to "8." are 2 to 9, all by the secretary and none with a due date."""
    text = (project / "corpus" / "bulletins" / "phu-tan-2023-12-15.txt").read_text(encoding="utf-8")
    _, found = read(text, "2023-12-15")
    assert [d.number for d in found] == [None, "1.", "2.", "3.", "4.", "5.", "6.", "7.", "8."]
    assert {d.giver for d in found} == {"Nguyễn Phương Bắc"} and not any(d.due for d in found)
    assert found[0].addressees == ("các đồng chí Ủy viên Ban Chấp hành Đảng bộ huyện",)


def test_every_directive_of_the_shared_bulletins_is_a_slice_and_found(shared: Path) -> None:
    """Spans are slices, places count up, and at least nine in ten of the gold passages are found with their giver."""
    folder = shared / "data" / "gold" / "extraction"
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    want, right = 0, 0
    for line, record in zip((folder / "bulletins.jsonl").read_text(encoding="utf-8").splitlines(), gold, strict=True):
        raw = json.loads(line)
        bulletin = compose(Page(title=raw["title"], text=raw["text"], published=raw["published"]), raw["id"])
        found = extract(bulletin).directives
        assert [d.n for d in found] == list(range(1, len(found) + 1))
        assert all(bulletin.text[d.start : d.end] == d.text for d in found)
        have = {("".join(d.text.split())[:60], d.giver) for d in found}
        want += len(record["directives"])
        right += sum(("".join(d["text"].split())[:60], d["giver"]) in have for d in record["directives"])
    assert right >= 0.9 * want


WORST = [
    "a, " * 33_000,
    "yêu cầu " * 12_500,
    "- Sở A rà soát;\n" * 6_000,
    "Sở Y tế yêu cầu các sở; " * 4_000,
    '"' * 100_000,
    "1. " * 33_000,
]


@pytest.mark.parametrize("text", WORST, ids=["commas", "verbs", "items", "semicolons", "quotes", "numbers"])
def test_no_text_costs_more_than_its_length(text: str) -> None:
    """A hundred thousand characters of the worst kinds are read within two seconds, and give a bounded number."""
    bulletin = Bulletin("b", "", text, 0, "2024-01-01")
    began = time.perf_counter()
    found = find_directives(bulletin, Facts()).directives
    assert time.perf_counter() - began < 2.0
    assert len(found) <= MAX_DIRECTIVES
