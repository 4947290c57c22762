"""Debris of HTML entities is repaired where it can be nothing else, and other text is left alone."""

from __future__ import annotations

import unicodedata

import pytest

from indexer.reading.debris import mended
from indexer.reading.html import page_of_html

CASES = [
    ("giấy pheacute;p", "giấy phép", "the ampersand is lost"),
    ("các phograve;ng, ban", "các phòng, ban", "the same, with a letter more in front"),
    ("xác định rotilde; 02 nhiệm vụ", "xác định rõ 02 nhiệm vụ", "at the end of a word"),
    ("lồng gh;ép vào", "lồng ghép vào", "all but the semicolon is lost"),
    ("x;ét chọn", "xét chọn", "the same"),
    ("Sở TTamp;TT ban hành", "Sở TT&TT ban hành", "an ampersand between capitals"),
    ("277/BTTTT-PTTHamp;TTĐT", "277/BTTTT-PTTH&TTĐT", "in a document number"),
    ("an ninh ndash; chính trị", "an ninh – chính trị", "a dash"),
    ("nội dung ldquo;Nâng cao", "nội dung “Nâng cao", "a quotation mark"),
    ("in.rdquo;", "in.”", "and its end"),
    ("thị xãhellip;", "thị xã…", "three dots"),
    ("Nam Aacute; cho thấy", "Nam Á cho thấy", "a capital"),
    (";ETH;ể đổi mới", "Để đổi mới", "the letter that stands for Đ"),
    ("58.000 m;sup2;, gồm", "58.000 m², gồm", "a square"),
    ("&amp;ndash; đọc hai lần", "– đọc hai lần", "escaped twice"),
    ("vi;ecirc%3b\u0323c làm", "việc làm", "a tone mark behind a semicolon in an address's way"),
    ("doanh nghi;ecirc%3ḅp", "doanh nghiệp", "the same, composed"),
]


@pytest.mark.parametrize(("text", "want", "remark"), CASES, ids=[row[2] for row in CASES])
def test_debris_is_repaired(text: str, want: str, remark: str) -> None:
    got = unicodedata.normalize("NFC", mended(text).replace("Ð", "Đ"))
    assert got == want


@pytest.mark.parametrize(
    "text",
    [
        "phát triển nông nghiệp; đẩy mạnh xây dựng",
        "các xã;thị trấn;huyện",
        "TT;TT",
        "màu be;ô tô",
        "A&B; C",
        "https://x.vn/?a=1;b=2",
        "Không có gì.",
    ],
)
def test_other_text_is_left_alone(text: str) -> None:
    assert mended(text) == text


def test_a_page_is_repaired_in_title_and_body() -> None:
    page = page_of_html("<body><h1>Giấy pheacute;p</h1><p>Lồng gh;ép các phograve;ng.</p></body>", "x")
    assert (page.title, page.text) == ("Giấy phép", "Lồng ghép các phòng.")
