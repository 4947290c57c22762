"""Did you mean, and completion: only of what has results."""

from __future__ import annotations

from indexer.engine.port import Engine
from indexer.schema import Scope


def did_you_mean(text: str, engine: Engine, scope: Scope = "ban-tin") -> str | None:
    """Return a query that has results where this one's words have none; None when nothing better is known."""
    return None


def complete(prefix: str, engine: Engine, scope: Scope = "ban-tin", limit: int = 8) -> list[str]:
    """Return queries that start so and have results."""
    return []
