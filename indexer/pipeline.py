"""The path of a bulletin: read, compose, extract, store, analyse, index. Batches, what failed and why.

The store is filled first, in batches that are on the disk when they are reported; then the index learns what it does
not know of the store. So a run that is killed loses at most the batch it was at, and the next one goes on from there.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from indexer.bulletin import Bulletin, Facts
from indexer.engine.port import Engine
from indexer.errors import BantinError, NotFound, Removed
from indexer.extraction.extractors import extract, rules_fingerprint
from indexer.intake import Arrival, Done, Failed, Fresh, Intake, Kept, Passed, Taken, arrivals
from indexer.publishing import BATCH, Progress, Report, publish
from indexer.reading.pool import ReadingPool
from indexer.reading.readers import readers_fingerprint
from indexer.store import Store
from indexer.store.records import Incoming
from indexer.workers import Workers, batched

_UNREAD_RULES = "none"  # the fingerprint of facts that an extractor's fault left empty: always older than today's
# What a fault in a rule raises. One bulletin is then kept without facts and reported; the rest goes on.
_FAULTS = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError),
    *(NameError, RecursionError, TypeError, ValueError),
)


class StorageFailed(BantinError):
    """The disk refused a write, or a worker died: the run ended early, nothing that was kept is lost."""


@dataclass(slots=True)
class IndexReport:
    """What a run did. ``failed`` holds every source that could not be read, known ones included."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    duplicates: int = 0
    removed: int = 0
    skipped_lines: int = 0
    renewed: int = 0
    vanished: int = 0
    indexed: int = 0
    failed: list[Failed] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def newly_failed(self) -> list[Failed]:
        """The sources that failed and had not failed before."""
        return [failure for failure in self.failed if not failure.known]

    def exit_code(self, *, strict: bool = False) -> int:
        """Return 3 when something failed that had not failed before (``strict``: when anything failed), else 0."""
        return 3 if (self.failed if strict else self.newly_failed) else 0

    def count(self, outcome: str) -> None:
        """Count what became of one bulletin."""
        name = {"duplicate": "duplicates"}.get(outcome, outcome)
        setattr(self, name, getattr(self, name) + 1)


@dataclass(frozen=True, slots=True)
class Found:
    """A bulletin and what it says; ``fault`` tells of the rule that failed on it, whose facts are then empty."""

    facts: Facts
    fault: str | None = None


def index(
    paths: Iterable[Path],
    store: Store,
    engine: Engine,
    *,
    full: bool = False,
    jobs: int = 1,
    dry_run: bool = False,
    progress: Report | None = None,
) -> IndexReport:
    """Bring what stands at ``paths`` into the store and the index; ``full`` makes the index anew from the store alone.

    Raises `UsageError` for a path that does not exist, `Locked` while another run writes. Left by an exception
    (Ctrl-C), everything that was reported is kept and the index is as it was.
    """
    return take(list(arrivals(paths)), store, engine, full=full, jobs=jobs, dry_run=dry_run, progress=progress)


def take(
    sources: list[Arrival],
    store: Store,
    engine: Engine,
    *,
    full: bool = False,
    jobs: int = 1,
    dry_run: bool = False,
    progress: Report | None = None,
    failed: Sequence[Failed] = (),
) -> IndexReport:
    """Do what `index` does, for arrivals of any kind; ``failed`` are sources that could not even be listed."""
    report, started, tell = IndexReport(), time.monotonic(), progress or (lambda _: None)
    with reported_failures(store):
        _run(sources, store, engine, report, full=full, jobs=jobs, dry_run=dry_run, tell=tell, failed=failed)
    report.seconds = time.monotonic() - started
    return report


def _run(
    sources: list[Arrival],
    store: Store,
    engine: Engine,
    report: IndexReport,
    *,
    full: bool,
    jobs: int,
    dry_run: bool,
    tell: Report,
    failed: Sequence[Failed],
) -> None:
    if dry_run:
        with ReadingPool(jobs) as pool:
            for item in chain(failed, _taken(Intake(store, pool, retry=full), sources, tell)):
                _count(item, store, report)
    else:
        with store.writing(), Workers(jobs) as workers, ReadingPool(jobs) as pool:
            intake = Intake(store, pool, retry=full)
            taken = chain(failed, _taken(intake, sources, tell))  # 1. read, compose
            for batch, found in _understood(taken, workers):  # 2. extract
                _keep(batch, found, store, report)  # 3. store
            report.renewed = renew(store, workers, report, tell)  # ... and what older rules had extracted
            report.indexed = publish(store, engine, workers, full=full, tell=tell)  # 4. analyse, 5. index


@contextmanager
def reported_failures(store: Store) -> Iterator[None]:
    """Turn what the disk or a worker refused into one clear error; what was kept before stays, the old index serves."""
    try:
        yield
    except (OSError, sqlite3.DatabaseError) as error:
        free = shutil.disk_usage(store.folder).free >> 20
        reason = f"Không ghi được vào {store.folder} ({error}); còn trống {free:,} MB."
        raise StorageFailed(reason, "Chỉ mục cũ vẫn dùng được. Giải phóng dung lượng rồi chạy lại lệnh.") from error
    except BrokenProcessPool as error:
        reason = "Một tiến trình xử lý đã bị dừng (thường do thiếu bộ nhớ)."
        raise StorageFailed(reason, "Chạy lại với --jobs 1; phần đã đọc không phải đọc lại.") from error


