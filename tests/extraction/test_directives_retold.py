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

RESOLUTION = """Ngày 3/6, Chính phủ đã ban hành Nghị quyết số 55/NQ-CP về phòng ngừa cháy rừng trong mùa khô.
Thời gian tới, các địa phương cần rà soát các khu rừng có nguy cơ cháy cao."""
PROGRAMME = """UBND tỉnh đã ban hành Chương trình hành động số 21/CTr-UBND về cấp nước sạch nông thôn.
Theo đó, các sở, ngành cần rà soát các công trình đã xuống cấp."""
SENT_BY_POST = """Ngày 3/6, Chủ tịch UBND tỉnh đã có Công điện số 07/CĐ-UBND gửi các sở, ngành, địa phương.
Theo đó, các đơn vị cần kiểm tra kho vật tư trước mùa mưa."""
FRONT = """Ngày 2/10, Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh đã có Hướng dẫn số 17/HD-MTTQ về ngày hội đại đoàn kết.
Hướng dẫn cũng yêu cầu các xã chọn một khu dân cư làm điểm."""


@pytest.mark.parametrize(
    ("body", "giver"),
    [
        (RESOLUTION, "Chính phủ"),
        (PROGRAMME, "UBND tỉnh"),
        (SENT_BY_POST, "Chủ tịch UBND tỉnh"),
        (FRONT, "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh"),
        (HEALTH, "Ban Chỉ đạo phòng, chống dịch bệnh và chăm sóc sức khỏe tỉnh"),
        (DISPATCH, "Chủ tịch UBND tỉnh"),
        (UNENDED, "Sở Công Thương"),
        (DRAWN_UP, "UBND huyện Ba Sơn"),
    ],
)
def test_a_document_is_retold_whoever_issues_it(body: str, giver: str) -> None:
    """A body with a long name, a post without a name that issues or "có" it, a line without a full stop.

    The document may be a plan that is drawn up, a resolution or a programme of action, too.
    """
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


PLAN = """Triển khai nhiệm vụ trên địa bàn
Ngày 3/6, UBND tỉnh ban hành Kế hoạch số 12/KH-UBND về phòng, chống bệnh dại năm 2019 trên địa bàn tỉnh.
{}"""


@pytest.mark.parametrize(
    ("sentence", "addressees"),
    [
        ("Việc lập danh sách hộ nuôi chó sẽ được các xã, phường tiến hành rà soát, thống kê.", ("các xã, phường",)),
        ("Các trạm y tế xã: tổ chức điểm tiêm tại trạm và tại thôn.", ("Các trạm y tế xã",)),
        ("Sở Tài chính đề xuất phương án bố trí kinh phí mua vắc xin.", ("Sở Tài chính",)),
    ],
)
def test_a_retold_document_says_who_acts_in_many_ways(sentence: str, addressees: tuple[str, ...]) -> None:
    """Passive, behind a colon, and with a proposal as what is to be done."""
    assert [(d.text, d.addressees) for d in read(PLAN.format(sentence))] == [(sentence, addressees)]


def test_what_is_one_of_several_contents_is_no_demand() -> None:
    """ "Mỗi xã tổ chức ... là một trong những nội dung" states."""
    stated = "Mỗi xã tổ chức một buổi nói chuyện tại thôn là một trong những nội dung của kế hoạch."
    assert read(PLAN.format(stated)) == ()


def test_a_letter_asks_in_the_sentence_that_tells_of_it() -> None:
    """ "vừa có văn bản gửi các xã tiếp tục tăng cường ..." demands itself."""
    body = (
        "Để phòng bệnh, UBND huyện Ba Sơn vừa có văn bản gửi các xã, thị trấn tiếp tục tăng cường giám sát dịch bệnh."
    )
    assert [(d.giver, d.force, d.addressees) for d in read("Phòng bệnh\n" + body)] == [
        ("UBND huyện Ba Sơn", "gửi", ("các xã, thị trấn",))
    ]


