"""The port: what bantin needs of a search engine, in our own types. One contract suite holds every engine to it.

Hits, totals and facet counts are equal on every engine; order is equal between memory and whoosh. Each scope is an
index of its own: its statistics (number of documents, document frequencies, average lengths) are taken over the scope.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Literal, Protocol

from indexer.engine.query import Every, Query
from indexer.schema import Scope

Sort = Literal["relevance", "newest", "oldest"]


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to be found.

    ``terms``: for each text field the terms in order (position = index). ``offsets``: start and end of each
    ``syllable`` term in ``text``, in code points; ``folded`` position i and ``syllable`` position i are the same place.
    ``keywords``: whole values by field, each once. ``dates``: ISO by field, absent when unknown.
    ``bulletin``: the bulletin it belongs to (itself for a bulletin): removing a bulletin removes all its documents.
    ``stored``: a small JSON text that comes back with a hit; engines do not look into it.
    """

    id: str
    scope: Scope
    bulletin: str
    text: str
    terms: Mapping[str, Sequence[str]]
    offsets: Sequence[tuple[int, int]]
    keywords: Mapping[str, Sequence[str]] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    stored: str = "{}"


@dataclass(frozen=True, slots=True)
class RankTerm:
    """One summand of the score: weight times BM25 of the term in the field (`engine.scoring`)."""

    field: str
    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Filter:
    """A selection in a facet: one of the values (OR). A facet's own filter does not narrow its own counts."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FacetRequest:
    """Count the values of a keyword field, most frequent first (ties by value); at most ``limit``, plus selected ones.

    The count is of the documents that match the query and all filters except this field's own.
    """

    field: str
    limit: int = 20


@dataclass(frozen=True, slots=True)
class After:
    """Continue behind this hit: its sort key (score, or date number) and id, as the hit gave them."""

    key: float
    id: str


@dataclass(frozen=True, slots=True)
class Request:
    """One search.

    Matching (``match``, ``filters``) and ranking (``rank``) are apart: a document's score is the sum over ``rank``,
    whether or not ``match`` names those terms. Order: relevance (score, highest first), newest or oldest
    (``published``, unknown last); ties by id, ascending. ``hidden``: bulletins that nobody may see any more.
    ``budget``: seconds; an engine that runs out answers what it has and says so in ``Answer.partial``.
    """

    scope: Scope = "ban-tin"
    match: Query = field(default_factory=Every)
    rank: tuple[RankTerm, ...] = ()
    filters: tuple[Filter, ...] = ()
    facets: tuple[FacetRequest, ...] = ()
    sort: Sort = "relevance"
    offset: int = 0
    size: int = 20
    after: After | None = None
    snippets: bool = True
    hidden: frozenset[str] = frozenset()
    budget: float | None = None


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of the document's text, at most `snippet.WIDTH` characters; ``start`` is its place in that text.

    ``marks`` are half-open code-point spans into ``text`` here, in order, not overlapping.
    """

    text: str
    start: int
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found; ``key`` is what it was sorted by."""

    id: str
    score: float
    key: float
    stored: str
    snippet: Snippet | None = None


@dataclass(frozen=True, slots=True)
class FacetCount:
    """A value of a facet and how many documents have it."""

    value: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found. ``total`` is exact unless ``partial``, which says in one Vietnamese clause what is missing."""

    total: int
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    partial: str | None = None


@dataclass(frozen=True, slots=True)
class Stats:
    """What an engine holds: documents by scope, bytes on disk, the name of the generation it answers from."""

    engine: str
    documents: Mapping[str, int]
    size: int
    generation: str | None


class Writer(Protocol):
    """Collects changes; they are seen by nobody until the writer's context is left without an exception."""

    def add(self, document: Document) -> None:
        """Add a document; one with the same scope and id is replaced."""

    def remove(self, bulletin: str) -> None:
        """Remove all documents of a bulletin, in every scope; unknown ids are no error."""


class Engine(Protocol):
    """A search engine over one published generation."""

    name: str

    def search(self, request: Request) -> Answer:
        """Answer a request; raises `IndexUnusable` when there is nothing to answer from."""

    def writer(self, *, full: bool = False, note: Mapping[str, str] | None = None) -> AbstractContextManager[Writer]:
        """Write the next generation: on top of the current one, or from nothing (``full``).

        A clean exit publishes it; an exception leaves everything as it was. ``note`` is kept with the generation
        (fingerprints, the store's change number). Raises `Locked` when another process writes.
        """

    def frequency(self, scope: Scope, field: str, text: str) -> int:
        """Return in how many documents of the scope a text field holds the term."""

    def frequencies(self, scope: Scope, terms: Sequence[tuple[str, str]]) -> list[int]:
        """Return the same for several terms (field, text), asked for at once: a cluster answers them in one request."""

    def terms(self, scope: Scope, field: str, prefix: str = "", limit: int | None = None) -> list[tuple[str, int]]:
        """Return terms of a text field, or values of a keyword field, that start so, with their document frequencies.

        In order of the term (code points); with ``limit``, the most frequent ones (ties by term), most frequent first.
        """

    def note(self) -> Mapping[str, str]:
        """Return what was noted with the current generation; empty when there is none."""

    def refresh(self) -> bool:
        """Turn to the newest generation, if there is a newer one; returns whether that was so. Cheap when not."""

    def stats(self) -> Stats:
        """Return what the engine holds."""

    def rollback(self) -> str:
        """Make the generation before the current one current again, and return its name.

        Expects the caller to hold the writer's lock; raises `NotFound` when none before it is kept.
        """

    def forget(self) -> None:
        """Erase the generations before the current one: what they hold may be removed text, or damaged.

        Expects the caller to hold the writer's lock.
        """

    def close(self) -> None:
        """Let go of files and connections."""
