"""The words are pyvi's, in both forms, whatever the text; and they cost little, whatever the text."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.analysis import pyvi_batch, pyvi_model, pyvi_tables
from indexer.analysis import segment as module
from indexer.analysis.segment import Span, fingerprint, segment
from tests.campaigns.segment import PIECES, differences, in_both_forms, odd_strings, shared_lines

SENTENCE = "Đồng chí Bí thư Huyện ủy Phú Tân yêu cầu UBND huyện hoàn thành trước ngày 30/6/2024."

# A line and its words; the remark says what is seen in it.
WORDS = [
    ("Đồng chí Bí thư Huyện ủy", ["Đồng chí", "Bí thư", "Huyện ủy"]),
    ("Cà Mau, ngày 05/01/2024", ["Cà Mau", ",", "ngày", "05", "/", "01", "/", "2024"]),  # dates are split
    ("Chỉ thị số 12/CT-UBND", ["Chỉ thị", "số", "12", "/", "CT", "-", "UBND"]),  # and document numbers
    ("a_b _ c", ["a_b", "_", "c"]),  # an underscore of the text is no glue
    (
        "Gửi về x@y.gov.vn hoặc http://phutan.gov.vn/a,b",
        ["Gửi", "về", "x@y.gov.vn", "hoặc", "http://phutan.gov.vn/a,b"],
    ),
    ("nông thôn\xa0mới", ["nông thôn", "mới"]),  # a no-break blank is a blank
    ("nông  thôn", ["nông  thôn"]),  # a span holds the blanks inside its word
    ("kinh tê\u0301 xã hội", ["kinh tê\u0301", "xã hội"]),  # offsets are those of the text as given
    ("nông\nthôn", ["nông", "thôn"]),
    ("đ\u200bồng", ["đ", "\u200b", "ồng"]),
    ("", []),
    (" \t\xa0", []),
]


def texts(line: str, spans: list[Span]) -> list[str]:
    return [line[start:end] for start, end in spans]


@pytest.mark.parametrize(("line", "words"), WORDS)
def test_words_are_those_one_expects(line: str, words: list[str]) -> None:
    """Each line of the table has exactly its words, in both forms."""
    for spans in in_both_forms([line]):
        assert texts(line, spans[0]) == words


def test_shared_lines_have_the_words_of_pyvi(shared: Path) -> None:
    """3,000 lines drawn from all shared data are cut as pyvi cuts them, in both forms."""
    lines = random.Random(5).sample([*shared_lines(shared)], 3_000)
    for found in in_both_forms(lines):
        assert [*differences(lines, found)] == []


def test_odd_strings_have_the_words_of_pyvi() -> None:
    """Damaged lines and strings of difficult pieces are cut as pyvi cuts them, in both forms."""
    lines = [*odd_strings(7, 4_000, [line for line, _ in WORDS] + [SENTENCE])]
    for found in in_both_forms(lines):
        assert [*differences(lines, found)] == []


ANYTHING = st.sampled_from([*PIECES, " ", *SENTENCE.split()]) | st.characters(exclude_categories=["Cs"])


@given(st.lists(ANYTHING, max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
@example("\u0958 ủy")  # composing makes two syllables of the first letter
@example("\u1100\u1161\u11a8")
@example("a\u0f73\u0323")
@example("1_1a1_1a://b@c.d")
@example("word.lower():\0")
def test_any_line_has_the_words_of_pyvi(line: str) -> None:
    """Whatever the characters, the words are pyvi's."""
    for found in in_both_forms([line]):
        assert [*differences([line], found)] == []


@given(st.text(st.characters() | st.sampled_from("aủ _-+@.:/\n\ud800\u0301\u1161"), max_size=60))
@settings(max_examples=300, deadline=None)
def test_spans_cover_every_character_that_is_not_blank_once_and_in_order(line: str) -> None:
    """Also with lone surrogates, on which pyvi fails."""
    for (spans,) in in_both_forms([line]):
        assert all(start < end for start, end in spans)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))
        covered = {at for start, end in spans for at in range(start, end)}
        assert {at for at, letter in enumerate(line) if not letter.isspace()} <= covered
        assert all(word == word.strip() for word in texts(line, spans))


