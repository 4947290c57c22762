"""Officials: names with every post, in each order in which bulletins write them; and who is none."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path

import pytest

from indexer.bulletin import Bulletin, Facts, Official, Page
from indexer.extraction.officials.extents import without_gloss
from indexer.extraction.officials.find import find_officials
from indexer.reading.compose import compose

Found = dict[str, list[str]]


def officials(text: str) -> tuple[Official, ...]:
    """Return the officials of a text, each with its evidence checked."""
    found = find_officials(Bulletin("x", "", text), Facts()).officials
    check_evidence(text, found)
    return found


def check_evidence(text: str, found: tuple[Official, ...]) -> None:
    """Every span is a slice of the text, every name and title stands on one line."""
    for official in found:
        assert text[official.start : official.end] == official.text
        assert official.name == " ".join(official.text.split())
        assert (official.start, official.end) in official.mentions
        assert list(official.mentions) == sorted(official.mentions)
        for post in official.posts:
            assert text[post.start : post.end] == post.text
            assert post.title == without_gloss(post.text)
            assert post.body is None or post.title.removesuffix(" viên").endswith(post.body)


def posts(text: str) -> Found:
    return {o.name: [p.title for p in o.posts] for o in officials(text)}


CASES: list[tuple[str, str, Found]] = [
    (
        "a list with semicolons, several posts each",
        "Chủ trì Hội nghị gồm các đồng chí: Nguyễn Phương Bắc, Tỉnh ủy viên, Bí thư Huyện ủy; Võ Thị Ngọc Hân, "
        "Phó Bí thư Huyện ủy, Chủ tịch Hội đồng nhân dân huyện; Trần Văn Hòa, Chủ tịch Ủy ban nhân dân huyện. Tham dự",
        {
            "Nguyễn Phương Bắc": ["Tỉnh ủy viên", "Bí thư Huyện ủy"],
            "Võ Thị Ngọc Hân": ["Phó Bí thư Huyện ủy", "Chủ tịch Hội đồng nhân dân huyện"],
            "Trần Văn Hòa": ["Chủ tịch Ủy ban nhân dân huyện"],
        },
    ),
    (
        "a list without honorifics, the last one joined by và",
        "Dự buổi lễ có ông Lê Minh Đức, Phó Giám đốc Sở Y tế và bà Trần Thị Lan, Phó Chủ tịch UBND quận Ba Đình.",
        {"Lê Minh Đức": ["Phó Giám đốc Sở Y tế"], "Trần Thị Lan": ["Phó Chủ tịch UBND quận Ba Đình"]},
    ),
    (
        "the post before the name, with its body",
        "Phát biểu tại Đại hội, Giám đốc Sở TT&TT Hà Nội Phan Lan Tú đánh giá cao.",
        {"Phan Lan Tú": ["Giám đốc Sở TT&TT Hà Nội"]},
    ),
    (
        "two posts before the name",
        "Bí thư Đảng ủy, Giám đốc Sở TT&TT Nguyễn Thanh Liêm phát biểu tại buổi lễ",
        {"Nguyễn Thanh Liêm": ["Bí thư Đảng ủy", "Giám đốc Sở TT&TT"]},
    ),
    (
        "post before one name and post behind another in one sentence",
        "Dự có Bộ trưởng Nguyễn Mạnh Hùng, Thứ trưởng Phan Tâm và ông Lê Văn Tuấn, Cục trưởng Cục Viễn thông.",
        {
            "Nguyễn Mạnh Hùng": ["Bộ trưởng"],
            "Phan Tâm": ["Thứ trưởng"],
            "Lê Văn Tuấn": ["Cục trưởng Cục Viễn thông"],
        },
    ),
    (
        "a dash, and a second dash before another post",
        "đồng chí Vũ Hồng Khanh - Phó Chủ tịch UBND Thành phố - Trưởng đoàn kiểm tra tại buổi làm việc",
        {"Vũ Hồng Khanh": ["Phó Chủ tịch UBND Thành phố", "Trưởng đoàn kiểm tra"]},
    ),
    (
        "a body and the body above it",
        "đồng chí Hoàng Hữu Lượng, Cục trưởng Cục Báo chí - Bộ Thông tin và Truyền thông; đại diện các phòng",
        {"Hoàng Hữu Lượng": ["Cục trưởng Cục Báo chí - Bộ Thông tin và Truyền thông"]},
    ),
    (
        "a comma and a dash inside a body",
        "ông Lê Như Tiến, Phó Chủ nhiệm Ủy ban Văn hóa, Giáo dục, Thanh niên, Thiếu niên và Nhi đồng của Quốc hội; "
        "bà Tạ Thị Hà, Trưởng phòng Tài chính - Kế hoạch huyện cho biết",
        {
            "Lê Như Tiến": ["Phó Chủ nhiệm Ủy ban Văn hóa, Giáo dục, Thanh niên, Thiếu niên và Nhi đồng của Quốc hội"],
            "Tạ Thị Hà": ["Trưởng phòng Tài chính - Kế hoạch huyện"],
        },
    ),
    (
        "lines broken inside a name, a post and a body",
        "Dự có các đồng chí: Nguyễn Văn Phong, Ủy\nviên Ban Thường vụ, Trưởng ban Tuyên giáo\nThành ủy; Lê Thị\n"
        "Thu Hằng, Bí thư Đảng ủy Khối\ncác cơ quan Thành phố và hơn 500 cán bộ",
        {
            "Nguyễn Văn Phong": ["Ủy viên Ban Thường vụ", "Trưởng ban Tuyên giáo Thành ủy"],
            "Lê Thị Thu Hằng": ["Bí thư Đảng ủy Khối các cơ quan Thành phố"],
        },
    ),
    (
        "a caption ends with its line",
        "Đồng chí Phan Lan Tú, Giám đốc Sở\nPhát biểu tại Hội nghị, các đại biểu cho rằng",
        {"Phan Lan Tú": ["Giám đốc Sở"]},
    ),
    (
        "nguyên stays, and marks a former post",
        "Ra mắt sách của nguyên Phó Thủ tướng Vũ Khoan; ông Mai Liêm Trực, nguyên Thứ trưởng Bộ Bưu chính Viễn thông.",
        {"Vũ Khoan": ["nguyên Phó Thủ tướng"], "Mai Liêm Trực": ["nguyên Thứ trưởng Bộ Bưu chính Viễn thông"]},
    ),
    (
        "ranks and learned titles are no part of the name",
        "Đại tá Trần Ngọc Hà, Phó Giám đốc Công an tỉnh; PGS.TS Nguyễn Thị Bình, Viện trưởng Viện Dinh dưỡng.",
        {"Trần Ngọc Hà": ["Phó Giám đốc Công an tỉnh"], "Nguyễn Thị Bình": ["Viện trưởng Viện Dinh dưỡng"]},
    ),
    (
        "an appointment adds a post",
        "Đồng chí Bùi Thị Thu Hiền, Trưởng Ban Tuyên giáo Quận ủy Hà Đông đến nhận công tác tại Sở VH&TT, giữ chức vụ "
        "Phó Giám đốc Sở VH&TT; bổ nhiệm Chánh Văn phòng Sở đối với đồng chí Nguyễn Thị Thu Thủy.",
        {
            "Bùi Thị Thu Hiền": ["Trưởng Ban Tuyên giáo Quận ủy Hà Đông", "Phó Giám đốc Sở VH&TT"],
            "Nguyễn Thị Thu Thủy": ["Chánh Văn phòng Sở"],
        },
    ),
    (
        "a shared post of several names",
        "Dự lễ có các Phó Chủ tịch UBND tỉnh: Nguyễn Thành Công, Đặng Ngọc Hậu và Hà Trung Chiến.",
        {
            "Nguyễn Thành Công": ["Phó Chủ tịch UBND tỉnh"],
            "Đặng Ngọc Hậu": ["Phó Chủ tịch UBND tỉnh"],
            "Hà Trung Chiến": ["Phó Chủ tịch UBND tỉnh"],
        },
    ),
    (
        "the signature of a letter: the deputy who signs, not the head for whom he does",
        "Nơi nhận:\n- Như trên;\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\nTrần Quốc Vĩnh\n",
        {"Trần Quốc Vĩnh": ["PHÓ CHỦ TỊCH"]},
    ),
    (
        "HTML debris for a dash, a typing slip in a head, two syllables glued",
        "đ/c Hồ Quang Lợi ndash; Trưởng Ban Tuyên giáo Thành ủy; Nguyễn Thị Mai Hương, Phó Bi thư Đảng ủy; "
        "Vũ Ngọc Hoàng, Ủy viênTrung ương Đảng.",
        {
            "Hồ Quang Lợi": ["Trưởng Ban Tuyên giáo Thành ủy"],
            "Nguyễn Thị Mai Hương": ["Phó Bi thư Đảng ủy"],
            "Vũ Ngọc Hoàng": ["Ủy viênTrung ương Đảng"],
        },
    ),
    (
        "abbreviated heads",
        "PCT UBND TP Nguyễn Văn Sửu chủ trì; Phó GĐ Sở Dư Văn Chỉnh báo cáo",
        {"Nguyễn Văn Sửu": ["PCT UBND TP"], "Dư Văn Chỉnh": ["Phó GĐ Sở"]},
    ),
    (
        "a district with a name like a person's, then the person",
        "Chủ tịch UBND huyện Trần Văn Thời Lê Văn Nhịn và Bí thư Huyện ủy Hoàng Su Phì Giàng Seo Phử dự",
        {
            "Lê Văn Nhịn": ["Chủ tịch UBND huyện Trần Văn Thời"],
            "Giàng Seo Phử": ["Bí thư Huyện ủy Hoàng Su Phì"],
        },
    ),
    (
        "an honour between name and post",
        "ông Phạm Tuân, Anh hùng Lao động, Chủ nhiệm Tổng cục Công nghiệp Quốc phòng dự lễ",
        {"Phạm Tuân": ["Chủ nhiệm Tổng cục Công nghiệp Quốc phòng"]},
    ),
    (
        "officials of a state company and of an association count",
        "ông Dương Thế Lương - Phó Giám đốc Công ty VTC Intercom; TS Nguyễn Chí Thành, chánh văn phòng Hiệp hội An "
        "toàn thông tin VN (VNISA), khẳng định",
        {
            "Dương Thế Lương": ["Phó Giám đốc Công ty VTC Intercom"],
            "Nguyễn Chí Thành": ["chánh văn phòng Hiệp hội An toàn thông tin VN"],
        },
    ),
    (
        "posts of a commune, abbreviated and without a comma",
        "Ông Trần Văn Minh chủ tịch UBND phường chủ trì hội nghị. Tham dự có Đ/c Nguyễn Hữu Tấn-Bí thư đảng ủy, CT."
        "HĐND phường, đ/c Võ Thanh Long-PBT Đảng ủy phường; ông Phạm Ngọc Phú - ĐUV, Phó Chủ tịch HĐND phường",
        {
            "Trần Văn Minh": ["chủ tịch UBND phường"],
            "Nguyễn Hữu Tấn": ["Bí thư đảng ủy", "CT.HĐND phường"],
            "Võ Thanh Long": ["PBT Đảng ủy phường"],
            "Phạm Ngọc Phú": ["ĐUV", "Phó Chủ tịch HĐND phường"],
        },
    ),
    (
        "boards that do something, about something",
        "Phó Thủ tướng Chính phủ Trần Hồng Hà, Trưởng Ban Chỉ đạo quốc gia về phòng, chống thiên tai và Thứ trưởng Bộ "
        "Nông nghiệp và Môi trường Nguyễn Hoàng Hiệp kiểm tra đê; ông Vũ Văn Nam, Trưởng Ban Giám khảo phát biểu",
        {
            "Trần Hồng Hà": ["Phó Thủ tướng Chính phủ", "Trưởng Ban Chỉ đạo quốc gia về phòng, chống thiên tai"],
            "Nguyễn Hoàng Hiệp": ["Thứ trưởng Bộ Nông nghiệp và Môi trường"],
            "Vũ Văn Nam": ["Trưởng Ban Giám khảo"],
        },
    ),
    (
        "bodies named after a post",
        "Trung tướng Nguyễn Quốc Duyệt, Tư lệnh Bộ Tư lệnh Thủ đô Hà Nội; bà Lê Thị Nga, Phó Chủ nhiệm Văn phòng Chủ "
        "tịch nước; ông Hồ Quang Lợi, Phó Chủ tịch thường trực Hội Nhà báo Việt Nam.",
        {
            "Nguyễn Quốc Duyệt": ["Tư lệnh Bộ Tư lệnh Thủ đô Hà Nội"],
            "Lê Thị Nga": ["Phó Chủ nhiệm Văn phòng Chủ tịch nước"],
            "Hồ Quang Lợi": ["Phó Chủ tịch thường trực Hội Nhà báo Việt Nam"],
        },
    ),
    (
        "an abbreviation in brackets between post and name, a year of birth behind the name",
        "Phó Giám đốc Sở Thông tin và Truyền thông (TT&TT) Nguyễn Tiến Sỹ khẳng định. Ông Vương Trinh Quốc (sinh năm "
        "1976), Chánh Văn phòng UBND tỉnh giữ chức Giám đốc Sở TT&TT.",
        {
            "Nguyễn Tiến Sỹ": ["Phó Giám đốc Sở Thông tin và Truyền thông"],
            "Vương Trinh Quốc": ["Chánh Văn phòng UBND tỉnh", "Giám đốc Sở TT&TT"],
        },
    ),
    (
        "an election for a term, and a namesake of a historical figure",
        "bầu chức vụ Phó Chủ tịch UBND tỉnh nhiệm kỳ 2011 - 2016 đối với ông Phạm Trường Thọ, Chánh Văn phòng Tỉnh ủy; "
        "đồng chí Nguyễn Hữu Thọ-TUV, Bí thư Huyện ủy tặng quà",
        {
            "Phạm Trường Thọ": ["Phó Chủ tịch UBND tỉnh", "Chánh Văn phòng Tỉnh ủy"],
            "Nguyễn Hữu Thọ": ["TUV", "Bí thư Huyện ủy"],
        },
    ),
    (
        "somebody else's post before a comma",
        "Thừa ủy quyền của Thủ tướng Chính phủ, đồng chí Trương Minh Tuấn, Thứ trưởng Bộ TT&TT công bố Quyết định; "
        "thay mặt Chủ tịch UBND Thành phố, Giám đốc Sở Nội vụ Trần Huy Sáng trao quyết định",
        {"Trương Minh Tuấn": ["Thứ trưởng Bộ TT&TT"], "Trần Huy Sáng": ["Giám đốc Sở Nội vụ"]},
    ),
    (
        "a short biography: the post behind a pronoun, and behind the day of birth",
        "Đồng chí Trần Lưu Quang (sinh ngày 30/8/1967), quê Tây Ninh. Ông hiện là Bí thư Thành ủy. Nguyễn Duy Minh "
        "(sinh ngày 26/7/1982) là Đại biểu Quốc hội.",
        {"Trần Lưu Quang": ["Bí thư Thành ủy"], "Nguyễn Duy Minh": ["Đại biểu Quốc hội"]},
    ),
    (
        "letters that a portal broke stay in the title as they are",
        "đ/c Lưu Đình Phúc, trưởng phograve;ng Quản lý báo chí, Cục Báo chí; Phó Chủ nhiệm Văn phograve;ng Chính phủ "
        "Nguyễn Hữu Vũ chịu trách nhiệm; ông Trần An, Phó Trưởng ph&ograve;ng Nội vụ",
        {
            "Lưu Đình Phúc": ["trưởng phograve;ng Quản lý báo chí, Cục Báo chí"],
            "Nguyễn Hữu Vũ": ["Phó Chủ nhiệm Văn phograve;ng Chính phủ"],
            "Trần An": ["Phó Trưởng ph&ograve;ng Nội vụ"],
        },
    ),
    (
        "a rank between name and post, a dash before the name",
        "đ/c Nguyễn Ngọc Tương - Chuẩn đô đốc, Phó Chính ủy Bộ Tư lệnh Hải quân; kết luận của Chủ tịch UBND Thành phố "
        "- Nguyễn Thế Thảo về công tác phòng bệnh",
        {
            "Nguyễn Ngọc Tương": ["Phó Chính ủy Bộ Tư lệnh Hải quân"],
            "Nguyễn Thế Thảo": ["Chủ tịch UBND Thành phố"],
        },
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_names_with_their_posts(text: str, expected: Found) -> None:
    """Each way of writing gives the name bare and every post with the body it belongs to."""
    assert posts(text) == expected


NOBODY = [
    (
        "business people",
        "ông Nguyễn Trọng Tuấn, Giám đốc siêu thị BigC Thăng Long; ông Lê Hồng Minh - Tổng Giám đốc Công ty VNG",
    ),
    ("a life that is over", "Đinh Đức Thiện (1914 – 1986), Thứ trưởng Bộ Quốc phòng, người chỉ huy"),
    ("a birthday", "Kỷ niệm 110 năm ngày sinh đồng chí Nguyễn Văn Cừ, Tổng Bí thư của Đảng"),
    ("a decree in capitals", "BỘ TRƯỞNG BỘ TÀI NGUYÊN VÀ MÔI TRƯỜNG\nCăn cứ Luật; THỦ TƯỚNG CHÍNH PHỦ\nXét đề nghị"),
    ("foreign business people", "bà Sunita Rajan - Phó Chủ tịch cấp cao khu vực; ông Tạ Quang Thái, Giám đốc Asianux"),
    ("a historical figure", "học tập và làm theo tấm gương đạo đức Chủ tịch Hồ Chí Minh, Tổng Bí thư Lê Duẩn"),
    ("a photographer and an author", "Đại biểu bỏ phiếu (Ảnh: Phạm Linh)\nHội nghị kết thúc tốt đẹp.\nNguyễn Thị Lan"),
    ("a street and a ward", "tại đường Nguyễn Thái Học, phường Lê Đại Hành, UBND quận Hai Bà Trưng, huyện Phú Tân"),
    ("an author below a post", "theo chỉ đạo của Chủ tịch UBND Thành phố\nDương Thị Lợi"),
    ("a post without a name", "Thủ trưởng các sở, Chủ tịch UBND các huyện, Trưởng Ban Chỉ đạo chịu trách nhiệm"),
    ("a reporter", "phóng viên Trần Văn An, nhà báo Lê Thị Mai đưa tin; anh Hà Văn Dũng, nhân viên tạp vụ"),
    ("a place at the end of a text cut off", "Sở Thông tin và Truyền thông làm việc với UBND TP Hà"),
    ("a board that only looks like a post", "mong Ban Giám đốc Trần Phú, nhận nhiệm vụ Phó, các Ban Chủ nhiệm"),
]


@pytest.mark.parametrize("text", [case[1] for case in NOBODY], ids=[case[0] for case in NOBODY])
def test_who_is_no_official(text: str) -> None:
    """Nobody is an official without a name of today and a public post."""
    assert posts(text) == {}


def test_spellings_of_one_post_are_collected_once() -> None:
    """Of "Trưởng Ban Dân vận Tỉnh ủy" and "Trưởng Dân vận Tỉnh ủy", "Sở" and "Sở TT&TT" the fullest stays."""
    text = (
        "Đồng chí Lê Thanh Triều, Ủy viên Ban Thường vụ Tỉnh ủy, Trưởng Ban Dân vận Tỉnh ủy dự.\n"
        "Ảnh: Đồng chí Lê Thanh Triều, Ủy viên Ban Thường vụ Tỉnh ủy, Trưởng Dân vận Tỉnh ủy phát biểu\n"
        "Giám đốc Sở Phan Lan Tú, PGĐ Sở Dư Văn Chỉnh. Giám đốc Sở Thông tin và Truyền thông Phan Lan Tú. "
        "Phó Giám đốc Sở TT&TT Dư Văn Chỉnh."
    )
    assert posts(text) == {
        "Lê Thanh Triều": ["Ủy viên Ban Thường vụ Tỉnh ủy", "Trưởng Ban Dân vận Tỉnh ủy"],
        "Phan Lan Tú": ["Giám đốc Sở Thông tin và Truyền thông"],
        "Dư Văn Chỉnh": ["Phó Giám đốc Sở TT&TT"],
    }


def test_of_spellings_the_one_with_full_names_and_without_broken_signs_stays() -> None:
    """A field written in full says more than one written short with the province behind; broken signs say least."""
    text = (
        "Giám đốc Sở GD&ĐT Quảng Ninh Lê Thị Hoa dự. Bà Lê Thị Hoa, Giám đốc Sở Giáo dục và Đào tạo phát biểu. "
        "Phó Giám đốc Sở TNamp;MT Hà Văn Bình dự. Phó Giám đốc Sở TN&MT Hà Văn Bình kết luận."
    )
    assert posts(text) == {
        "Lê Thị Hoa": ["Giám đốc Sở Giáo dục và Đào tạo"],
        "Hà Văn Bình": ["Phó Giám đốc Sở TN&MT"],
    }


def test_a_post_written_short_with_the_name_is_shown_as_it_stands_alone_in_full() -> None:
    """ "PCT UBND huyện" with the name and "Phó Chủ tịch UBND huyện" alone are one post; no head gains a body so."""
    text = (
        "PCT UBND huyện Trần Văn Bình và Giám đốc Lê Thị Hoa kiểm tra đê. Phó Chủ tịch UBND huyện yêu cầu trực đêm. "
        "Giám đốc Sở Xây dựng đề nghị thêm cát."
    )
    assert posts(text)["Trần Văn Bình"] == ["Phó Chủ tịch UBND huyện"]
    assert posts(text).get("Lê Thị Hoa") in (None, ["Giám đốc"])


def test_the_body_above_follows_a_comma_where_a_new_office_is_told_next() -> None:
    """ "Trưởng phòng A, Sở B, giữ chức vụ ..." is one post; bodies of a list are not drawn in."""
    text = "bổ nhiệm ông Hà Văn Bình, Trưởng phòng Kế hoạch, Sở Xây dựng Quảng Ninh, giữ chức vụ Chánh Thanh tra."
    assert "Trưởng phòng Kế hoạch, Sở Xây dựng Quảng Ninh" in posts(text)["Hà Văn Bình"]


def test_posts_in_bodies_of_two_levels_stay_two() -> None:
    """ "Bí thư Huyện ủy" and "Bí thư Đảng ủy xã" of one person are two posts."""
    text = "đồng chí Lê Thị Kim Phụng, Bí thư Huyện ủy, Bí thư Đảng ủy xã Tân Hòa, Chủ tịch HĐND xã dự."
    assert len(posts(text)["Lê Thị Kim Phụng"]) == 3


def test_body_and_former_of_a_post() -> None:
    """The body stands alone beside the title; "nguyên" is told apart."""
    (official,) = officials("ông Mai Liêm Trực, nguyên Thứ trưởng Bộ Bưu chính Viễn thông, Trưởng Ban Dân vận Tỉnh ủy.")
    assert [(p.body, p.former) for p in official.posts] == [
        ("Bộ Bưu chính Viễn thông", True),
        ("Ban Dân vận Tỉnh ủy", False),
    ]


def test_the_body_of_a_member_of_a_committee_is_the_committee() -> None:
    """ "Tỉnh ủy viên" belongs to the "Tỉnh ủy", not to "ủy viên"."""
    found = officials("Đồng chí Nguyễn Văn An, Tỉnh ủy viên, Bí thư Huyện ủy; đồng chí Lê Bình, nguyên Huyện ủy viên.")
    bodies = {post.title: post.body for official in found for post in official.posts}
    assert bodies == {"Tỉnh ủy viên": "Tỉnh ủy", "Bí thư Huyện ủy": "Huyện ủy", "nguyên Huyện ủy viên": "Huyện ủy"}


def test_later_mentions_are_found() -> None:
    """A short name and a post that stands alone lead to the person, the name in full gives the span."""
    text = (
        "Bí thư Huyện ủy Nguyễn Phương Bắc chủ trì. Đồng chí Bắc yêu cầu các xã khẩn trương. "
        "Bí thư Huyện ủy cũng lưu ý công tác thu ngân sách. Đồng chí Nguyễn Phương Bắc kết luận."
    )
    (official,) = officials(text)
    assert [text[a:b] for a, b in official.mentions] == [
        "Nguyễn Phương Bắc",
        "Bắc",
        "Bí thư Huyện ủy",
        "Nguyễn Phương Bắc",
    ]


ROLES = [
    ("Chủ trì Hội nghị gồm các đồng chí: Lê Văn An, Bí thư Huyện ủy; Trần Văn Bình, Chủ tịch UBND huyện.", "chairs"),
    ("Đến dự hội nghị có ông Lê Văn An, Bí thư Huyện ủy.", "attends"),
    ("Báo cáo tại Hội nghị, đồng chí Lê Văn An, Bí thư Huyện ủy cho biết", "reports"),
    ("Phát biểu kết luận Hội nghị, đồng chí Lê Văn An, Bí thư Huyện ủy yêu cầu", "concludes"),
    ("Đồng chí Lê Văn An, Bí thư Huyện ủy đề nghị các xã tập trung", "directs"),
    ("Ngày 5/1, Bí thư Huyện ủy Lê Văn An đã ký ban hành Chỉ thị", "signs"),
    ("Ảnh: đồng chí Lê Văn An, Bí thư Huyện ủy", "named"),
]


@pytest.mark.parametrize(("text", "role"), ROLES, ids=[role for _, role in ROLES])
def test_role_in_the_event(text: str, role: str) -> None:
    """What a person does is read from the words before the list and behind name and posts."""
    assert officials(text)[0].role == role


def test_the_body_of_a_bulletin_decides_on_spellings() -> None:
    """A title in capitals names a person, yet name and post are taken from the text below it."""
    page = Page(
        "CHỦ TỊCH UBND HUYỆN TRẦN QUỐC VĨNH KIỂM TRA TIẾN ĐỘ", "Ông Trần Quốc Vĩnh - Chủ tịch UBND huyện đến kiểm tra."
    )
    bulletin = compose(page, "x")
    (official,) = find_officials(bulletin, Facts()).officials
    assert official.name == "Trần Quốc Vĩnh" and official.start >= bulletin.body
    assert [p.title for p in official.posts] == ["Chủ tịch UBND huyện"]


WORST = ["Nguyễn Văn A ", "NGUYỄN VĂN A B C D ", "Phó Chủ tịch ", "Nguyễn\n", "đồng chí Nguyễn Văn A, Chủ tịch UBND, ",
         "Nguyễn Văn A, abc Chủ tịch, ", "giữ chức vụ Chủ tịch ", "A", "và ", "- ", "Giám đốc Sở và "]  # fmt: skip


@pytest.mark.parametrize("piece", WORST)
def test_cost_grows_with_length_only(piece: str) -> None:
    """Four times the text takes less than eight times as long, whatever is repeated."""

    def cost(size: int) -> float:
        bulletin = Bulletin("x", "", (piece * size)[: size * 4])
        start = time.process_time()
        find_officials(bulletin, Facts())
        return time.process_time() - start

    cost(500)
    small = min(cost(2_500) for _ in range(3))
    assert min(cost(10_000) for _ in range(2)) < 8 * small + 0.05


@pytest.mark.shared
def test_every_fact_of_the_portal_is_a_slice(shared: Path) -> None:
    """Over each fifteenth real bulletin: spans are slices, names and titles on one line, nobody stands twice."""
    with gzip.open(shared / "data/texts/sotttt_hanoi_portal.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for n, line in enumerate(lines) if n % 15 == 0]
    seen = 0
    for record in records:
        bulletin = compose(Page(record["title"] or "", record["text"] or "-", record.get("date")), record["id"])
        found = find_officials(bulletin, Facts()).officials
        check_evidence(bulletin.text, found)
        assert len({o.name.casefold() for o in found}) == len(found)
        seen += len(found)
    assert seen > 100
