"""To whom directives go, as a reader would name them: lists, glosses, broken entities, who acts beside others."""

from __future__ import annotations

import pytest

from tests.extraction.test_directives_onward import read

ASKED = """Triển khai nhiệm vụ trên địa bàn
Ngày 3/6, UBND tỉnh có Công văn số 12/UBND-NN về phòng, chống bệnh dại năm 2019 trên địa bàn tỉnh.
UBND tỉnh yêu cầu {}."""


@pytest.mark.parametrize(
    ("sentence", "addressees"),
    [
        (
            "các cơ quan báo chí Trung ương và Hà Nội tuyên truyền về tiêm phòng",
            ("các cơ quan báo chí Trung ương và Hà Nội",),
        ),
        (
            "Phòng Chăn nuôi, Sở Nông nghiệp và Phát triển nông thôn lập danh sách đàn chó",
            ("Phòng Chăn nuôi, Sở Nông nghiệp và Phát triển nông thôn",),
        ),
        ("cấp ủy các cấp lãnh đạo thực hiện nghiêm Chỉ thị này", ("cấp ủy các cấp",)),
        ("các đoàn thể chính trị - xã hội thực hiện tốt việc tiêm phòng", ("các đoàn thể chính trị - xã hội",)),
        ("các hợp tác xã tổ chức, triển khai tiêm phòng đàn chó", ("các hợp tác xã",)),
        ("các đơn vị sự nghiệp công lập rà soát đàn chó", ("các đơn vị sự nghiệp công lập",)),
        ("Hiệp hội doanh nghiệp nhỏ và vừa tỉnh vận động hội viên", ("Hiệp hội doanh nghiệp nhỏ và vừa tỉnh",)),
        (
            "Giám đốc các Sở: Y tế, Nội vụ; Chủ tịch UBND các xã rà soát đàn chó",
            ("Giám đốc các Sở: Y tế, Nội vụ", "Chủ tịch UBND các xã"),
        ),
        ("các chi bộ trực thuộc lãnh đạo đơn vị tiêm phòng đủ đàn chó", ("các chi bộ trực thuộc",)),
        ("các xã được kiểm tra lập danh sách đàn chó", ("các xã được kiểm tra",)),
        ("các trạm thú y được giao nhiệm vụ tiêm phòng ngay trong tháng", ("các trạm thú y được giao nhiệm vụ",)),
        ("hệ thống thông tin đại chúng tuyên truyền về tiêm phòng", ("hệ thống thông tin đại chúng",)),
        ("Sở Nội vụ phối họp với các đơn vị lập danh sách", ("Sở Nội vụ",)),
        ("các địa phương tùy theo tình hình lập danh sách đàn chó", ("các địa phương",)),
        ("viên chức, lao động hợp đồng tại Sở chấp hành giờ làm việc", ("viên chức, lao động hợp đồng tại Sở",)),
        (
            "các phòng chuyên môn huyện, thị xã, cơ quan báo chí tỉnh tuyên truyền về tiêm phòng",
            ("các phòng chuyên môn huyện, thị xã", "cơ quan báo chí tỉnh"),
        ),
        (
            "Phòng Văn hóa - Thông tin, Đài Phát thanh quận, huyện, thị xã tuyên truyền về tiêm phòng",
            ("Phòng Văn hóa - Thông tin, Đài Phát thanh quận, huyện, thị xã",),
        ),
        (
            "các phograve;ng chuyên môn thuộc Sở Y tế ndash; Dân số lập danh sách đàn chó",
            ("các phograve;ng chuyên môn thuộc Sở Y tế ndash; Dân số",),
        ),
        (
            "Cục Xuất bản, In và Phát hành và các nhà xuất bản kiểm tra sách nhập khẩu",
            ("Cục Xuất bản, In và Phát hành", "các nhà xuất bản"),
        ),
        ("các cấp, các ngành khẩn trương lập danh sách đàn chó", ("các cấp, các ngành",)),
        (
            "Phòng VHTT và Đài Truyền thanh tỉnh tuyên truyền về tiêm phòng",
            ("Phòng VHTT", "Đài Truyền thanh tỉnh"),
        ),
        (
            "Phòng VHTT và Đài Truyền thanh các quận, huyện, thị xã tuyên truyền về tiêm phòng",
            ("Phòng VHTT và Đài Truyền thanh các quận, huyện, thị xã",),
        ),
        (
            "Sở Thú y, cơ quan thông tin đại chúng tỉnh, nhân viên thú y cơ sở tuyên truyền về tiêm phòng",
            ("Sở Thú y", "cơ quan thông tin đại chúng tỉnh", "nhân viên thú y cơ sở"),
        ),
        (
            "Sở Nông nghiệp và Môi trường, Báo Đồng Xanh tuyên truyền về tiêm phòng",
            ("Sở Nông nghiệp và Môi trường", "Báo Đồng Xanh"),
        ),
        (
            "Cấp ủy các Chi bộ, Đảng bộ cơ sở, các đoàn thể Khối lập danh sách đàn chó",
            ("Cấp ủy các Chi bộ, Đảng bộ cơ sở", "các đoàn thể Khối"),
        ),
        ("100% các huyện, thị xã lập danh sách đàn chó", ("các huyện, thị xã",)),
        (
            "các tổ chức, doanh nghiệp lập danh sách",
            ("các tổ chức, doanh nghiệp",),
        ),
        ("Sở Y tế - Thường trực Ban Chỉ đạo phòng dịch tỉnh lập danh sách đàn chó", ("Sở Y tế",)),
        ("Sở Y tế cùng với Sở Công Thương lập danh sách đàn chó", ("Sở Y tế", "Sở Công Thương")),
        ("Văn phòng tham mưu tổ chức hội nghị phòng bệnh", ("Văn phòng",)),
        ("Trung tâm tổ chức rà soát đàn chó", ("Trung tâm",)),
        ("các trung tâm tư vấn lập danh sách đàn chó", ("các trung tâm tư vấn",)),
        ("Sở Kế hoạch đầu tư lập danh sách đàn chó", ("Sở Kế hoạch đầu tư",)),
        ("các đơn vị có sử dụng chó nghiệp vụ lập danh sách", ("các đơn vị có sử dụng chó nghiệp vụ",)),
        ("các tổ chức đoàn thể trong cơ quan lập danh sách đàn chó", ("các tổ chức đoàn thể trong cơ quan",)),
        ("Hội Nông dân lồng gh;ép việc tiêm phòng vào các cuộc họp", ("Hội Nông dân",)),
        (
            "Đài Phát thanh tỉnh, báo Ba Sơn, tạp chí Văn nghệ tuyên truyền về tiêm phòng",
            ("Đài Phát thanh tỉnh", "báo Ba Sơn", "tạp chí Văn nghệ"),
        ),
        (
            "công chức, viên chức (CCVC) và người lao động thuộc Sở lập kế hoạch cá nhân",
            ("công chức, viên chức (CCVC) và người lao động thuộc Sở",),
        ),
        (
            "Sở Y tế phối hợp chỉ đạo; Trạm Thú y; Trung tâm Kiểm dịch tổ chức tiêm phòng",
            ("Sở Y tế", "Trạm Thú y", "Trung tâm Kiểm dịch"),
        ),
        (
            "Sở Y tế cung cấp đủ vắc xin; các huyện tổ chức tiêm phòng; Công an tỉnh chịu trách nhiệm về trật tự",
            ("Sở Y tế", "các huyện"),
        ),
    ],
)
def test_addressees_are_parted_where_somebody_else_begins(sentence: str, addressees: tuple[str, ...]) -> None:
    """Of one body, of the same places, with broken entities, or acting in a clause beside."""
    assert [d.addressees for d in read(ASKED.format(sentence))] == [addressees]


