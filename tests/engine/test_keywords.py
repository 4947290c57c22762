"""Which labels a value selects."""

from __future__ import annotations

import unicodedata

import pytest

from indexer.engine.keywords import folded, same

CASES = [
    ("the label itself", "Nguyễn Văn Hoà", "Nguyễn Văn Hoà", True),
    ("the other tone placement", "Nguyễn Văn Hòa", "Nguyễn Văn Hoà", True),
    ("any case", "NGUYỄN VĂN HÒA", "Nguyễn Văn Hoà", True),
    ("blanks of any number", " nguyễn  văn hòa ", "Nguyễn Văn Hoà", True),
    ("decomposed marks", unicodedata.normalize("NFD", "Nguyễn Văn Hòa"), "Nguyễn Văn Hoà", True),
    ("typed without marks", "nguyen van hoa", "Nguyễn Văn Hoà", True),
    ("without marks, d for đ", "do thi diem", "Đỗ Thị Điểm", True),
    ("other marks are another name", "Nguyễn Văn Hóa", "Nguyễn Văn Hoà", False),
    ("some marks are marks", "Nguyễn Van Hoa", "Nguyễn Văn Hoà", False),
    ("a mark too many", "Pham Quý", "Pham Quy", False),
    ("a part is not the whole", "nguyen van", "Nguyễn Văn Hoà", False),
    ("q + uý has one form", "Phạm Quý", "Phạm Qúy", False),
]


@pytest.mark.parametrize(("remark", "value", "label", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_value_selects_a_label(remark: str, value: str, label: str, expected: bool) -> None:
    """As the remark says."""
    assert same(value, label) is expected, remark


def test_labels_that_mean_the_same_have_one_folded_form() -> None:
    """That is how engines find them."""
    assert {folded(label) for _, value, label, expected in CASES for label in (value, label) if expected} == {
        "nguyen van hoa",
        "do thi diem",
    }
