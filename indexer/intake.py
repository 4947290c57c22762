"""What arrives: files and addresses in, bulletins out that the store does not know yet, each with its id."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path

from indexer.bulletin import Bulletin
from indexer.errors import ReadingError, SourceTooLarge
from indexer.limits import FILE_BYTES
from indexer.reading.compose import compose
from indexer.reading.outcome import Outcome, Read, Skipped, Source, Unread
from indexer.reading.pool import Reading, ReadingPool
from indexer.reading.readers import is_known, load, readers_fingerprint
from indexer.reading.walk import walk
from indexer.store import Store
from indexer.store.originals import digest_of
from indexer.store.pages import page_id
from indexer.store.records import Failure

STDIN = Path("-")
_HASH = r"\x23"  # "#" parts a file from a page in it


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something to read. ``location`` is where it is met; ``name`` what its id is made from, if it tells no address.

    ``load`` returns None when it is told that nothing changed; ``keep`` is called when what was read is kept.
    """

    location: str
    name: str
    load: Callable[[], Source | None]
    keep: Callable[[Store], None] | None = None


@dataclass(frozen=True, slots=True)
class Fresh:
    """A bulletin that is new or changed, on its way to the extractors; ``raw`` are the bytes it was read from."""

    location: str
    bulletin: Bulletin
    raw: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A source that could not be read: where, at which stage, why, what to do; ``known`` when it had failed before."""

    path: str
    stage: str
    kind: str
    reason: str
    hint: str
    digest: str
    known: bool = False


@dataclass(frozen=True, slots=True)
class Passed:
    """Nothing to do: ``pages`` were met unchanged, ``skipped`` lines had no text."""

    pages: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """A source was read to its end: when all before it is kept, this may be noted and it will be passed over.

    ``gone``: the places in it at which reading had failed before, and which it has no more.
    """

    location: str
    digest: str
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What an arrival wants written beside what was read from it, in the same transaction."""

    keep: Callable[[Store], None]


Taken = Fresh | Failed | Passed | Done | Kept


def arrivals(paths: Iterable[Path]) -> Iterator[Arrival]:
    """Yield the files of paths, ``-`` for the standard input; raises `UsageError` for one that does not exist."""
    for path in paths:
        if path == STDIN:
            yield Arrival(str(STDIN), "stdin", _stdin)
            continue
        for found in walk([path], is_known):
            yield Arrival(location_of(found.path), found.relative, lambda file=found.path: load(file))  # type: ignore[misc]


def location_of(path: Path) -> str:
    """Return a file's location as it is kept: absolute; bytes that are no UTF-8, and "#", are written out."""
    return os.fsencode(path.absolute()).decode("utf-8", "backslashreplace").replace("#", _HASH)


def file_of(location: str) -> Path:
    """Return the file of a location, or of a part of it."""
    return Path(location.partition("#")[0].replace(_HASH, "#"))


def _stdin() -> Source:
    data = sys.stdin.buffer.read(FILE_BYTES + 1)
    if len(data) > FILE_BYTES:
        raise SourceTooLarge(
            f"Đầu vào chuẩn: quá giới hạn {FILE_BYTES:,} byte.", "Ghi ra nhiều tệp rồi nêu các tệp ấy."
        )
    return Source("stdin.jsonl" if data.lstrip()[:1] == b"{" else "stdin.txt", data)


@dataclass(frozen=True, slots=True)
class _Opened:
    """An arrival whose bytes are here: what is known of it already, or its reading under way."""

    arrival: Arrival
    digest: str
    begun: Passed | Failed | Reading


