"""Did you mean and completion: only of what has results, never for numbers or acronyms."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.memory import MemoryEngine
from indexer.query.suggest import complete, did_you_mean
from indexer.query.telex import decoded
from tests.query.small import ids, small_engine

TEXTS = [
    "Nghị quyết về nông thôn mới\n\nHuyện ủy ban hành nghị quyết về nông thôn mới ở Việt Nam.",
    "Tuyên truyền\n\nTuyên truyền chương trình chuyển đổi số qua internet và facebook.",
    "Nghị quyết 05-NQ/HU\n\nUBND huyện triển khai nghị quyết, công nghệ thông tin, chương trình nông thôn.",
]


@pytest.fixture(scope="module")
def engine() -> MemoryEngine:
    return small_engine(TEXTS)


SLIPS = [
    ("nghị quyêt", "nghị quyết", "a missing tone"),
    ("nghị quyềt", "nghị quyết", "a wrong tone"),
    ("Nghị Quyêt", "Nghị Quyết", "capitals are kept"),
    ("nghij quyeets", "nghị quyết", "keys of Telex"),
    ("vie65t nam", "việt nam", "keys of VNI"),
    ("ddooir số", "đổi số", "doubled keys"),
    ("tuyên truyềm", "tuyên truyền", "a neighbouring letter"),
    ("chương tirnh", "chương trình", "two letters swapped"),
    ("facebok", "facebook", "a missing letter"),
    ("nghi quyett nong thon", "nghi quyet nong thon", "a letter too many, typed without marks"),
    ("nghi quyet thnog tin", "nghi quyet thong tin", "swapped letters, typed without marks"),
]


@pytest.mark.parametrize(("typed", "meant", "remark"), SLIPS, ids=[row[2] for row in SLIPS])
def test_slips_of_typing(engine: MemoryEngine, typed: str, meant: str, remark: str) -> None:
    """Each slip of the table is understood, and what is suggested has results."""
    assert did_you_mean(typed, engine) == meant
    assert ids(engine, meant)


NO_SLIPS = [
    ("nghị quyết", "a query that is right"),
    ("nong thon moi", "a query without marks that is right"),
    ("05-NQ/HV", "a document number"),
    ("2099", "a number"),
    ("UBMD", "an acronym"),
    ("kho", "a short word with one letter off"),
    ("xyzzy", "nothing near"),
    ('"nghị quyêt"', "a quotation is meant as it stands"),
    ("", "nothing typed"),
    ("a" * 3000, "over a limit"),
]


@pytest.mark.parametrize(("typed", "remark"), NO_SLIPS, ids=[row[1] for row in NO_SLIPS])
def test_nothing_is_suggested(engine: MemoryEngine, typed: str, remark: str) -> None:
    """No suggestion where there is no slip, or where it cannot be told."""
    assert did_you_mean(typed, engine) is None


COMPLETIONS = [
    ("ngh", "nghị quyết", "the start of a word"),
    ("nghị q", "nghị quyết", "two syllables"),
    ("nghi q", "nghị quyết", "typed without marks"),
    ("triển khai nghị q", "triển khai nghị quyết", "behind other words"),
    ("chuyển đổi s", "chuyển đổi số", "the next syllable"),
]


@pytest.mark.parametrize(("typed", "expected", "remark"), COMPLETIONS, ids=[row[2] for row in COMPLETIONS])
def test_completes(engine: MemoryEngine, typed: str, expected: str, remark: str) -> None:
    """Each beginning of the table is completed so, among others."""
    assert expected in complete(typed, engine)


@pytest.mark.parametrize("typed", ["", " ", "n", '"nghị q', "official:Ng", "x" * 5000, "nghị zzz"])
def test_completes_nothing(engine: MemoryEngine, typed: str) -> None:
    """Nothing to go on from, or operators: no completion."""
    assert complete(typed, engine) == []


def test_a_wrong_mark_is_not_completed(engine: MemoryEngine) -> None:
    """Who typed "nghỉ q" did not mean "nghị quyết"."""
    assert "nghị quyết" not in complete("nghỉ q", engine)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="nghịquyếtôm thới05-", max_size=20))
def test_completions_have_results(typed: str) -> None:
    """Whatever was typed: each completion finds something, at most as many as asked for, none twice."""
    engine = ENGINE
    found = complete(typed, engine, limit=4)
    assert len(found) == len(set(found)) <= 4
    assert all(ids(engine, text) for text in found)


ENGINE = small_engine(TEXTS)

KEYS = [
    ("vieejt", "việt"),
    ("vie65t", "việt"),
    ("ddaf", "đà"),
    ("dda", "đa"),
    ("nghij", "nghị"),
    ("huowngs", "hướng"),
    ("huyeenj", "huyện"),
    ("d9a2", "đà"),
    ("thu3y", "thủy"),
    ("quys", "quý"),
    ("giaf", "già"),
    ("nongo", "nông"),
]


@pytest.mark.parametrize(("keys", "word"), KEYS)
def test_keys_of_input_methods(keys: str, word: str) -> None:
    """The keys of Telex and VNI stand for these words."""
    assert word in decoded(keys)


@pytest.mark.parametrize("word", ["việt", "05", "a", "x" * 40, "6ab"])
def test_no_keys(word: str) -> None:
    """Words with marks, numbers and giants are no keys."""
    assert decoded(word) == []


@given(st.text(max_size=14))
def test_decoding_any_text_is_safe(text: str) -> None:
    """Any text is either keys or not."""
    assert all(isinstance(word, str) for word in decoded(text))