SPOKEN = """Họp về phòng chống dịch bệnh
Tại cuộc họp, Phó Chủ tịch UBND tỉnh Nguyễn Văn Bình yêu cầu các địa phương tăng cường giám sát dịch bệnh. {}"""


@pytest.mark.parametrize(
    ("sentence", "addressees"),
    [
        ("Đối với những ổ dịch cũ, Chi cục Thú y giám sát hằng tuần.", [("Chi cục Thú y",)]),
        ("Sở Y tế, ngoài các nhiệm vụ chung, có trách nhiệm cung ứng vắc xin.", [("Sở Y tế",)]),
        ("Trên cơ sở kết quả của các huyện, Sở Y tế đề xuất 03 tập thể được khen thưởng.", []),
        ("Trước sự chứng kiến của đại biểu, các em, học sinh giỏi cam kết thực hiện nội quy.", []),
    ],
)
def test_who_acts_behind_a_circumstance_goes_on_with_the_demand(
    sentence: str, addressees: list[tuple[str, ...]]
) -> None:
    """ "Đối với X, Sở A giám sát ..." sets a task for Sở A; what is proposed or was done sets none."""
    assert [d.addressees for d in read(SPOKEN.format(sentence))][1:] == addressees


PLAN = """Triển khai nhiệm vụ trên địa bàn
Ngày 3/6, UBND tỉnh ban hành Kế hoạch số 12/KH-UBND về phòng, chống bệnh dại năm 2019 trên địa bàn tỉnh.
{}"""


