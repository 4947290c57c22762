"""Demands in speech: what an official stresses, and the sentences and paragraphs that go on from it."""

from __future__ import annotations

import pytest

from tests.extraction.test_directives_onward import read

MEETING = "Hội nghị triển khai công tác năm\n"
CHAIR = "Đồng chí Lê Thị Hoa, Phó Chủ tịch UBND tỉnh Long Khánh "


def texts(text: str) -> list[str]:
    """Return the first three words of each directive."""
    return [" ".join(d.text.split()[:3]) for d in read(MEETING + text)]


STRESSED = [
    CHAIR + "nhấn mạnh trong năm 2024, công tác cải cách hành chính phải gắn với chuyển đổi số.",
    CHAIR + "khẳng định các hoạt động tuyên truyền cần bám sát cơ sở.",
    CHAIR + "chỉ đạo năm 2024 công tác phòng chống cháy rừng, bảo vệ nguồn nước cần tập trung vào vùng đệm.",
]


@pytest.mark.parametrize("text", STRESSED)
def test_a_field_of_work_that_an_official_says_has_to_be_so_is_a_demand(text: str) -> None:
    """Those who listen see to the field: nobody else is addressed."""
    (found,) = read(MEETING + text)
    assert (found.giver, found.addressees) == ("Lê Thị Hoa", ())
    assert found.force in ("nhấn mạnh", "khẳng định", "chỉ đạo")


STATED = [
    CHAIR + "nhấn mạnh công tác cải cách hành chính là việc phải làm lâu dài.",
    CHAIR + "đánh giá cao công tác tuyên truyền cần nhiều công sức của cán bộ cơ sở.",
    CHAIR + "nhấn mạnh công tác dân số đã đạt kết quả, người dân phải vất vả nhiều năm.",
]


@pytest.mark.parametrize("text", STATED)
def test_what_an_official_says_of_a_field_without_asking_for_it_is_none(text: str) -> None:
    """Praise and statements demand nothing although "cần" or "phải" stands in them."""
    assert read(MEETING + text) == ()


def test_a_time_may_stand_between_the_demanding_verb_and_whom_it_is_put_to() -> None:
    """ "đề nghị sau Hội nghị, các xã ...", "yêu cầu năm 2024, UBND các huyện ..."."""
    after = read(MEETING + CHAIR + "đề nghị sau Hội nghị, các xã rà soát ngay quỹ đất công.")
    year = read(MEETING + CHAIR + "yêu cầu năm 2024, UBND các huyện chủ động xây dựng kế hoạch.")
    assert [d.addressees for d in (*after, *year)] == [("các xã",), ("UBND các huyện",)]


LISTED = (
    CHAIR
    + """yêu cầu các sở, ngành thực hiện các nhiệm vụ sau:
Rà soát quỹ đất công. Thu hồi đất bỏ hoang tại các xã ven sông.
Khẩn trương sửa chữa các tuyến đường."""
)


def test_a_speech_told_in_paragraphs_is_read_by_the_sentence() -> None:
    """A paragraph below the lead of a named official is prose; one of a letter is an item."""
    letter = LISTED.replace(CHAIR, "Ngày 15/3/2024, UBND tỉnh Long Khánh ban hành Công văn số 81/UBND-VX ")
    assert texts(LISTED) == ["Rà soát quỹ", "Thu hồi đất", "Khẩn trương sửa"]
    assert texts(letter) == ["Rà soát quỹ", "Khẩn trương sửa"]


BEHIND_A_DEMAND = {
    "goes on": [
        "Thông báo công khai danh sách hộ được hỗ trợ tại trụ sở xã.",
        "Phản ánh kịp thời những cách làm hay ở cơ sở.",
        "Biên tập lại tài liệu tập huấn cho cán bộ thôn.",
        "Tổ chức hội nghị đối thoại với các hộ trong vùng dự án.",
        "Có phương án phân luồng tại các sự kiện lớn diễn ra trên địa bàn.",
        "Hướng dẫn giao thông tại các tuyến đường có công trình đang thi công.",
        "Chuẩn bị lực lượng, dự kiến các tình huống và phương án ứng phó.",
    ],
    "tells": [
        "Đánh giá việc giao đất năm qua cho thấy nhiều hộ chưa nhận đất.",
        "Thông tin chi tiết xem tại cổng thông tin của tỉnh.",
        "Thực hiện chủ trương đó, Sở Y tế đã mở 12 lớp tập huấn.",
    ],
}


