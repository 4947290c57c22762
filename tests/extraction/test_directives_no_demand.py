"""What only looks like a directive: contents and aims of a campaign, work told as done, requests to those above."""

from __future__ import annotations

import pytest

from tests.extraction.test_directives_onward import read

GUIDANCE = """Tuyên truyền kỷ niệm ngày thành lập tỉnh
Ngày 12/7/2016, Ban Tuyên giáo Tỉnh ủy ban hành Hướng dẫn số 12-HD/BTG về tuyên truyền kỷ niệm ngày thành lập tỉnh.
{}
Ban Tuyên giáo Tỉnh ủy yêu cầu các huyện ủy tổ chức thực hiện trước ngày 20/8."""


@pytest.mark.parametrize(
    "contents",
    [
        "Theo đó, nội dung tuyên truyền gồm:\nKhẳng định truyền thống đấu tranh của nhân dân các huyện miền núi.\n"
        "Tuyên truyền về thành tựu của tỉnh sau 30 năm đổi mới.",
        "Nội dung tuyên truyền tập trung vào lịch sử của tỉnh. Tuyên truyền về những tấm gương trong sản xuất.",
        "Công tác tuyên truyền hướng vào các nội dung:\nQuá trình hình thành và phát triển của tỉnh qua các thời kỳ.\n"
        "Tuyên truyền về những tấm gương tiêu biểu trong lao động sản xuất.",
        "Với mục đích giáo dục truyền thống cho thế hệ trẻ, tăng cường khối đại đoàn kết của nhân dân trong tỉnh.",
    ],
)
def test_contents_and_purposes_of_a_campaign_demand_nothing(contents: str) -> None:
    """They begin with actions as demands do; what the guidance then asks of somebody is found."""
    assert [d.force for d in read(GUIDANCE.format(contents))] == ["yêu cầu"]


def test_imperative_sentences_of_guidance_are_demands() -> None:
    """Where nothing says that contents are listed, and where a demand stands before them."""
    tasks = (
        "Công tác tuyên truyền cần tiến hành thường xuyên. Nội dung tuyên truyền tập trung vào lịch sử của tỉnh. "
        "Chú trọng tuyên truyền ở các xã vùng sâu."
    )
    assert len(read(GUIDANCE.format(tasks))) == 3
    assert len(read(GUIDANCE.format("Theo đó, tăng cường tuyên truyền lưu động ở các xã vùng sâu của tỉnh."))) == 2


PLANNED = """Tổ chức hội chợ nông sản
Ngày 5/6/2015, UBND tỉnh ban hành Kế hoạch số 45/KH-UBND về hội chợ nông sản năm 2015.
{}
Sở Công Thương chủ trì tổ chức thực hiện."""


@pytest.mark.parametrize(
    "sentence",
    [
        "Ngoài ra, chương trình cũng nhằm kết nối các hợp tác xã với thị trường, tạo điều kiện cho nông dân bán hàng.",
        "Nhiều doanh nghiệp tập trung đầu tư vào chế biến nông sản tại các huyện miền núi.",
        "Nhà xuất bản Trẻ phối hợp với các thầy cô giáo của câu lạc bộ sẽ đọc sách cho học sinh tại hội chợ.",
        "Phát huy thành công của hội chợ trước, Sở Du lịch và các hội nghề nghiệp sẽ phát động cuộc thi ảnh.",
        "Hội chợ thu hút người dân và khuyến khích các hộ, cá nhân kinh doanh chuyển đổi thành doanh nghiệp.",
        "Theo kế hoạch, phấn đấu đến năm 2020, toàn bộ hợp tác xã các huyện thực hiện truy xuất nguồn gốc.",
        "Thời gian tới, UBND tỉnh sẽ xúc tiến thương mại ở các tỉnh bạn. Tăng cường quảng bá nông sản sạch.",
        "Đối với cấp xã, đến năm 2020, 100% hợp tác xã tham gia sàn giao dịch nông sản.",
        "Theo thống kê, các hợp tác xã tổ chức thu mua được một phần ba sản lượng rau.",
    ],
)
def test_what_a_plan_is_for_and_what_somebody_announces_are_no_demands(sentence: str) -> None:
    """Of a retold plan only what it has somebody do is found."""
    assert [d.addressees for d in read(PLANNED.format(sentence))] == [("Sở Công Thương",)]


