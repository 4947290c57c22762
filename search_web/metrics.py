"""What the process does, in numbers and in log lines: which page, which status, how long; never who asked, nor what."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections import Counter
from typing import Final

from flask import Flask, Response, current_app, g, request

log = logging.getLogger("bantin.access")
# Upper bounds of the buckets, in seconds.
BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


class Metrics:
    """Counters of one process; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.started = time.time()
        self.requests: Counter[tuple[str, int]] = Counter()
        self.buckets: Counter[float] = Counter()
        self.seconds = 0.0

    def note(self, endpoint: str, status: int, seconds: float) -> None:
        """Count one answer."""
        with self._lock:
            self.requests[endpoint, status] += 1
            self.seconds += seconds
            self.buckets.update(bound for bound in BUCKETS if seconds <= bound)

    def text(self, gauges: dict[str, float]) -> str:
        """Return all counters, and other numbers by name, in Prometheus' text format."""
        with self._lock:
            requests, buckets, seconds = Counter(self.requests), Counter(self.buckets), self.seconds
        total = sum(requests.values())
        lines = ["# HELP bantin_requests_total Answers by page and status.", "# TYPE bantin_requests_total counter"]
        lines += [
            f'bantin_requests_total{{endpoint="{endpoint}",status="{status}"}} {count}'
            for (endpoint, status), count in sorted(requests.items())
        ]
        lines += ["# HELP bantin_request_seconds Time to an answer.", "# TYPE bantin_request_seconds histogram"]
        lines += [f'bantin_request_seconds_bucket{{le="{bound}"}} {buckets[bound]}' for bound in BUCKETS]
        lines += [f'bantin_request_seconds_bucket{{le="+Inf"}} {total}', f"bantin_request_seconds_sum {seconds:.6f}"]
        lines += [f"bantin_request_seconds_count {total}"]
        for name, value in {**gauges, "bantin_start_time_seconds": self.started}.items():
            lines += [f"# TYPE {name.partition('{')[0]} gauge", f"{name} {value:g}"]
        return "\n".join(lines) + "\n"


def install_metrics(app: Flask) -> None:
    """Time and count every answer, and log it as one line of JSON."""
    app.extensions["bantin_metrics"] = Metrics()
    app.before_request(_start)
    app.after_request(_note)


def metrics_in_force() -> Metrics:
    """Return the counters of this application."""
    metrics: Metrics = current_app.extensions["bantin_metrics"]
    return metrics


def _start() -> None:
    g.started = time.perf_counter()


def _note(response: Response) -> Response:
    seconds = time.perf_counter() - g.get("started", time.perf_counter())
    endpoint = request.endpoint or "none"
    metrics_in_force().note(endpoint, response.status_code, seconds)
    if log.isEnabledFor(logging.INFO):
        line: dict[str, str | int | float] = {"page": endpoint, "method": request.method}
        line |= {"status": response.status_code, "ms": round(seconds * 1000, 1)}
        log.info("%s", json.dumps(line, ensure_ascii=True))
    return response
