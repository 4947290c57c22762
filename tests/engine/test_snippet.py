"""The snippet maker, with any text and any matches."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.analyse import syllables
from indexer.engine.snippet import WIDTH, Match, body_start, snippet

PARTS = "nông thôn mới Huyện ủy. kết luận, chỉ đạo; 12/CT-UBND ngày 05/9 (đợt 2)\n Đảng\n\n bảo vệ"
WORDS = st.sampled_from(PARTS.split(" "))
TEXTS = st.lists(WORDS, max_size=400).map(" ".join)


@given(TEXTS, st.data())
def test_a_snippet_is_a_slice_of_the_text_with_whole_syllables(text: str, data: st.DataObject) -> None:
    """Whatever matches: a slice at most `WIDTH` long, marks in order on whole syllables, the best match inside."""
    tokens = syllables(text)
    numbers = st.integers(0, max(0, len(tokens) - 1))
    chosen = (
        data.draw(st.lists(st.tuples(numbers, st.integers(0, 3), st.integers(0, 4)), max_size=12)) if tokens else []
    )
    matches = [Match(tokens[a].start, tokens[min(a + n, len(tokens) - 1)].end, leaf) for a, n, leaf in chosen]
    made = snippet(text, matches, data.draw(st.sampled_from((0, body_start("ban-tin", text)))))
    assert len(made.text) <= WIDTH
    assert made.text == text[made.start : made.start + len(made.text)].replace("\n", " ")
    assert made.text == made.text.strip()
    edges = {token.start for token in tokens} | {token.end for token in tokens}
    inside = {place for token in tokens for place in range(token.start + 1, token.end)}
    assert made.start not in inside
    assert made.start + len(made.text) not in inside
    last = 0
    for start, end in made.marks:
        assert last <= start < end <= len(made.text)
        assert {made.start + start, made.start + end} <= edges
        last = end
    if matches:
        assert made.marks


def test_a_very_long_match_is_cut() -> None:
    """A phrase of 100 syllables fills the snippet; it is marked as far as it is shown."""
    text = "dân " * 100
    made = snippet(text, [Match(0, 399, 0)])
    assert made.marks == ((0, len(made.text)),)
    assert WIDTH - 4 <= len(made.text) <= WIDTH


def test_one_syllable_without_end() -> None:
    """A run of letters longer than the snippet has to be cut."""
    assert len(snippet("a" * 1_000, []).text) == WIDTH


def test_a_sentence_start_is_preferred() -> None:
    """The match's own sentence first; at the end of the text there is room for one more before it."""
    before = "Câu đầu tiên nói về việc khác. " * 12
    sentence = "Huyện ủy giao Ban Dân vận theo dõi. "
    place = len(before) + sentence.index("Dân vận")
    long = snippet(before + sentence + "Câu sau còn dài. " * 20, [Match(place, place + 7, 0)])
    assert long.text.startswith("Huyện ủy giao")
    short = snippet(before + sentence, [Match(place, place + 7, 0)])
    assert short.text.startswith("Câu đầu tiên")
    assert short.text.endswith("theo dõi.")


def test_the_beginning_where_nothing_matches() -> None:
    """Also of a text that is nothing but its title, and of none at all."""
    assert snippet("Tiêu đề\n\nThân bài.", [], 9).text == "Thân bài."
    assert snippet("Tiêu đề", [], 9).text == "Tiêu đề"
    assert snippet("", []).text == ""
