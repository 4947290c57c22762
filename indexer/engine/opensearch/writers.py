"""Two ways to write: a new generation from nothing, sent as it comes; changes to the current one, sent at the end."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final

from indexer.engine.opensearch.cluster import Cluster
from indexer.engine.opensearch.documents import source_of
from indexer.engine.opensearch.writing import Action, Sender
from indexer.engine.port import Document
from indexer.errors import EngineUnavailable
from indexer.schema import Scope

_BULLETINS: Final = 1_000  # looked up at once
_PAGE: Final = 5_000
_SLOW: Final = 600.0  # seconds for a refresh
_SPOOLED: Final = 16_000_000  # bytes of changes kept in memory; more go to a file

Indexes = Mapping[Scope, str]


class FullWriter:
    """Sends documents into indexes that nobody reads yet; when its context is left, nothing is on its way any more."""

    def __init__(self, cluster: Cluster, indexes: Indexes, refused: Path) -> None:
        self._cluster = cluster
        self._indexes = indexes
        self._sender = Sender(cluster, refused)
        self._pending: set[str] = set()
        self._added: dict[Scope, int] = dict.fromkeys(indexes, 0)
        self.removed: set[str] = set()  # and not added again

    def add(self, document: Document) -> None:
        """Add a document; one with the same scope and id is replaced."""
        if document.bulletin in self._pending:
            self._take_out()
        self.removed.discard(document.bulletin)
        self._added[document.scope] += 1
        self._sender.add(Action(self._indexes[document.scope], document.id, source_of(document)))

    def remove(self, bulletin: str) -> None:
        """Remove all documents of a bulletin, in every scope."""
        self._pending.add(bulletin)
        self.removed.add(bulletin)

    def commit(self) -> None:
        """Send the rest, let it be seen, and count it; raises `EngineUnavailable` when documents are missing."""
        self._sender.flush()
        if self._pending:
            self._take_out()
        refresh(self._cluster, self._indexes.values())
        for scope, index in self._indexes.items():
            self._verify(index, self._added[scope])

    def __enter__(self) -> FullWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sender.__exit__(kind, error, trace)

    def _verify(self, index: str, added: int) -> None:
        """Hold what an index holds against what was sent; a batch that was sent twice leaves only an upper bound."""
        answer = self._cluster.search(index, {"size": 0, "track_total_hits": True})
        _complete(answer)
        there, balance = answer["hits"]["total"]["value"], self._sender.balance[index]
        if there > added or there < balance or (there > balance and not self._sender.resent):
            raise EngineUnavailable(
                f"{index} có {there} tài liệu, đã gửi {added} (mới: {balance}).",
                "Chỉ mục đang dùng không thay đổi: hãy chạy lại lệnh.",
            )

    def _take_out(self) -> None:
        """Delete the documents of removed bulletins that have arrived by now."""
        self._sender.flush()
        refresh(self._cluster, self._indexes.values())
        for index in self._indexes.values():
            for identity in list(ids_of(self._cluster, index, self._pending)):
                self._sender.add(Action(index, identity))
        self._pending.clear()
        self._sender.flush()


class ChangeWriter:
    """Keeps changes aside until the writer's context is left; nobody sees them before they are all in."""

    def __init__(self, cluster: Cluster, indexes: Indexes, refused: Path) -> None:
        self._cluster = cluster
        self._indexes = indexes
        self._refused = refused
        self._spool: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_SPOOLED)  # noqa: SIM115 - closed by `discard`
        self._places: dict[tuple[Scope, str], tuple[int, int]] = {}
        self._of_bulletin: dict[str, set[tuple[Scope, str]]] = {}
        self._gone: set[str] = set()
        self.removed: set[str] = set()  # and not added again

    def add(self, document: Document) -> None:
        """Add a document; one with the same scope and id is replaced."""
        key = document.scope, document.id
        source = source_of(document)
        self._places[key] = self._spool.tell(), len(source)
        self._spool.write(source)
        self._of_bulletin.setdefault(document.bulletin, set()).add(key)
        self.removed.discard(document.bulletin)

    def remove(self, bulletin: str) -> None:
        """Remove all documents of a bulletin, in every scope."""
        for key in self._of_bulletin.pop(bulletin, ()):
            self._places.pop(key, None)
        self._gone.add(bulletin)
        self.removed.add(bulletin)

    def send(self) -> None:
        """Send everything; nothing of it is seen yet."""
        with Sender(self._cluster, self._refused) as sender:
            for scope, index in self._indexes.items():
                for identity in list(ids_of(self._cluster, index, self._gone)) if self._gone else ():
                    if (scope, identity) not in self._places:
                        sender.add(Action(index, identity))
            for (scope, identity), (start, length) in self._places.items():
                self._spool.seek(start)
                sender.add(Action(self._indexes[scope], identity, self._spool.read(length)))
            sender.flush()

    def show(self) -> None:
        """Let everything be seen."""
        refresh(self._cluster, self._indexes.values())

    def discard(self) -> None:
        """Let go of what was kept aside."""
        self._spool.close()

    def __enter__(self) -> ChangeWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.discard()


def refresh(cluster: Cluster, indexes: Iterable[str]) -> None:
    """Let everything that was written be seen."""
    answer = cluster.call("POST", f"/{','.join(indexes)}/_refresh", seconds=_SLOW)
    _complete(answer)


def ids_of(cluster: Cluster, index: str, bulletins: Iterable[str]) -> Iterator[str]:
    """Yield the ids of all documents of some bulletins that are seen in an index."""
    ordered = sorted(bulletins)
    for start in range(0, len(ordered), _BULLETINS):
        clause = {"terms": {"bulletin": ordered[start : start + _BULLETINS]}}
        body: dict[str, Any] = {"query": clause, "size": _PAGE, "sort": [{"id": "asc"}], "_source": False}
        while True:
            answer = cluster.search(index, body)
            _complete(answer)
            hits = answer["hits"]["hits"]
            yield from (hit["_id"] for hit in hits)
            if len(hits) < _PAGE:
                break
            body["search_after"] = hits[-1]["sort"]


def _complete(answer: Any) -> None:
    """Refuse to go on from an answer that lacks a shard."""
    failed, total = answer["_shards"]["failed"], answer["_shards"]["total"]
    if failed:
        raise EngineUnavailable(
            f"{failed} trong {total} phần của chỉ mục trên cụm máy không trả lời, nên không ghi tiếp.",
            "Kiểm tra các máy của cụm, rồi chạy lại lệnh.",
        )
