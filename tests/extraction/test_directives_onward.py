"""News that retells a document: what it sets for others is demanded, what it says of itself is not."""

from __future__ import annotations

import time

import pytest

from indexer.bulletin import Bulletin, Directive, Facts, Page
from indexer.extraction.directives.find import find_directives
from indexer.extraction.extractors import extract
from indexer.reading.compose import compose

Shape = list[tuple[str, str | None, tuple[str, ...]]]


def read(text: str, published: str = "2024-03-20") -> tuple[Directive, ...]:
    """Return the directives of a news item, its first line the title."""
    title, _, body = text.strip().partition("\n")
    return extract(compose(Page(title=title, text=body, published=published), "b")).directives


def shape(found: tuple[Directive, ...]) -> Shape:
    """Return the first two words, giver and addressees of each directive."""
    return [(" ".join(d.text.split()[:2]), d.giver, d.addressees) for d in found]


LETTER = """Tăng cường phòng, chống sốt xuất huyết
Ngày 15/3/2024, UBND tỉnh Long Khánh ban hành Công văn số 812/UBND-VX về tăng cường phòng, chống sốt xuất huyết.
Theo đó, đẩy mạnh tuyên truyền để người dân diệt lăng quăng tại nhà. Các huyện, thị xã sẽ tổ chức ra quân vào \
sáng thứ Bảy.
Sở Y tế chỉ đạo các trung tâm y tế chuẩn bị đủ hóa chất, thuốc men. Giám sát chặt chẽ các ổ dịch cũ.
Công tác phun hóa chất cần được thực hiện dứt điểm ở từng khu phố. Hằng năm, cả nước tổ chức tháng cao điểm."""


def test_a_letter_is_retold_sentence_by_sentence_and_its_issuer_is_the_giver() -> None:
    """Bare actions, bodies that will act or direct others, and things that have to be so are the issuer's demands."""
    assert shape(read(LETTER)) == [
        ("Theo đó,", "UBND tỉnh Long Khánh", ()),
        ("Các huyện,", "UBND tỉnh Long Khánh", ("Các huyện, thị xã",)),
        ("Sở Y", "UBND tỉnh Long Khánh", ("Sở Y tế",)),
        ("Giám sát", "UBND tỉnh Long Khánh", ("Sở Y tế",)),
        ("Công tác", "UBND tỉnh Long Khánh", ("Sở Y tế",)),
    ]


PLAN = """Kế hoạch xúc tiến thương mại năm 2024
Ngày 12/3/2024, Sở Công Thương ban hành Kế hoạch số 90/KH-SCT về xúc tiến thương mại năm 2024.
Hỗ trợ doanh nghiệp tham gia hội chợ trong nước. Tăng cường quảng bá nông sản trên sàn điện tử.
Các doanh nghiệp xuất khẩu phối hợp với Trung tâm Xúc tiến thương mại hoàn thiện hồ sơ sản phẩm."""


def test_a_plan_orders_only_whom_it_names() -> None:
    """What the planning body means to do itself is none; what it sets for others is."""
    assert shape(read(PLAN)) == [("Các doanh", "Sở Công Thương", ("Các doanh nghiệp xuất khẩu",))]


SENT = """Hướng dẫn sinh hoạt chuyên đề quý II
Đảng ủy Khối vừa ban hành Hướng dẫn số 15-HD/ĐUK gửi các chi bộ trực thuộc về sinh hoạt chuyên đề quý II.
Đối với nội dung chuyên đề: tập trung quán triệt nghị quyết mới. Khẳng định vai trò nêu gương của người đứng đầu."""


def test_a_document_is_addressed_to_whom_it_is_sent() -> None:
    """Sentences that name nobody are addressed to those whom the document goes to."""
    assert shape(read(SENT)) == [
        ("Đối với", "Đảng ủy Khối", ("các chi bộ trực thuộc",)),
        ("Khẳng định", "Đảng ủy Khối", ("các chi bộ trực thuộc",)),
    ]


