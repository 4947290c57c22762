"""Directives."""

from __future__ import annotations

from indexer.bulletin import Bulletin, Facts


def find_directives(bulletin: Bulletin, facts: Facts) -> Facts:
    """Return the facts with ... filled."""
    del bulletin
    return facts