@pytest.mark.parametrize(
    "deeds",
    [
        "Sở Xây dựng đã kiểm tra 40 công trình và đề nghị các chủ đầu tư dừng thi công.",
        "Sở đã phối hợp với các huyện rà soát; đồng thời đề nghị các doanh nghiệp bổ sung hồ sơ.",
        "Sở Xây dựng đã thực hiện tuyên truyền tại các huyện. Bên cạnh đó, Sở Xây dựng cũng yêu cầu các chủ đầu tư "
        "báo cáo tiến độ.",
    ],
)
def test_the_last_of_several_deeds_is_told_too(deeds: str) -> None:
    """A demand that a report tells together with what the body did is no demand of the day."""
    assert read("Kết quả công tác quản lý\nTrong năm 2014, nhiều công trình chậm tiến độ. " + deeds) == ()


def test_a_demand_beside_what_another_body_did_is_one() -> None:
    """What somebody else did, or the issuing of the document that demands, is not told with it."""
    beside = "Các doanh nghiệp đã nộp đủ hồ sơ. Bên cạnh đó, Thanh tra Sở cũng đề nghị Công ty A lưu trữ hồ sơ."
    assert len(read("Kết luận thanh tra\n" + beside)) == 1
    issued = (
        "Ngày 5/6/2015, UBND tỉnh đã ban hành Công văn số 45/UBND-KT về quản lý giá. "
        "Bên cạnh đó, UBND tỉnh cũng yêu cầu các huyện kiểm tra việc niêm yết giá."
    )
    assert len(read("Quản lý giá\n" + issued)) == 1


def test_a_letter_demands_of_those_who_are_to_act() -> None:
    """Neither "gửi các huyện ... về việc xây dựng" nor "hướng dẫn người dân" names somebody who is told to act."""
    letter = "Sở Kế hoạch và Đầu tư vừa có Công văn gửi các huyện có rừng về việc xây dựng kế hoạch trồng rừng."
    guides = "Sở Y tế đã ban hành văn bản về phòng dịch và hướng dẫn người dân chủ động diệt bọ gậy."
    assert read("Trồng rừng\n" + letter) == ()
    assert read("Phòng dịch\n" + guides) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Đồng chí Nguyễn Văn Bình, Phó Chủ tịch UBND huyện Ba Sơn kiến nghị một số vấn đề: đề nghị Sở tăng kinh phí.",
        "Các đại biểu có nhiều ý kiến đóng góp như: đề nghị ban soạn thảo bổ sung điều khoản về phí.",
        "Dự kiến, thời gian tới Sở khuyến khích các trạm liên kết, yêu cầu người dùng đăng ký tài khoản.",
    ],
)
def test_proposals_to_those_above_and_intentions_are_no_directives(sentence: str) -> None:
    """Whoever speaks asks for something, or tells what is intended."""
    assert read("Hội nghị sơ kết\nTại hội nghị sơ kết sáng 5/6/2015. " + sentence) == ()


def test_what_a_circular_requires_of_all_firms_is_law() -> None:
    """The ministry that made it "yêu cầu các doanh nghiệp"; a person who speaks still directs."""
    circular = "Ngày 5/2/2018, Bộ Giao thông vận tải ban hành Thông tư số 3/2018/TT-BGTVT về vận tải khách.\n"
    law = "Bộ Giao thông vận tải cũng yêu cầu các doanh nghiệp phải niêm yết giá vé trên xe."
    said = "Phó Giám đốc Sở Nguyễn Văn Bình yêu cầu các doanh nghiệp niêm yết giá vé trên xe."
    assert read("Quy định mới\n" + circular + law) == ()
    assert len(read("Quy định mới\n" + circular + said)) == 1


def test_a_letter_told_as_the_ground_of_another_body_s_document_demands_nothing() -> None:
    """ "Bộ A đã có Công văn đề nghị ..., UBND tỉnh đã ban hành Kế hoạch ... như sau:" lists what the plan holds."""
    body = (
        "Bộ Công Thương đã có Công văn số 12/BCT-TTTN đề nghị các địa phương tăng cường quảng bá hàng Việt, UBND tỉnh "
        "đã ban hành Kế hoạch số 5/KH-UBND tổ chức các sự kiện như sau:\n- Hội chợ hàng Việt (từ 5/6 đến 9/6/2015).\n"
        "- Diễn đàn doanh nghiệp trẻ của tỉnh (ngày 7/6/2015)."
    )
    assert read("Hàng Việt về nông thôn\n" + body) == ()


