"""The engine behind the port, over a cluster that others may be writing to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeVar

from indexer.engine.lock import data_lock
from indexer.engine.opensearch.asking import answer
from indexer.engine.opensearch.cluster import Cluster, Missing
from indexer.engine.opensearch.generations import KEEP, Generation, Generations
from indexer.engine.opensearch.mapping import FORMAT, Names
from indexer.engine.opensearch.statistics import Statistics
from indexer.engine.opensearch.writers import ChangeWriter, FullWriter
from indexer.engine.port import Answer, Request, Stats, Writer
from indexer.errors import NoIndex, SettingsError, WrongFingerprint
from indexer.schema import SCOPES, Scope

Result = TypeVar("Result")
_TURNS: Final = 3  # at an answer that changes come between
_PATIENCE: Final = 10  # looks at a generation that is changing, with a pause between
_PAUSE: Final = 0.1  # seconds
_CHANGING: Final = "có thể chưa đầy đủ, vì chỉ mục đang được cập nhật"


class _Snapshot:
    """A generation at one revision, and what is known of its indexes."""

    def __init__(self, cluster: Cluster, generations: Generations, generation: Generation) -> None:
        self.generation = generation
        indexes = generations.indexes(generation.number)
        self.scopes = {scope: Statistics(cluster, index) for scope, index in indexes.items()}
        self.size: int | None = None


class OpenSearchEngine:
    """Answers from the generation, at the revision, that was current when it was opened or last refreshed."""

    name = "opensearch"

    def __init__(self, folder: Path, cluster: Cluster, names: Names, shards: int) -> None:
        self._folder = folder
        self._cluster = cluster
        self.generations = Generations(cluster, names, shards)
        self._snapshot: _Snapshot | None = None
        self._told: Generation | None = None  # the last one that `refresh` told of
        self._guard = threading.Lock()

    def search(self, request: Request) -> Answer:
        """Answer a request; raises `NoIndex`, `WrongFingerprint` or `EngineUnavailable`.

        An answer that a change came between is asked for again, so that it shows one state of the index.
        """
        for _ in range(_TURNS):
            found, asked = self._asked(lambda snapshot: (self._answer(snapshot, request), snapshot.generation))
            now = self.generations.current()
            if now == asked and not asked.changing:
                return found
            if now is None or now.number != asked.number:
                return found  # from a generation that nobody changes any more
            settled = self._settled()
            with self._guard:
                self._open(settled)
        return replace(found, partial=found.partial or _CHANGING)

    def _answer(self, snapshot: _Snapshot, request: Request) -> Answer:
        return answer(self._cluster, snapshot.scopes[request.scope], request)

    @contextmanager
    def writer(self, *, full: bool = False, note: Mapping[str, str] | None = None) -> Iterator[Writer]:
        """Write the next generation, or change the current one (see `port.Engine.writer`)."""
        with data_lock(self._folder.parent):
            base = None if full else self.generations.current()
            if base is None:
                with self._full(note or {}) as writer:
                    yield writer
            else:
                _check_format(base)
                with self._change(base, note or {}) as writer:
                    yield writer
        self.refresh()

    @contextmanager
    def _full(self, note: Mapping[str, str]) -> Iterator[Writer]:
        number = self.generations.build()
        try:
            with FullWriter(self._cluster, self.generations.indexes(number), self._refused) as writer:
                yield writer
                writer.commit()
            self.generations.publish(number, note)
        except BaseException:
            self.generations.discard(number)
            raise
        self.generations.prune(1 if writer.removed else KEEP)

    @contextmanager
    def _change(self, base: Generation, note: Mapping[str, str]) -> Iterator[Writer]:
        with ChangeWriter(self._cluster, self.generations.indexes(base.number), self._refused) as writer:
            yield writer
            # A copy of a shard that is being made shows, when it is done, what it was sent: then answers say so.
            if not self.generations.settled(base.number):
                self.generations.changing(base)
            writer.send()
            self.generations.changing(base)
            writer.show()
            self.generations.changed(base, note)
        # Nothing may bring back what was removed for good: generations that still hold it go at once.
        if writer.removed:
            self.generations.prune(1)

    @property
    def _refused(self) -> Path:
        return self._folder / "refused.jsonl"

    def frequency(self, scope: Scope, field: str, text: str) -> int:
        """Return in how many documents of the scope a text field holds the term."""
        return self._asked(lambda snapshot: snapshot.scopes[scope].frequency(field, text))

    def frequencies(self, scope: Scope, terms: Sequence[tuple[str, str]]) -> list[int]:
        """Return the same for several terms, asked for at once."""
        return self._asked(lambda snapshot: snapshot.scopes[scope].frequencies(terms))

    def terms(self, scope: Scope, field: str, prefix: str = "", limit: int | None = None) -> list[tuple[str, int]]:
        """Return terms, or values of a keyword field, that start so, with their document frequencies."""
        return self._asked(lambda snapshot: snapshot.scopes[scope].terms(field, prefix, limit))

    def note(self) -> Mapping[str, str]:
        """Return what was noted with the current generation; empty when there is none."""
        try:
            return dict(self._opened().generation.note)
        except NoIndex:
            return {}

    def refresh(self) -> bool:
        """Turn to the newest revision of the newest generation; returns whether it is another one."""
        found = self.generations.current()
        with self._guard:
            if found is None or found == self._told:
                return False
            if self._snapshot is None or self._snapshot.generation != found:
                self._open(found)
            self._told = found
        return True

    def stats(self) -> Stats:
        """Return what the engine holds."""
        try:
            return self._asked(self._stats)
        except NoIndex:
            return Stats(self.name, dict.fromkeys(SCOPES, 0), 0, None)

    def rollback(self) -> str:
        """Turn the aliases back to the generation before (see `port.Engine.rollback`)."""
        return self.generations.rollback().name

    def forget(self) -> None:
        """Delete all generations but the current one."""
        self.generations.prune(1)

    def _stats(self, snapshot: _Snapshot) -> Stats:
        if snapshot.size is None:
            snapshot.size = self.generations.size(snapshot.generation.number)
        documents: dict[str, int] = {scope: one.documents for scope, one in snapshot.scopes.items()}
        return Stats(self.name, documents, snapshot.size, snapshot.generation.name)

    def close(self) -> None:
        """Let go of all connections."""
        self._cluster.close()

    def _asked(self, ask: Callable[[_Snapshot], Result]) -> Result:
        """Return what the current generation answers; one that was deleted meanwhile gives way to its successor."""
        try:
            return ask(self._opened())
        except Missing:
            with self._guard:
                self._snapshot = None
            try:
                return ask(self._opened())
            except Missing as error:
                raise NoIndex("Chỉ mục trên cụm tìm kiếm đã bị xóa.", "Hãy chạy: bantin index --full") from error

    def _opened(self) -> _Snapshot:
        snapshot = self._snapshot
        if snapshot is None:
            self._told = found = self._settled()
            with self._guard:
                snapshot = self._open(found)
        return snapshot

    def _settled(self) -> Generation:
        """Return the current generation, when a change to it is over or has taken too long."""
        looks = 0
        while True:
            found = self.generations.current()
            if found is None:
                raise NoIndex("Chưa có chỉ mục nào trên cụm tìm kiếm.", "Hãy chạy: bantin index")
            looks += 1
            if not found.changing or looks == _PATIENCE:
                return found
            time.sleep(_PAUSE)

    def _open(self, generation: Generation) -> _Snapshot:
        _check_format(generation)
        self._snapshot = _Snapshot(self._cluster, self.generations, generation)
        return self._snapshot


def _check_format(generation: Generation) -> None:
    if generation.format != FORMAT:
        raise WrongFingerprint(
            f"Chỉ mục {generation.name} được tạo theo cấu trúc khác ({generation.format}).",
            "Hãy chạy: bantin index --full",
        )


def open_opensearch(
    folder: Path | None = None, *, hosts: Sequence[str] = (), prefix: str = "bantin", shards: int = 1
) -> OpenSearchEngine:
    """Open the engine over a cluster; nothing is asked of it yet.

    ``folder``: where the lock and the file of refused documents are. Raises `SettingsError`.
    """
    if folder is None:
        raise SettingsError("Công cụ “opensearch” cần thư mục dữ liệu để giữ khóa ghi.")
    if not hosts:
        raise SettingsError(
            "Chưa có địa chỉ của cụm tìm kiếm.", "Đặt opensearch_hosts, ví dụ https://tim1.example.vn:9200"
        )
    if not 1 <= shards <= 1_024:
        raise SettingsError(f"opensearch_shards = {shards} không dùng được.", "Đặt một số từ 1 đến 1024.")
    return OpenSearchEngine(folder, Cluster(hosts), Names(prefix), shards)
