"""Whom a few words mean: a name, a short name, a post, "đồng chí", "bà"."""

from __future__ import annotations

import pytest

from indexer.bulletin import Bulletin, Facts
from indexer.extraction.lexicon import rows
from indexer.extraction.officials.find import find_officials
from indexer.extraction.officials.roles import ORDER, who

TEXT = (
    "Dự hội nghị có các đồng chí: Nguyễn Phương Bắc, Bí thư Huyện ủy; Võ Thị Ngọc Hân, Phó Bí thư Huyện ủy, Chủ "
    "tịch Hội đồng nhân dân huyện; Trần Văn Hòa, Chủ tịch UBND huyện; Lê Minh Tâm, Giám đốc Sở Nội vụ.\n"
    "Phát biểu tại đây, đồng chí Trần Văn Hòa báo cáo kết quả. Kết luận, đồng chí Nguyễn Phương Bắc yêu cầu các xã.\n"
)
OFFICIALS = find_officials(Bulletin("x", "", TEXT), Facts()).officials

CASES = [
    ("đồng chí Trần Văn Hòa", "Trần Văn Hòa", "the name in full"),
    ("đồng chí\nTrần Văn Hoà", "Trần Văn Hòa", "a broken line and the other tone placement"),
    ("đồng chí Bắc", "Nguyễn Phương Bắc", "a short name"),
    ("bà Hân", "Võ Thị Ngọc Hân", "a short name behind bà"),
    ("Bí thư Huyện ủy", "Nguyễn Phương Bắc", "a post"),
    ("Đồng chí Bí thư Huyện ủy", "Nguyễn Phương Bắc", "a post behind đồng chí"),
    ("Chủ tịch Ủy ban nhân dân huyện", "Trần Văn Hòa", "the post in full for its abbreviation"),
    ("Chủ tịch UBND huyện", "Trần Văn Hòa", "one chairman of two"),
    ("Chủ tịch HĐND huyện", "Võ Thị Ngọc Hân", "the other chairman"),
    ("Giám đốc Sở", "Lê Minh Tâm", "the body with an ellipsis"),
    ("đồng chí", "Nguyễn Phương Bắc", "who was named last"),
    ("Đồng chí", "Nguyễn Phương Bắc", "the same at the start of a sentence"),
    ("ông", "Nguyễn Phương Bắc", "a man"),
    ("bà", "Võ Thị Ngọc Hân", "a woman: not Trần Văn Hòa, named later"),
    ("Giám đốc Công an tỉnh", None, "a post that nobody holds"),
    ("Ban Thường vụ Huyện ủy", None, "a body is no person"),
    ("các xã, thị trấn", None, "no person at all"),
    ("", None, "nothing"),
]


@pytest.mark.parametrize(("words", "name"), [case[:2] for case in CASES], ids=[case[2] for case in CASES])
def test_words_lead_to_the_person(words: str, name: str | None) -> None:
    """A name decides, then a post, then who was named last; nobody is guessed for a post that nobody holds."""
    officials = [o for o in OFFICIALS if words != "bà" or o.name not in ("Nguyễn Phương Bắc", "Lê Minh Tâm")]
    found = who(words, len(TEXT), officials)
    assert (found.name if found else None) == name


def test_the_place_decides_between_two() -> None:
    """Behind the report of Trần Văn Hòa, "đồng chí" is he; later it is who spoke last."""
    at = TEXT.index("Kết luận")
    found = who("đồng chí", at, OFFICIALS)
    assert found is not None and found.name == "Trần Văn Hòa"


def test_nobody_is_meant_where_nobody_is_named() -> None:
    """Without officials there is no answer."""
    assert who("đồng chí", 5, ()) is None


def test_the_table_of_roles_knows_only_roles() -> None:
    """Each row of roles.tsv gives a side and a role that exist."""
    assert {row[1] for row in rows("roles")} == {"before", "after"}
    assert {row[2] for row in rows("roles")} <= set(ORDER)