def test_lines_do_not_touch_each_other() -> None:
    """A line has the same words alone and between others, long, empty or with a line break inside."""
    lines = ["nông thôn", "", "mới", SENTENCE * 40, "xã\nhội", " ", "chủ nghĩa", "\u0958 ủy"]
    alone = [segment([line])[0] for line in lines]
    for together in in_both_forms(lines):
        assert together == alone


# ---- the paths that ordinary text seldom takes


@pytest.fixture
def fresh() -> Iterator[None]:
    """Let the test change what the forms are made of; afterwards they are made anew."""
    yield
    module._light.cache_clear()
    pyvi_batch._threads.__dict__.clear()


def test_a_line_decided_in_crfsuite_s_order_has_the_same_words(monkeypatch: pytest.MonkeyPatch, fresh: None) -> None:
    """Where every lead counts as too near to a limit, every line is decided that way."""
    expected = segment([SENTENCE])
    monkeypatch.setattr(module, "TIE", 1e3)
    monkeypatch.setattr(pyvi_batch, "TIE", 1e3)
    model = pyvi_model.load()
    assert model is not None
    assert pyvi_batch.segment_batch(model, [SENTENCE]) == [None]
    assert list(in_both_forms([SENTENCE])) == [expected, expected]


def test_labels_by_the_recurrence_are_those_of_crfsuite_s_order() -> None:
    """The two ways to the labels agree on every line of the odd ones that is not tied."""
    light = module._light()
    assert light is not None
    agreed = 0
    for line in odd_strings(11, 1_500, [SENTENCE]):
        if parts := line.replace("\n", " ").split():
            row = light.row(line, parts, True)
            labels = light.labels(row)
            assert labels is None or labels == light.decode(row)
            agreed += labels is not None
    assert agreed > 1_000


def test_caches_are_bounded_and_what_they_forget_changes_nothing(monkeypatch: pytest.MonkeyPatch, fresh: None) -> None:
    """With room for 50 entries 2,000 lines have the same words, and no cache holds more."""
    lines = [*odd_strings(3, 2_000, [SENTENCE])]
    expected = segment(lines)
    module._light.cache_clear()
    pyvi_batch._threads.__dict__.clear()
    monkeypatch.setattr(module, "KEPT", 50)
    monkeypatch.setattr(pyvi_batch, "KEPT", 50)
    monkeypatch.setattr(pyvi_batch, "BATCH", 500)
    assert list(in_both_forms(lines)) == [expected, expected]
    light = module._light()
    assert light is not None
    assert max(len(light._links), len(light._chunks), len(light._firsts)) <= 50
    assert len(pyvi_batch._threads.tables.chunks) <= 50


# Texts without blanks that would be taken for one another if their keys held a letter less.
ALIKE = [
    "nghiêng",
    "nghiêng,",
    "nghiêng,,",
    "nghiêng,.",
    "nghiên☃",
    "nghiên☁",
    "nghiê☃g",
    "\x00",
    "\x00\x00",
    "\xff",
    "☃",
]
ALIKE += [
    "12345678",
    "123456789",
    "1234567.",
    "1234567.8",
    "A.B.C.D.",
    "A.B.C.D.E",
    "-",
    "--",
    "---------",
    "\U00020000",
]


@pytest.mark.parametrize("slots", [1, 3, pyvi_tables.SLOTS_LOG])
def test_texts_that_are_alike_are_told_apart(slots: int, monkeypatch: pytest.MonkeyPatch, fresh: None) -> None:
    """Seen in any order, longer than a key, of letters that have no byte, or with two slots or eight for all keys."""
    monkeypatch.setattr(pyvi_tables, "SLOTS_LOG", slots)
    pyvi_batch._threads.__dict__.clear()
    dice = random.Random(13)
    lines = [" ".join(dice.choices([*ALIKE, *SENTENCE.split()], k=6)) for _ in range(1_500)]
    for part in (lines[:1], lines[1:20], lines):
        light, batch = in_both_forms(part)
        assert batch == light
    assert [*differences(lines, batch)] == []


