"""Who is meant by a few words, and what a person does in the event."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from indexer.bulletin import Official, Role
from indexer.extraction.lexicon import rows
from indexer.extraction.officials.bodies import body_key, compatible
from indexer.extraction.officials.heads import head_at
from indexer.extraction.officials.posts import Span, head_of_title, post_at
from indexer.extraction.words import Phrases, Words, even, on_one_line, phrase_table, split

# Of several roles of one person the weightiest counts.
ORDER: tuple[Role, ...] = ("chairs", "concludes", "directs", "reports", "signs", "attends", "named")
_REACH_AFTER = 8
_REACH_BEFORE = 30
_SENTENCE_END = re.compile(r"[.!?…]\s")
_WOMAN, _MAN = "bà", "ông"


def who(words: str, at: int, officials: Sequence[Official]) -> Official | None:
    """Return the official meant by ``words`` ("đồng chí", "Bí thư Huyện ủy", "đồng chí Bắc") that stand at ``at``.

    A name decides first, then a post, then nearness: a bare "đồng chí" is the person last mentioned before. None
    when a name or a post is written and none of the officials fits it.
    """
    line = on_one_line(words)
    key = f" {even(line)} "
    named = [o for o in officials if f" {even(o.name)} " in key]
    if named:
        return _nearest(named, at)
    short = [o for o in officials if re.search(rf"(?:chí|đ/c|ông|bà|anh|chị|cô) {re.escape(_given(o))} $", key)]
    if short and line[-1:] and line.split()[-1][0].isupper():
        return _nearest(short, at)
    parts = split(line)
    posts = [post for i in range(len(parts)) if head_at(parts, i) and (post := post_at(parts, i, frozenset()))]
    if posts:
        return _nearest([o for o in officials if holds(o, parts, posts[0])], at)
    return _nearest(_of_gender(key, officials), at) if key.strip() in _pronouns() else None


@cache
def _pronouns() -> frozenset[str]:
    words = {even(row[0]) for row in rows("honorifics") if row[1] == "person"}
    return frozenset(words | {f"{w} {d}" for w in words for d in ("này", "ấy")} | {"đồng chí", "đ/c"})


def _given(official: Official) -> str:
    return even(official.name.split()[-1])


def _of_gender(key: str, officials: Sequence[Official]) -> list[Official]:
    """Return the officials whom "ông" or "bà" may mean: a middle name Thị is a woman's, Văn a man's."""
    word = key.split()[0]
    barred = {_WOMAN: "văn", _MAN: "thị"}.get(word)
    return [o for o in officials if barred not in even(o.name).split()[1:-1]]


def _nearest(officials: Sequence[Official], at: int) -> Official | None:
    """Return the one last mentioned before ``at``; of those that come later only, the first."""
    if not officials:
        return None

    def last(official: Official) -> int:
        spans = official.mentions or ((official.start, official.end),)
        return max((start for start, _ in spans if start <= at), default=-1)

    best = max(officials, key=last)
    return best if last(best) >= 0 else min(officials, key=lambda o: o.start)


def holds(official: Official, words: Words, span: Span) -> bool:
    """Tell whether a post read elsewhere can be one of the official's posts."""
    end = words.ends[span.last - 1]
    body = body_key(words.text[words.starts[span.body] : end]) if span.has_body else ""
    for post in official.posts:
        if head_of_title(post.title) == span.title and compatible(body, body_key(post.body or "")):
            return True
    return False


@cache
def _tables() -> dict[str, tuple[Phrases, dict[tuple[str, ...], Role]]]:
    tables = {}
    for side in ("before", "after"):
        roles = {tuple(even(row[0]).split()): row[2] for row in rows("roles") if row[1] == side}
        tables[side] = (phrase_table(tuple(" ".join(words) for words in roles)), roles)
    return tables  # type: ignore[return-value]  # the cells of the table are roles; a test checks them


def role_of(words: Words, places: Iterable[tuple[int, int, int]]) -> Role:
    """Return what a person does, from the places where the name stands.

    Each place is (first syllable of the list or phrase the name stands in, end of name and posts, 0): the words
    before the first and behind the second are read, inside the sentence.
    """
    found: set[Role] = {"named"}
    for first, last, _ in places:
        found.update(_before(words, first))
        found.update(_after(words, last))
    return min(found, key=ORDER.index)


def _sentence_ends(words: Words, i: int) -> bool:
    """Tell whether a sentence ends before syllable ``i``: a stop, or a line break before a capital letter."""
    gap = words.gap(i)
    return bool(_SENTENCE_END.search(gap)) or ("\n" in gap and (words.capital(i) or len(gap) > 1))


def _before(words: Words, first: int) -> set[Role]:
    table, roles = _tables()["before"]
    start = first
    while start > 0 and first - start < _REACH_BEFORE and not _sentence_ends(words, start):
        start -= 1
    found: set[Role] = set()
    for i in range(start, first):
        size = words.match(i, table)
        if size and i + size <= first and words.keys[i - 1] != "ban":  # "Ban Chỉ đạo"
            found.add(roles[tuple(words.keys[i : i + size])])
    return found


def _after(words: Words, last: int) -> set[Role]:
    table, roles = _tables()["after"]
    for i in range(last, min(last + _REACH_AFTER, len(words))):
        if _sentence_ends(words, i) or ";" in words.gap(i):
            break
        size = words.match(i, table)
        if size and words.keys[i - 1] != "ban":
            return {roles[tuple(words.keys[i : i + size])]}
    return set()
