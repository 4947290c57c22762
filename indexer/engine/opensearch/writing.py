"""Sending documents: batches of bounded size, sent again until each document is written or refused for good.

One batch is on its way, in a thread of its own, while the next is made: neither side waits for the other. A document
has an id of its own, so whatever may or may not have arrived is simply sent again. What the cluster refuses for good
goes into a file and ends the run: a generation that lacks documents is never published.
"""

from __future__ import annotations

import json
import random
import threading
import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from indexer.engine.opensearch.cluster import Busy, Cluster
from indexer.errors import EngineUnavailable

BATCH_BYTES: Final = 6_000_000
BATCH_ACTIONS: Final = 2_000
ATTEMPTS: Final = 10  # about three minutes in all
FIRST_PAUSE: Final = 0.5  # seconds; doubled each time, with some chance in it
LONGEST_PAUSE: Final = 30.0
SECONDS: Final = 120.0  # for one batch
_AGAIN: Final = frozenset((429, 502, 503, 504))
_REFUSALS: Final = 20  # kept in the file before the run ends


@dataclass(slots=True)
class Action:
    """One document to write or to delete."""

    index: str
    id: str
    source: bytes | None = None  # None: delete it

    def lines(self) -> bytes:
        """Return the lines that say so."""
        verb = "delete" if self.source is None else "index"
        head = json.dumps({verb: {"_index": self.index, "_id": self.id}}, ensure_ascii=False)
        return head.encode("utf-8", "replace") + b"\n" + (b"" if self.source is None else self.source + b"\n")


class Sender:
    """Collects actions and sends them in batches; holds two at most. To be used by one thread, as a context.

    When the context is left, nothing is on its way any more; what was not flushed is not sent.
    """

    def __init__(self, cluster: Cluster, refused: Path) -> None:
        self.resent = False  # whether a batch was sent again that may have arrived
        self.balance: Counter[str] = Counter()  # by index: documents that were new, less those deleted
        self._cluster = cluster
        self._refused = refused  # the file of what was refused
        self._actions: list[Action] = []
        self._bytes = 0
        self._thread = ThreadPoolExecutor(1, "bantin-bulk")
        self._flight: Future[None] | None = None
        self._over = threading.Event()

    def add(self, action: Action) -> None:
        """Add an action; sends the batch when it is full, and raises what `flush` raises of the one before."""
        self._actions.append(action)
        self._bytes += len(action.source or b"") + 150
        if self._bytes >= BATCH_BYTES or len(self._actions) >= BATCH_ACTIONS:
            self._launch()

    def flush(self) -> None:
        """Send what is left and wait for it; raises `EngineUnavailable` when it cannot be written."""
        self._launch()
        self._arrive()

    def __enter__(self) -> Sender:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.shutdown()

    def _launch(self) -> None:
        self._arrive()
        actions, self._actions, self._bytes = self._actions, [], 0
        if actions:
            self._flight = self._thread.submit(self._send, actions)

    def _arrive(self) -> None:
        flight, self._flight = self._flight, None
        if flight is not None:
            flight.result()

    def _send(self, left: list[Action]) -> None:
        """Send a batch, and again what of it has to be."""
        pause, why = FIRST_PAUSE, ""
        for attempt in range(ATTEMPTS):
            # Some chance is in a pause so that writers do not come back together.
            if attempt and self._over.wait(pause * random.uniform(0.5, 1.5)):  # noqa: S311 - not for secrets
                break
            pause = min(LONGEST_PAUSE, 2 * pause) if attempt else pause
            left, why = self._attempt(left)
            if not left:
                return
        raise EngineUnavailable(
            f"Cụm tìm kiếm không nhận {len(left)} tài liệu sau {ATTEMPTS} lần gửi ({why}).",
            "Không có gì bị mất: hãy chạy lại lệnh khi cụm đã ổn định.",
        )

    def _attempt(self, actions: list[Action]) -> tuple[list[Action], str]:
        """Send a batch; returns what has to be sent again, and why."""
        body = b"".join(action.lines() for action in actions)
        try:
            answer = self._cluster.attempt("POST", "/_bulk", body, parameters=_TOLD, seconds=SECONDS)
        except Busy as error:
            self.resent = True
            return actions, str(error)
        again: list[Action] = []
        refused: list[tuple[Action, Any]] = []
        why = ""
        for action, item in zip(actions, answer["items"], strict=True):
            outcome = next(iter(item.values()))
            self.balance[action.index] += _NEW.get(outcome.get("result"), 0)
            if outcome["status"] in _AGAIN:
                again.append(action)
                why = f"{outcome['status']} {outcome.get('error', {}).get('type', '')}"
            elif outcome["status"] >= 300 and not (action.source is None and outcome["status"] == 404):
                refused.append((action, outcome))
        if refused:
            self._keep(refused)
        return again, why

    def _keep(self, refused: list[tuple[Action, Any]]) -> None:
        """Keep what was refused, and end the run."""
        self._refused.parent.mkdir(parents=True, exist_ok=True)
        with self._refused.open("a", encoding="utf-8") as file:
            for action, outcome in refused[:_REFUSALS]:
                record = {"time": time.strftime("%Y-%m-%dT%H:%M:%S"), "index": action.index, "id": action.id}
                record |= {"status": outcome["status"], "error": outcome.get("error")}
                record["source"] = (action.source or b"").decode("utf-8", "replace")
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
        error = refused[0][1].get("error", {})
        raise EngineUnavailable(
            f"Cụm tìm kiếm từ chối {len(refused)} tài liệu, đầu tiên là {refused[0][0].id}: {error.get('reason')}.",
            f"Xem {self._refused}; chỉ mục đang dùng không thay đổi.",
        )


_NEW: Final = {"created": 1, "deleted": -1}
_TOLD: Final = {"filter_path": "items.*.status,items.*.result,items.*.error.type,items.*.error.reason"}