def test_every_letter_of_a_key_has_a_byte_of_its_own() -> None:
    """One of 1 to 254: 0 is a blank and 255 all other letters, and no letter occurs twice."""
    assert len(set(pyvi_tables.LETTERS)) == len(pyvi_tables.LETTERS) <= 254
    assert not any(letter.isspace() for letter in pyvi_tables.LETTERS)


REPEATED = ["-", "+", "a", "1.", "1_1a", "a@", "a.a@b.", "x@y.vn,", "a://", ".://", "A.", "a ", "\n"]
REPEATED += ["\u0301\u0323", "e\u0323\u0302", "\u1100\u1161", "\u0f73"]


@pytest.mark.parametrize("piece", REPEATED, ids=ascii)
def test_time_grows_as_the_text_does(piece: str) -> None:
    """Eight times the text takes about eight times as long; were it quadratic, it would take 64 times."""

    def clock(size: int) -> float:
        text, least = (piece * size)[:size], float("inf")
        for _ in range(3):
            start = time.process_time()
            segment([text])
            least = min(least, time.process_time() - start)
        return least

    clock(1_000)
    assert clock(80_000) < 25 * clock(10_000) + 0.02


# ---- the process


def run(program: str, **environment: str) -> str:
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-W", "error", "-c", program]
    done = subprocess.run(command, cwd=root, env=os.environ | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_query_loads_neither_pyvi_nor_what_it_needs() -> None:
    """The model is read from pyvi's files; pyvi, scikit-learn and numpy stay out of the process."""
    program = (
        "import sys; from indexer.analysis.segment import segment, fingerprint; fingerprint(); segment(['nông thôn']);"
        "print(sorted({'pyvi', 'sklearn', 'sklearn_crfsuite', 'pycrfsuite', 'numpy', 'scipy'} & set(sys.modules)))"
    )
    assert run(program) == "[]"


def test_importing_reads_no_file_of_pyvi() -> None:
    """The model is loaded by the first line, not by the import."""
    program = (
        "import sys; opened = []; sys.addaudithook(lambda name, args: name == 'open' and opened.append(str(args[0])));"
        "import indexer.analysis.segment; print([path for path in opened if 'pyvi3' in path or 'words.txt' in path])"
    )
    assert run(program) == "[]"


@pytest.mark.parametrize("amount", [1, 3_000])
def test_a_child_made_by_fork_and_its_parent_both_go_on(amount: int) -> None:
    """Also where the child ends first, after which pyvi itself fails in the parent."""
    program = (
        "import os; from indexer.analysis.segment import segment\n"
        f"lines = ['Ủy ban nhân dân huyện Phú Tân, tỉnh Cà Mau'] * {amount}; before = segment(lines)\n"
        "child = os.fork()\n"
        "if child == 0: os._exit(0 if segment(lines) == before else 9)\n"
        "print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), segment(lines) == before)"
    )
    assert run(program) == "0 True"


def test_no_temporary_file_is_needed(tmp_path: Path) -> None:
    """pyvi writes its model to a temporary file; this works where none can be written."""
    nowhere = str(tmp_path / "absent")
    program = "from indexer.analysis.segment import segment; print(segment(['nông thôn mới']))"
    assert run(program, TMPDIR=nowhere, TEMP=nowhere, TMP=nowhere) == "[[(0, 9), (10, 13)]]"


def test_the_fingerprint_is_short_and_the_same_in_every_process() -> None:
    """It goes into the index and is compared with that of the process which opens it."""
    assert fingerprint() == run("from indexer.analysis.segment import fingerprint; print(fingerprint())")
    assert len(fingerprint()) < 40
    assert fingerprint().startswith("pyvi-")