def test_a_sentence_over_lines_that_end_with_semicolons_is_one() -> None:
    """Lines that go on in lower case behind a paragraph's semicolon belong to its sentence."""
    sentence = "Các chợ phải có biển tên;\nbố trí nơi làm việc cho tổ quản lý;\ncó khu vực vệ sinh."
    assert [d.text for d in read(PLAN.format(sentence))] == [sentence]


def test_a_sentence_may_end_with_the_word_for_number() -> None:
    """ "chữ ký số." ends a sentence, "số. 12" does not."""
    found = read(GOES_ON.format("Đẩy mạnh sử dụng chữ ký số. Đồng thời, bố trí máy quét cho bộ phận một cửa."))
    assert len(found) == 3


def test_what_is_left_of_an_entity_parts_no_clauses() -> None:
    """ "Sở VHTTamp;DL" is one body, printed as it stands, and demands."""
    found = read("Quản lý lễ hội\nNgày 5/2, Sở VHTTamp;DL có văn bản yêu cầu các huyện kiểm tra hoạt động lễ hội.")
    assert [(d.giver, d.addressees) for d in found] == [("Sở VHTTamp;DL", ("các huyện",))]


LEADS_ON = """Triển khai nhiệm vụ
UBND tỉnh yêu cầu các sở, ngành chỉ đạo, hướng dẫn các đơn vị trực thuộc triển khai một số nội dung cụ thể:
1. Rà soát các hồ chứa trước mùa mưa.
2. Chuẩn bị vật tư dự phòng."""


def test_a_lead_that_only_has_bodies_direct_others_is_none() -> None:
    """What is to be done stands in the list."""
    assert [d.number for d in read(LEADS_ON)] == ["1.", "2."]


NONE_OF_THEM = [
    "Mỗi đơn vị dự thi sẽ xây dựng một tiểu phẩm về an toàn giao thông.",
    "Thủ tục dành cho dự án không yêu cầu phải lập báo cáo được rút ngắn còn ba ngày.",
]


@pytest.mark.parametrize("sentence", NONE_OF_THEM)
def test_rules_of_a_contest_and_what_is_not_required_are_no_demands(sentence: str) -> None:
    """A retold plan tells of them; nobody is told to do them."""
    assert read(PLAN.format(sentence)) == ()


def test_paragraphs_under_tasks_that_a_body_sets_are_items() -> None:
    """A lead without a demanding verb, paragraphs without numbers: each is one item."""
    body = (
        "Huyện ủy Ba Sơn xác định một số nhiệm vụ và giải pháp trong năm tới như sau:\n"
        "Nâng cao chất lượng sinh hoạt chi bộ. Tăng cường kiểm tra đảng viên.\n"
        "Đẩy mạnh cải cách hành chính ở các xã."
    )
    found = read("Xây dựng Đảng\n" + body)
    assert [(d.giver, d.text.split(".")[0].split()[0]) for d in found] == [
        ("Huyện ủy Ba Sơn", "Nâng"),
        ("Huyện ủy Ba Sơn", "Đẩy"),
    ]


CIRCULAR = """Quy định mới về bưu chính
Ngày 5/2/2018, Bộ Thông tin và Truyền thông ban hành Thông tư số 3/2018/TT-BTTTT về điểm phục vụ bưu chính.
{}"""


def test_a_circular_assigns_duties_to_bodies_of_state() -> None:
    """What a named body of state has to do counts; what everybody has to observe does not."""
    duty = "Sở Thông tin và Truyền thông các tỉnh là cơ quan chủ trì, phối hợp kiểm tra các điểm phục vụ."
    assert [(d.giver, d.text) for d in read(CIRCULAR.format(duty))] == [("Bộ Thông tin và Truyền thông", duty)]
    assert read(CIRCULAR.format("Người gửi phải kê khai hàng hóa và chịu trách nhiệm về nội dung kê khai.")) == ()