@dataclass(slots=True)
class Intake:
    """Takes arrivals in and tells new from known. ``retry``: read again what failed before, though unchanged."""

    store: Store
    pool: ReadingPool
    retry: bool = False
    _given: dict[str, str] = field(default_factory=dict)
    _met: set[str] = field(default_factory=set)
    _vanished: frozenset[str] = frozenset()
    _failed_parts: dict[str, list[Failure]] = field(default_factory=dict)  # before this run, by the file they are in

    def __post_init__(self) -> None:
        self._vanished = self.store.pages.vanished()
        for failure in self.store.failures.all():
            whole, mark, _ = failure.location.partition("#")
            if mark and failure.stage != "extract":  # that is tried again in any case (`pipeline.renew`)
                self._failed_parts.setdefault(whole, []).append(failure)

    def take(self, arrivals: Iterable[Arrival]) -> Iterator[tuple[Arrival, Iterator[Taken]]]:
        """Yield the arrivals, in order, with what there is to do about each; sources are read some way ahead."""
        waiting: deque[_Opened] = deque()
        for arrival in arrivals:
            waiting.append(self._open(arrival))
            while len(waiting) > self.pool.ahead:
                opened = waiting.popleft()
                yield opened.arrival, self._finish(opened)
        while waiting:
            opened = waiting.popleft()
            yield opened.arrival, self._finish(opened)

    def _open(self, arrival: Arrival) -> _Opened:
        """Load an arrival and begin to read it, unless it is known."""
        digest = ""
        try:
            source = arrival.load()
            if source is None:
                return _Opened(arrival, digest, Passed(pages=1 if self.store.pages.location(arrival.location) else 0))
            digest = digest_of(source.data)
            passed = self._known(arrival.location, digest)
            return _Opened(arrival, digest, passed or self.pool.start(source))
        except ReadingError as error:
            return _Opened(arrival, digest, self._failed(arrival.location, error, digest))

    def _finish(self, opened: _Opened) -> Iterator[Taken]:
        begun, arrival = opened.begun, opened.arrival
        try:
            if isinstance(begun, Passed | Failed):
                yield begun
                if isinstance(begun, Passed):
                    yield from map(_still_failed, self._failed_parts.get(arrival.location, ()))
            else:
                outcomes = begun.result() if isinstance(begun, Future) else begun
                yield from self._read(arrival, outcomes, opened.digest)
        except ReadingError as error:
            yield self._failed(arrival.location, error, opened.digest)
        else:
            if arrival.keep and not isinstance(begun, Failed):
                yield Kept(arrival.keep)

    def _known(self, location: str, digest: str) -> Passed | Failed | None:
        """Tell whether the very same bytes were met there before, and with what result."""
        failure = self.store.failures.get(location)
        if failure and not self.retry and failure.digest == self._stamp(digest):
            return _still_failed(failure)
        met = self.store.pages.location(location)
        if failure or met is None or met.id in self._vanished or (self.retry and location in self._failed_parts):
            return None
        if met.digest != digest or met.reader != readers_fingerprint():
            return None
        return Passed(pages=1 if met.id else self.store.pages.count_parts(location))

    def _read(self, arrival: Arrival, outcomes: Iterable[Outcome], digest: str) -> Iterator[Taken]:
        parts = False
        failed: set[str] = set()
        for outcome in outcomes:
            if isinstance(outcome, Skipped):
                yield Passed(skipped=1)
            elif isinstance(outcome, Unread):
                failed.add(f"{arrival.location}#{outcome.part}")
                yield self._failed(f"{arrival.location}#{outcome.part}", outcome.error, digest)
            else:
                parts = parts or outcome.part is not None
                yield from self._page(arrival, outcome, digest)
        if parts:
            before = (failure.location for failure in self._failed_parts.get(arrival.location, ()))
            yield Done(arrival.location, digest, tuple(at for at in before if at not in failed | self._met))

    def _page(self, arrival: Arrival, read: Read, digest: str) -> Iterator[Taken]:
        location = arrival.location
        if read.part is not None:
            location, digest = f"{location}#{read.part}", digest_of(read.raw)
            while location in self._met:  # an id that stands twice in a file
                location += "~"
            self._met.add(location)
            passed = self._known(location, digest)
            if passed is not None:
                yield passed
                return
        page = read.page.id or self._id(location, digest, read.page.address or _name(arrival, read))
        fetched = arrival.location if arrival.location.startswith(("http://", "https://")) else None
        whole = replace(read.page, address=read.page.address or fetched)
        try:
            yield Fresh(location, compose(whole, page), read.raw, digest)
        except ReadingError as error:
            yield self._failed(location, error, digest)

    def _id(self, location: str, digest: str, name: str) -> str:
        """Return the id of a page: the one it has, or that its bytes have elsewhere, or a new one of its name."""
        pages = self.store.pages
        met = pages.location(location)
        if met and met.id and (met.digest == digest or not self._elsewhere(met.id, location, met.digest)):
            return met.id
        same = next((place.id for place in pages.with_digest(digest) if place.id), None) or self._given.get(digest)
        if same:
            return same
        page = page_id(name)
        if not met and self._elsewhere(page, location) and not name.startswith(("http://", "https://")):
            page = page_id(location)  # another root has a file of that relative path, and it is still there
        elif met and met.id == page:
            page = page_id(location)  # it was a copy of a file that is still there, and was edited
        self._given[digest] = page
        return page

    def _elsewhere(self, page: str, location: str, digest: str | None = None) -> bool:
        """Say whether a page is still met at another place (with these bytes)."""
        places = (place for place in self.store.pages.locations_of(page) if place.location != location)
        return any((digest is None or place.digest == digest) and file_of(place.location).exists() for place in places)

    def _failed(self, location: str, error: ReadingError, digest: str) -> Failed:
        known = self.store.failures.get(location)
        again = known is not None and known.kind == error.kind
        stage = "fetch" if location.startswith(("http://", "https://")) and not digest else "read"
        return Failed(location, stage, error.kind, error.message, error.hint, self._stamp(digest), known=again)

    @staticmethod
    def _stamp(digest: str) -> str:
        return f"{digest}:{readers_fingerprint()}"


def _still_failed(failure: Failure) -> Failed:
    f = failure
    return Failed(f.location, f.stage, f.kind, f.reason, f.hint, f.digest, known=True)


def _name(arrival: Arrival, read: Read) -> str:
    return arrival.name if read.part is None else f"{arrival.name}#{read.part}"
