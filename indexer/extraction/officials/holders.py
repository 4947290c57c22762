"""Names with their posts while a text is read, and the words that link a post to a name."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from indexer.extraction.lexicon import rows
from indexer.extraction.officials.names import Name
from indexer.extraction.officials.posts import Span
from indexer.extraction.words import Phrases, even, phrase_table


@dataclass(slots=True)
class Holder:
    """A name in the text and the posts that stand with it."""

    name: Name
    posts: list[Span] = field(default_factory=list)
    announced: bool = False  # by a post before it
    signed: bool = False  # below or behind a post in capitals, as letters and decrees end
    list_first: int | None = None  # where the list starts in which the name stands


@dataclass(slots=True)
class Chain:
    """Posts that follow one another: "Phó Bí thư, Chủ tịch UBND huyện"."""

    posts: list[Span]
    shared: bool  # "các Phó Chủ tịch": holds for several names

    @property
    def first(self) -> int:
        """Return the first syllable."""
        return self.posts[0].first

    @property
    def last(self) -> int:
        """Return the end, exclusive."""
        return self.posts[-1].last


@cache
def links(kind: str) -> Phrases:
    """Return the linking words of one kind (`lexicon/post_links.tsv`)."""
    return phrase_table(tuple(row[0] for row in rows("post_links") if row[1] == kind))


@cache
def pairs(kind: str) -> frozenset[tuple[str, ...]]:
    """Return the linking words of one kind as they stand, for looking up."""
    return frozenset(tuple(even(row[0]).split()) for row in rows("post_links") if row[1] == kind)


def give(holder: Holder, posts: list[Span]) -> None:
    """Add posts to a name, each once."""
    holder.posts.extend(p for p in posts if p not in holder.posts)
