"""A query told back in words, in both languages."""

from __future__ import annotations

import pytest

from indexer.query.describe import describe
from indexer.query.parser import parse

TOLD = [
    ("", "tất cả", "everything"),
    ("bão", "có từ “bão”", "the word “bão”"),
    ("nông thôn mới", "có đủ các từ “nông thôn mới”", "all of the words “nông thôn mới”"),
    ('"nông thôn"', "đúng cụm “nông thôn”", "exactly “nông thôn”"),
    ("bão -lũ", "có từ “bão”; không có từ “lũ”", "the word “bão”; not the word “lũ”"),
    ("bão OR lũ", "có từ “bão” hoặc có từ “lũ”", "the word “bão” or the word “lũ”"),
    ("nông*", "từ bắt đầu bằng “nông”", "a word that starts with “nông”"),
    ("cán bộ:Giang", "Cán bộ có “Giang”", "Official has “Giang”"),
    ("ngày:15/12/2023", "Ngày đăng 15/12/2023", "Published 15/12/2023"),
    ("ngày:12/2023", "Ngày đăng từ 1/12/2023 đến 31/12/2023", "Published from 1/12/2023 to 31/12/2023"),
    ("ngày:2023..", "Ngày đăng từ 1/1/2023", "Published from 1/1/2023"),
    ("ngày:..2023", "Ngày đăng đến hết 31/12/2023", "Published until 31/12/2023"),
    (
        "xã (bão OR lũ)",
        "có từ “xã”; (có từ “bão” hoặc có từ “lũ”)",
        "the word “xã”; (the word “bão” or the word “lũ”)",
    ),
]


@pytest.mark.parametrize(("query", "vi", "en"), TOLD)
def test_is_told_back(query: str, vi: str, en: str) -> None:
    """Each query of the table is described so; an unknown language is Vietnamese."""
    tree = parse(query).tree
    assert describe(tree, "vi") == vi
    assert describe(tree, "en") == en
    assert describe(tree, "fr") == vi


def test_prose_is_told_apart() -> None:
    """A text that was ranked by the words that matter does not claim that all are there."""
    assert describe(parse("ai làm gì").tree, "vi", prose=True) == "gần nghĩa nhất với câu “ai làm gì”"
