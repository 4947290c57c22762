"""Sources of `bantin.toml`: folders, lists of addresses, feeds and sitemaps; and what vanished from them.

[[sources]]
folder = "ban-tin"

[[sources]]
sitemap = "https://phutan.camau.gov.vn/sitemap.xml"
match = "/tin-tuc/"        only addresses that hold this
pause = 2.0                seconds between two requests
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urljoin, urlsplit

from indexer.engine.port import Engine
from indexer.errors import ReadingError, SettingsError
from indexer.fetching import Fetcher, Response, Unreachable, same_site, web_address
from indexer.intake import Arrival, Failed, arrivals
from indexer.pipeline import IndexReport, take
from indexer.publishing import Report
from indexer.reading.container import events
from indexer.reading.outcome import Source
from indexer.reading.readers import readers_fingerprint
from indexer.store import Store
from indexer.store.fetched import Fetched, moment

KINDS = ("folder", "addresses", "feed", "sitemap")
_ADDRESSES = 200_000
_SITEMAPS = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One source: exactly one of ``folder``, ``addresses`` (a file, one a line), ``feed``, ``sitemap`` is set."""

    folder: str = ""
    addresses: str = ""
    feed: str = ""
    sitemap: str = ""
    match: str = ""
    pause: float = 1.0

    @property
    def kind(self) -> str:
        """Return which of the four it is."""
        return next(kind for kind in KINDS if getattr(self, kind))

    @property
    def at(self) -> str:
        """Return the folder, file or address."""
        return str(getattr(self, self.kind))


class _Settings(Protocol):
    @property
    def sources(self) -> tuple[Mapping[str, Any], ...]: ...


