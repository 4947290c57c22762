"""Title, date, body, tags and attachments of portal pages; what is chrome and what is not."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from indexer.bulletin import Page
from indexer.errors import ReadingError, SourceTooLarge
from indexer.reading.chrome import cut_chrome, is_chrome
from indexer.reading.html import page_of_html
from indexer.reading.jsonl import read_lines
from indexer.reading.layout import page_of_lines
from indexer.reading.letterhead import letterhead
from indexer.reading.outcome import Read, Skipped, Source, Unread
from indexer.reading.published import iso_moment, published_of, signed_on
from indexer.reading.readers import READERS, is_known, load, reader_for, suffixes
from indexer.reading.syllables import is_syllable, vietnamese_share
from indexer.reading.walk import walk

DATES = [
    ("15:51 15/12/2023", "2023-12-15T15:51", "the seed's"),
    ("15/12/2023 15:51", "2023-12-15T15:51", "the day first"),
    ("Thứ sáu, 15/12/2023, 15:51 GMT+7", "2023-12-15T15:51", "as newspapers write"),
    ("Thứ Sáu, ngày 15 tháng 12 năm 2023", "2023-12-15", "in words"),
    ("Ngày đăng: 15-12-2023", "2023-12-15", "with a label"),
    ("Cập nhật lúc 08h05 ngày 3/1/2024", "2024-01-03T08:05", "h for the hour"),
    ("Publish date 03/10/2013 | 12:00 AM", "2013-10-03T00:00", "midnight in English"),
    ("28/05/2013 | 01:30 PM", "2013-05-28T13:30", "afternoon in English"),
    ("(15.12.2023)", "2023-12-15", "dots and brackets"),
    ("31/02/2023", None, "no day of the calendar"),
    ("15/16 chỉ tiêu", None, "a fraction"),
    ("Ngày 15/12/2023, Huyện ủy họp", None, "a sentence"),
    ("năm 2023", None, "a bare year"),
    ("15/12/0023", None, "no year of ours"),
    ("1" * 5000, None, "a long line"),
]


@pytest.mark.parametrize(("line", "want", "remark"), DATES, ids=[row[2] for row in DATES])
def test_a_line_that_is_nothing_but_a_date(line: str, want: str | None, remark: str) -> None:
    assert published_of(line) == want


@pytest.mark.parametrize(
    ("value", "want"),
    [
        ("2023-12-15", "2023-12-15"),
        ("2012-12-21T00:00", "2012-12-21T00:00"),
        ("2023-12-15 07:05:33", "2023-12-15T07:05"),
        ("15/12/2023", "2023-12-15"),
        ("2023-13-40", None),
        ("hôm qua", None),
        ("", None),
    ],
)
def test_dates_of_bulletin_lines(value: str, want: str | None) -> None:
    assert iso_moment(value) == want


def test_where_and_when_a_document_was_signed() -> None:
    assert signed_on("Tân Hòa Giang, ngày 04 tháng 6 năm 2019") == "2019-06-04"
    assert signed_on("Căn cứ Luật số 5, ngày 04 tháng 6 năm 2019") is None


def test_the_chrome_list_is_sorted_unique_and_of_known_kinds() -> None:
    rows = resources.files("indexer.reading").joinpath("chrome.tsv").read_text("utf-8").splitlines()[1:]
    assert rows == sorted(set(rows))
    assert {row.split("\t")[0] for row in rows} == {"line", "start", "tail"}


def test_the_legacy_table_is_sorted_and_unique() -> None:
    rows = resources.files("indexer.reading").joinpath("legacy.tsv").read_text("utf-8").splitlines()[1:]
    assert rows == sorted(set(rows))


@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("Sign In", True),
        ("TRANG CHỦ | GIỚI THIỆU | TIN TỨC | VĂN BẢN", True),
        ("Trang chủ » Tin tức » Chỉ đạo, điều hành", True),
        ("Lượt xem: 1.203", True),
        ("Ảnh: Quang cảnh Hội nghị", False),
        ("BAN BIÊN TẬPcg", False),
        ("Văn bản chỉ đạo số 12-CV/HU yêu cầu các xã báo cáo", False),
    ],
)
def test_what_is_chrome(line: str, want: bool) -> None:
    assert is_chrome(line) is want


def test_tags_and_attachments_are_kept_though_their_lines_are_cut() -> None:
    cut = cut_chrome(["Nội dung.", "", "Tag: nông thôn mới, tôm - lúa", "File đính kèm", "KH48.pdf"])
    assert cut.lines == ("Nội dung.",)
    assert cut.tags == ("nông thôn mới", "tôm - lúa") and cut.attachments == ("KH48.pdf",)


def test_a_heading_amid_long_text_is_no_end_of_the_page() -> None:
    long = "Tại hội nghị, các đại biểu tập trung thảo luận. " * 12
    assert len(cut_chrome(["Mở đầu.", "Tin khác", long]).lines) == 3


def test_a_document_without_a_portal_gets_title_and_date_from_its_letterhead() -> None:
    lines = [
        "ỦY BAN NHÂN DÂN",
        "HUYỆN PHÚ TÂN",
        "Số: 12/CT-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Phú Tân, ngày 05 tháng 3 năm 2024",
        "CHỈ THỊ",
        "Về tăng cường phòng, chống hạn mặn",
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
    ]
    page = page_of_lines(lines)
    assert page.title == "CHỈ THỊ Về tăng cường phòng, chống hạn mặn"
    assert page.published == "2024-03-05"
    assert "Số: 12/CT-UBND" in page.text, "the whole document stays in the text"


def test_a_scan_with_a_stamp_over_its_head_is_understood() -> None:
    lines = [
        "CHÍNH PHỦ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM-",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 335/2025/NĐ-CP Hà Nội, ngày 21 tháng 12 năm 2025",
        "ĐẾN” —... NGHỊ ĐỊNH",
        "Ngày....,KJ421.-202 5...",
        "Quy định về đánh giá, xếp loại chất lượng đối với",
        "cơ quan hành chính nhà nước và công chức",
        "Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15,",
        "QUY ĐỊNH CHUNG",
    ]
    head = letterhead(lines)
    assert head.signed == "2025-12-21"
    assert head.title == (
        "NGHỊ ĐỊNH Quy định về đánh giá, xếp loại chất lượng đối với cơ quan hành chính nhà nước và công chức"
    )


def test_prose_that_names_the_state_is_no_letterhead() -> None:
    text = (
        "Nhân dịp Quốc khánh nước Cộng hòa xã hội chủ nghĩa Việt Nam, Ủy ban nhân dân huyện tổ chức mít tinh trọng thể."
    )
    assert page_of_lines(["Mít tinh mừng Quốc khánh", text]).title == "Mít tinh mừng Quốc khánh"


def test_a_letter_is_called_by_its_subject() -> None:
    lines = [
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Phú Tân, ngày 1 tháng 2 năm 2024",
        "Số 05-CV/HU",
        "V/v chuẩn bị đại hội",
        "chi bộ nhiệm kỳ mới",
        "Kính gửi: các chi bộ",
    ]
    assert letterhead(lines).title == "chuẩn bị đại hội chi bộ nhiệm kỳ mới"


def test_a_one_line_text_has_no_title() -> None:
    assert page_of_lines(["Thông báo nghỉ lễ 30/4."]) == Page("", "Thông báo nghỉ lễ 30/4.")


@pytest.mark.parametrize(
    "body",
    [
        "<div id='x'><h1>Họp dân</h1><div>08:00 01/02/2024</div><p>Nội dung.</p></div>",
        "<table><tr><td>CỔNG</td></tr><tr><td><h1>Họp dân</h1><p>08:00 01/02/2024</p>Nội dung.</td></tr></table>",
        "<main><h1>Họp dân</h1><time datetime='2024-02-01T08:00:00+07:00'>hôm nay</time><p>Nội dung.</p></main>",
    ],
    ids=["plain", "tables", "time element"],
)
def test_pages_of_no_known_portal(body: str) -> None:
    page = page_of_html(f"<html><body>{body}</body></html>", "x.html")
    assert (page.title, page.published) == ("Họp dân", "2024-02-01T08:00")
    assert page.text.strip().endswith("Nội dung.") and "CỔNG" not in page.text


def test_attachments_lead_where_the_page_says_and_never_into_a_script() -> None:
    html = (
        "<head><link rel=canonical href='https://xa.gov.vn/tin/1'></head><body><h1>Kế hoạch</h1><p>Nội dung.</p>"
        "<a href='/tep/KH 48.pdf'>KH48</a> <a href='javascript:alert(1)//.pdf'>x</a> <a href='http://[x/a.doc'>y</a></body>"
    )
    page = page_of_html(html, "x.html")
    assert page.address == "https://xa.gov.vn/tin/1"
    assert [a.address for a in page.attachments] == ["https://xa.gov.vn/tep/KH 48.pdf", "", ""]


@pytest.mark.parametrize(
    ("title", "want"),
    [
        ("Họp dân - Cổng thông tin điện tử huyện Phú Tân", "Họp dân"),
        ("Họp dân | Trang thông tin điện tử xã", "Họp dân"),
        ("Kế hoạch giai đoạn 2021 - 2025", "Kế hoạch giai đoạn 2021 - 2025"),
        ("Thông báo - Kết luận", "Thông báo - Kết luận"),
    ],
)
def test_a_title_is_told_without_the_portals_name(title: str, want: str) -> None:
    assert page_of_html(f"<title>{title}</title><p>Nội dung của trang này.</p>", "x").title == want


def test_what_browsers_hide_is_not_read() -> None:
    html = "<body><h1>Họp dân</h1><p>Đọc được.</p><p style='display: none'>ẩn</p><script>var a='ẩn'</script></body>"
    assert "ẩn" not in page_of_html(html, "x").text


@pytest.mark.parametrize(("depth", "read"), [(500, True), (513, False), (100_000, False)])
def test_nesting_has_a_limit_that_is_checked_before_parsing(depth: int, read: bool) -> None:
    html = "<div>" * (depth - 1) + "Nội dung" + "</div>" * (depth - 1) + "<b>hết</b>"
    if read:
        assert page_of_html(html, "x").title == "Nội dung"
    else:
        with pytest.raises(SourceTooLarge):
            page_of_html("<div>" * depth + "Nội dung", "x")


def test_attributes_have_a_limit() -> None:
    fine = "".join(f" a{i}='1'" for i in range(256))
    page_of_html(f"<p{fine}>Nội dung của trang</p>", "x")
    with pytest.raises(SourceTooLarge):
        page_of_html(f"<p{fine} b='1'>Nội dung của trang</p>", "x")
    page_of_html(f"<a href='/x?{'a=1&' * 600}'>Nội dung của trang</a>", "x")


def test_bulletin_lines_keep_ids_and_skip_what_has_no_text() -> None:
    lines = [
        b'{"id": "a-1", "title": "T", "text": "Sign In\\nT\\n15:51 15/12/2023\\nN\xe1\xbb\x99i dung."}',
        b'{"id": "a-2", "title": "T"}',
        b"",
        b'{"id": "a/3", "text": "x"}',
        b"[1, 2]",
        b'{"text": "x"',
        b'{"text": "Kh\xc3\xb4ng m\xc3\xa3"}',
    ]
    outcomes = list(read_lines(Source("x.jsonl", b"\n".join(lines))))
    assert [type(outcome) for outcome in outcomes] == [Read, Skipped, Unread, Unread, Unread, Read]
    first = outcomes[0]
    assert isinstance(first, Read)
    assert (first.page.id, first.page.title, first.page.text) == ("a-1", "T", "Nội dung.")
    assert first.page.published == "2023-12-15T15:51"
    assert isinstance(outcomes[2], Unread) and "a/3" in str(outcomes[2].error)


def test_a_damaged_archive_of_lines_is_reported() -> None:
    with pytest.raises(ReadingError):
        list(read_lines(Source("x.jsonl.gz", b"\x1f\x8b\x08\x00garbage of all kinds")))


def test_a_walk_takes_what_readers_know_in_one_order(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.html",
        "README.md",
        "README.txt",
        ".ẩn.txt",
        "x.psd",
        "gold/g.txt",
        "Đ/c.docx",
        "Đ/gold.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "vòng").symlink_to(tmp_path)
    assert [found.relative for found in walk([tmp_path], is_known)] == ["a.html", "b.txt", "Đ/c.docx", "Đ/gold.txt"]


def test_every_reader_loads_and_owns_its_suffixes() -> None:
    assert len(suffixes()) == len(set(suffixes()))
    for reader in READERS:
        assert callable(reader.load())


@pytest.mark.parametrize(
    ("name", "data", "reader"),
    [
        ("x.txt", b"%PDF-1.7", "pdf"),
        ("x.doc", b"{\\rtf1", "rtf"),
        ("x.doc", b"PK\x03\x04" + b"\0" * 300, "docx"),
        ("x.doc", b"<html><body>", "html"),
        ("x.xyz", b"\xd0\xcf\x11\xe0", "doc"),
    ],
)
def test_the_first_bytes_count_more_than_the_name(name: str, data: bytes, reader: str) -> None:
    assert reader_for(Source(name, data)).name == reader


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadingError):
        load(tmp_path)
    with pytest.raises(ReadingError):
        load(Path("/dev/zero"))


@pytest.mark.parametrize("word", ["nghiêng", "Quyết", "khuỷu", "ỦY", "gì", "giếng", "xoong", "uỵch"])
def test_syllables_of_the_language(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["®Êt", "strength", "nguyêễn", "zalo", "wifi", "áâ"])
def test_what_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_the_share_of_vietnamese_tells_text_from_garbage(project: Path) -> None:
    seed = (project / "corpus/bulletins/phu-tan-2023-12-15.txt").read_text("utf-8")
    assert vietnamese_share(seed) > 0.97
    assert vietnamese_share("Qrtx wkhn zzpl fdgh 123 mnbv lkjh") < 0.5
