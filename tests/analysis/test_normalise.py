"""The one form in which texts are kept."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.normalise import clean

FORMS = [
    ("Huyện\u00a0Phú\u2003Tân", "Huyện Phú Tân", "odd blanks are blanks"),
    ("Huyện \t Phú  Tân", "Huyện Phú Tân", "runs of blanks are one"),
    ("Huye\u0323\u0302n", "Huyện", "marks that stand apart are joined"),
    ("nông\u200b thôn\ufeff mới", "nông thôn mới", "zero-width characters go"),
    ("nông\u00ad thôn", "nông thôn", "soft hyphens go"),
    ("\u00d0ảng bộ", "Đảng bộ", "the Icelandic letter becomes the Vietnamese one"),
    ("dòng một\r\ndòng hai\rdòng ba", "dòng một\ndòng hai\ndòng ba", "line ends are one kind"),
    ("một\n\n\n\nhai", "một\n\nhai", "empty lines are one"),
    ("  một  \n  hai  ", "một\nhai", "lines are trimmed"),
    ("lẻ \ud800 đôi", "lẻ \ufffd đôi", "a lone surrogate is replaced"),
    ("e" + "\u0323\u0302" * 20 + "!", "ệ" + "\u0323" * 14 + "\u0302" * 14 + "!", "of marks in a row thirty are kept"),
    ("…" * 40 + "—" * 40, "…" * 40 + "—" * 40, "signs are no marks"),
    ("\u202eđảo\u202c chiều\x00", "đảo chiều", "marks of direction and NUL go"),
]


@pytest.mark.parametrize(("text", "expected", "remark"), FORMS, ids=[row[2] for row in FORMS])
def test_clean(text: str, expected: str, remark: str) -> None:
    """Each text of the table is kept in this form."""
    assert clean(text) == expected


@given(
    st.text(
        alphabet=st.one_of(st.characters(), st.sampled_from("\u0300\u0301\u0323\u00a0\u200b\n\r\t đĐÐệ")), max_size=60
    )
)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """Cleaning is idempotent."""
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("marks", ["\u0301\u0323", "\u0323\u0301\u0331", "\u0f73"], ids=ascii)
def test_a_megabyte_of_marks_takes_no_longer_than_other_text(marks: str) -> None:
    """Python alone sorts the marks on a letter in quadratic time, for minutes."""
    started = time.process_time()
    clean("e" + marks * 300_000)
    assert time.process_time() - started < 2


@given(st.text(alphabet="aăâđeêoôơuưạảãáàệộợựỳ ĐÂ\n.,-", max_size=60))
def test_composed_and_decomposed_are_the_same(text: str) -> None:
    """NFC and NFD of a Vietnamese text give one form."""
    assert clean(unicodedata.normalize("NFD", text)) == clean(text)