def rows(tables: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Return the sources of the settings, checked; raises `SettingsError`."""
    return [_row(table) for table in tables]


def _row(table: Mapping[str, Any]) -> Row:
    known = {field.name for field in fields(Row)}
    for name, value in table.items():
        if name not in known:
            raise SettingsError(f"sources: không có mục {name!r}.", f"Các mục: {', '.join(sorted(known))}.")
        wanted: type | tuple[type, ...] = (int, float) if name == "pause" else str
        if not isinstance(value, wanted) or isinstance(value, bool):
            raise SettingsError(f"sources: {name} = {value!r} sai kiểu.", "Xem README, phần nguồn.")
    if sum(bool(table.get(kind)) for kind in KINDS) != 1:
        raise SettingsError(
            "sources: mỗi nguồn cần đúng một trong folder, addresses, feed, sitemap.", "Sửa bantin.toml."
        )
    return Row(**table)


def index_sources(
    settings: _Settings,
    store: Store,
    engine: Engine,
    *,
    full: bool = False,
    jobs: int = 1,
    dry_run: bool = False,
    progress: Report | None = None,
) -> IndexReport:
    """Index all configured sources, and mark what is no longer there; raises what `pipeline.index` raises."""
    crawl = Crawl(store, rows(settings.sources), dry_run=dry_run)
    sources = list(crawl.arrivals())
    report = take(sources, store, engine, full=full, jobs=jobs, dry_run=dry_run, progress=progress, failed=crawl.failed)
    if not dry_run:
        report.vanished = crawl.finish(report)
    return report


class Crawl:
    """One pass over the sources: what is there, what could not be listed, what vanished."""

    def __init__(self, store: Store, sources: list[Row], *, dry_run: bool = False) -> None:
        self.store, self.sources = store, sources
        self.failed: list[Failed] = []
        self._met: set[str] = set()
        self._vanished = store.pages.vanished()
        self._gone: set[str] = set()  # addresses that answered so
        self._whole: list[Row] = []  # sources that were listed to their end: what they do not list has vanished
        self._fetchers: dict[float, Fetcher] = {}
        self._started = moment() if dry_run else store.fetched.start_crawl()

    def arrivals(self) -> Iterator[Arrival]:
        """Yield everything that the sources list, each once."""
        for row in self.sources:
            try:
                for arrival in self._folder(row) if row.kind == "folder" else self._web(row):
                    if arrival.location not in self._met:
                        self._met.add(arrival.location)
                        yield arrival
                self._whole.append(row)
            except ReadingError as error:
                known = self.store.failures.get(row.at)
                again = known is not None and known.kind == error.kind
                self.failed.append(Failed(row.at, "fetch", error.kind, error.message, error.hint, "", again))

    def finish(self, report: IndexReport) -> int:
        """Mark the pages that no source shows any more; returns how many. The next pass starts afresh."""
        failed = {failure.path.partition("#")[0] for failure in report.failed}
        gone: set[str] = set()
        with self.store.batch():
            for place in list(self.store.pages.locations()):
                base = place.location.partition("#")[0]
                if place.id and self._covered(base) and base not in failed and self._is_gone(base):
                    gone.add(place.id)
            vanished = [page for page in gone if self._all_gone(page)]
            for row in self._whole:
                self.store.failures.clear(row.at)
            for page in vanished:
                self.store.pages.vanish(page)
            self.store.fetched.end_crawl()
        return len(vanished)

    def _folder(self, row: Row) -> Iterator[Arrival]:
        folder = Path(row.at).expanduser()
        if not folder.exists():
            raise Unreachable(f"{folder}: không có thư mục này.", "Gắn lại ổ đĩa, hoặc sửa bantin.toml.")
        yield from arrivals([folder])

    def _web(self, row: Row) -> Iterator[Arrival]:
        fetcher = self._fetchers.setdefault(row.pause, Fetcher(pause=row.pause))
        for count, address in enumerate(_listed(row, fetcher)):
            if count >= _ADDRESSES:
                raise Unreachable(f"{row.at}: hơn {_ADDRESSES:,} địa chỉ.", "Chia nguồn bằng match.")
            if row.match in address:
                yield self._page(web_address(address), fetcher)

    def _page(self, address: str, fetcher: Fetcher) -> Arrival:
        """Return the arrival of an address: fetched when it is taken in, its tags noted when it is kept."""
        answers: list[Response] = []

        def load() -> Source | None:
            place, known = self.store.pages.location(address), self.store.fetched.get(address)
            if place is None or place.reader != readers_fingerprint() or place.id in self._vanished:
                known = None  # not kept, read by other readers, or back again: the bytes are needed
            if known and known.at >= self._started and known.status in (200, 304):
                return None  # fetched in this pass already, before it was interrupted
            answer = fetcher.get(
                address, etag=known.etag if known else None, modified=known.modified if known else None
            )
            answers.append(answer)
            if answer.status in (404, 410):
                self._gone.add(address)
            if answer.status != 200:
                return None
            return Source(_name(address, answer), answer.data, answer.type, answer.charset)

        def keep(store: Store) -> None:
            store.failures.clear(address)
            for answer in answers:
                store.fetched.note(Fetched(address, answer.etag, answer.modified, answer.status, ""))

        return Arrival(address, address, load, keep)

    def _covered(self, location: str) -> bool:
        """Say whether a location belongs to a source that was listed to its end and shows all it has."""
        if location in self._gone:
            return True
        for row in self._whole:
            if row.kind == "folder":
                root = str(Path(row.at).expanduser().absolute())
                if location.startswith(root.rstrip("/") + "/"):
                    return True
            elif row.kind == "sitemap" and row.match in location and same_site(row.at, location):
                return True
        return False

    def _is_gone(self, location: str) -> bool:
        return location in self._gone or location not in self._met

    def _all_gone(self, page: str) -> bool:
        return all(self._is_gone(place.location.partition("#")[0]) for place in self.store.pages.locations_of(page))


def _listed(row: Row, fetcher: Fetcher) -> Iterator[str]:
    """Yield the addresses that a list, feed or sitemap names."""
    if row.kind == "addresses":
        path = Path(row.at).expanduser()
        try:
            lines = path.read_text("utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise Unreachable(f"{path}: không đọc được danh sách địa chỉ ({error}).", "Sửa bantin.toml.") from error
        yield from (line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#"))
    elif row.kind == "feed":
        yield from _feed(_fetched(fetcher, row.at), row.at)
    else:
        yield from _sitemap(row.at, fetcher)


def _fetched(fetcher: Fetcher, address: str) -> bytes:
    answer = fetcher.get(address)
    if answer.status != 200:
        raise Unreachable(f"{address}: trả lời {answer.status}.", "Sửa địa chỉ nguồn trong bantin.toml.")
    return answer.data


def _feed(data: bytes, address: str) -> Iterator[str]:
    """Yield the pages of an RSS or Atom feed, of its own site only."""
    inside = False
    for kind, element in events(data, address):
        name = element.tag.rpartition("}")[2].lower()
        if name in ("item", "entry"):
            inside = kind == "start"
        elif kind == "end" and inside and name == "link" and element.get("rel", "alternate") == "alternate":
            target = urljoin(address, (element.get("href") or element.text or "").strip())
            if same_site(address, target):
                yield target


def _sitemap(address: str, fetcher: Fetcher) -> Iterator[str]:
    """Yield the pages of a sitemap and of the sitemaps that it names, of its own site only."""
    waiting, seen = [address], {address}
    for _ in range(_SITEMAPS):
        if not waiting:
            return
        current = waiting.pop(0)
        index = False
        for kind, element in events(_fetched(fetcher, current), current):
            name = element.tag.rpartition("}")[2].lower()
            if kind == "start" and name == "sitemapindex":
                index = True
            elif kind == "end" and name == "loc":
                target = urljoin(current, (element.text or "").strip())
                if not same_site(address, target):
                    continue
                if not index:
                    yield target
                elif target not in seen:
                    seen.add(target)
                    waiting.append(target)
    raise Unreachable(f"{address}: hơn {_SITEMAPS} sitemap.", "Chia nguồn bằng match.")


def _name(address: str, answer: Response) -> str:
    """Return a name whose suffix tells the reader what it is; a page without one is HTML."""
    path = urlsplit(answer.address).path
    suffix = {"application/pdf": ".pdf", "text/plain": ".txt"}.get(answer.type or "", "")
    return address if "." in path.rpartition("/")[2] or not suffix else address + suffix