@pytest.mark.parametrize(
    ("sentence", "addressees"),
    [
        (
            "Công an tỉnh (Cơ quan thường trực Ban Chỉ đạo) tổ chức kiểm tra các lò mổ.",
            [("Công an tỉnh",)],
        ),
        (
            "Về quản lý tại địa phương: Sở Y tế các tỉnh, thành phố trực thuộc Trung ương chỉ đạo các trạm y tế "
            "tổ chức tiêm phòng.",
            [("Sở Y tế các tỉnh, thành phố trực thuộc Trung ương",)],
        ),
        (
            "Theo Kế hoạch, Sở Y tế các tỉnh, thành phố trực thuộc Trung ương chuẩn bị đủ vắc xin.",
            [("Sở Y tế các tỉnh, thành phố trực thuộc Trung ương",)],
        ),
        ("Theo Kế hoạch, Ban Chỉ đạo các cấp tổ chức kiểm tra các lò mổ.", [("Ban Chỉ đạo các cấp",)]),
        ("Tổ chức Hội nghị của Ban Chỉ đạo tỉnh sơ kết công tác tiêm phòng.", []),
    ],
)
def test_who_acts_in_a_plan_is_found_behind_a_heading_and_before_a_gloss(
    sentence: str, addressees: list[tuple[str, ...]]
) -> None:
    """A gloss in brackets does not hide who acts; "tổ chức hội nghị" is an action, nobody's name."""
    assert [d.addressees for d in read(PLAN.format(sentence))] == addressees


def test_a_document_is_retold_past_several_paragraphs_of_aims() -> None:
    """Its aims and occasions come before what it sets."""
    aims = "\n".join(["Bệnh dại là bệnh nguy hiểm lây từ chó sang người ở nhiều địa phương trong cả nước."] * 5)
    assert [d.addressees for d in read(PLAN.format(aims + "\nSở Y tế chuẩn bị đủ vắc xin cho các huyện."))] == [
        ("Sở Y tế",)
    ]


NOTICE = """Triển khai nhiệm vụ trên địa bàn
Ngày 3/6, Văn phòng UBND tỉnh có Thông báo số 12/TB-VP về ý kiến kết luận của Phó Chủ tịch UBND tỉnh Nguyễn Văn Bình \
tại cuộc họp về phòng bệnh dại.
Theo đó, Sở Y tế chuẩn bị đủ vắc xin cho các huyện."""


