"""What an operator does beside indexing: how things stand, do they fit together, take a bulletin down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.engine.generations import Generations
from indexer.engine.port import After, Engine, Request, Stats
from indexer.errors import IndexUnusable, ReadingError
from indexer.intake import file_of
from indexer.pipeline import reported_failures
from indexer.publishing import INDEX, Progress, Report, known_change, publish
from indexer.store import Store
from indexer.store.records import Failure, Removal
from indexer.workers import Workers

_PAGE = 100


@dataclass(frozen=True, slots=True)
class Status:
    """How things stand. ``behind``: changes of the store unknown to the index; None: it has to be made anew."""

    folder: Path
    counts: dict[str, int]
    failures: tuple[Failure, ...]
    removals: tuple[Removal, ...]
    behind: int | None
    index: Stats | None
    store_bytes: int
    originals: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not fit: where (sources, store, originals, index), what, and whether it was mended."""

    where: str
    what: str
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found. ``notes`` are no problems: sources that changed or vanished since they were read."""

    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    looked_at: dict[str, int]

    @property
    def exit_code(self) -> int:
        """Return 6 when a problem is left, else 0."""
        return 6 if any(not problem.repaired for problem in self.problems) else 0


def status(store: Store, engine: Engine) -> Status:
    """Return how store and index stand; a missing or unusable index is no error here."""
    known = known_change(store, engine)
    try:
        index: Stats | None = engine.stats()
    except IndexUnusable:
        index = None
    return Status(
        folder=store.folder,
        counts=store.pages.counts(),
        failures=tuple(store.failures.all()),
        removals=tuple(store.removals.all()),
        behind=None if known is None else len(store.pages.changed_since(known)),
        index=index,
        store_bytes=sum(path.stat().st_size for path in store.folder.glob("store.sqlite*")),
        originals=sum(1 for _ in store.originals.names()),
    )


def remove(store: Store, engine: Engine, page: str, reason: str, *, erase: bool = False) -> tuple[str, ...]:
    """Take a bulletin down; returns all its ids. It is hidden when this returns or fails, whatever happens after.

    The index is written without it and older generations are erased, so that no rollback brings it back.
    Raises `NotFound` or `Removed`; `Locked` when a run is writing the index, which then takes it out itself.
    """
    ids = store.removals.remove(page, reason, erase=erase)
    follow(store, engine)
    return ids


def unremove(store: Store, engine: Engine, page: str) -> tuple[str, ...]:
    """Lift a takedown and index what is lifted; returns its ids. Raises `NotFound` when there is none."""
    ids = store.removals.unremove(page)
    follow(store, engine)
    return ids


def follow(store: Store, engine: Engine) -> int:
    """Let the index learn what it does not know of the store, if there is an index; returns how many changes."""
    if known_change(store, engine) is None:
        return 0
    with store.writing(), reported_failures(store), Workers(1) as workers:
        return publish(store, engine, workers, full=False, tell=lambda _: None)


def check(
    store: Store, engine: Engine, *, deep: bool = False, repair: bool = False, tell: Report | None = None
) -> CheckReport:
    """Hold sources, store, originals and index against each other; ``deep`` reads every byte, ``repair`` mends.

    Raises `Locked` with ``repair`` while a run is writing.
    """
    tell = tell or (lambda _: None)
    problems = [*_check_database(store, deep=deep), *_check_pages(store), *_check_originals(store, deep, repair, tell)]
    wrong = _check_index(store, engine, deep=deep)
    if wrong and repair:
        with store.writing(), reported_failures(store), Workers(1) as workers:
            publish(store, engine, workers, full=True, tell=tell)
            engine.forget()  # one of the generations before is what was damaged
        left = {problem.what for problem in _check_index(store, engine, deep=deep)}
        wrong = [Problem(p.where, p.what, repaired=p.what not in left) for p in wrong]
    notes = _compare_sources(store) if deep else []
    looked_at = {
        "bulletins": store.pages.counts()["bulletins"],
        "originals": sum(1 for _ in store.originals.names()),
        "locations": sum(1 for _ in store.pages.locations()),
    }
    return CheckReport((*problems, *wrong), tuple(notes), looked_at)


def _check_database(store: Store, *, deep: bool) -> Iterator[Problem]:
    for (line,) in store.db.execute("PRAGMA integrity_check(20)" if deep else "PRAGMA quick_check(20)"):
        if line != "ok":
            yield Problem("store", f"cơ sở dữ liệu hỏng: {line}")


def _check_pages(store: Store) -> Iterator[Problem]:
    """Every page that stands for itself has its version and the facts of that version; equals have one head."""
    lacking = store.db.execute(
        "SELECT p.id FROM pages p LEFT JOIN versions v ON v.id = p.id AND v.n = p.version"
        " LEFT JOIN facts f ON f.id = p.id AND f.version = p.version"
        " WHERE p.head != '' AND p.removed = 0 AND (v.id IS NULL OR f.id IS NULL)"
    )
    for (page,) in lacking.fetchall():
        yield Problem("store", f"{page}: thiếu văn bản hoặc dữ kiện của phiên bản hiện tại")
    split = (
        "SELECT content FROM pages WHERE head != '' AND removed = 0 GROUP BY content HAVING COUNT(DISTINCT head) > 1"
    )
    for (content,) in store.db.execute(split).fetchall():
        yield Problem("store", f"bản tin trùng nhau chưa gộp ({content})")


def _check_originals(store: Store, deep: bool, repair: bool, tell: Report) -> Iterator[Problem]:
    removed = {row[0] for row in store.db.execute("SELECT id FROM pages WHERE removed = 1")}
    rows = store.db.execute("SELECT DISTINCT original, id FROM versions WHERE original IS NOT NULL ORDER BY original")
    wanted: dict[str, str] = {digest: page for digest, page in rows if page not in removed}
    sources = _Sources(store)
    for done, (digest, page) in enumerate(wanted.items(), start=1):
        there = store.originals.sound(digest) if deep else store.originals.path(digest).is_file()
        if not there:
            yield Problem(
                "originals",
                f"{page}: bản gốc {digest[:12]} mất hoặc hỏng",
                repaired=repair and sources.give_back(digest),
            )
        tell(Progress("check", done, len(wanted)))
    for path in [store.originals.path(name) for name in store.originals.names() if name not in wanted]:
        if repair:
            path.unlink()
        yield Problem("originals", f"{path.name[:12]}: bản gốc không thuộc bản tin nào", repaired=repair)
    for path in store.originals.leftovers():
        if repair:
            path.unlink()
        yield Problem("originals", f"{path.name}: tệp ghi dở", repaired=repair)


class _Sources:
    """Lost originals are taken from here: the files they came from, as far as those still have the same bytes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._path = Path()
        self._parts: dict[str, bytes] = {}

    def give_back(self, digest: str) -> bool:
        """Keep a lost original again; returns whether it was found."""
        store = self._store
        for place in store.pages.with_digest(digest):
            data = self._found(place.location).get(digest)
            if data is not None:
                store.originals.path(digest).unlink(missing_ok=True)
                store.originals.add(data, digest)
                store.originals.sync()
                return True
        return False

    def _found(self, location: str) -> dict[str, bytes]:
        """Return the bytes at a location by their digest; for that of a part all parts of the file, kept till the next.

        Parts come from bulletin lines only, which need no sandbox.
        """
        from indexer.reading.outcome import Read
        from indexer.reading.readers import load, read_source
        from indexer.store.originals import digest_of

        path, part = file_of(location), "#" in location
        if part and path == self._path:
            return self._parts
        try:
            source = load(path)
            raws = (one.raw for one in read_source(source) if isinstance(one, Read)) if part else iter([source.data])
            found = {digest_of(raw): raw for raw in raws}
        except ReadingError:
            found = {}  # it is gone, or damaged
        if part:
            self._path, self._parts = path, found
        return found


