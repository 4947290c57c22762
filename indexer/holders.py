"""Who held a post on a day, asked of the index: what bulletins show, not what a register would.

A bulletin gives a post on its day, so a holder is attested on a day when one bulletin gives the post on or before it
and one on or after it. Where nobody is, whoever was seen with it last before the day comes nearest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from indexer.analysis.fold import fold, has_marks, match_form
from indexer.engine.keywords import same
from indexer.errors import UsageError
from indexer.extraction.lexicon import rows
from indexer.extraction.officials.bodies import body_key
from indexer.extraction.officials.posts import head_of_title, post_at
from indexer.extraction.words import split
from indexer.library import Library
from indexer.limits import SIZE
from indexer.parameters import Parameters
from indexer.search import FoundHit, search

# "tu" is thành ủy in capitals, and "tư" without marks: without marks only what is no syllable is read as short.
_SYLLABLE: Final = re.compile(r"[^aeiouy]*[aeiouy]+(?:ch?|m|ng?|nh|p|t)?")
_FULL: Final = 0  # the label says all that was asked
_ELLIPTIC: Final = 1  # it says less: "UBND huyện" where one huyện was asked for

Tokens = tuple[str, ...]
Post = Mapping[str, Any]  # as the index keeps it: title, body, former, first, last


@dataclass(frozen=True, slots=True)
class Holder:
    """A person of the index with those of the posts asked for that count for the day."""

    person: FoundHit
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class Holders:
    """The answer for a day; ``attested``: bulletins give the posts on both sides of it, else they come nearest."""

    day: str
    attested: bool
    holders: tuple[Holder, ...]
    partial: str | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A post or body as it was typed: ``head`` is that of a post ("phó chủ tịch"), ``rest`` its body."""

    text: str
    marked: bool
    head: str | None
    rest: Tokens


def holders_on(library: Library, parameters: Parameters, day: str) -> Holders:
    """Return who was seen with a post around a day (``YYYY-MM-DD``).

    Posts and bodies of the parameters are read for what they mean, not as labels: "Chủ tịch UBND huyện Phú Tân" is
    also held by whom bulletins call "Chủ tịch Ủy ban nhân dân huyện Phú Tân" and, when they call nobody so in full, by
    the "Chủ tịch UBND huyện". All other parameters narrow down persons as in a search. Former posts do not count.
    """
    if parameters.after:
        raise UsageError("--after không đi cùng --on.", "Dùng --page và --size.")
    chosen = dict(parameters.selections)
    posts, bodies = chosen.pop("post", ()), chosen.pop("body", ())
    people, partial = _people(library, replace(parameters, selections=chosen, page=1, size=SIZE))
    seen = [(hit, post) for hit in people for post in hit.stored["posts"] if post["first"] and not post["former"]]
    heads = {head_of_title(post["title"]) for _hit, post in seen}
    ranked = _ranked(seen, [_post(text, heads) for text in posts], [_body(text) for text in bodies])
    for found in ranked:
        if across := [(hit, post) for hit, post in found if post["first"] <= day <= post["last"]]:
            return Holders(day, True, _by_person(across), partial)
    for found in ranked:
        if before := [(hit, post) for hit, post in found if post["last"] < day]:
            last = max(post["last"] for _hit, post in before)
            nearest = [(hit, post) for hit, post in before if post["last"] == last]
            return Holders(day, False, _by_person(nearest), partial)
    return Holders(day, False, (), partial)


def _people(library: Library, parameters: Parameters) -> tuple[list[FoundHit], str | None]:
    """Return all persons that have everything a search asks for, and why these may not be all."""
    found: list[FoundHit] = []
    partial: str | None = None
    while (result := search(library, parameters, facets=False, snippets=False)).hits and not result.nearest:
        found += result.hits
        partial = partial or result.partial
        parameters = replace(parameters, after=result.hits[-1].after)
    return found, partial or result.partial


Seen = list[tuple[FoundHit, Post]]


def _ranked(seen: Seen, posts: Sequence[_Asked], bodies: Sequence[_Asked]) -> tuple[Seen, Seen]:
    """Return what fits one of the posts and one of the bodies: named in full, and with an ellipsis."""
    ranked: tuple[Seen, Seen] = ([], [])
    for hit, post in seen:
        rank = max(
            _best(_rank_of_post(asked, post) for asked in posts) if posts else _FULL,
            _best(_rank(asked, post["body"] or "") for asked in bodies) if bodies else _FULL,
        )
        if rank <= _ELLIPTIC:
            ranked[rank].append((hit, post))
    return ranked


def _best(ranks: Iterable[int | None]) -> int:
    return min((rank for rank in ranks if rank is not None), default=_ELLIPTIC + 1)


def _rank_of_post(asked: _Asked, post: Post) -> int | None:
    title = str(post["title"])
    if same(asked.text, title):
        return _FULL
    if asked.head is None or head_of_title(title) != asked.head:
        return None
    # "Phó Bí thư Thường trực Huyện ủy": what qualifies the post stands in the title, not in the body
    behind = _label(title, asked.marked)[len(asked.head.split()) :]
    return _FULL if _within(asked.rest, behind) else _rank(asked, post["body"] or "")


def _rank(asked: _Asked, body: str) -> int | None:
    label = _label(body, asked.marked)
    if _within(asked.rest, label):
        return _FULL
    return _ELLIPTIC if label and _within(label, asked.rest) else None


def _within(some: Tokens, all_: Tokens) -> bool:
    """Tell whether one name says in the same order, from its first word on, what the other says too."""
    rest: Iterator[str] = iter(all_)
    return not some or (some[:1] == all_[:1] and all(token in rest for token in some))


def _post(text: str, heads: Iterable[str]) -> _Asked:
    """Return a post as typed: its head is one that somebody holds, or what it abbreviates ("PCT UBND huyện")."""
    body = _body(text)
    fitting = []
    for head in heads:
        parts = tuple((head if body.marked else fold(head)).split())
        if body.rest[: len(parts)] == parts:
            fitting.append((len(parts), head))
    if fitting:
        size, head = max(fitting)
        return replace(body, head=head, rest=body.rest[size:])
    words = split(match_form(text))
    span = post_at(words, 0, frozenset()) if len(words) else None
    if span is None:
        return body
    return replace(body, head=span.title, rest=_body(" ".join(words.keys[span.body :])).rest)


def _body(text: str) -> _Asked:
    marked = has_marks(text)
    if marked:
        tokens = tuple(body_key(match_form(text)).split())
    else:
        short = _short()
        tokens = tuple(" ".join(short.get(key, key) for key in map(fold, split(match_form(text)).keys)).split())
    return _Asked(text, marked, None, tokens)


def _label(text: str, marked: bool) -> Tokens:
    key = body_key(text)
    return tuple((key if marked else fold(key)).split())


@cache
def _short() -> dict[str, str]:
    """Return what short forms of bodies stand for, all without marks."""
    folded = {fold(short): fold(full) for short, kind, full in (row[:3] for row in rows("bodies")) if kind == "short"}
    return {short: full for short, full in folded.items() if not _SYLLABLE.fullmatch(short)}


def _by_person(found: Seen) -> tuple[Holder, ...]:
    people: dict[str, tuple[FoundHit, list[Post]]] = {}
    for hit, post in found:
        people.setdefault(hit.id, (hit, []))[1].append(post)
    return tuple(Holder(hit, tuple(posts)) for hit, posts in people.values())
