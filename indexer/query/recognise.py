"""A query that is a date, an official, a place or a document number is offered as a filter."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.engine.port import Engine
from indexer.schema import Scope


@dataclass(frozen=True, slots=True)
class Recognised:
    """A filter to offer: the parameter, its value, and what people read."""

    field: str
    value: str
    label: str


def recognise(text: str, engine: Engine, scope: Scope = "ban-tin") -> list[Recognised]:
    """Return the filters that a query text could stand for."""
    return []
