"""Documents retold: who issues them, and which of their sentences set a task for somebody."""

from __future__ import annotations

import pytest

from tests.extraction.test_directives_onward import read

HEALTH = """Ngày 3/6, Ban Chỉ đạo phòng, chống dịch bệnh và chăm sóc sức khỏe tỉnh (BCĐ tỉnh) đã ban hành Kế hoạch \
số 12/KH-BCĐ về phòng, chống bệnh dại năm 2019 trên địa bàn tỉnh.
Theo đó, Sở Nông nghiệp và Phát triển nông thôn chủ trì tổ chức tiêm phòng cho đàn chó trước mùa mưa."""
DISPATCH = """Sáng 3/6, Chủ tịch UBND tỉnh ban hành Công điện số 04/CĐ-UBND về ứng phó với mưa lớn.
Sở Giao thông vận tải tổ chức trực tại các ngầm, tràn và đường bị ngập."""
UNENDED = """Ngày 3/6, Sở Công Thương ban hành Kế hoạch số 31/KH-SCT về bình ổn thị trường dịp Tết Nguyên đán
Các doanh nghiệp bình ổn chuẩn bị đủ lượng hàng theo kế hoạch được giao trước Tết."""
DRAWN_UP = """UBND huyện Ba Sơn xây dựng kế hoạch diễn tập chữa cháy rừng năm 2016 trên địa bàn.
Theo đó, Hạt Kiểm lâm huyện chủ trì chuẩn bị kịch bản và địa điểm diễn tập."""


@pytest.mark.parametrize(
    ("body", "giver"),
    [
        (HEALTH, "Ban Chỉ đạo phòng, chống dịch bệnh và chăm sóc sức khỏe tỉnh"),
        (DISPATCH, "Chủ tịch UBND tỉnh"),
        (UNENDED, "Sở Công Thương"),
        (DRAWN_UP, "UBND huyện Ba Sơn"),
    ],
)
def test_a_document_is_retold_whoever_issues_it(body: str, giver: str) -> None:
    """A body with a long name, a post without a name, a line without a full stop, a plan that is drawn up."""
    found = read("Triển khai nhiệm vụ trên địa bàn\n" + body)
    assert [d.giver or d.giver_post for d in found] == [giver]


def test_what_was_issued_everywhere_by_now_is_no_document_of_one_body() -> None:
    """ "..., đến nay các huyện đã ban hành văn bản" tells what was done: no body is retold."""
    body = (
        "Thực hiện Kế hoạch của Ban Chỉ đạo cấp quốc gia, đến nay 100% các huyện đã ban hành văn bản chỉ đạo.\n"
        "Sở Nội vụ tổ chức đón tiếp các đoàn."
    )
    assert read("Kết quả bước đầu\n" + body) == ()


GOES_ON = """Họp về phòng chống dịch bệnh
Tại cuộc họp, Phó Chủ tịch UBND tỉnh Nguyễn Văn Bình yêu cầu các địa phương tăng cường giám sát dịch bệnh. {}"""


@pytest.mark.parametrize(
    "sentence",
    [
        "Thống nhất một mẫu sổ theo dõi để tiện tổng hợp.",
        "Có phương án bảo đảm thuốc cho các trạm y tế vùng sâu.",
        "Sử dụng đúng mục đích nguồn kinh phí đã được UBND tỉnh cấp.",
        "Đối với những hộ không có sổ thì thực hiện ghi chép vào phiếu.",
        "Về công tác thông tin, cập nhật hằng ngày số liệu của các trạm.",
    ],
)
def test_an_action_goes_on_with_the_demand_before(sentence: str) -> None:
    """Whatever circumstance stands before it, and whatever was done before to the thing that it names."""
    assert [d.text for d in read(GOES_ON.format(sentence))][1:] == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện Nghị quyết của tỉnh, Sở Y tế đã xây dựng kế hoạch tiêm chủng.",
        "Bên cạnh đó, hoạt động tuyên truyền vẫn diễn ra đều.",
        "Nắm bắt tình hình, UBND tỉnh đã phê duyệt đề án phòng bệnh.",
    ],
)
def test_what_was_done_does_not_go_on_with_a_demand(sentence: str) -> None:
    """A sentence that tells what a body did or does is none, though it starts with an action."""
    assert len(read(GOES_ON.format(sentence))) == 1