def _check_index(store: Store, engine: Engine, *, deep: bool) -> list[Problem]:
    folder = store.folder / INDEX
    wrong = Generations(folder).verify(deep=deep) if folder.is_dir() else []
    problems = [Problem("index", what) for what in wrong]
    known = known_change(store, engine)
    if known is None:
        return [*problems, Problem("index", "chưa có chỉ mục, hoặc chỉ mục thuộc kho hay phiên bản khác")]
    behind = len(store.pages.changed_since(known))
    if behind:
        return [*problems, Problem("index", f"chỉ mục chưa biết {behind} thay đổi của kho")]
    try:
        return problems + (_compare_ids(store, engine) if deep else _compare_counts(store, engine))
    except IndexUnusable as error:
        return [*problems, Problem("index", error.message)]


def _compare_counts(store: Store, engine: Engine) -> list[Problem]:
    got, want = engine.stats().documents.get("ban-tin", 0), store.pages.counts()["bulletins"]
    return [] if got == want else [Problem("index", f"chỉ mục có {got} bản tin, kho có {want}")]


def _compare_ids(store: Store, engine: Engine) -> list[Problem]:
    live = store.pages.live()
    directives = {f"{bulletin.id}-{d.n}" for bulletin, facts in store.pages.load(live) for d in facts.directives}
    problems = []
    for name, request, want in (
        ("bản tin", Request(scope="ban-tin", size=_PAGE, snippets=False), set(live)),
        ("chỉ đạo", Request(scope="chi-dao", size=_PAGE, snippets=False), directives),
    ):
        got = set(_all_ids(engine, request))
        for what, ids in (("thiếu", want - got), ("thừa", got - want)):
            if ids:
                problems.append(Problem("index", f"{name} {what} trong chỉ mục: {_some(ids)}"))
    return problems


def _all_ids(engine: Engine, request: Request) -> Iterator[str]:
    from dataclasses import replace

    while hits := engine.search(request).hits:
        yield from (hit.id for hit in hits)
        request = replace(request, after=After(hits[-1].key, hits[-1].id))


def _some(ids: Iterable[str]) -> str:
    ordered = sorted(ids)
    return ", ".join(ordered[:5]) + (f" … ({len(ordered)})" if len(ordered) > 5 else "")


def _compare_sources(store: Store) -> list[str]:
    """Return which files vanished or changed since they were read; addresses on the web are not asked."""
    from indexer.store.originals import digest_of

    gone, changed = [], []
    for place in store.pages.locations():
        path = file_of(place.location)
        if "#" in place.location or not path.is_absolute():
            continue
        if not path.is_file():
            gone.append(place.location)
        elif digest_of(path.read_bytes()) != place.digest:
            changed.append(place.location)
    notes = [f"{path}: đã đổi sau lần đọc cuối" for path in changed]
    return [*notes, *(f"{path}: không còn ở nguồn" for path in gone)]