@pytest.mark.parametrize(
    ("kind", "sentence"), [(kind, sentence) for kind, some in BEHIND_A_DEMAND.items() for sentence in some]
)
def test_a_sentence_behind_a_demand_goes_on_with_it_or_tells_something(kind: str, sentence: str) -> None:
    """What opens with what is to be done goes on, whatever roads or events it names; results, notes and reports end."""
    found = texts(CHAIR + "yêu cầu các xã rà soát quỹ đất công. " + sentence)
    assert len(found) == (2 if kind == "goes on" else 1)


def test_a_remark_in_brackets_may_stand_between_who_acts_and_what_they_do() -> None:
    """ "Công an tỉnh (cơ quan thường trực) tăng cường ..."."""
    found = read(
        MEETING + "Ngày 15/3/2024, UBND tỉnh Long Khánh ban hành Kế hoạch số 81/KH-UBND về phòng cháy.\n"
        "Theo đó, Sở Xây dựng (cơ quan thường trực Ban Chỉ đạo) tăng cường kiểm tra các chung cư."
    )
    assert [d.addressees for d in found] == [("Sở Xây dựng",)]


def test_what_a_plan_does_itself_does_not_end_its_retelling() -> None:
    """Paragraphs that open with the planner's own actions stand between the plan and whom it sets tasks."""
    own = "Tổ chức các hoạt động hưởng ứng tại cộng đồng.\n" * 5
    found = read(
        MEETING + "Ngày 15/3/2024, UBND tỉnh Long Khánh ban hành Kế hoạch số 81/KH-UBND về phòng cháy.\n"
        f"{own}Các sở, ngành phối hợp kiểm tra các chung cư."
    )
    assert [d.addressees for d in found] == [("Các sở, ngành",)]


def test_an_aim_may_stand_before_who_needs_to_act_without_a_comma() -> None:
    """ "để đạt kế hoạch đã đề ra các xã cần ..." addresses the communes."""
    (found,) = read(MEETING + CHAIR + "cho rằng, để đạt kế hoạch đã đề ra các xã cần giao đất dứt điểm trong quý.")
    assert (found.giver, found.addressees) == ("Lê Thị Hoa", ("các xã",))


def test_what_everybody_needs_is_no_demand() -> None:
    """Need of the people is told, not demanded of them."""
    assert read(MEETING + CHAIR + "nhấn mạnh, người dân phải đi xa mới có nước sạch.") == ()


IN_WORDS = (
    CHAIR
    + """yêu cầu các xã thực hiện các nhiệm vụ sau:
Một là, rà soát quỹ đất công.
Hai là, thu hồi đất bỏ hoang.
Cuối cùng, phát động thi đua trong toàn xã. Bên cạnh đó, khen thưởng kịp thời các thôn làm tốt."""
)


def test_what_comes_last_in_a_list_in_words_goes_on_as_prose() -> None:
    """ "Cuối cùng, ..." behind "Hai là, ..." has no number: its sentences are read one by one."""
    assert texts(IN_WORDS) == ["Một là, rà", "Hai là, thu", "Cuối cùng, phát", "Bên cạnh đó,"]


NARROW = """Ngày 15/3/2024, Sở Y tế ban hành Công văn số 81/SYT-VP đề nghị các
phòng y tế quận, huyện và các trạm y tế xã, phường, thị trấn trên
địa bàn tỉnh thực hiện các nội dung sau:
- Rà soát tài liệu đã in, thay tên gọi cũ của dịch
bệnh bằng cụm từ:
“dịch cúm mùa do vi rút mới gây ra trên địa bàn
các xã ven sông”.
- Thông tin kịp thời diễn biến dịch bệnh trên hệ
thống truyền thanh cơ sở."""


def test_an_item_in_a_narrow_column_goes_on_with_what_it_quotes() -> None:
    """A quotation on a line of its own behind a colon belongs to the item above it and does not close the list."""
    found = read(MEETING + NARROW)
    assert [d.text[:9] for d in found] == ["- Rà soát", "- Thông t"]
    assert found[0].text.endswith("ven sông”.")