def test_what_follows_from_a_demand_is_no_further_one() -> None:
    """ "Từ đó, tạo điều kiện ..." tells the outcome."""
    body = (
        "Phó Chủ tịch UBND tỉnh Nguyễn Văn Bình yêu cầu các huyện rà soát thủ tục. Từ đó, tạo điều kiện cho người dân."
    )
    assert len(read("Cải cách\n" + body)) == 1


def test_the_number_of_a_document_at_the_head_of_a_line_is_no_item() -> None:
    """A line broken before "05-CT/TW" goes on with the sentence."""
    body = (
        "Đảng ủy yêu cầu các chi bộ trực thuộc\ntổ chức cho đảng viên, người dân\nxây dựng kế hoạch thực hiện Chỉ thị\n"
        "05-CT/TW của Bộ Chính trị về học tập\nvà làm theo tấm gương đạo đức của Bác\ntrước ngày 5/6."
    )
    found = read("Học tập\n" + body)
    assert [" ".join(d.text.split()[-3:]) for d in found] == ["trước ngày 5/6."]
    assert all(d.text.startswith("Đảng ủy yêu cầu") for d in found)


def test_a_closing_formula_and_the_ground_of_a_notice_are_no_demands() -> None:
    """ "Trân trọng thông báo." closes a notice, "Thực hiện Quyết định số ... về việc ..." opens one."""
    asks = "Sở Nội vụ đề nghị các thí sinh xem phòng thi tại trụ sở Sở. Trân trọng thông báo."
    assert len(read("Thông báo\n" + asks)) == 1
    opens = (
        "Sở Nội vụ ban hành Công văn số 12/SNV-CCVC về thi tuyển.\n"
        "Thực hiện Quyết định số 45/QĐ-UBND ngày 5/6/2015 của UBND tỉnh về việc phê duyệt kế hoạch thi tuyển công chức."
    )
    assert read("Thi tuyển\n" + opens) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "UBND tỉnh phân công nhiệm vụ cụ thể cho từng sở, ngành triển khai Đề án phát triển chợ nông thôn năm 2015.",
        "Cũng tại Kế hoạch này, UBND tỉnh giao nhiệm vụ cụ thể cho các địa phương trong việc thực hiện công tác này.",
        "Để hội chợ thành công, UBND tỉnh giao trách nhiệm cho các sở, ban, ngành, UBND các huyện.",
        "Kế hoạch được ban hành với mục đích xác định trách nhiệm và phân công nhiệm vụ cho các sở, ngành thực hiện.",
        "Hiện nay, UBND tỉnh chỉ đạo Trung tâm Xúc tiến thương mại phối hợp với hợp tác xã thành lập sàn giao dịch.",
        "Thời gian qua tình trạng lạm dụng yêu cầu nộp bản sao giấy tờ đối với người bán hàng còn phổ biến.",
    ],
)
def test_tasks_that_are_only_announced_and_what_is_going_on_are_no_demands(sentence: str) -> None:
    """That everybody has tasks says nobody what to do; what a body is having done now is told."""
    assert [d.addressees for d in read(PLANNED.format(sentence))] == [("Sở Công Thương",)]


def test_tasks_assigned_with_what_is_to_be_done_are_demands() -> None:
    """The sentence names the action behind whom it is given to, or the body demands it today."""
    given = "UBND tỉnh giao nhiệm vụ cụ thể cho Sở Du lịch xây dựng ba tuyến tham quan làng nghề trước ngày hội chợ."
    assert len(read(PLANNED.format(given))) == 2
    assert len(read(PLANNED.format("UBND tỉnh chỉ đạo Sở Y tế kiểm tra an toàn thực phẩm tại hội chợ."))) == 2


