"""The query language: lenient, limits before parsing, and printed so that it is read the same again."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import QueryTooLong
from indexer.query.parser import parse
from indexer.query.tree import AllOf, AnyOf, DateRange, Exclude, FieldValue, Node, PrefixWord, Quoted, Word, written


def words(text: str) -> Node:
    found = tuple(Word(part) for part in text.split())
    return found[0] if len(found) == 1 else AllOf(found)


READINGS = [
    ("nông thôn mới", words("nông thôn mới"), "plain words"),
    ("  nông\u00a0thôn\n mới ", words("nông thôn mới"), "odd blanks are blanks"),
    ("Ai là người chỉ đạo?", words("Ai là người chỉ đạo"), "a question mark is no operator"),
    ("xã hoặc phường và thị trấn", words("xã hoặc phường và thị trấn"), "or and and in running text are words"),
    ("phú tân OR cái nước", AnyOf((words("phú tân"), words("cái nước"))), "OR binds loosest"),
    ("phú tân HOẶC cái nước", AnyOf((words("phú tân"), words("cái nước"))), "OR in Vietnamese"),
    ("a OR b OR c", AnyOf((Word("a"), Word("b"), Word("c"))), "a chain is flat"),
    ("bão -lũ", AllOf((Word("bão"), Exclude(Word("lũ")))), "a leading dash excludes"),
    ("bão - lũ", words("bão lũ"), "a dash between blanks is punctuation"),
    ("05-NQ/HU", Word("05-NQ/HU"), "a dash inside a word belongs to it"),
    ("-(bão lũ) xã", AllOf((Exclude(words("bão lũ")), Word("xã"))), "a group can be excluded"),
    ('"nông thôn mới"', Quoted("nông thôn mới"), "straight quotation marks"),
    ("“nông thôn” «mới»", AllOf((Quoted("nông thôn"), Quoted("mới"))), "curly and angle quotation marks"),
    ("„nông thôn”", Quoted("nông thôn"), "low quotation mark"),
    ('"phú tân" "cái nước"', AllOf((Quoted("phú tân"), Quoted("cái nước"))), "two quotations side by side"),
    ('"thực hiện "3 không" ở xã"', Quoted("thực hiện 3 không ở xã"), "a pasted passage with inner quotation marks"),
    ('"thực hiện “3 không” ở xã"', Quoted("thực hiện 3 không ở xã"), "inner marks of another kind"),
    ("(a OR b) c", AllOf((AnyOf((Word("a"), Word("b"))), Word("c"))), "a group"),
    ("nông*", PrefixWord("nông"), "a prefix"),
    ("cán bộ:Giang", FieldValue("official", "Giang"), "a field with a blank in its name"),
    ("can bo:Giang", FieldValue("official", "Giang"), "a field without marks"),
    ("CÁN BỘ:Giang", FieldValue("official", "Giang"), "a field in capitals"),
    ('official:"Nguyễn Trường Giang"', FieldValue("official", "Nguyễn Trường Giang", quoted=True), "a quoted value"),
    ("số:05-NQ/HU", FieldValue("number", "05-NQ/HU"), "a document number"),
    ("cán bộ: Giang", words("cán bộ Giang"), "a blank behind the colon: running text"),
    ("lúc 10:30", words("lúc 10 30"), "a time is no field"),
    ("ngày:15/12/2023", DateRange("published", "2023-12-15", "2023-12-15"), "a day"),
    ("ngay:2/2024", DateRange("published", "2024-02-01", "2024-02-29"), "a month, in a leap year"),
    ("năm:2023", DateRange("published", "2023-01-01", "2023-12-31"), "a year"),
    ("ngày:1/11/2023..31/12/2023", DateRange("published", "2023-11-01", "2023-12-31"), "a stretch"),
    ("ngày:2023..", DateRange("published", "2023-01-01", None), "open at the end"),
    ("ngày:..2023", DateRange("published", None, "2023-12-31"), "open at the start"),
    ("ngày:2023..2021", DateRange("published", "2021-01-01", "2023-12-31"), "backwards is turned round"),
    ("hạn:3/2024", DateRange("due_date", "2024-03-01", "2024-03-31"), "due days"),
    ("T.Ư, TT&TT (TAMIS).", words("T.Ư TT&TT TAMIS"), "punctuation around words falls away"),
    ("", AllOf(()), "nothing"),
    ("?! ... ()", AllOf(()), "punctuation alone"),
]


@pytest.mark.parametrize(("text", "tree", "remark"), READINGS, ids=[row[2] for row in READINGS])
def test_is_read_as(text: str, tree: Node, remark: str) -> None:
    """Each query of the table is read as its tree."""
    assert parse(text).tree == tree


LENIENT = [
    ('"nông thôn', "lone-quote"),
    ("nông thôn)", "lone-parenthesis"),
    ("(nông thôn", "lone-parenthesis"),
    ("nông thôn OR", "lone-or"),
    ("HOẶC nông thôn", "lone-or"),
    ("n* thôn", "lone-star"),
    ("*ông", "lone-star"),
    ("ngày:32/13/2023", "bad-date"),
    ("-Tiếp tục đẩy mạnh công tác tuyên truyền", "dash-bullet"),
]


@pytest.mark.parametrize(("text", "code"), LENIENT)
def test_bad_syntax_is_read_as_words_and_said(text: str, code: str) -> None:
    """What is no syntax becomes plain words, with a remark in both languages."""
    parsed = parse(text)
    remark = next(note for note in parsed.notes if note.code == code)
    assert remark.vi
    assert remark.en
    assert parsed.tree != AllOf(())


def test_spans_point_into_the_cleaned_text() -> None:
    """Each leaf knows where it stands in the query as it was read."""
    parsed = parse("xã\u00a0Phú  Tân, huyện “Cái Nước”")
    assert isinstance(parsed.tree, AllOf)
    for leaf in parsed.tree.children:
        assert isinstance(leaf, Word | Quoted)
        assert leaf.text in parsed.text[slice(*leaf.span)]


LIMITS = [
    ("a" * 64, "b" * 65, "a word"),
    ("ba " * 666 + "ab", "ba " * 667, "characters"),
    ("x " + "-ba " * 32, "x " + "-ba " * 33, "operators"),
    ("ba* bo*", "ba* bo* be*", "prefixes"),
    ("(" * 8 + "ba bo" + ")" * 8, "(" * 9 + "ba bo" + ")" * 9, "depth"),
    ('"' + "ba " * 300 + '"', '"' + "ba " * 301 + '"', "syllables of a phrase"),
]


@pytest.mark.parametrize(("within", "over", "remark"), LIMITS, ids=[row[2] for row in LIMITS])
def test_limits(within: str, over: str, remark: str) -> None:
    """At the limit passes, one more is refused in Vietnamese, saying what to do."""
    parse(within)
    with pytest.raises(QueryTooLong) as refused:
        parse(over + ("." if remark == "characters" else ""))
    assert refused.value.status == 400
    assert refused.value.hint


def test_marks_that_stand_apart_do_not_count_against_the_limit() -> None:
    """1,990 letters typed on a system that writes marks apart (NFD) are still 1,990 letters."""
    text = "ế" * 10 + " " + "ộệ " * 660
    assert len(unicodedata.normalize("NFD", text)) > 4_500
    assert parse(unicodedata.normalize("NFD", text)).tree == parse(text).tree


def test_a_giant_paste_is_refused_quickly() -> None:
    """Ten million characters are refused without being looked at."""
    with pytest.raises(QueryTooLong):
        parse("nông thôn " * 1_000_000)


WILD = st.text(alphabet=st.sampled_from('ab đôệ09-"“”«»()*:.,/&OR HOẶC\ncánbộngày\u0301'), max_size=60)


@settings(max_examples=1_500, deadline=None)
@given(WILD)
def test_printing_and_reading_again_changes_nothing(text: str) -> None:
    """Whatever was typed: the tree, printed, is read as the same tree, without a remark about syntax."""
    tree = parse(text).tree
    again = parse(written(tree))
    assert again.tree == tree
    syntax = {"lone-quote", "lone-parenthesis", "lone-or", "lone-star", "bad-date"}
    assert not {note.code for note in again.notes} & syntax


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_a_query(text: str) -> None:
    """No text of ordinary length raises anything."""
    try:
        parse(text)
    except QueryTooLong:
        assert max(map(len, text.split())) > 64