ISSUED = "Ngày 15/3/2024, UBND tỉnh Long Khánh ban hành Công văn số 812/UBND-VX về phòng cháy rừng.\n"
NONE = [
    ("Mục đích nhằm nâng cao nhận thức. Đưa phòng cháy thành việc thường xuyên của từng hộ.", "what it is for"),
    ("Thành phố quyết định mức hỗ trợ cho lực lượng trực.", "the issuer's own land acts"),
    ("Theo đó, thực hiện Nghị quyết số 5, UBND tỉnh tổ chức hội nghị tổng kết.", "the issuer acts behind a ground"),
    ("Tuyên truyền là một nhiệm vụ quan trọng trong mùa khô.", "a statement about an action"),
    ("Phòng ngừa được thực hiện thường xuyên trong nhiều năm qua.", "told as done"),
    ("Các huyện đã tổ chức 20 đợt tuần tra trong tháng 2.", "told as done, with who did it"),
    ("Các em học sinh viết bài dự thi về rừng.", "pupils are no addressees"),
    ("Tại hội nghị, các đại biểu tham quan mô hình trồng rừng.", "a meeting"),
    ("Theo đó, thực hiện Công điện số 7/CĐ-TTg của Thủ tướng;", "a ground"),
    ("Sở Nông nghiệp có thêm 02 trạm quan trắc mới.", "what a body has"),
    ("Các khẩu hiệu tuyên truyền:\n- Hưởng ứng tuần lễ phòng cháy rừng!\n- Chung tay giữ rừng!", "slogans"),
    ("Phấn đấu năm 2024 không để xảy ra cháy lớn.", "an aim"),
    ("Ngoài ra, khuyến cáo người dân không đốt rác.", "advice"),
]


@pytest.mark.parametrize(("sentence", "remark"), NONE, ids=[row[1] for row in NONE])
def test_what_a_retold_document_only_says_is_no_demand(sentence: str, remark: str) -> None:
    """Aims, statements, what was done and what the issuer does itself are none."""
    assert read(f"Phòng cháy rừng\n{ISSUED}{sentence}") == (), remark


OTHERS = [
    ("UBND tỉnh ban hành Quyết định số 5/QĐ-UBND ngày 5/3/2024 ban hành Quy chế phát ngôn.", "a regulation"),
    ("Thanh tra Sở ban hành Quyết định số 95/QĐ-XPHC ngày 5/3/2024 xử phạt một công ty.", "a penalty"),
    ("Theo đó, Sở đã ban hành Kế hoạch số 7/KH-STTTT ngày 5/3/2024.", "a report of results"),
]


@pytest.mark.parametrize(("lead", "remark"), OTHERS, ids=[row[1] for row in OTHERS])
def test_only_documents_that_order_are_retold(lead: str, remark: str) -> None:
    """Regulations bind everybody, penalties one company, and a report looks back."""
    assert read(f"Tin trong ngày\n{lead}\nPhối hợp kiểm tra, xử lý các vi phạm trên địa bàn.") == (), remark


def test_a_document_may_be_made_known_in_passing_and_a_task_be_given_in_the_passive() -> None:
    """ "... được đề ra trong Kế hoạch của X" retells X; "Sở A được giao nhiệm vụ ..." is addressed to Sở A."""
    found = read(
        "Phòng, chống thiên tai\nBảo đảm an toàn hồ đập là mục tiêu được đề ra trong Kế hoạch số 31/KH-UBND ngày "
        "11/3/2024 của UBND tỉnh Long Khánh.\nTheo đó, các địa phương tuần tra hằng ngày trong mùa lũ. "
        "Với chức năng tuyên truyền, Sở Thông tin và Truyền thông được giao nhiệm vụ hướng dẫn các đài truyền thanh."
    )
    assert shape(found) == [
        ("Theo đó,", "UBND tỉnh Long Khánh", ("các địa phương",)),
        ("Với chức", "UBND tỉnh Long Khánh", ("Sở Thông tin và Truyền thông",)),
    ]


