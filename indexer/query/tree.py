"""What a user wrote, as a tree: words, quotations, fields, and how they are joined. No engine knows this tree.

Every node carries its span in the query as it was read (after `normalise.clean`); spans do not take part in comparing.
``written`` prints a tree so that parsing the print gives the tree again.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Word:
    """One word between blanks, without the punctuation around it: ``thôn``, ``05-NQ/HU``, ``TT&TT``."""

    text: str
    span: Span = dataclasses.field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation: these syllables in this order with these marks."""

    text: str
    span: Span = dataclasses.field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class PrefixWord:
    """A word of which only the beginning is given; ``text`` is without the asterisk."""

    text: str
    span: Span = dataclasses.field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A value in a named field; ``field`` is the name in `schema.FIELDS`."""

    field: str
    value: str
    quoted: bool = False
    span: Span = dataclasses.field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class DateRange:
    """A stretch of days in a date field, both included (``YYYY-MM-DD``); None is open."""

    field: str
    low: str | None
    high: str | None
    span: Span = dataclasses.field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class AllOf:
    """All children; without children, nothing was asked."""

    children: tuple[Node, ...]
    span: Span = dataclasses.field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One child at least."""

    children: tuple[Node, ...]
    span: Span = dataclasses.field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Exclude:
    """Not the child."""

    child: Node
    span: Span = dataclasses.field(default=(0, 0), compare=False)


Node = Word | Quoted | PrefixWord | FieldValue | DateRange | AllOf | AnyOf | Exclude
EMPTY = AllOf(())
ORS: Final = frozenset({"OR", "HOẶC"})


def plain_word(text: str, span: Span) -> Word:
    """Return a word that is no operator, also when it is printed."""
    return Word(text.lower() if text in ORS else text, span)


def leaves(node: Node) -> Iterator[Node]:
    """Yield the leaves that are asked for (not those under an `Exclude`), left to right."""
    match node:
        case AllOf(children) | AnyOf(children):
            for child in children:
                yield from leaves(child)
        case Exclude():
            return
        case _:
            yield node


def written(node: Node) -> str:
    """Return a query text that is read as this tree."""
    match node:
        case AllOf(children):
            return " ".join(_conjunct(child, first=not at) for at, child in enumerate(children))
        case AnyOf(children):
            return " OR ".join(_conjunct(child, first=not at, within=True) for at, child in enumerate(children))
        case Exclude(child):
            return "-" + (_grouped(child) if isinstance(child, AllOf | AnyOf | Exclude) else written(child))
        case Quoted(text):
            return f'"{text}"'
        case PrefixWord(text):
            return f"{text}*"
        case FieldValue(name, value, quoted):
            return f'{name}:"{value}"' if quoted else f"{name}:{value}"
        case DateRange(name, low, high):
            return f"{name}:{low}" if low == high else f"{name}:{low or ''}..{high or ''}"
        case Word(text):
            return text


def _conjunct(node: Node, *, first: bool, within: bool = False) -> str:
    """Print a part; an exclusion that comes first is grouped, or it would look like the dash of a list."""
    if first and isinstance(node, Exclude):
        return "-" + _grouped(node.child)
    return _grouped(node) if isinstance(node, AnyOf) and not within else written(node)


def _grouped(node: Node) -> str:
    return f"({written(node)})"
