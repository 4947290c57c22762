"""The terms of a text, and the abbreviations."""

from __future__ import annotations

from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import abbreviations
from indexer.analysis.analyse import analyse, analyse_many, syllables, whole
from indexer.analysis.fold import fold, match_form

SENTENCE = "Uỷ ban nhân dân huyện Phú Tân (Cà Mau) ban hành Kế hoạch số 05/KH-UBND."


def test_all_fields_of_a_sentence() -> None:
    """Syllables, folded syllables and their places run in parallel; words are pyvi's, pairs overlap."""
    found = analyse(SENTENCE)
    assert found.syllable[:6] == ["ủy", "ban", "nhân", "dân", "huyện", "phú"]
    assert found.folded[-4:] == ["so", "05", "kh", "ubnd"]
    assert "ủy_ban" in found.word
    assert found.pair[:2] == ["uy_ban", "ban_nhan"]
    assert [SENTENCE[start:end] for start, end in found.offsets][:2] == ["Uỷ", "ban"]
    assert len(found.syllable) == len(found.folded) == len(found.offsets) == len(found.pair) + 1


@given(st.text(max_size=80))
def test_offsets_point_at_what_they_say(text: str) -> None:
    """Each syllable's place holds it, in any text."""
    found = analyse(text)
    for term, plain, (start, end) in zip(found.syllable, found.folded, found.offsets, strict=True):
        assert match_form(text[start:end]) == term
        assert fold(text[start:end]) == plain


def test_many_texts_at_once_are_the_same_texts() -> None:
    """A batch gives what each text gives alone, empty ones and lines included."""
    texts = [SENTENCE, "", "một\nhai\n\nba", "Đồng chí Bí thư Huyện ủy"]
    assert analyse_many(texts) == [analyse(text) for text in texts]


def test_tone_placement_does_not_change_words() -> None:
    """The words of "hoà bình, uỷ ban" are those of "hòa bình, ủy ban"."""
    assert analyse("Uỷ ban tỉnh Hoà Bình khoẻ").word == analyse("Ủy ban tỉnh Hòa Bình khỏe").word


def test_a_giant_run_is_cut() -> None:
    """A run of 200 letters becomes tokens of at most 64."""
    assert [len(token.text) for token in syllables("a" * 200)] == [64, 64, 64, 8]


def test_a_whole_title_is_one_term() -> None:
    """The term of a whole title depends on all its syllables and their order, and cannot be typed."""
    assert whole(["nong", "thon"]) != whole(["thon", "nong"])
    assert whole(["nong", "thon"]).startswith("=")


def rows(package: str, name: str) -> list[str]:
    return resources.files(package).joinpath(name).read_text("utf-8").splitlines()[1:]


@pytest.mark.parametrize(
    ("package", "name"),
    [("indexer.analysis", "abbreviations.tsv"), ("indexer.query", "function_words.tsv")],
)
def test_lists_are_sorted_and_unique(package: str, name: str) -> None:
    """A list of the world is sorted by code points, without repetition, two columns a row."""
    found = rows(package, name)
    assert found == sorted(set(found))
    assert all(len(row.split("\t")) == 2 for row in found)


ABBREVIATIONS = [
    ("UBND", "ủy ban nhân dân"),
    ("ubnd", "ủy ban nhân dân"),
    ("HĐND", "hội đồng nhân dân"),
    ("hdnd", "hội đồng nhân dân"),
    ("MTTQ", "mặt trận tổ quốc"),
    ("BTV", "ban thường vụ"),
    ("NTM", "nông thôn mới"),
    ("TW", "trung ương"),
    ("T.Ư", "trung ương"),
    ("đ/c", "đồng chí"),
    ("Đ/C", "đồng chí"),
    ("CNTT", "công nghệ thông tin"),
    ("TT&TT", "thông tin và truyền thông"),
    ("TU", "tỉnh ủy"),
    ("HU", "huyện ủy"),
    ("GPMB", "giải phóng mặt bằng"),
]


@pytest.mark.parametrize(("short", "long"), ABBREVIATIONS)
def test_abbreviations_work_both_ways(short: str, long: str) -> None:
    """A short form stands for its long form, and the long form, marked or not, for the short one."""
    assert abbreviations.forms_of(long) in {row.long for row in abbreviations.of_short(short)}
    forms = abbreviations.forms_of(long)
    assert abbreviations.of_long(forms) == abbreviations.of_long(tuple(map(fold, forms))) != ()


@pytest.mark.parametrize("word", ["tu", "hu", "ca", "nông", "ubmd"])
def test_plain_words_are_no_abbreviations(word: str) -> None:
    """A syllable in lower case is not taken for the abbreviation it looks like."""
    assert abbreviations.of_short(word) == ()


def test_ambiguous_short_forms_are_not_looked_for() -> None:
    """Who asks for "huyện ủy" does not get every text with the syllable "hu"."""
    assert all(row.short != "HU" for row in abbreviations.shorts_of(abbreviations.forms_of("huyện ủy")))
