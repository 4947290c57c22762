"""From the store to the index: what the index does not know of the store is analysed and written, in one generation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from indexer.documents import documents, fingerprints
from indexer.engine.packed import packed
from indexer.engine.port import Document, Engine, Writer
from indexer.errors import IndexUnusable
from indexer.persons import write_persons
from indexer.store import Store
from indexer.store.records import Change
from indexer.workers import Workers, batched

BATCH = 64
INDEX = "index"  # the folder of generations inside the data folder


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is. ``stage``: read (sources), renew (bulletins whose rules changed) or index (bulletins)."""

    stage: str
    done: int
    total: int


Report = Callable[[Progress], None]


def publish(store: Store, engine: Engine, workers: Workers, *, full: bool, tell: Report) -> int:
    """Let the index learn what it does not know of the store; returns how many bulletins were written or taken out."""
    known = None if full else known_change(store, engine)
    newest = store.pages.change()
    if known is not None and known >= newest:
        return 0
    if known is None:
        changes = [Change(page, 0, True) for page in store.pages.live()]
    else:
        changes = store.pages.changed_since(known)
    with engine.writer(full=known is None, note=note_of(store, newest)) as writer:
        _write(writer, changes, store, workers, tell, full=known is None)
        write_persons(writer, store, engine, changes, known, newest)
    if any(not change.live for change in changes) or (known is None and store.removals.all()):
        engine.forget()  # the generations before hold the text of what was removed
    return len(changes)


def _write(writer: Writer, changes: list[Change], store: Store, workers: Workers, tell: Report, *, full: bool) -> None:
    if not full:
        for change in changes:
            writer.remove(change.id)
    wanted = [change.id for change in changes if change.live]
    done = 0
    for made in _made(wanted, store, workers):
        for document in made:
            writer.add(document)
        done = min(done + BATCH, len(wanted))
        tell(Progress("index", done, len(wanted)))


def _made(wanted: list[str], store: Store, workers: Workers) -> Iterator[list[Document]]:
    """Yield the documents of bulletins in batches; workers read the store by themselves, so that only ids go there."""
    batches = batched(wanted, BATCH)
    if workers.alone(-(-len(wanted) // BATCH)):
        return (documents(list(store.pages.load(pages))) for pages in batches)
    return workers.map(_documents, ((store.folder, pages) for pages in batches))


def _documents(asked: tuple[Path, list[str]]) -> list[Document]:
    folder, pages = asked
    return packed(documents(list(_store(folder).pages.load(pages))))


@cache
def _store(folder: Path) -> Store:
    """Open a store once for all batches of a worker."""
    return Store.open(folder, readonly=True)


def note_of(store: Store, change: int) -> Mapping[str, str]:
    """Return what is noted with a generation: whose records it holds, up to which change, and what shaped it."""
    return {"store": store.identity, "change": str(change), **fingerprints()}


def known_change(store: Store, engine: Engine) -> int | None:
    """Return the change up to which the index knows the store; None when it has to be made anew."""
    try:
        note = engine.note()
    except IndexUnusable:
        return None
    if note.get("store") != store.identity or not note.get("change", "").isdecimal():
        return None
    if any(note.get(name) != value for name, value in fingerprints().items()):
        return None
    change = int(note["change"])
    return change if change <= store.pages.change() else None  # else the store is an older one, restored
