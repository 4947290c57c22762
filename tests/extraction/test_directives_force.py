"""The word with which a directive binds: its own verb, else the verb of its lead, else that of the document retold."""

from __future__ import annotations

import pytest

from tests.extraction.test_directives_onward import read

ISSUED = """Triển khai nhiệm vụ trên địa bàn
Ngày 3/6, {} về phòng, chống bệnh dại năm 2019 trên địa bàn tỉnh.
Theo đó, Sở Nông nghiệp và Phát triển nông thôn chủ trì tổ chức tiêm phòng cho đàn chó trước mùa mưa."""


@pytest.mark.parametrize(
    ("issues", "force"),
    [
        ("UBND tỉnh ban hành Kế hoạch số 12/KH-UBND", "ban hành"),
        ("Chủ tịch UBND tỉnh ký ban hành Chỉ thị số 12/CT-UBND", "ban hành"),
        ("Ban Tuyên giáo Tỉnh ủy ban hành Hướng dẫn số 12-HD/BTG", "hướng dẫn"),
        ("Văn phòng UBND tỉnh có Thông báo số 12/TB-VP kết luận của đoàn kiểm tra", "kết luận"),
        ("UBND tỉnh có Công văn số 12/UBND-NN", "yêu cầu"),
    ],
)
def test_what_a_document_sets_without_a_verb_has_the_verb_of_its_lead(issues: str, force: str) -> None:
    """A plan is issued, guidance guides; a letter of which is only said that it exists asks."""
    assert [d.force for d in read(ISSUED.format(issues))] == [force]


PLAN = """Triển khai nhiệm vụ trên địa bàn
Ngày 3/6, UBND tỉnh ban hành Kế hoạch số 12/KH-UBND về phòng, chống bệnh dại năm 2019 trên địa bàn tỉnh.
Theo đó, {} Đài Phát thanh và Truyền hình tỉnh tuyên truyền về lợi ích của tiêm phòng."""


@pytest.mark.parametrize(
    ("sentence", "forces"),
    [
        ("Sở Y tế có trách nhiệm cung ứng đủ vắc xin cho các huyện.", ["có trách nhiệm", "ban hành"]),
        ("các huyện sẽ phải lập danh sách đàn chó trước ngày 15/6.", ["phải", "ban hành"]),
        ("các huyện tuyệt đối không để dịch lan rộng trên địa bàn.", ["ban hành", "ban hành"]),
        ("Sở Y tế được giao chuẩn bị đủ vắc xin cho các huyện.", ["giao", "giao"]),
        ("các huyện phải lập danh sách đàn chó trước ngày 15/6.", ["phải", "ban hành"]),
        ("UBND tỉnh giao Sở Y tế cung ứng đủ vắc xin cho các huyện.", ["giao", "giao"]),
    ],
)
def test_the_own_word_of_a_sentence_goes_before_that_of_its_lead(sentence: str, forces: list[str]) -> None:
    """Who "phải" or "được giao" is bound by that word; need is not handed on where the document has a verb."""
    assert [d.force for d in read(PLAN.format(sentence))] == forces


SPOKEN = """Họp về phòng chống dịch bệnh
Tại cuộc họp, Phó Chủ tịch UBND tỉnh Nguyễn Văn Bình yêu cầu các địa phương tăng cường giám sát dịch bệnh. {}"""


@pytest.mark.parametrize(
    ("sentence", "forces"),
    [
        (
            "Nghiêm cấm vận chuyển gia súc bệnh ra khỏi vùng dịch. Lập chốt kiểm dịch ở các ngã ba.",
            ["nghiêm cấm", "yêu cầu"],
        ),
        ("Các trạm thú y cần báo cáo hằng ngày. Chuẩn bị đủ hóa chất khử trùng.", ["cần", "yêu cầu"]),
        ("Các cấp, các ngành, cần thiết rà soát lại phương án.", ["yêu cầu"]),
    ],
)
def test_what_goes_on_after_a_need_falls_back_to_the_verb_before(sentence: str, forces: list[str]) -> None:
    """ "cần" and "nghiêm cấm" bind their own sentence; "cần thiết" is no need."""
    assert [d.force for d in read(SPOKEN.format(sentence))][1:] == forces


def test_who_stresses_that_somebody_needs_to_act_demands_by_stressing() -> None:
    """ "A nhấn mạnh các huyện cần ...": the verb of the speaker is the force, also of what goes on."""
    body = (
        "Phó Chủ tịch UBND tỉnh Nguyễn Văn Bình nhấn mạnh các huyện cần chủ động nguồn vắc xin. "
        "Tiếp tục theo dõi các ổ dịch cũ."
    )
    assert [d.force for d in read("Họp về phòng chống dịch bệnh\n" + body)] == ["nhấn mạnh", "nhấn mạnh"]


def test_an_item_that_says_who_needs_to_act_or_begins_with_need_has_that_word() -> None:
    """Items without a word of their own have that of the lead."""
    body = """Chủ tịch UBND tỉnh chỉ đạo các sở, ngành thực hiện tốt các nhiệm vụ sau:
1. Các trạm thú y cần báo cáo hằng ngày về số gia súc mắc bệnh.
2. Cần chuẩn bị đủ hóa chất khử trùng cho các chợ gia súc.
3. Lập chốt kiểm dịch ở các ngã ba giáp ranh với tỉnh bạn."""
    assert [d.force for d in read("Chỉ đạo phòng bệnh\n" + body)] == ["cần", "cần", "chỉ đạo"]


def test_an_item_with_a_field_before_it_has_its_own_word_and_addressees() -> None:
    """ "Về cấp phép: đề nghị ..." and "Về tuyên truyền: Sở A ..." name who is to act behind the field."""
    body = """Chủ tịch UBND tỉnh chỉ đạo các sở, ngành thực hiện tốt các nhiệm vụ sau:
- Về kinh phí: Đề nghị Sở Tài chính bố trí đủ nguồn cho các trạm thú y.
- Về tuyên truyền: Đài Phát thanh tỉnh xây dựng chuyên mục hằng tuần.
- Về hóa chất: Chuẩn bị đủ hóa chất khử trùng cho các chợ gia súc."""
    assert [(d.force, d.addressees) for d in read("Chỉ đạo phòng bệnh\n" + body)] == [
        ("đề nghị", ("Sở Tài chính",)),
        ("chỉ đạo", ("Đài Phát thanh tỉnh",)),
        ("chỉ đạo", ("các sở, ngành",)),
    ]


def test_bare_actions_behind_who_has_to_act_have_to_be_done_too() -> None:
    """Where the lead only issues a plan: who acts of their own accord next do so because it is issued."""
    found = read(PLAN.format("các huyện phải lập danh sách đàn chó. Báo cáo Sở Y tế trước ngày 15/6."))
    assert [d.force for d in found] == ["phải", "phải", "ban hành"]