@pytest.mark.parametrize(
    ("body", "giver"),
    [
        (NOTICE, "Nguyễn Văn Bình"),
        ("Họp về phòng bệnh\nBan Bí thư yêu cầu các cấp ủy quán triệt Chỉ thị này.", "Ban Bí thư"),
        (
            "Họp về phòng bệnh\nThủ tướng Chính phủ họp với các địa phương.\n"
            "Thủ tướng yêu cầu các bộ báo cáo hằng tuần.",
            "Thủ tướng Chính phủ",
        ),
        (
            "Họp về phòng bệnh\nĐánh giá kết quả thời gian qua, đồng chí Nguyễn Văn Bình, Giám đốc Sở Y tế đã yêu cầu "
            "các trạm y tế thực hiện một số nội dung:\n- Lập danh sách trẻ em chưa tiêm chủng.",
            "Nguyễn Văn Bình",
        ),
    ],
)
def test_the_giver_is_who_speaks_through_the_words(body: str, giver: str) -> None:
    """Whose conclusions a notice passes on; a body named like a post; a title in full; who spoke before a list."""
    assert {d.giver for d in read(body)} == {giver}


@pytest.mark.parametrize(
    ("body", "giver"),
    [
        ("Sáng 3/6, Chủ tịch UBND thành phố (TP) yêu cầu các sở báo cáo hằng tuần.", "Chủ tịch UBND thành phố"),
        (
            "Chánh Văn phòng UBND tỉnh thông tin, UBND tỉnh đã nhận được ý kiến của đồng chí Bí thư Tỉnh ủy yêu cầu "
            "các sở báo cáo hằng tuần.",
            "Bí thư Tỉnh ủy",
        ),
    ],
)
def test_a_post_as_giver_is_the_post_alone(body: str, giver: str) -> None:
    """Without the gloss behind it, and without the sentence before it."""
    assert {d.giver for d in read("Họp về phòng bệnh\n" + body)} == {giver}


def test_what_bodies_plan_to_direct_is_what_they_are_to_do() -> None:
    """Their plan does not direct anybody in the name of who spoke last."""
    found = read(
        ASKED.format("các sở, ngành lập danh sách đàn chó")
        + "\nHội Nông dân, Hội Phụ nữ xây dựng kế hoạch chỉ đạo cơ sở tuyên truyền về tiêm phòng."
    )
    assert [(d.addressees, d.force) for d in found] == [
        (("các sở, ngành",), "yêu cầu"),
        (("Hội Nông dân", "Hội Phụ nữ"), "yêu cầu"),
    ]


def test_a_verb_alone_on_its_line_goes_on_in_a_narrow_column() -> None:
    """It heads nothing: whom those addressed before direct stands below it."""
    found = read(
        ASKED.format("Sở Y tế theo dõi\nchặt chẽ số người bị chó cắn trên địa\nbàn tỉnh và lập báo cáo\nhằng tuần")
        + "\nChỉ đạo\nTrung tâm Y tế các huyện tiêm\nphòng cho những người bị chó cắn."
    )
    assert [(d.text.split()[0], d.addressees) for d in found][1:] == [("Chỉ", ("Sở Y tế",))]


CONCLUDED = """Họp về bệnh dại trên địa bàn
Ngày 3/6, Phó Chủ tịch UBND tỉnh Trần Văn An chủ trì cuộc họp về phòng bệnh dại.
Đồng chí Trần Văn An {}:
1. Kế hoạch tiêm phòng cần sớm được ban hành. Giao Sở Y tế tiếp thu ý kiến các huyện, hoàn chỉnh Kế hoạch.
2. Tập trung tuyên truyền về tiêm phòng. Các huyện lập danh sách đàn chó.
3. Bảo đảm đủ vắc xin cho cả năm. Kinh phí lấy từ ngân sách tỉnh."""


def test_an_item_goes_to_whom_a_later_sentence_of_it_names() -> None:
    """Where neither its lead nor its first sentence names anybody."""
    found = read(CONCLUDED.format("kết luận, chỉ đạo như sau"))
    assert [d.addressees for d in found] == [("Sở Y tế",), ("Các huyện",), ()]
    assert found[0].force == "giao"