def test_a_plan_that_names_nobody_goes_on_with_its_own_work() -> None:
    """After "các cơ quan, đơn vị ..." a new paragraph says what the planner does; after a named body it is asked."""
    rest = "Đẩy mạnh quảng bá nông sản sạch trên các phương tiện thông tin đại chúng."
    everybody = f"Các cơ quan, đơn vị xây dựng kế hoạch tham gia hội chợ.\n{rest}"
    named = f"Sở Nông nghiệp xây dựng kế hoạch tham gia hội chợ.\n{rest}"
    assert len(read(PLANNED.format(everybody))) == 2
    assert len(read(PLANNED.format(named))) == 3


@pytest.mark.parametrize("thing", ["Các vụ xâm hại trẻ em", "Các vụ vi phạm về đo lường", "Bản sao hồ sơ"])
def test_cases_and_copies_are_nobody(thing: str) -> None:
    """They begin like names of offices and villages: "các vụ, cục", "các thôn, bản"."""
    found = read(PLANNED.format(f"{thing} phải được gửi về cơ quan công an trong ngày."))
    assert all(not d.addressees or d.addressees == ("Sở Công Thương",) for d in found)
    assert read(PLANNED.format("Các vụ, cục thuộc bộ phải cử cán bộ dự hội chợ."))[0].addressees


LETTER = """Tăng cường phòng chống dịch bệnh
Ngày 5/6/2015, UBND tỉnh ban hành Công văn số 45/UBND-VX về phòng chống dịch bệnh.
Theo đó, UBND tỉnh yêu cầu các huyện tổ chức tập huấn cho cán bộ y tế xã. {}"""


@pytest.mark.parametrize(
    "details",
    [
        "Thời gian tổ chức các lớp tập huấn hoàn thành trong quý III năm 2015.",
        "Thời gian tiếp nhận báo cáo: Sở Y tế tiếp nhận báo cáo của các huyện đến hết ngày 25/9.",
        "Thông tin chi tiết liên hệ Phòng Nghiệp vụ Y, Sở Y tế, điện thoại 0123456.",
        "Chi tiết văn bản đề nghị ngừng tiếp nhận bệnh nhân xem tại đây.",
        "Hình thức tập huấn cần linh hoạt, phù hợp với từng địa bàn.",
        "Tài liệu tập huấn phải ngắn gọn, dễ hiểu.",
    ],
)
def test_when_and_where_and_how_things_are_to_be_is_no_demand_of_its_own(details: str) -> None:
    """They go with the demand before: its time, whom to ask, how good a thing is to be."""
    assert [d.force for d in read(LETTER.format(details))] == ["yêu cầu"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Thời gian tới, các huyện cần tăng cường giám sát các ổ dịch cũ.",
        "Công tác tập huấn cần được tiến hành thường xuyên tại các xã.",
        "Các trạm y tế cần linh hoạt bố trí cán bộ trực.",
    ],
)
def test_what_is_to_be_done_with_a_thing_is_a_demand(sentence: str) -> None:
    """Also "thời gian tới", which says when to begin, and a quality of those who act."""
    assert len(read(LETTER.format(sentence))) == 2


@pytest.mark.parametrize(
    "aim",
    [
        "Phấn đấu đến năm 2020 không còn ổ dịch nào trên địa bàn tỉnh.",
        "Trong đó, phấn đấu toàn bộ cán bộ y tế xã hoàn thành khóa học.",
    ],
)
def test_an_aim_among_demands_is_none_and_the_demands_go_on(aim: str) -> None:
    """What the huyện are to do stands before and behind the aim."""
    found = read(LETTER.format(f"{aim} Bố trí đủ kinh phí cho công tác phòng dịch."))
    assert [d.text.split()[0] for d in found] == ["Theo", "Bố"]


def test_an_aim_with_a_demand_in_it_is_found() -> None:
    """Who strives for something may demand in the same sentence."""
    assert len(read(LETTER.format("Phấn đấu không để dịch lan rộng, các xã phải báo cáo hằng ngày."))) == 2
    asks = "Phấn đấu hoàn thành sớm, UBND tỉnh yêu cầu Sở Y tế cấp phát thuốc ngay trong tháng."
    assert len(read(LETTER.format(asks))) == 2


def test_what_an_assessment_shows_is_no_demand() -> None:
    """ "Đánh giá ..." may be something to be done; with "cho thấy" it is what was found."""
    shows = "Đánh giá tại các huyện cũng cho thấy tình hình dịch bệnh còn diễn biến phức tạp."
    assert len(read(LETTER.format(shows))) == 1
    assert len(read(LETTER.format("Đánh giá kết quả tập huấn sau từng đợt."))) == 2


