"""How long a file may take: eight seconds of work (ten by the clock), more for pages that are recognised."""

from __future__ import annotations

from collections.abc import Callable

FILE_SECONDS = 8.0

_listeners: list[Callable[[float], None]] = []


def allow(seconds: float) -> None:
    """Tell whoever watches the clock that the next step may take so long."""
    for listener in _listeners:
        listener(seconds)


def listen(listener: Callable[[float], None]) -> None:
    """Let a sandbox's worker hear of allowances."""
    _listeners.append(listener)
