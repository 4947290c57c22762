"""Document numbers: every shape of number and symbol, what is none, the key, and what stands beside."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path

import pytest

from indexer.bulletin import Bulletin, DocumentNumber, Facts, Page
from indexer.extraction.dates.find import find_dates
from indexer.extraction.document_numbers.find import find_document_numbers, looks_like_number, number_key
from indexer.reading.compose import compose


def numbers(text: str, published: str = "2019-05-20") -> tuple[DocumentNumber, ...]:
    bulletin = compose(Page("Bản tin", text, published=published), "x")
    found = find_document_numbers(bulletin, find_dates(bulletin, Facts())).document_numbers
    assert all(bulletin.text[n.start : n.end] == n.text for n in found)
    return found


SHAPES = [
    ("Chỉ thị số 03/CT-TTg ngày 03/02/2016", ["03/CT-TTg"]),
    ("Nghị quyết số 12-NQ/HU", ["12-NQ/HU"]),
    ("Chương trình 08-CTr/TU", ["08-CTr/TU"]),
    ("Nghị quyết số 15/2008/QH12", ["15/2008/QH12"]),
    ("Nghị định 102/2009/NĐ – CP", ["102/2009/NĐ – CP"]),
    ("Chỉ thị số 42 -\nCT/TW, ngày 24/3/2020", ["42 - CT/TW"]),
    ("số: 45 /BC-UBND", ["45 /BC-UBND"]),
    ("Số: 1752 /STTTT-TrT", ["1752 /STTTT-TrT"]),
    ("Công văn số 123/STTTT-BCVT", ["123/STTTT-BCVT"]),
    ("Quyết định 16/2013/NQ-HĐND và 534/QĐ-\nHNBVN", ["16/2013/NQ-HĐND", "534/QĐ- HNBVN"]),
    ("Thông tư liên tịch số 134/2013/TTLT - BTC - BLĐTBXH", ["134/2013/TTLT - BTC - BLĐTBXH"]),
    ("Công văn số 277/BTTTT-PTTHamp;TTĐT về", ["277/BTTTT-PTTHamp;TTĐT"]),
    ("Nghị định số 43/2011/NĐ ndash; CP", ["43/2011/NĐ ndash; CP"]),
    ("Kế hoạch số 1988/KHLN: TTTT-GDĐT-BĐHN", ["1988/KHLN: TTTT-GDĐT-BĐHN"]),
    ("Quyết định số 1136-QĐNS/TW", ["1136-QĐNS/TW"]),
    ("Kế hoạch số 94A-KH/TU", ["94A-KH/TU"]),
    ("Nghị định số 72/2013NĐ-CP", ["72/2013NĐ-CP"]),
    ("Công văn số 1956/STTTT-BCXBTTv/v tăng cường", ["1956/STTTT-BCXBTT"]),
    ("Nghị quyết số 66.18/2026/NQ-CP", ["66.18/2026/NQ-CP"]),
    ("Nghị quyết số 10/NQ-TT HĐND", ["10/NQ-TT HĐND"]),
    ("Nghị định 36-CP về quản lý pháo", ["36-CP"]),
    ("Kế hoạch số 12/KH-UBND - Hà Nội", ["12/KH-UBND"]),
    ("Kế hoạch số 41/KH-BCĐ 389/TP về hàng giả", ["41/KH-BCĐ 389/TP"]),
    ("Báo cáo số 9/BC-BCĐ ATVSLĐ-PCCN của huyện", ["9/BC-BCĐ ATVSLĐ-PCCN"]),
    ("Kế hoạch số 5/KH-BCĐ 24/3/2016 của huyện", ["5/KH-BCĐ"]),
    ("Thông tư số 8/2010/TTLT-BTC-BLĐTB;XH", ["8/2010/TTLT-BTC-BLĐTB;XH"]),
    ("Chương trình số 06 CTr/HU của Huyện ủy", ["06 CTr/HU"]),
    ("Huyện có 12 KH/HU và nhiều văn bản", []),
]


@pytest.mark.parametrize(("text", "expected"), SHAPES)
def test_each_shape_is_read(text: str, expected: list[str]) -> None:
    """A number with a symbol is found, however blanks and dashes fell, and kept as written on one line."""
    assert [n.number for n in numbers(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "đạt 15/16 chỉ tiêu, 24/24h",
        "Hội nghị “Hà Nội 2016 - Hợp tác Đầu tư và Phát triển”",
        "lần thứ 42 - Vì hòa bình",
        "Ban Chỉ đạo 130/TP, Ban Chỉ đạo 138/CP",
        "QCVN 42:2011/BTTTT",
        "phòng 5-Cục C47-BCA",
        "biểu mẫu số 01/BC-DN",
        "quy trình QT-01-TrT",
        "Chỉ thị số 05 của Bộ Chính trị",
        "Điều 7 - Nguyên tắc chung",
        "Quốc lộ 5 - Cầu Thanh Trì",
    ],
)
def test_what_is_no_number_of_a_document(text: str) -> None:
    """Titles of events, committees, standards, forms and rooms are not document numbers."""
    assert numbers(text) == ()


KEYS = [
    ("08 – Ctr/TU", "8-CTR/TU"),
    ("08-CTr/TU", "8-CTR/TU"),
    ("102/2009/NĐ – CP", "102/2009/NĐ-CP"),
    ("45 /BC-UBND", "45/BC-UBND"),
    ("277/BTTTT-PTTHamp;TTĐT", "277/BTTTT-PTTH&TTĐT"),
    ("30/QÐ-STTTT", "30/QĐ-STTTT"),
    ("8/2010/TTLT-BTC-BLĐTB;XH", "8/2010/TTLT-BTC-BLĐTB&XH"),
]


@pytest.mark.parametrize(("written", "key"), KEYS)
def test_the_key_evens_blanks_dashes_and_case(written: str, key: str) -> None:
    """Two ways of writing one number have one key."""
    assert number_key(written) == key


@pytest.mark.parametrize("typed", ["03/ct-ttg", "12-NQ/HU", " 42/2014/QĐ-TTg ", "102/2009/NĐ – CP"])
def test_a_typed_number_is_recognised(typed: str) -> None:
    """A search box knows a number in any case."""
    assert looks_like_number(typed)


@pytest.mark.parametrize(
    "typed", ["nông thôn mới", "15/16 chỉ tiêu", "6/9", "03/CT-TTg phòng chống thiên tai", "", "x" * 5000]
)
def test_other_words_are_not_taken_for_a_number(typed: str) -> None:
    """Words, dates and a number among words are no number."""
    assert not looks_like_number(typed)


def test_kind_date_and_issuer_stand_beside() -> None:
    """The kind before the number, the date and the issuer after it are read."""
    (one,) = numbers("Thực hiện Chỉ thị số 12/CT-BCT ngày\n21/10/2018 của Bộ Công thương về bình ổn thị trường")
    assert (one.type, one.issued, one.issuer) == ("chỉ thị", "2018-10-21", "Bộ Công thương")


def test_the_code_tells_kind_and_issuer_when_no_words_do() -> None:
    """A bare number still says what it is: its code is written in it."""
    one, two = numbers("theo 42/2014/QĐ-TTg; xem 9042/UBND-CT")
    assert (one.type, one.issuer) == ("quyết định", "Thủ tướng Chính phủ")
    assert (two.type, two.issuer, two.issued) == ("công văn", "Ủy ban nhân dân", None)


def test_registered_numbers_are_recognised(shared: Path) -> None:
    """Of the department's register of documents, 98 in a hundred numbers are known as such when typed."""
    path = shared / "data" / "texts" / "sotttt_document_register.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        registered = [json.loads(line)["number"] for line in lines]
    known = [number for number in registered if looks_like_number(number)]
    assert len(known) / len(registered) >= 0.98


def test_hostile_symbols_cost_little() -> None:
    """A hundred thousand characters of near-numbers are read in linear time."""
    for unit in ("1/A-", "12/KH-UBND - ", "1-NQ/", "9/2014/QĐ - ", "1/A&"):
        text = unit * (100_000 // len(unit))
        began = time.process_time()
        find_document_numbers(Bulletin("x", "", text), Facts())
        assert time.process_time() - began < 1.5, unit
