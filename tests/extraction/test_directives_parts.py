"""The parts that directives are read with: blocks, sentences, addressees."""

from __future__ import annotations

import re

import pytest

from indexer.extraction.directives.addressees import end_of_phrase, is_somebody, skip_lead_in, split
from indexer.extraction.directives.layout import blocks, sentences
from indexer.extraction.directives.trie import any_of
from indexer.extraction.words import even

NUMBERS = [
    ("1. Rà soát", "1."), ("2) Rà soát", "2)"), ("3/ Rà soát", "3/"), ("a) Rà soát", "a)"), ("đ) Rà soát", "đ)"),
    ("Một là, rà soát", "Một là,"), ("Thứ hai, rà soát", "Thứ hai,"), ("IV. Rà soát", "IV."), ("11.Rà soát", "11."),
    ("- Rà soát", None), ("+ Rà soát", None), ("* Rà soát", None),
]  # fmt: skip


@pytest.mark.parametrize(("line", "number"), NUMBERS, ids=[row[0] for row in NUMBERS])
def test_items_of_all_numberings_are_blocks_of_their_own(line: str, number: str | None) -> None:
    """Each way to number starts an item; bullets have no printed number."""
    made = blocks(f"Dẫn nhập:\n{line} toàn bộ;")
    assert len(made) == 2 and made[1].style is not None and made[1].number == number


def test_wrapped_lines_and_numbers_alone_belong_to_their_block() -> None:
    """A break inside a sentence, after "số" or after a lone bullet starts nothing new."""
    text = "-\nCác doanh nghiệp xây dựng\nphương án theo Chỉ thị số\n34/CT-TTg.\nĐoạn khác."
    assert [text[b.start : b.end] for b in blocks(text)] == [text[: text.index("\nĐoạn")], "Đoạn khác."]


def test_sentences_end_at_full_stops_but_not_at_abbreviations_and_numbers() -> None:
    """ "TP. Hồ Chí Minh" and "1.400" go on; a stop without a blank before a capital word ends."""
    text = "Ông A ở TP. Hồ Chí Minh có 1.400 việc. Theo UBND TP. Đối với xã B thì khác.Bên cạnh đó còn nữa…"
    assert [text[s:e] for s, e in sentences(text, 0, len(text))] == [
        "Ông A ở TP. Hồ Chí Minh có 1.400 việc.",
        "Theo UBND TP.",
        "Đối với xã B thì khác.",
        "Bên cạnh đó còn nữa…",
    ]