def test_a_sentence_that_only_announces_is_none_and_what_it_names_follows() -> None:
    """ "... lưu ý một số nhiệm vụ cần thực hiện." demands nothing yet; "Đó là ..." and what goes on does."""
    found = read(
        "Đảng bộ Sở tổng kết năm\nSáng 5/3, đồng chí Lê Minh Tùng, Phó Bí thư Đảng ủy Khối dự hội nghị.\n"
        "Đồng chí Lê Minh Tùng lưu ý một số nhiệm vụ trọng tâm mà Đảng bộ cần thực hiện trong thời gian tới. Đó là "
        "quan tâm giáo dục chính trị cho đảng viên. Duy trì nền nếp sinh hoạt chi bộ."
    )
    assert shape(found) == [
        ("Đó là", "Lê Minh Tùng", ("Đảng bộ",)),
        ("Duy trì", "Lê Minh Tùng", ("Đảng bộ",)),
    ]


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ("thực hiện tốt 5 nhiệm vụ trọng tâm.", 0),
        ("tập trung triển khai các nhiệm vụ, giải pháp chủ yếu.", 0),
        ("thực hiện tốt nhiệm vụ phòng cháy rừng trong mùa khô.", 1),
    ],
)
def test_that_there_are_tasks_is_no_demand_while_it_is_not_said_which(told: str, count: int) -> None:
    """What the tasks are is told elsewhere, each by a sentence of its own."""
    story = "Triển khai nhiệm vụ năm 2017\nNăm 2017, Đảng ủy Khối chỉ đạo các chi bộ trực thuộc {}"
    assert len(read(story.format(told))) == count


def test_what_is_told_with_its_purpose_is_the_news_and_what_two_sides_need_is_agreed() -> None:
    """ "Để ..., Sở đã giao ..." is a directive; "hai bên cần ..." in talks with an ambassador is none."""
    assert [
        d.giver for d in read("Mở chuyên mục mới\nĐể tiếp nhận phản ánh, Sở Y tế đã giao Văn phòng mở chuyên mục.")
    ] == ["Sở Y tế"]
    assert not read(
        "Tiếp Đại sứ\nNgày 5/3, Chủ tịch UBND Thành phố Trần Văn An tiếp Đại sứ. "
        "Chủ tịch cũng đề nghị, bên cạnh đầu tư, hai bên cần thúc đẩy giao lưu văn hóa."
    )


def test_one_department_asks_another_but_does_not_direct_it() -> None:
    """A request between equals is none."""
    assert not read("Tập huấn\nSở Y tế đề nghị Sở TT&TT phối hợp tổ chức tập huấn phần mềm.")


