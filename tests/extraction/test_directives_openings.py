"""Openings, notices and guidance: what a document demands that is itself the news, and what it only has told."""

from __future__ import annotations

import pytest

from tests.extraction.test_directives_onward import read

GUIDANCE = """Tuyên truyền kỷ niệm ngày truyền thống
Ngày 3/6/2016, Ban Tuyên giáo Tỉnh ủy ban hành Hướng dẫn số 12-HD/BTGTU về tuyên truyền kỷ niệm 70 năm ngày truyền \
thống.
"""


@pytest.mark.parametrize(
    "lead",
    [
        "Theo đó, nội dung tuyên truyền gồm:",
        "Công tác tuyên truyền hướng vào các nội dung:",
        "Nội dung tuyên truyền tập trung vào ý nghĩa của ngày truyền thống.",
    ],
)
def test_the_contents_of_propaganda_are_told_not_demanded(lead: str) -> None:
    """What is to be told stands in bare actions that nobody is to do; a body named behind them has a task."""
    contents = "Khẳng định vai trò của nhân dân trong xây dựng quê hương.\nTuyên truyền về thành tựu của tỉnh nhà.\n"
    task = "Các huyện ủy tổ chức tọa đàm, gặp mặt nhân chứng."
    assert [d.text for d in read(GUIDANCE + lead + "\n" + contents + task)] == [task]


def test_actions_go_on_where_something_was_demanded_before() -> None:
    """After "cần" the actions below are what is to be done, although the contents are named between them."""
    body = (
        "Theo đó, công tác tuyên truyền cần tiến hành thường xuyên.\n"
        "Nội dung tuyên truyền tập trung vào ngày truyền thống. Tổ chức tập huấn cho đội ngũ báo cáo viên các xã."
    )
    assert [d.text for d in read(GUIDANCE + body)] == [
        "Theo đó, công tác tuyên truyền cần tiến hành thường xuyên.",
        "Tổ chức tập huấn cho đội ngũ báo cáo viên các xã.",
    ]


def test_what_a_document_is_for_is_no_demand() -> None:
    """ "Với mục đích nhằm tuyên truyền, giáo dục ..." says why, not what to do."""
    assert read(GUIDANCE + "Với mục đích nhằm tuyên truyền, giáo dục sâu rộng trong nhân dân về truyền thống.") == ()


@pytest.mark.parametrize(
    ("document", "force"), [("Hướng dẫn số 12/HD-SYT", "hướng dẫn"), ("Kế hoạch số 12/KH-SYT", "ban hành")]
)
def test_the_force_of_a_retold_document_is_its_issuing(document: str, force: str) -> None:
    """Where no verb of demand stands anywhere."""
    body = f"Ngày 3/6/2016, Sở Y tế ban hành {document} về tiêm chủng.\nCác trạm y tế rà soát số trẻ chưa tiêm."
    assert [(d.force, d.addressees) for d in read("Tiêm chủng mùa hè\n" + body)] == [(force, ("Các trạm y tế",))]