SPLITS = [
    ("các huyện, thị xã trong cụm", ("các huyện, thị xã trong cụm",)),
    (
        "Giám đốc các Sở, ban, ngành, Chủ tịch UBND các quận, huyện, thị xã",
        ("Giám đốc các Sở, ban, ngành", "Chủ tịch UBND các quận, huyện, thị xã"),
    ),
    (
        "Ban Chỉ huy phòng, chống thiên tai, Ban Chỉ huy tìm kiếm cứu nạn",
        ("Ban Chỉ huy phòng, chống thiên tai", "Ban Chỉ huy tìm kiếm cứu nạn"),
    ),
    ("Sở Du lịch, Công an Thành phố và UBND các quận", ("Sở Du lịch", "Công an Thành phố", "UBND các quận")),
    ("Sở Văn hóa, Thể thao và Du lịch", ("Sở Văn hóa, Thể thao và Du lịch",)),
    ("các Sở, ngành và đơn vị liên quan", ("các Sở, ngành và đơn vị liên quan",)),
    ("đồng chí Trần Thị Hằng - Trưởng phòng Hành chính công", ("đồng chí Trần Thị Hằng",)),
    (
        "Giám đốc, Thủ trưởng các sở, ban, ngành, Bí thư, Chủ tịch UBND các xã",
        ("Giám đốc, Thủ trưởng các sở, ban, ngành", "Bí thư, Chủ tịch UBND các xã"),
    ),
    (
        "cấp ủy đảng, chính quyền, Mặt trận Tổ quốc và tổ chức chính trị - xã hội các cấp",
        ("cấp ủy đảng", "chính quyền", "Mặt trận Tổ quốc", "tổ chức chính trị - xã hội các cấp"),
    ),
    ("Phòng Quản lý Báo chí, Xuất bản", ("Phòng Quản lý Báo chí, Xuất bản",)),
    ("các trường, phòng Nội vụ và sở Y tế", ("các trường", "phòng Nội vụ", "sở Y tế")),
    ("các trạm y tế xã tự", ("các trạm y tế xã",)),
    ("xã Rạch Ngọc, xã An Thuận Phú", ("xã Rạch Ngọc", "xã An Thuận Phú")),
    ("Sở Tài nguyên và MT, UBND các xã", ("Sở Tài nguyên và MT", "UBND các xã")),
    ("Sở Y tế và MTTQ tỉnh", ("Sở Y tế", "MTTQ tỉnh")),
    ("các Chi bộ, Đảng bộ trực thuộc và UBND xã", ("các Chi bộ, Đảng bộ trực thuộc", "UBND xã")),
    ("các Đảng bộ, Công an tỉnh", ("các Đảng bộ", "Công an tỉnh")),
    ("các huyện, thị ủy, đảng ủy trực thuộc Tỉnh ủy", ("các huyện, thị ủy, đảng ủy trực thuộc Tỉnh ủy",)),
    ("các sở, ban, ngành, MTTQ tỉnh", ("các sở, ban, ngành", "MTTQ tỉnh")),
    ("Ban Dân vận Tỉnh ủy;các Ban Đảng", ("Ban Dân vận Tỉnh ủy", "các Ban Đảng")),
    ("UBND các huyện Tam Nông, Thanh Sơn và thị xã Phú Thọ", ("UBND các huyện Tam Nông, Thanh Sơn và thị xã Phú Thọ",)),
    ("UBND các huyện và Sở Y tế", ("UBND các huyện", "Sở Y tế")),
    ("Đồng chí Lê Thị Hoa- Chi ủy viên", ("Đồng chí Lê Thị Hoa",)),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "parts"), SPLITS, ids=[row[0][:40] for row in SPLITS])
def test_addressees_are_parted_where_a_new_head_begins(phrase: str, parts: tuple[str, ...]) -> None:
    """Lists of kinds under one "các" stay one; each body, post or person is its own."""
    assert split(phrase) == parts


ENDS = [
    ("Sở Thông tin và Truyền thông chủ trì, phối hợp", "Sở Thông tin và Truyền thông"),
    ("Ban Quản lý dự án đầu tư xây dựng huyện lập tiến độ", "Ban Quản lý dự án đầu tư xây dựng huyện"),
    ("Ủy ban bầu cử xã rà soát kỹ cử tri", "Ủy ban bầu cử xã"),
    ("các cơ quan tham mưu giúp việc Huyện ủy nêu cao", "các cơ quan tham mưu giúp việc Huyện ủy"),
    ("Phòng Chuyển đổi số tổng hợp, hoàn chỉnh", "Phòng Chuyển đổi số"),
    ("Trung tâm Phục vụ hành chính công bố trí thêm bàn", "Trung tâm Phục vụ hành chính công"),
    ("UBND các xã, thị trấn thành lập tổ phản ứng nhanh", "UBND các xã, thị trấn"),
    ("các cơ quan báo chí in, báo điện tử bám sát tôn chỉ", "các cơ quan báo chí in, báo điện tử"),
    ("các tỉnh vùng đồng bằng sông Cửu Long rà soát kho lúa", "các tỉnh vùng đồng bằng sông Cửu Long"),
    ("các công ty do tỉnh quản lý rà soát nhà xưởng", "các công ty do tỉnh quản lý"),
    ("UBND các xã lên phương án chống úng", "UBND các xã"),
    ("Cục Thú y soạn thảo văn bản trình Bộ", "Cục Thú y"),
    ("các báo, bên cạnh tin thời sự, cần đăng lịch tiêm", "các báo"),
    ("các phòng, ban, chỉ đạo các đơn vị trực thuộc", "các phòng, ban"),
    ("các lực lượng chức năng kiểm tra bến bãi", "các lực lượng chức năng"),
    ("các hộ có nhu cầu đăng ký tại xã", "các hộ có nhu cầu"),
    ("Ban Chỉ huy Cứu trợ và bảo đảm đời sống huyện rà soát", "Ban Chỉ huy Cứu trợ và bảo đảm đời sống huyện"),
    ("Công an huyện: tổ chức tuần tra ban đêm", "Công an huyện:"),
    ("UBND các quận, huyện, thị xã: Đẩy mạnh thông tin về giống lúa", "UBND các quận, huyện, thị xã:"),
    ("các sở: Y tế, Nội vụ, Thông tin và Truyền thông chủ trì", "các sở: Y tế, Nội vụ, Thông tin và Truyền thông"),
]