def test_a_retold_document_of_any_length_is_read_in_its_length() -> None:
    """A hundred thousand characters behind a document's issuing are read within two seconds."""
    for part in ("Theo đó, trong quý I, các sở, ", "Các huyện; ", "Đối với việc này, ", "hai bên; các huyện, "):
        text = ISSUED + part * (100_000 // len(part))
        began = time.perf_counter()
        find_directives(Bulletin("b", "", text, 0, "2024-03-20"), Facts())
        assert time.perf_counter() - began < 2.0, part


GUIDED = """Tuyên truyền phòng, chống thiên tai
Thực hiện Công văn của Ban Chỉ đạo tỉnh, Sở Thông tin và Truyền thông hướng dẫn tuyên truyền phòng, chống thiên tai \
trên báo đài tỉnh và hệ thống truyền thanh cơ sở. Đẩy mạnh tuyên truyền kỹ năng ứng phó bão, lũ. Nhấn mạnh trách \
nhiệm của chủ hộ. Mưa lũ là hiện tượng thường gặp trên địa bàn."""


def test_a_guidance_is_news_and_its_imperatives_are_demands_on_the_media_named() -> None:
    """A body that guides demands what its sentences say; those that only explain are none."""
    media = ("báo đài tỉnh", "hệ thống truyền thanh cơ sở")
    assert shape(read(GUIDED)) == [
        ("Đẩy mạnh", "Sở Thông tin và Truyền thông", media),
        ("Nhấn mạnh", "Sở Thông tin và Truyền thông", media),
    ]


LAW = """Quy định mới về cấp phép
Ngày 15/3/2024, Bộ Thông tin và Truyền thông đã ban hành Thông tư số 2/2024/TT-BTTTT về cấp phép phát thanh.
Trường hợp từ chối, Bộ Thông tin và Truyền thông có văn bản trả lời. Trường hợp đề nghị cấp phép cho hai loại, \
các cơ quan phải làm hồ sơ riêng. Định kỳ hàng quý, các cơ quan báo cáo hoạt động."""


def test_a_law_made_known_demands_nothing() -> None:
    """What a circular asks of everybody it concerns is no directive."""
    assert read(LAW) == ()


FURTHER = [
    (
        "Định kỳ hàng quý, các sở báo cáo kết quả về UBND tỉnh.",
        ("các sở",),
        "how often stands before who acts",
    ),
    (
        "Trong quá trình rà soát, tổ chức thực hiện, các chi bộ tăng cường kiểm tra, giám sát.",
        ("các chi bộ",),
        "who acts stands behind several actions",
    ),
    (
        "UBND tỉnh Long Khánh cũng đã đề nghị Sở Y tế, Công an tỉnh cung cấp thông tin cho các báo.",
        ("Sở Y tế", "Công an tỉnh"),
        "told beside a letter that is the news",
    ),
    (
        "UBND tỉnh Long Khánh yêu cầu sự phối hợp chặt chẽ giữa các cơ quan, ban ngành trong mùa khô.",
        ("các cơ quan, ban ngành",),
        "the noun of an action is demanded",
    ),
    (
        "Các sở, ngành căn cứ chức năng tiếp tục thực hiện có hiệu quả các phương án chữa cháy.",
        ("Các sở, ngành",),
        "'thực hiện có hiệu quả' does not tell what there is",
    ),
    (
        "UBND tỉnh Long Khánh giao Sở Y tế chuẩn bị cấp cứu; giao Công an tỉnh bảo vệ hiện trường.",
        ("Sở Y tế", "Công an tỉnh"),
        "two are assigned in one sentence",
    ),
]


@pytest.mark.parametrize(("sentence", "addressees", "remark"), FURTHER, ids=[row[2] for row in FURTHER])
def test_who_is_addressed_in_a_retold_letter(sentence: str, addressees: tuple[str, ...], remark: str) -> None:
    """One demand, addressed to those who have to act."""
    found = read("Phòng cháy rừng\n" + ISSUED + sentence)
    assert [d.addressees for d in found] == [addressees], remark


PARAGRAPHS = """Tiếp tục cuộc thi viết về môi trường
Thời gian tới, nhằm nâng cao hiệu quả tuyên truyền, Sở Thông tin và Truyền thông đề nghị:
Các cơ quan báo chí tỉnh tiếp tục mở chuyên mục về môi trường. Chuyên mục đăng mỗi tuần.
Các cộng tác viên tiếp tục gửi bài dự thi. Bài dự thi gửi về Sở trước ngày 30/11."""


def test_paragraphs_below_a_lead_are_its_items_whole() -> None:
    """Behind "đề nghị:" one paragraph is one item, whoever it starts with, and its last sentence may set the day."""
    found = read(PARAGRAPHS)
    assert [(d.addressees, d.due) for d in found] == [
        (("Các cơ quan báo chí tỉnh",), None),
        (("Các cộng tác viên",), "2024-11-30"),
    ]


TASKS = """Bảo đảm trật tự đô thị
Để bảo đảm trật tự đô thị, Thành ủy giao Ban cán sự Đảng UBND Thành phố thực hiện tốt các nhiệm vụ: tăng cường kiểm \
tra; chú trọng tuần tra ban đêm.
Ban Chỉ đạo 197 xây dựng kế hoạch từ trung tâm đến ngoại thành. Việc thực hiện cần có lộ trình hợp lý."""


def test_a_list_that_ends_in_its_sentence_makes_no_items_of_the_paragraphs_below() -> None:
    """What follows is read sentence by sentence."""
    assert [" ".join(d.text.split()[:2]) for d in read(TASKS)] == ["Để bảo", "Ban Chỉ", "Việc thực"]


def test_a_body_assigns_in_its_plan_and_tasks_with_a_ground_go_to_who_has_to_act() -> None:
    """A plan that shares out work assigns it, and a body behind "Thực hiện chức năng ..." is who has to act."""
    text = """Kế hoạch quản lý đất đai
Ngày 12/3/2024, UBND Thành phố đã ban hành Kế hoạch số 10/KH-UBND về quản lý đất đai. Thành phố phân công trách nhiệm \
cụ thể đối với các Sở, ngành triển khai thực hiện hiệu quả.
UBND Thành phố yêu cầu các Sở ban ngành phối hợp liên ngành. Thực hiện chức năng thông tin, Sở Thông tin và Truyền \
thông có trách nhiệm phổ biến Kế hoạch."""
    assert [d.addressees for d in read(text)] == [
        ("các Sở, ngành",),
        ("các Sở ban ngành",),
        ("Sở Thông tin và Truyền thông",),
    ]


STRESSED = """Tổng kết công tác năm của ngành
Phát biểu tại hội nghị, đồng chí Trần Văn Khánh - Giám đốc Sở Thông tin và Truyền thông nhấn mạnh toàn ngành Thông tin \
và Truyền thông tập trung một số nhiệm vụ trọng tâm sau đây:
Thực thi tốt Luật Báo chí. Bảo tồn các ấn phẩm có giá trị."""


def test_who_stresses_tasks_of_others_leads_a_list() -> None:
    """ "nhấn mạnh toàn ngành tập trung một số nhiệm vụ sau:" demands what stands below, a speech by the sentence."""
    assert [(d.text, d.giver, d.addressees) for d in read(STRESSED)] == [
        ("Thực thi tốt Luật Báo chí.", "Trần Văn Khánh", ("toàn ngành Thông tin và Truyền thông",)),
        ("Bảo tồn các ấn phẩm có giá trị.", "Trần Văn Khánh", ("toàn ngành Thông tin và Truyền thông",)),
    ]


OWN = [
    "Phát biểu tại hội nghị, đồng chí Trần Văn Khánh, Chủ tịch UBND tỉnh cảm ơn doanh nghiệp đề nghị tỉnh hỗ trợ vốn.",
    "Tại hội nghị, Sở Công Thương cũng xây dựng kế hoạch cấp nghề cho 50 làng. Các ngành chức năng cần có chính sách.",
    "Theo báo cáo, công tác phòng ngừa đòi hỏi phải có sự phối hợp liên ngành.",
]


@pytest.mark.parametrize("body", OWN)
def test_what_others_ask_of_the_giver_and_what_an_article_finds_needed_is_no_demand(body: str) -> None:
    """A request to the speaker's own province, a writer's opinion and a statement of what a field takes are none."""
    assert read("Hội nghị gặp gỡ doanh nghiệp\n" + body) == ()


ORDERED = [
    (
        "Sở Y tế tỉnh giao các trạm y tế chuẩn bị cấp cứu. Chỉ đạo các đơn vị truyền thông đưa tin kịp thời.",
        [("các trạm y tế",), ("các trạm y tế",)],
        "what those addressed before are to direct is theirs",
    ),
    (
        "Ban Chấp hành Đảng bộ khối yêu cầu các cấp ủy trong Đảng bộ tập trung thực hiện tốt một số nhiệm vụ trọng tâm."
        "\nMột là, chuẩn bị đại hội. Quyết định chuẩn y kết quả bầu cử.\nHai là, làm tốt công tác tuyên truyền.",
        [("các cấp ủy trong Đảng bộ",), ("các cấp ủy trong Đảng bộ",)],
        "a lead may end with a full stop",
    ),
]


@pytest.mark.parametrize(("body", "addressees", "remark"), ORDERED, ids=[row[2] for row in ORDERED])
def test_demands_keep_whom_the_lead_addresses(body: str, addressees: list[tuple[str, ...]], remark: str) -> None:
    """What goes on with a demand or stands below it has its addressees."""
    assert [d.addressees for d in read("Nhiệm vụ trọng tâm\n" + body)] == addressees, remark


def test_a_pronoun_goes_back_to_who_drew_attention_last() -> None:
    """ "Đồng chí A lưu ý vụ việc ..." lets A speak, whose demand follows with "đồng chí"."""
    text = """Hội nghị thông tin báo chí
Tại hội nghị, đồng chí Phạm Văn Học - Phó trưởng Ban Tuyên giáo Thành ủy trình bày tình hình. Đồng chí Hồ Quang Lân - \
Trưởng Ban Tuyên giáo Thành ủy lưu ý vụ việc mất trật tự gần đây. Do đó, đồng chí đề nghị các văn nghệ sĩ, phóng viên \
của Thành phố nhận thức sâu sắc về tình hình."""
    assert [(d.giver, d.addressees) for d in read(text)] == [
        ("Hồ Quang Lân", ("các văn nghệ sĩ, phóng viên của Thành phố",))
    ]
