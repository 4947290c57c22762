"""Who is meant by a few words, and what a person does in the event."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.bulletin import Official
from indexer.extraction.officials_words import even, on_one_line


def _last_mention(official: Official, at: int) -> int:
    """Return where the person was last mentioned before ``at``, or -1."""
    return max((start for start, _ in official.mentions or ((official.start, official.end),) if start < at), default=-1)


def who(words: str, at: int, officials: Sequence[Official]) -> Official | None:
    """Return the official meant by ``words`` ("đồng chí", "Bí thư Huyện ủy", "đồng chí Bắc") that stand at ``at``.

    A name decides first, then a post, then nearness: a bare "đồng chí" is the person last mentioned before.
    """
    key = even(on_one_line(words))
    before = [o for o in officials if _last_mention(o, at + 1) >= 0]
    for official in officials:
        if even(official.name) in key:
            return official
    return max(before, key=lambda o: _last_mention(o, at), default=None)
