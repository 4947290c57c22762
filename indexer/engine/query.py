"""What an engine is asked to match: a small tree over fields and terms. No engine's own syntax, no user's syntax."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """Documents whose text field holds the term."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents whose text field (one with positions) holds these terms one after the other."""

    field: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """Documents whose text field holds a term that starts so.

    Expanded to at most `limits.EXPANSIONS` terms, the most frequent first (ties by term).
    """

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Keyword:
    """Documents with a value in a keyword field that means the same (`engine.keywords.same`)."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Range:
    """Documents whose date lies between two ISO dates, both included; None is open. An unknown date is in no range."""

    field: str
    low: str | None = None
    high: str | None = None


@dataclass(frozen=True, slots=True)
class And:
    """Documents that match all children; without children, every document."""

    children: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Documents that match one child at least; without children, none."""

    children: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Documents that do not match the child."""

    child: Query


@dataclass(frozen=True, slots=True)
class Every:
    """All documents of the scope."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No document."""


Query = Term | Phrase | Prefix | Keyword | Range | And | Or | Not | Every | Nothing


def positive_leaves(query: Query) -> Iterator[Term | Phrase | Prefix]:
    """Yield the text leaves that are not under a `Not`, left to right: what a snippet marks."""
    match query:
        case Term() | Phrase() | Prefix():
            yield query
        case And(children) | Or(children):
            for child in children:
                yield from positive_leaves(child)
        case _:
            return