def test_a_field_of_work_that_has_to_be_so_goes_on_with_a_speech() -> None:
    """The sentence behind the one in which an official speaks needs no word of stressing; what others hold is none."""
    spoke = CHAIR + "đánh giá cao kết quả của ngành. "
    (found,) = read(MEETING + spoke + "Công tác phối hợp với các huyện phải chặt chẽ hơn nữa.")
    assert (found.giver, found.force) == ("Lê Thị Hoa", "phải")
    assert read(MEETING + spoke + "Một số đại biểu cho rằng, nội dung hội thảo cần phân nhóm.") == ()


def test_who_speaks_is_remembered_over_paragraphs_that_tell_something_else() -> None:
    """A demand far below that names nobody is of who spoke last; what "cần" binds soon behind a told demand, too."""
    told = "\n".join(
        f"Năm {year}, toàn tỉnh trồng được hơn 300 ha rừng phòng hộ ven biển." for year in range(2017, 2022)
    )
    far = CHAIR + f"cảm ơn các đơn vị.\n{told}\nYêu cầu các huyện rà soát diện tích rừng hiện có."
    assert [(d.giver, d.addressees) for d in read(MEETING + far)] == [("Lê Thị Hoa", ("các huyện",))]
    reported = CHAIR + "đánh giá cao các huyện. Trước đó, Sở đã yêu cầu các xã báo cáo. Các xã cần sớm trả lời."
    assert [(d.giver, d.addressees) for d in read(MEETING + reported)] == [("Lê Thị Hoa", ("Các xã",))]


def test_what_was_done_far_behind_an_action_does_not_make_it_a_report() -> None:
    """ "đã" soon behind the action tells of work done; at the end of a long sentence it only says which things."""
    lead = CHAIR + "yêu cầu Sở Y tế rà soát kho thuốc. "
    goes_on = (
        "Tăng cường kiểm tra các cơ sở lưu trú, nhà hàng và bếp ăn tập thể ở những phường, xã mà năm trước đoàn liên "
        "ngành đã lập biên bản."
    )
    assert len(read(MEETING + lead + goes_on)) == 2
    assert len(read(MEETING + lead + "Thực hiện chỉ đạo này, các trạm đã mua thêm thuốc.")) == 1


@pytest.mark.parametrize("subject", ["lãnh đạo tỉnh cũng", "Trưởng đoàn kiểm tra", "Lãnh đạo Sở"])
def test_who_leads_is_the_person_who_has_been_named_and_goes_on_to_speak(subject: str) -> None:
    """Without a speaker before, the words stand for themselves."""
    spoke = CHAIR + "đánh giá cao kết quả của huyện. "
    goes_on = f"Bên cạnh đó, {subject} yêu cầu các phòng rà soát hồ sơ tồn đọng."
    assert [d.giver for d in read(MEETING + spoke + goes_on)] == ["Lê Thị Hoa"]
    assert [d.giver for d in read(MEETING + goes_on)] != ["Lê Thị Hoa"]


def test_what_a_person_has_asked_for_is_the_news_unless_it_was_before() -> None:
    """ "Đã yêu cầu" of an official needs no word of the meeting; "trước đó" and "dù" tell of an earlier demand."""
    asked = CHAIR + "đã chúc mừng và giao nhiệm vụ cho các huyện bổ sung thuốc trước mùa mưa."
    assert [d.giver for d in read(MEETING + "Thay mặt tỉnh, " + asked[0].lower() + asked[1:])] == ["Lê Thị Hoa"]
    later = CHAIR + "đánh giá cao ngành y tế. Năm xã chưa có đủ thuốc dù UBND huyện đã yêu cầu hoàn thành từ tháng 3."
    assert read(MEETING + later) == ()


def test_what_words_of_a_person_demand_is_that_person_s_demand() -> None:
    """ "Ý kiến của A yêu cầu ...": A is no object of what is done, as behind "cho", "tặng" and "với"."""
    words = "Ý kiến của đồng chí Lê Thị Hoa, Phó Chủ tịch UBND tỉnh Long Khánh yêu cầu các huyện rà soát hồ sơ."
    assert [d.giver for d in read(MEETING + words)] == ["Lê Thị Hoa"]
    told = (
        "Kết luận của đồng chí Lê Thị Hoa, Phó Chủ tịch UBND tỉnh Long Khánh tại hội nghị đã nêu rõ yêu cầu các huyện"
    )
    assert [d.giver for d in read(f"{MEETING}{told} rà soát hồ sơ.")] == ["Lê Thị Hoa"]