def read_only_extract(paths: Iterable[Path]) -> Iterator[tuple[Bulletin, Facts] | Failed]:
    """Yield what would be extracted from the files at ``paths``: nothing is stored, no data folder is needed."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="bantin-") as folder, Store.open(folder) as store, ReadingPool() as pool:
        for item in _taken(Intake(store, pool), list(arrivals(paths)), lambda _: None):
            if isinstance(item, Fresh):
                found = _extracted([item.bulletin])[0]
                yield _fault(item.location, item.digest, found.fault) if found.fault else (item.bulletin, found.facts)
            elif isinstance(item, Failed):
                yield item


def _taken(intake: Intake, sources: list[Arrival], tell: Report) -> Iterator[Taken]:
    for done, (_, items) in enumerate(intake.take(sources), start=1):
        yield from items
        tell(Progress("read", done, len(sources)))


def _understood(taken: Iterator[Taken], workers: Workers) -> Iterator[tuple[list[Taken], Iterator[Found]]]:
    """Yield batches with the facts of their fresh bulletins; only the bulletins travel to the workers."""
    waiting: deque[list[Taken]] = deque()

    def bulletins() -> Iterator[list[Bulletin]]:
        for batch in batched(taken, BATCH):
            waiting.append(batch)
            yield [item.bulletin for item in batch if isinstance(item, Fresh)]

    for found in workers.map(_extracted, bulletins()):
        yield waiting.popleft(), iter(found)


def _extracted(bulletins: list[Bulletin]) -> list[Found]:
    return [_extract_one(bulletin) for bulletin in bulletins]


def _extract_one(bulletin: Bulletin) -> Found:
    try:
        return Found(extract(bulletin))
    except _FAULTS as fault:
        return Found(Facts(), f"{type(fault).__name__}: {fault}")


def _keep(batch: list[Taken], found: Iterator[Found], store: Store, report: IndexReport) -> None:
    """Keep a batch in one transaction: bulletins, failures, and which sources were read to their end."""
    with store.batch():
        for item in batch:
            match item:
                case Fresh():
                    _keep_bulletin(item, next(found), store, report)
                case Failed():
                    store.failures.note(item)
                    report.failed.append(item)
                case Passed():
                    report.unchanged += item.pages
                    report.skipped_lines += item.skipped
                case Kept():
                    item.keep(store)
                case Done():
                    store.pages.meet(item.location, "", item.digest, readers_fingerprint())
                    for location in (item.location, *item.gone):
                        store.failures.clear(location)


def _keep_bulletin(item: Fresh, found: Found, store: Store, report: IndexReport) -> None:
    rules = _UNREAD_RULES if found.fault else rules_fingerprint()
    bulletin, facts = item.bulletin, found.facts
    report.count(
        store.put_one(Incoming(item.location, bulletin, facts, item.raw, item.digest, rules, readers_fingerprint()))
    )
    if found.fault:
        failure = _fault(item.location, item.digest, found.fault)
        store.failures.note(failure)
        report.failed.append(failure)


def _fault(location: str, digest: str, fault: str) -> Failed:
    reason = f"{location}: một quy tắc trích xuất bị lỗi ({fault}); bản tin vẫn được giữ và tìm thấy, chưa có dữ kiện."
    return Failed(location, "extract", "RuleFailed", reason, "Báo bản tin này cho người làm bantin.", digest)


def _count(item: Taken, store: Store, report: IndexReport) -> None:
    """Count what a run would do with one thing taken in."""
    match item:
        case Fresh():
            try:
                store.pages.head(item.bulletin.id)
                report.changed += 1
            except Removed:
                report.removed += 1
            except NotFound:
                report.new += 1
        case Failed():
            report.failed.append(item)
        case Passed():
            report.unchanged += item.pages
            report.skipped_lines += item.skipped
        case Done() | Kept():
            pass


def renew(store: Store, workers: Workers, report: IndexReport, tell: Report) -> int:
    """Extract anew, from the stored text, what older rules extracted; returns how many say something else."""
    stale = store.pages.stale(rules_fingerprint())
    failed = {failure.location for failure in store.failures.all() if failure.stage == "extract"}
    renewed, done = 0, 0
    batches = list(batched(stale, BATCH))
    for pages, found in zip(batches, workers.map(_extracted, map(store.pages.plain, batches)), strict=True):
        with store.batch():
            for page, one in zip(pages, found, strict=True):
                rules = _UNREAD_RULES if one.fault else rules_fingerprint()
                renewed += store.pages.renew_facts(page, one.facts, rules)
                if failed or one.fault:
                    _note_fault(page, one.fault, failed, store, report)
        done += len(pages)
        tell(Progress("renew", done, len(stale)))
    return renewed


def _note_fault(page: str, fault: str | None, failed: set[str], store: Store, report: IndexReport) -> None:
    """Note, or forget, that a rule fails on a page; ``failed``: where one did before."""
    for place in store.pages.locations_of(page):
        if fault is None and place.location in failed:
            store.failures.clear(place.location)
        elif fault and all(failure.path != place.location for failure in report.failed):
            failure = replace(_fault(place.location, place.digest, fault), known=place.location in failed)
            store.failures.note(failure)
            report.failed.append(failure)
