"""A progress bar on a terminal; nothing at all in cron."""

from __future__ import annotations

import os
import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from indexer.publishing import Progress

_STAGES: Final = {"read": "Đọc", "renew": "Trích xuất lại", "index": "Lập chỉ mục"}
_WIDTH: Final = 24
# How often the line is drawn again, in seconds.
_REDRAW: Final = 0.1


class Bar:
    """One line on standard error: stage, bar, rate, remaining time. Draws only on a terminal that can take it back."""

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self.stage = ""
        self.started = self.drawn = 0.0

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.shown and self.stage:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def __call__(self, progress: Progress) -> None:
        if not self.shown:
            return
        now = time.monotonic()
        if progress.stage != self.stage:
            self.stage, self.started, self.drawn = progress.stage, now, 0.0
        if now - self.drawn >= _REDRAW or progress.done >= progress.total:
            self.drawn = now
            sys.stderr.write("\r\x1b[K" + self._line(progress, now - self.started))
            sys.stderr.flush()

    def _line(self, progress: Progress, seconds: float) -> str:
        share = progress.done / progress.total if progress.total else 1.0
        full = round(share * _WIDTH)
        rate = progress.done / seconds if seconds > 0 else 0.0
        left = (progress.total - progress.done) / rate if rate else 0.0
        name = _STAGES.get(progress.stage, progress.stage)
        return (
            f"{name} [{'█' * full}{'·' * (_WIDTH - full)}] {progress.done}/{progress.total}"
            f"  {rate:.0f}/giây  còn {int(left // 60)}:{int(left % 60):02d}"
        )