NOTICE = """Thông báo lịch thi tuyển công chức
Sở Nội vụ tỉnh Ba Sơn thông báo đến các thí sinh lịch thi vòng 2 kỳ thi tuyển công chức năm 2016.
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "Đề nghị các thí sinh có mặt trước giờ thi 30 phút.",
        "Nếu có sai sót trong danh sách, đề nghị thí sinh liên hệ với Văn phòng Sở.",
    ],
)
def test_a_notice_demands_in_the_name_of_who_gives_it(sentence: str) -> None:
    """Nobody stands before "đề nghị", or only the case in which it is demanded."""
    assert [(d.text, d.giver) for d in read(NOTICE + sentence)] == [(sentence, "Sở Nội vụ tỉnh Ba Sơn")]


@pytest.mark.parametrize(
    ("before", "giver"),
    [
        (
            "Tại buổi làm việc, đồng chí Nguyễn Văn Bình, Phó Chủ tịch UBND tỉnh đã chỉ đạo các nội dung.",
            "Nguyễn Văn Bình",
        ),
        ("UBND tỉnh đã có văn bản chỉ đạo các địa phương phòng, chống dịch.", "UBND tỉnh"),
    ],
)
def test_details_of_what_was_directed_are_demands_of_who_directed(before: str, giver: str) -> None:
    """ "Trong đó, yêu cầu ..." names nobody: who directed in the sentence before demands it."""
    sentence = "Trong đó, yêu cầu các huyện dự trữ đủ thuốc."
    found = read(f"Phòng, chống dịch\n{before} {sentence}")
    assert [(d.giver, d.text) for d in found][-1:] == [(giver, sentence)]


def test_who_asked_others_long_ago_demands_nothing_now() -> None:
    """A bare demand after one that was told as carried out is told as well, when it is no part of it."""
    body = (
        "Trong năm 2015, Sở đã yêu cầu các doanh nghiệp ngừng cung cấp dịch vụ. Đề nghị các đơn vị báo cáo tình hình."
    )
    assert read("Kết quả công tác\n" + body) == ()


@pytest.mark.parametrize(
    ("sentence", "giver", "addressees"),
    [
        (
            "Theo Công văn số 38/BCĐ ngày 3/6/2016 của Ban Chỉ đạo 389 tỉnh, Sở Công Thương được giao nhiệm vụ chủ trì "
            "kiểm tra thị trường.",
            "Ban Chỉ đạo 389 tỉnh",
            ("Sở Công Thương",),
        ),
        (
            "Sở Tài chính được UBND tỉnh giao chủ trì thẩm định dự toán.",
            "UBND tỉnh",
            ("Sở Tài chính",),
        ),
    ],
)
def test_who_is_given_a_task_is_addressed(sentence: str, giver: str, addressees: tuple[str, ...]) -> None:
    """The giver is who owns the document, or who stands between "được" and "giao"."""
    assert [(d.giver, d.force, d.addressees) for d in read("Phân công nhiệm vụ\n" + sentence)] == [
        (giver, "giao", addressees)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Các đơn vị được UBND tỉnh giao chủ trì thì lập dự toán.",
        "Sở Tài chính được UBND tỉnh giao chủ trì thẩm định và đã hoàn thành.",
        "Giám đốc Sở Tài chính cho biết, Sở được UBND tỉnh giao chủ trì thẩm định dự toán.",
        "Sở gửi tài liệu cho cán bộ được UBND tỉnh giao theo dõi công tác này.",
    ],
)
def test_which_one_is_meant_and_what_was_done_are_no_tasks(sentence: str) -> None:
    """ "các đơn vị được giao chủ trì" says which; what is done already, or told by somebody, demands nothing."""
    assert read("Phân công nhiệm vụ\n" + sentence) == ()


def test_the_secretariat_is_a_body_not_a_secretary() -> None:
    """ "Ban Bí thư" has the word of a post in its name."""
    found = read("Đẩy mạnh thông tin cơ sở\nBan Bí thư yêu cầu các cấp ủy tổ chức thực hiện tốt Chỉ thị.")
    assert [d.giver for d in found] == ["Ban Bí thư"]


@pytest.mark.parametrize(
    ("sentence", "giver"),
    [
        ("UBND tỉnh chỉ đạo tăng cường kiểm tra các kho hóa chất trong khu dân cư.", "UBND tỉnh"),
        ("Chủ tịch UBND huyện chỉ đạo tiếp tục rà soát các hồ chứa nước.", "Chủ tịch UBND huyện"),
    ],
)
def test_what_is_directed_with_vigour_is_demanded_although_of_nobody(sentence: str, giver: str) -> None:
    """All below are meant, so that nobody is named."""
    found = read("Bảo đảm an toàn mùa mưa\n" + sentence)
    assert [(d.giver or d.giver_post, d.force, d.addressees) for d in found] == [(giver, "chỉ đạo", ())]


def test_what_a_body_directs_to_be_held_it_sees_to_itself() -> None:
    """ "chỉ đạo tổ chức đại hội" tells an event."""
    assert read("Đại hội chi bộ\nSáng 14/3, Đảng bộ xã Ba Sơn chỉ đạo tổ chức đại hội Chi bộ thôn Đông.") == ()


@pytest.mark.parametrize(
    ("sentence", "giver", "force"),
    [
        (
            "Tăng cường kiểm tra các chợ đầu mối là chỉ đạo của UBND tỉnh tại Công văn số 12/UBND-KT ngày 5/3/2024.",
            "UBND tỉnh",
            "chỉ đạo",
        ),
        (
            "“Chủ động phối hợp với Sở Y tế phun hóa chất” là chỉ đạo của UBND tỉnh tại Công văn số 12/UBND-KT.",
            "UBND tỉnh",
            "chỉ đạo",
        ),
        (
            "Công tác tuyên truyền phải được thực hiện sâu rộng là một trong những yêu cầu UBND tỉnh đặt ra dịp Tết.",
            "UBND tỉnh",
            "phải",
        ),
    ],
)
def test_a_demand_may_stand_before_whose_it_is(sentence: str, giver: str, force: str) -> None:
    """ "... là chỉ đạo của UBND tỉnh" names at its end who demands."""
    found = read(f"Phòng, chống dịch\n{sentence}")
    assert [(d.giver, d.force, d.text) for d in found] == [(giver, force, sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Tăng cường kiểm tra các chợ là việc làm thường xuyên của Sở Công Thương.",
        "Công tác kiểm tra chợ là yêu cầu của người dân.",
        "Số hóa hồ sơ là yêu cầu của thời đại.",
    ],
)
def test_what_something_is_demands_nothing(sentence: str) -> None:
    """Neither what a body does nor what the time asks for is a demand."""
    assert not read(f"Phòng, chống dịch\n{sentence}")