def test_a_demand_that_begins_the_news_is_the_news() -> None:
    """ "Ngày 12/8, Phó Chủ tịch ... đã yêu cầu ..." counts, though told as done."""
    body = "Ngày 12/8/2015, Phó Chủ tịch UBND tỉnh Nguyễn Văn Bình đã yêu cầu các huyện tăng cường diệt bọ gậy."
    assert [d.giver for d in read("Phòng bệnh\n" + body)] == ["Nguyễn Văn Bình"]


def test_a_plan_is_still_retold_behind_paragraphs_of_its_own_tasks() -> None:
    """However many tasks of the planner stand before it, who is then named has to act; a gloss may follow the name."""
    own = "\n".join(
        f"{task} trên địa bàn tỉnh trong năm 2018."
        for task in (
            "Tăng cường quảng bá nông sản",
            "Tổ chức hội nghị của Ban Chỉ đạo tỉnh sơ kết phong trào",
            "Đẩy mạnh cải cách thủ tục",
            "Xây dựng các mô hình điểm",
            "Nâng cao chất lượng dịch vụ",
        )
    )
    body = (
        "Ngày 5/6/2018, UBND tỉnh ban hành Kế hoạch số 45/KH-UBND về phát triển du lịch năm 2018.\n"
        f"{own}\nCông an tỉnh (cơ quan thường trực) đẩy mạnh tuần tra tại các điểm du lịch."
    )
    assert [d.addressees for d in read("Phát triển du lịch\n" + body)] == [("Công an tỉnh",)]


def test_dots_before_a_line_in_lower_case_end_no_sentence() -> None:
    """ "các hội quần chúng..." goes on in the next line."""
    body = (
        "Phó Chủ tịch UBND tỉnh Nguyễn Văn Bình yêu cầu các huyện, các hội quần chúng...\n"
        "tổ chức hội nghị học tập cho hội viên trước ngày 5/6."
    )
    found = read("Học tập nghị quyết\n" + body)
    assert [d.text.split()[-1] for d in found] == ["5/6."]


CITED = """Phòng, chống cháy rừng mùa khô được tỉnh quan tâm.
Theo Kế hoạch số 17/KH-UBND ngày 02/3/2016 của UBND tỉnh, {}"""


def test_a_document_that_is_only_cited_is_retold() -> None:
    """ "Theo Kế hoạch số ... của X, ..." sets tasks in the name of X, in the next sentences too."""
    found = read(
        CITED.format(
            "Chi cục Kiểm lâm được giao rà soát lực lượng tại chỗ. "
            "Các huyện chuẩn bị đủ dụng cụ chữa cháy trước mùa khô."
        )
    )
    assert [(d.giver, d.force, d.addressees) for d in found] == [
        ("UBND tỉnh", "giao", ("Chi cục Kiểm lâm",)),
        ("UBND tỉnh", "giao", ("Các huyện",)),
    ]


def test_what_the_body_does_by_its_own_plan_is_none() -> None:
    """ "Theo Kế hoạch của X, X phối hợp ...": nobody else is set a task, not under a longer name of X either."""
    body = "Theo Kế hoạch của Sở Y tế, {} phối hợp với các bệnh viện tổ chức khám sàng lọc."
    assert read("Khám sàng lọc\n" + body.format("Sở Y tế Hà Nội")) == ()
    issued = "Ngày 3/6, Đảng ủy Khối ban hành Kế hoạch số 8-KH/ĐU về hội thi báo cáo viên.\n"
    own = "Ban Thường vụ Đảng ủy Khối chuẩn bị nội dung và kịch bản hội thi."
    assert read("Hội thi báo cáo viên\n" + issued + own) == ()