@pytest.mark.parametrize(
    "counted",
    [
        "UBND tỉnh yêu cầu các huyện triển khai đồng bộ 5 nhóm giải pháp trọng tâm.",
        "UBND tỉnh cũng lưu ý các xã thực hiện tốt một số nhiệm vụ, giải pháp chủ yếu.",
        "UBND tỉnh đề nghị các sở cần chú ý một số vấn đề.",
    ],
)
def test_how_many_tasks_there_are_is_no_demand_and_the_tasks_behind_it_are(counted: str) -> None:
    """The sentence behind the number says what is to be done."""
    found = read(LETTER.format(f"{counted} Tăng cường kiểm tra các chợ đầu mối."))
    assert [d.text.split()[0] for d in found] == ["Theo", "Tăng"]


def test_tasks_that_are_counted_and_named_are_a_demand() -> None:
    """A number of tasks with what they are for is more than an announcement."""
    asks = "UBND tỉnh yêu cầu các huyện hoàn thành 3 nhiệm vụ về tiêm phòng trước ngày 15/9."
    assert len(read(LETTER.format(asks))) == 2


def test_things_that_somebody_needs_are_no_demand_unless_they_are_named() -> None:
    """ "Những bài học mà chi bộ cần phát huy" are not told; behind a colon they would be."""
    opening = "Đại hội chi bộ\nSáng 5/3, đồng chí Lê Minh Tùng, Phó Bí thư Đảng ủy Khối phát biểu chỉ đạo đại hội. "
    assert not read(f"{opening}Đồng chí cũng nêu những kinh nghiệm mà chi bộ cần phát huy trong nhiệm kỳ tới.")
    assert read(f"{opening}Đồng chí cũng nêu những việc mà chi bộ cần làm ngay: kiện toàn chi ủy.")


def test_a_letter_of_which_only_the_subject_is_told_demands_nothing_in_that_sentence() -> None:
    """ "Đề nghị A và B về việc ..." says what it is about; what is asked stands behind it, or in a second clause."""
    about = "UBND tỉnh cũng đề nghị Sở Y tế và Công ty Điện lực Long Khánh về việc lắp máy phát điện ở các trạm y tế"
    found = read(LETTER.format(f"{about}. Các trạm y tế bố trí chỗ đặt máy phát."))
    assert [d.text.split()[-1] for d in found[1:]] == ["phát."]
    assert len(read(LETTER.format(f"{about}; yêu cầu các huyện kiểm tra đường dây trước ngày 15/9."))) == 2


def test_what_a_body_means_to_do_holds_no_demand_of_its_own() -> None:
    """ "Nâng cao ...; phân công các ủy viên ...": the sentence begins with an action, nobody else speaks in it."""
    plan = (
        "Chương trình công tác năm\nSáng 5/3, đồng chí Lê Minh Tùng, Bí thư Đảng ủy Khối phát biểu khai mạc. "
        "Nâng cao chất lượng sinh hoạt chi bộ, duy trì nền nếp giao ban, phân công các đồng chí đảng ủy viên dự họp."
    )
    assert read(plan) == ()


@pytest.mark.parametrize("some", ["Nhiều huyện", "Một số đơn vị", "Nhóm chức năng quản lý"])
def test_what_some_do_behind_a_demand_is_told(some: str) -> None:
    """Nobody is meant who would have to act: the sentence does not go on with the demand."""
    assert len(read(LETTER.format(f"{some} triển khai phun hóa chất hai lần mỗi tháng."))) == 1


def test_what_firms_in_general_need_is_an_opinion_and_those_that_are_meant_have_to() -> None:
    """ "Doanh nghiệp cần ..." says how things are; "các doanh nghiệp" that listen are told what to do."""
    opening = "Hội nghị doanh nghiệp\nSáng 5/3, đồng chí Lê Minh Tùng, Giám đốc Sở Công Thương phát biểu chỉ đạo. "
    assert not read(f"{opening}Doanh nghiệp cần tận dụng các hiệp định thương mại để mở rộng thị trường.")
    assert read(f"{opening}Các doanh nghiệp cần niêm yết giá bán tại cửa hàng.")
