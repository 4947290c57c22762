"""Forms for matching: one tone placement, and no marks at all."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.fold import even_tones, fold, has_marks, match_form

MATCHING = [
    ("hoà", "hòa", "open oa"),
    ("khoẻ", "khỏe", "open oe"),
    ("thuỷ", "thủy", "open uy"),
    ("UỶ", "ủy", "capitals"),
    ("hoàn", "hoàn", "a closed syllable has one placement only"),
    ("huynh", "huynh", "closed uynh"),
    ("quý", "quý", "after q the u belongs to it"),
    ("Quỳ", "quỳ", "after a capital Q as well"),
    ("Warszawa", "warszawa", "a foreign name stays as it is"),
    ("Zoë", "zoë", "no Vietnamese tone, no change"),
    ("A\u0302n", "ân", "marks that stand apart are joined"),
]


@pytest.mark.parametrize(("text", "expected", "remark"), MATCHING, ids=[row[2] for row in MATCHING])
def test_match_form(text: str, expected: str, remark: str) -> None:
    """Each token of the table is matched under this form."""
    assert match_form(text) == expected


FOLDED = [
    ("Đường", "duong", "đ and the horn"),
    ("ƯU", "uu", "capital horn"),
    ("nghị", "nghi", "a dot below"),
    ("UBND", "ubnd", "an abbreviation"),
    ("05", "05", "digits"),
    ("crème", "creme", "a foreign mark goes too"),
]


@pytest.mark.parametrize(("text", "expected", "remark"), FOLDED, ids=[row[2] for row in FOLDED])
def test_fold(text: str, expected: str, remark: str) -> None:
    """Each token of the table folds to this, in NFC and in NFD."""
    assert fold(text) == expected
    assert fold(unicodedata.normalize("NFD", text)) == expected


VIETNAMESE = st.text(alphabet="abcdđeghiklmnopqrstuvxyăâêôơưạảãáàệếềểễộợởựữýỳỷỹỵÀÁẢÃẠĐỀỘ", max_size=12)


@given(VIETNAMESE)
def test_forms_are_idempotent_and_nested(text: str) -> None:
    """Folding and matching twice changes nothing, and what matches with marks matches without them."""
    assert fold(fold(text)) == fold(text)
    assert match_form(match_form(text)) == match_form(text)
    assert fold(match_form(text)) == fold(text)


@given(VIETNAMESE)
def test_composed_and_decomposed_match(text: str) -> None:
    """NFC and NFD of a token have the same forms."""
    apart = unicodedata.normalize("NFD", text)
    assert match_form(apart) == match_form(unicodedata.normalize("NFC", text))
    assert fold(apart) == fold(text)


@given(st.text(max_size=40))
def test_evening_tones_moves_nothing(text: str) -> None:
    """One tone placement, the same length and the same case: offsets into the text stay right."""
    evened = even_tones(text)
    assert len(evened) == len(text)
    assert [char.isupper() for char in evened] == [char.isupper() for char in text]
    assert even_tones(evened) == evened


@pytest.mark.parametrize(("text", "marks"), [("phu tan", False), ("phú tan", True), ("ĐN", True), ("A05", False)])
def test_has_marks(text: str, marks: bool) -> None:
    """A text typed without diacritics is told from one with any."""
    assert has_marks(text) is marks