@pytest.mark.parametrize(
    ("issued", "giver"),
    [
        ("ngày 05 tháng 6 năm 2016 UBND thành phố ban hành Kế hoạch số 9/KH-UBND", "UBND thành phố"),
        ("ngày 5/6, Hội đồng Thi đua, Khen thưởng huyện ban hành Kế hoạch số 9/KH-HĐ", None),
    ],
)
def test_the_issuer_is_found_behind_a_date_in_words_and_with_a_comma_in_its_name(
    issued: str, giver: str | None
) -> None:
    """A day written out parts no body from what it issues, nor does the comma in "Thi đua, Khen thưởng"."""
    body = f"Thực hiện chỉ đạo của Chính phủ, {issued} về phong trào thi đua.\nCác xã đăng ký nội dung thi đua."
    (found,) = read("Phong trào thi đua\n" + body)
    assert found.giver == (giver or "Hội đồng Thi đua, Khen thưởng huyện")


@pytest.mark.parametrize(
    ("document", "force"),
    [("Kế hoạch", "ban hành"), ("Chỉ thị", "ban hành"), ("Hướng dẫn", "hướng dẫn")],
)
def test_a_task_without_a_verb_of_demand_has_the_force_of_its_document(document: str, force: str) -> None:
    """It is issued, or guides, also where "cần" stood in the sentence before; a need keeps its own."""
    body = (
        f"Ngày 3/6, UBND tỉnh ban hành {document} số 12 về phòng, chống dịch tả lợn.\n"
        "Các huyện cần khoanh vùng ổ dịch. Các xã rà soát số hộ chăn nuôi trên địa bàn."
    )
    assert [d.force for d in read("Phòng, chống dịch\n" + body)] == ["cần", force]


def test_after_what_a_plan_needs_bare_actions_are_the_planners_own() -> None:
    """ "Công tác tuyên truyền cần ..." opens no series of demands; long after it a body that acts still has a task."""
    body = (
        "Ngày 3/6, UBND tỉnh ban hành Kế hoạch số 12/KH-UBND về an toàn thực phẩm.\n"
        "Công tác tuyên truyền cần được chú trọng. Xây dựng các chuỗi cung ứng an toàn. Mở rộng các chợ đầu mối.\n"
        "Phát triển các vùng rau an toàn.\nDuy trì các mô hình tốt.\nMở các lớp tập huấn cho nông dân.\n"
        "Nâng cao chất lượng kiểm nghiệm.\nNhân rộng các mô hình.\n"
        "Sở Công Thương chủ trì kiểm tra các chợ đầu mối trước Tết."
    )
    found = read("An toàn thực phẩm\n" + body)
    assert [d.text.split()[0] for d in found] == ["Công", "Sở"]


AFTER = "Họp bàn về dịch bệnh\nUBND tỉnh giao các sở, ngành và UBND các huyện khoanh vùng ổ dịch trong tháng 6. {}"


def test_who_stands_below_a_body_that_demanded_goes_on_behind_a_circumstance() -> None:
    """ "Để kịp tiến độ, Sở A ..." is set by the body before; what "đã" was done is told."""
    acts = "Để chủ động phòng dịch, Sở Y tế phối hợp với các huyện chuẩn bị thuốc và hóa chất."
    found = read(AFTER.format(acts))
    assert [(d.giver, d.addressees) for d in found][1:] == [("UBND tỉnh", ("Sở Y tế",))]
    done = "Để chủ động phòng dịch, Sở Y tế đã phối hợp với các huyện chuẩn bị thuốc và hóa chất."
    assert len(read(AFTER.format(done))) == 1
    list_goes_on = "Tại các quận, huyện, thị xã cũng chủ động đăng tải thông tin về dịch bệnh."
    assert len(read(AFTER.format(list_goes_on))) == 1


