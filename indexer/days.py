"""Days by the calendar of Hà Nội: the store keeps moments in UTC, and from 17:00 on it is the next day there."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

_HANOI: Final = ZoneInfo("Asia/Ho_Chi_Minh")


def day_of(moment: str) -> str:
    """Return the day, ``YYYY-MM-DD``, on which a moment (``YYYY-MM-DDTHH:MM:SSZ``) falls in Vietnam."""
    return datetime.fromisoformat(moment).astimezone(_HANOI).date().isoformat()


def today() -> str:
    """Return the present day in Vietnam, ``YYYY-MM-DD``."""
    return datetime.now(UTC).astimezone(_HANOI).date().isoformat()
