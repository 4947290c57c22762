"""The time that a search may take, and what an answer says that ran out of it."""

from __future__ import annotations

import time
from typing import Final

PARTIAL: Final = "chưa đầy đủ, vì đã hết thời gian dành cho một lần tìm"


class Budget:
    """Seconds from now; None is no limit. Asked between steps, so a step in progress is always finished."""

    __slots__ = ("_end",)

    def __init__(self, seconds: float | None) -> None:
        self._end = None if seconds is None else time.monotonic() + seconds

    def spent(self) -> bool:
        """Tell whether the time is over."""
        return self._end is not None and time.monotonic() >= self._end