def test_a_local_body_will_do_what_a_letter_from_above_sets() -> None:
    """ "Đài huyện sẽ ..." in the letter of a department is a task; what a body of the same rank will do is news."""
    letter = "Ngày 3/6, Sở Thông tin và Truyền thông ban hành Công văn số 12/STTTT về chấm điểm công tác phát thanh.\n"
    local = "Theo đó, Đài Truyền thanh huyện, thị xã sẽ tổ chức chấm điểm theo 5 nội dung."
    assert [d.addressees for d in read("Chấm điểm\n" + letter + local)] == [("Đài Truyền thanh huyện, thị xã",)]
    peer = "Theo đó, Sở Nội vụ sẽ tổ chức hội nghị tổng kết vào cuối năm."
    assert read("Chấm điểm\n" + letter + peer) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Cuối năm, báo cáo kết quả giám sát với UBND tỉnh.",
        "Tùy theo điều kiện, tổ chức diễn tập chống dịch ở cấp xã.",
        "Thông báo, đánh giá tình hình dịch tại các khu dân cư.",
        "Tổ chức diễn tập, dự kiến các tình huống lây lan.",
        "Có phương án bảo đảm y tế cho các sự kiện lớn diễn ra trên địa bàn.",
        "Bố trí chốt kiểm dịch tại các tuyến đường đang thi công.",
    ],
)
def test_an_action_goes_on_whatever_it_speaks_of(sentence: str) -> None:
    """A period before it, a report, what may come, what takes place: none of them tells what was done."""
    assert [d.text for d in read(GOES_ON.format(sentence))][1:] == [sentence]


@pytest.mark.parametrize("issued", ["ban hành Đề án số 04-ĐA/HU", "phê duyệt Đề án số 6"])
def test_a_scheme_that_is_issued_is_retold(issued: str) -> None:
    """Schemes set tasks as plans do; what all strive for is an aim."""
    head = f"Ngày 3/6, Huyện ủy Ba Sơn {issued} về nâng cao chất lượng sinh hoạt chi bộ.\n"
    body = "Theo đó, toàn thể đảng viên phấn đấu dự đủ.\nCác chi bộ trực thuộc xây dựng lịch sinh hoạt chuyên đề."
    assert [(d.giver, d.force) for d in read("Sinh hoạt chi bộ\n" + head + body)] == [("Huyện ủy Ba Sơn", "ban hành")]


def test_a_regulation_binds_only_the_body_of_state_that_it_makes_responsible() -> None:
    """What users "phải" do is the regulation's; "Sở A có trách nhiệm ..." is a task by who made it."""
    body = (
        "UBND tỉnh vừa có Quyết định số 11/2012/QĐ-UBND ban hành quy định quản lý trạm thu phát sóng trên địa bàn.\n"
        "Chủ đầu tư phải xin giấy phép xây dựng trước khi lắp đặt trạm.\n"
        "Sở Xây dựng có trách nhiệm thẩm định hồ sơ và kiểm tra việc lắp đặt."
    )
    assert [(d.giver, d.force, d.addressees) for d in read("Quản lý trạm\n" + body)] == [
        ("UBND tỉnh", "có trách nhiệm", ("Sở Xây dựng",))
    ]


def test_a_gloss_behind_who_acts_is_passed_over() -> None:
    """ "Công an tỉnh (cơ quan thường trực) mở đợt ..." acts all the same, and the gloss is no part of the name."""
    found = read(CITED.format("các đơn vị thực hiện nghiêm.\nCông an tỉnh (cơ quan thường trực) mở đợt cao điểm."))
    assert found[-1].addressees == ("Công an tỉnh",)


@pytest.mark.parametrize(
    ("sentence", "addressees"),
    [
        ("Kết thúc từng quý, các xã rà soát số hộ chưa gắn biển số nhà.", ("các xã",)),
        ("Một số nhiệm vụ cụ thể gồm: Rà soát các cây đã chết; tháo dỡ biển quảng cáo hỏng.", ()),
    ],
)
def test_what_a_letter_sets_stands_behind_a_period_or_the_name_of_a_list(
    sentence: str, addressees: tuple[str, ...]
) -> None:
    """Trees that "đã chết" are spoken of, they do not make the sentence a report."""
    head = "Ngày 3/6, UBND huyện Ba Sơn ban hành Công văn số 12/UBND về chỉnh trang đô thị.\n"
    assert [(d.text, d.addressees) for d in read("Chỉnh trang đô thị\n" + head + sentence)] == [(sentence, addressees)]