@pytest.mark.parametrize(("words", "phrase"), ENDS, ids=[row[1] for row in ENDS])
def test_an_addressee_ends_before_its_predicate(words: str, phrase: str) -> None:
    """Action words inside names end nothing; the first predicate does."""
    low = even(words)
    assert is_somebody(low, 0, len(low))
    assert words[: end_of_phrase(low, 0, len(low), words)] == phrase


def test_things_are_nobody() -> None:
    """ "các giải pháp", "phòng, chống", "tổ chức thực hiện" are no addressees."""
    for words in (
        "các giải pháp đồng bộ",
        "phòng, chống dịch",
        "tổ chức thực hiện",
        "lãnh đạo, chỉ đạo",
        "cơ sở dữ liệu",
    ):
        assert not is_somebody(words, 0, len(words)), words


def test_one_pattern_matches_the_longest_of_many_words() -> None:
    """Shared beginnings are read once, the longest word wins, words end at word boundaries."""
    words = re.compile(any_of({"giao": "", "giao cho": "", "giao nhiệm vụ": "(?! được)"}))
    texts = ("giao cho xã", "giao xã", "giaothông", "giao nhiệm vụ được")
    assert [found[0] if (found := words.match(text)) else None for text in texts] == [
        "giao cho", "giao", None, "giao",
    ]  # fmt: skip


def test_items_in_words_on_one_line_are_items_of_their_own() -> None:
    """ "Một là, ... . Hai là, ..." in one paragraph: two items; "thứ hai" within a sentence is none."""
    text = "Một là, rà soát hồ sơ. Hai là, niêm yết công khai.\nThứ nhất, họp thôn vào chiều Thứ hai hằng tuần."
    assert [text[block.start : block.end] for block in blocks(text)] == [
        "Một là, rà soát hồ sơ.",
        "Hai là, niêm yết công khai.",
        "Thứ nhất, họp thôn vào chiều Thứ hai hằng tuần.",
    ]


def test_a_number_in_words_may_stand_close_to_what_it_counts() -> None:
    """ "Hai là,niêm yết": the blank is missing, the item is one all the same."""
    text = "Một là, rà soát hồ sơ.\nHai là,niêm yết công khai."
    assert [(b.style, text[b.content : b.end].strip()) for b in blocks(text)] == [
        ("word", "rà soát hồ sơ."),
        ("word", "niêm yết công khai."),
    ]


def test_a_time_before_the_addressees_is_no_part_of_them() -> None:
    """ "yêu cầu trong năm 2024, các xã rà soát ..." demands of the communes."""
    low = "trong năm 2024, các xã rà soát hồ sơ"
    assert low[skip_lead_in(low, 0, len(low)) :].startswith("các xã")
    low = "trong những tháng còn lại của năm, các xã rà soát"
    assert low[skip_lead_in(low, 0, len(low)) :].startswith("các xã")
