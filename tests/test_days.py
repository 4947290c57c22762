"""What happened when is told by the calendar of Hà Nội, wherever the machine stands."""

from __future__ import annotations

import pytest

from indexer.days import day_of


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-24T16:59:59Z", "2026-11-24"),
        ("2026-11-24T17:00:00Z", "2026-11-25"),
        ("2023-12-31T20:30:00Z", "2024-01-01"),
        ("2026-11-24T00:00:00Z", "2026-11-24"),
    ],
)
def test_the_day_changes_at_midnight_in_vietnam(moment: str, day: str) -> None:
    """Seven hours before UTC: an index built at one in the morning was built that day, not the day before."""
    assert day_of(moment) == day