def test_what_was_done_is_told_in_a_letter_too() -> None:
    """ "..., toàn huyện đã có trên 90% các xã thực hiện" demands nothing."""
    head = "Ngày 3/6, UBND huyện Ba Sơn ban hành Công văn số 12/UBND về chỉnh trang đô thị.\n"
    told = "Theo đó, đến hết năm 2016, toàn huyện đã chỉnh trang trên 90% các tuyến đường."
    assert read("Chỉnh trang đô thị\n" + head + told) == ()


@pytest.mark.parametrize(
    "head", ["UBND tỉnh vừa có\nCông văn số 75/UBND-KGVX", "Ngày 3/6, Sở Y tế ban hành\nKế hoạch số 9"]
)
def test_a_document_on_a_line_of_its_own_is_issued_by_the_line_before(head: str) -> None:
    """The number of a document is a link, for which the source breaks the line: the sentence goes on all the same."""
    found = read(f"Tin\n{head} về phòng, chống dịch bệnh.\nCác huyện chuẩn bị đủ thuốc và hóa chất trước mùa mưa.")
    assert [d.giver for d in found] == ["UBND tỉnh" if "UBND" in head else "Sở Y tế"]


def test_who_was_given_a_task_by_name_has_it_in_a_retold_document() -> None:
    """ "Sở A được UBND tỉnh giao ..." names the giver between the verb's two halves."""
    body = "Ngày 3/6, UBND tỉnh ban hành Kế hoạch số 12/KH-UBND về số hóa truyền hình.\n"
    for given in ("được UBND tỉnh giao", "cũng được giao trách nhiệm"):
        task = f"Sở Thông tin và Truyền thông {given} tổ chức tuyên truyền tới các hộ dân."
        assert [(d.giver, d.force) for d in read("Số hóa truyền hình\n" + body + task)] == [("UBND tỉnh", "giao")]


def test_the_same_department_has_further_tasks_in_short() -> None:
    """ "Sở cũng sẽ ..." behind a task of "Sở A" is for Sở A; without one before, a department tells of itself."""
    plan = "Ngày 3/6, UBND tỉnh ban hành Kế hoạch số 12/KH-UBND về hội nhập kinh tế quốc tế.\n"
    first = "Là một trong những đơn vị đầu mối, Sở Công Thương sẽ chủ trì tập huấn cho doanh nghiệp. "
    further = "Bên cạnh đó, Sở cũng sẽ phối hợp với các huyện tổ chức đối thoại."
    assert [d.addressees for d in read("Hội nhập\n" + plan + first + further)] == [("Sở Công Thương",), ("Sở",)]
    assert read("Hội nhập\n" + plan + further) == ()


def test_a_plan_is_the_ground_of_tasks_a_letter_in_the_head_of_a_notice_is_not() -> None:
    """ "Căn cứ Kế hoạch ... của X, ..." retells the plan of X; "Căn cứ Công văn ...;" heads a notice of others."""
    tail = "\nCác huyện chuẩn bị đủ thuốc và hóa chất trước mùa mưa."
    grounds = "Căn cứ Kế hoạch số 2 của UBND tỉnh, các hoạt động sẽ diễn ra trong tháng 6."
    assert [d.giver for d in read("Tin\n" + grounds + tail)] == ["UBND tỉnh"]
    assert read("Tin\nCăn cứ Công văn số 2 của UBND tỉnh, Thông báo số 3 của Sở Y tế;" + tail) == ()


def test_a_day_behind_what_was_long_ago_makes_the_issuing_news() -> None:
    """ "... kết quả đạt được thời gian qua, ngày 3/6, X đã ban hành Kế hoạch" is the news, whatever came before."""
    head = "Nhằm phát huy kết quả đạt được trong thời gian qua, ngày 3/6/2016, UBND tỉnh đã ban hành Kế hoạch số 12."
    tail = "\nCác huyện chuẩn bị đủ thuốc và hóa chất trước mùa mưa."
    assert [d.giver for d in read("Tin\n" + head + tail)] == ["UBND tỉnh"]


