"""The engine behind the port: generations of Whoosh indexes, one index a scope."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from indexer.engine.generations import KEEP, Generation, Generations
from indexer.engine.lock import data_lock
from indexer.engine.port import Answer, Document, Request, Stats
from indexer.engine.whoosh_.execution import execute
from indexer.engine.whoosh_.layout import FORMAT
from indexer.engine.whoosh_.snapshot import Snapshot
from indexer.engine.whoosh_.writer import ColumnarWriter
from indexer.errors import DamagedGeneration, NoIndex, SettingsError, WrongFingerprint
from indexer.schema import SCOPES, Scope

_ATTEMPTS = 10  # at opening a generation, while others are published and pruned


class WhooshEngine:
    """Answers from the generation that was current when it was opened or last refreshed."""

    name = "whoosh"

    def __init__(self, folder: Path) -> None:
        self.generations = Generations(folder)
        self._snapshot: Snapshot | None = None
        self._pointer: tuple[str, str] | None = None
        self._unusable: tuple[str, ...] = ()  # why a newer generation could not be turned to
        self._guard = threading.Lock()

    def search(self, request: Request) -> Answer:
        """Answer a request; raises `NoIndex`, `WrongFingerprint` or `DamagedGeneration`."""
        return execute(self._opened().scopes[request.scope], request)

    @contextmanager
    def writer(self, *, full: bool = False, note: Mapping[str, str] | None = None) -> Iterator[GenerationWriter]:
        """Write the next generation (see `port.Engine.writer`)."""
        with data_lock(self.generations.folder.parent):
            base = None if full else self._base()
            building = self.generations.build(base)
            writer = GenerationWriter(building)
            try:
                yield writer
                writer.commit()
                self.generations.publish(building, FORMAT, note or {}, base, self._former())
            except BaseException:
                writer.discard()
                shutil.rmtree(building, ignore_errors=True)
                raise
            # Nothing may bring back what was removed for good: generations that still hold it go at once.
            self.generations.prune(1 if writer.removed else KEEP)
        self.refresh()

    def frequency(self, scope: Scope, field: str, text: str) -> int:
        """Return in how many documents of the scope a text field holds the term."""
        return self._opened().scopes[scope].frequency(field, text)

    def frequencies(self, scope: Scope, terms: Sequence[tuple[str, str]]) -> list[int]:
        """Return the same for several terms."""
        held = self._opened().scopes[scope]
        return [held.frequency(field, text) for field, text in terms]

    def terms(self, scope: Scope, field: str, prefix: str = "", limit: int | None = None) -> list[tuple[str, int]]:
        """Return terms, or values of a keyword field, that start so, with their document frequencies."""
        return self._opened().scopes[scope].terms(field, prefix, limit)

    def note(self) -> Mapping[str, str]:
        """Return what was noted with the current generation; empty when there is none."""
        try:
            return dict(self._opened().generation.note)
        except NoIndex:
            return {}

    def refresh(self) -> bool:
        """Turn to the newest generation; returns whether it is another one.

        Where that cannot be used, the one that is open goes on serving, and `degraded` says why.
        """
        with self._guard:
            before, pointer = self._snapshot, self.generations.pointer()
            if before is not None and pointer == self._pointer:
                return False
            try:
                after = self._open()
            except NoIndex:
                return False
            except (DamagedGeneration, WrongFingerprint) as error:
                if before is None:
                    raise
                self._unusable, self._pointer = (error.message,), pointer
                return False
            return before is None or after.generation.name != before.generation.name

    def stats(self) -> Stats:
        """Return what the engine holds."""
        try:
            snapshot = self._opened()
        except NoIndex:
            return Stats(self.name, dict.fromkeys(SCOPES, 0), 0, None)
        documents: dict[str, int] = {scope: snapshot.scopes[scope].documents for scope in SCOPES}
        return Stats(self.name, documents, snapshot.generation.size, snapshot.generation.name)

    def rollback(self) -> str:
        """Make the generation before the current one current again (see `port.Engine.rollback`)."""
        return self.generations.rollback().name

    def forget(self) -> None:
        """Erase the generations before the current one."""
        self.generations.prune(1)

    @property
    def degraded(self) -> tuple[str, ...]:
        """What is wrong with newer generations, when an older one has to serve."""
        return (*self._unusable, *self._opened().generation.passed_over)

    def close(self) -> None:
        """Let go of the generation; its files are closed when the last search is done."""
        with self._guard:
            self._snapshot = self._pointer = None

    def _opened(self) -> Snapshot:
        snapshot = self._snapshot
        if snapshot is None:
            with self._guard:
                snapshot = self._snapshot or self._open()
        return snapshot

    def _open(self) -> Snapshot:
        """Open the current generation; one that turns out damaged, or is pruned meanwhile, gives way to another."""
        unusable: dict[str, str] = {}
        for attempt in range(_ATTEMPTS):
            pointer = self.generations.pointer()
            try:
                generation = self.generations.current(unusable)
                if generation is None:
                    raise NoIndex("Chưa có chỉ mục nào.", "Hãy chạy: bantin index")
                _check_format(generation)
                self._snapshot = self._snapshot_of(generation, unusable)
            except (DamagedGeneration, FileNotFoundError):
                if attempt == _ATTEMPTS - 1 or (not unusable and pointer == self.generations.pointer()):
                    raise
                if len(unusable) >= len(self.generations.names()):
                    raise
                continue
            self._pointer, self._unusable = pointer, ()
            break
        assert self._snapshot is not None
        return self._snapshot

    def _snapshot_of(self, generation: Generation, unusable: dict[str, str]) -> Snapshot:
        """Return a generation, opened; notes what is wrong with it if that shows only now."""
        try:
            return Snapshot(generation)
        except DamagedGeneration as error:
            unusable[generation.name] = error.message
            raise

    def _former(self) -> str | None:
        """Return the name of the current generation if this program can go back to it."""
        try:
            current = self.generations.current()
        except DamagedGeneration:
            return None
        return current.name if current and current.format == FORMAT else None

    def _base(self) -> Generation | None:
        """Return the generation to build on: the one that answers. A newer one of another format is not built over."""
        current = self.generations.current()
        if current is None:
            return None
        _check_format(current)
        self.refresh()
        return self._opened().generation


class GenerationWriter:
    """Collects changes to the indexes of all scopes in a folder that nobody reads yet."""

    def __init__(self, folder: Path) -> None:
        self._writers = {scope: ColumnarWriter(folder / scope) for scope in SCOPES}
        self.removed: set[str] = set()  # and not added again

    def add(self, document: Document) -> None:
        """Add a document; one with the same scope and id is replaced."""
        self._writers[document.scope].add(document)
        self.removed.discard(document.bulletin)

    def remove(self, bulletin: str) -> None:
        """Remove all documents of a bulletin, in every scope."""
        for writer in self._writers.values():
            writer.remove(bulletin)
        self.removed.add(bulletin)

    def discard(self) -> None:
        """Let go of what was written; the folder is thrown away."""
        for writer in self._writers.values():
            writer.discard()

    def commit(self) -> None:
        """Write everything into the folder."""
        for writer in self._writers.values():
            writer.commit()


def _check_format(generation: Generation) -> None:
    if generation.format != FORMAT:
        raise WrongFingerprint(
            f"Chỉ mục {generation.name} được tạo theo cấu trúc khác ({generation.format}).",
            "Hãy chạy: bantin index --full",
        )


def open_whoosh(folder: Path | None = None) -> WhooshEngine:
    """Open the engine over a folder of generations; it need not exist yet."""
    if folder is None:
        raise SettingsError("Công cụ “whoosh” cần một thư mục để giữ chỉ mục.")
    return WhooshEngine(folder)
