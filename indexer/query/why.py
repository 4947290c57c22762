"""Why a hit matched, read off its snippet and the plan: no engine is asked."""

from __future__ import annotations

from indexer.engine.port import Snippet
from indexer.query.plan import Plan


def reasons(plan: Plan, snippet: Snippet | None) -> list[str]:
    """Return the reasons, in Vietnamese, most telling first; empty when the words stand as typed."""
    return []