def test_how_a_thing_has_to_be_is_a_demand_of_a_plan_only_where_work_is_meant() -> None:
    """ "Công tác ... cần ..." of a plan demands work; "Tủ thuốc ... phải ..." is a rule for whoever keeps one."""
    body = "Triển khai nhiệm vụ trên địa bàn\n" + DRAWN_UP.splitlines()[0] + "\nTheo đó, {} được kiểm tra hằng tuần."
    assert [d.force for d in read(body.format("công tác chuẩn bị cần"))] == ["cần"]
    assert read(body.format("tủ thuốc của mỗi hộ phải")) == ()


def test_actions_that_name_nobody_are_the_planners_own_behind_what_a_plan_only_issues() -> None:
    """A sentence behind "Hạt Kiểm lâm huyện chủ trì ..." a plan is told for itself; behind "yêu cầu" it demands."""
    own = " Mùa khô năm nay kéo dài. Tuyên truyền sâu rộng về phòng cháy rừng tại các thôn."
    assert [d.addressees for d in read("Diễn tập\n" + DRAWN_UP + own)] == [("Hạt Kiểm lâm huyện",)]
    asked = "\nUBND huyện yêu cầu các xã chuẩn bị lực lượng tham gia diễn tập."
    assert [d.force for d in read("Diễn tập\n" + DRAWN_UP + asked + own)][1:] == ["yêu cầu", "yêu cầu"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Các đoàn kiểm tra của huyện sẽ tiến hành kiểm tra đột xuất tại các xã.",
        "Các doanh nghiệp có cơ hội giới thiệu sản phẩm mới tại hội chợ.",
        "Các hợp tác xã cũng khuyến khích tham gia trưng bày sản phẩm.",
    ],
)
def test_what_a_plan_offers_and_whom_it_sends_out_are_no_tasks(sentence: str) -> None:
    """Teams that the planner sends, chances and what is only encouraged bind nobody."""
    plan = "Diễn tập\n" + DRAWN_UP.splitlines()[0] + "\n"
    assert read(plan + sentence) == ()
    assert len(read(plan + "Các hợp tác xã chuẩn bị lực lượng tham gia diễn tập.")) == 1


def test_what_the_topics_of_a_plan_have_to_be_is_no_task() -> None:
    """ "Nội dung tuyên truyền cần ..." of a plan says what its campaign is about; "Công tác ... cần" demands."""
    plan = "Diễn tập\n" + DRAWN_UP.splitlines()[0] + "\nTheo đó, {} tuyên truyền cần tập trung vào nguy cơ cháy rừng."
    assert read(plan.format("nội dung")) == ()
    assert len(read(plan.format("công tác"))) == 1


def test_a_list_in_a_long_circumstance_is_no_action() -> None:
    """ "Đối với nhiệm vụ thông tin, giáo dục ..." goes on with what it is about; a short circumstance ends at once."""
    letter = "Diễn tập\nNgày 3/6, UBND huyện Ba Sơn ban hành Công văn số 12/UBND về phòng cháy rừng.\n"
    long = "Bên cạnh những khó khăn về nhân lực và phương tiện của lực lượng kiểm lâm ở các xã vùng cao, "
    action = "tuyên truyền sâu rộng tại các thôn."
    assert read(letter + long + action) == ()
    assert len(read(letter + "Đồng thời, " + action)) == 1


def test_a_meeting_named_in_a_retold_letter_does_not_end_it() -> None:
    """ "Tại hội nghị ..." in a news item about a letter tells when it was made known: the letter is retold on."""
    found = read(
        "Phòng, chống bệnh dại\nNgày 3/6, UBND tỉnh Ba Sơn ban hành Công văn số 12/UBND-NN về phòng bệnh dại.\n"
        "Tại hội nghị triển khai ngày 5/6 có đại diện các huyện.\n"
        "Sở Y tế chủ trì kiểm tra các điểm tiêm. Các huyện bố trí kinh phí mua vắc xin."
    )
    assert [d.addressees for d in found] == [("Sở Y tế",), ("Các huyện",)]