def test_an_item_goes_to_whom_its_lead_names_in_the_first_place() -> None:
    """A later sentence then only says whom those have to work with."""
    found = read(CONCLUDED.format("yêu cầu các sở, ngành thực hiện các nội dung sau"))
    assert [d.addressees for d in found][1:] == [("các sở, ngành",), ("các sở, ngành",)]


def test_what_those_whom_an_official_addressed_are_to_direct_is_demanded_of_them() -> None:
    """ "Đồng thời, chỉ đạo ..." goes on with the demand, whoever gave it."""
    found = read(
        "Họp về bệnh dại trên địa bàn\nNgày 3/6, Phó Chủ tịch UBND tỉnh Trần Văn An chủ trì cuộc họp.\n"
        "Đồng chí Trần Văn An đề nghị các huyện lập danh sách đàn chó. "
        "Đồng thời, chỉ đạo các trạm thú y tiêm phòng trong tháng 6."
    )
    assert [(d.addressees, d.force) for d in found] == [(("các huyện",), "đề nghị")] * 2


def test_officials_direct_bodies_themselves_that_do_not_stand_below_those_addressed() -> None:
    """A district directs no department of the province."""
    found = read(
        "Họp về bệnh dại trên địa bàn\nNgày 3/6, Phó Chủ tịch UBND tỉnh Trần Văn An chủ trì cuộc họp.\n"
        "Đồng chí Trần Văn An đề nghị UBND huyện Ba Sơn lập danh sách đàn chó. "
        "Đồng thời, chỉ đạo Sở Y tế lập danh sách những người bị chó cắn."
    )
    assert [(d.addressees, d.force) for d in found] == [(("UBND huyện Ba Sơn",), "đề nghị"), (("Sở Y tế",), "chỉ đạo")]


@pytest.mark.parametrize(
    ("opening", "addressees"),
    [
        ("Tại các trạm thú y, Đoàn kiểm tra", ("các trạm thú y",)),
        ("Về phía doanh nghiệp, UBND tỉnh", ("doanh nghiệp",)),
        ("Theo đó, đối với các báo, đài, UBND tỉnh", ("các báo, đài",)),
        ("Đối với Sở Y tế, căn cứ tình hình dịch bệnh, UBND tỉnh", ("Sở Y tế",)),
    ],
)
def test_who_is_named_before_the_verb_is_asked_where_nobody_is_behind_it(
    opening: str, addressees: tuple[str, ...]
) -> None:
    """ "Tại", "về phía" and "đối với" lead them in; the speaker or a ground behind the comma is none of them."""
    found = read(
        "Kiểm tra phòng bệnh dại\nNgày 3/6, UBND tỉnh và Đoàn kiểm tra làm việc về phòng bệnh dại.\n"
        f"{opening} yêu cầu tăng cường tiêm phòng cho đàn chó."
    )
    assert [d.addressees for d in found] == [addressees]


def test_the_body_that_directs_others_in_its_own_letter_is_not_asked_to() -> None:
    """ "UBND tỉnh chỉ đạo các huyện" is its own demand, although a higher body was told of before."""
    found = read(
        "Triển khai tiêm phòng trên địa bàn\n"
        "Ngày 3/6, Thủ tướng Chính phủ ban hành Chỉ thị số 12/CT-TTg về phòng, chống bệnh dại năm 2019.\n"
        "Theo đó, UBND tỉnh chỉ đạo các huyện lập danh sách đàn chó trước mùa mưa."
    )
    assert [(d.addressees, d.force) for d in found] == [(("các huyện",), "chỉ đạo")]


def test_members_with_a_capital_letter_are_not_above_who_directs_them() -> None:
    """ "Đảng viên mới" is no Party body that a department's secretary would have to ask."""
    found = read(
        "Kết nạp đảng viên\nTại lễ, đồng chí Lê Minh Tùng, Bí thư Đảng ủy Sở Y tế chúc mừng và giao nhiệm vụ cho "
        "Đảng viên mới tích cực học tập."
    )
    assert [(d.giver, d.force, d.addressees) for d in found] == [("Lê Minh Tùng", "giao", ("Đảng viên mới",))]
