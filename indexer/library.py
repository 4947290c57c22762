"""An opened data folder: the engine to ask, the store to quote from, and what nobody may see any more."""

from __future__ import annotations

import time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

from indexer.documents import fingerprints
from indexer.engine.engines import open_engine
from indexer.errors import NoIndex, WrongFingerprint
from indexer.settings import Settings

if TYPE_CHECKING:
    from indexer.engine.port import Engine
    from indexer.store.store import Store

# How long a removal may take to be seen by a process that is already running, in seconds.
HIDDEN_SECONDS: Final = 5.0


class Library:
    """Everything a search or a page needs; one for each process, safe to share between threads."""

    def __init__(self, settings: Settings, engine: Engine, store: Store) -> None:
        self.settings = settings
        self.engine = engine
        self.store = store
        self._hidden: frozenset[str] = frozenset()
        self._hidden_until = 0.0

    @classmethod
    def open(cls, settings: Settings) -> Library:
        """Open the data folder of the settings for reading.

        Raises `NoIndex` when nothing was indexed yet and `WrongFingerprint` when the index was made by another version.
        """
        from indexer.store.store import Store

        data = settings.data
        if not (data / "store.sqlite").is_file():
            raise NoIndex(f"Chưa có chỉ mục trong {data}.", "Chạy: bantin index THƯ_MỤC")
        library = cls(settings, open_configured_engine(settings), Store.open(data, readonly=True))
        library.check_fingerprints()
        return library

    def check_fingerprints(self) -> None:
        """Refuse an index that another schema or analyser made, naming the command that mends it."""
        note = self.engine.note()
        if not note:
            raise NoIndex(f"Chưa có chỉ mục trong {self.settings.data}.", "Chạy: bantin index THƯ_MỤC")
        for name, wanted in fingerprints().items():
            if note.get(name) != wanted:
                part = {"schema": "lược đồ", "analyser": "bộ tách từ"}[name]
                raise WrongFingerprint(
                    f"Chỉ mục trong {self.settings.data} được tạo với {part} khác ({note.get(name)}, cần {wanted}).",
                    "Chạy: bantin index --full",
                )

    def refresh(self) -> None:
        """Turn to the newest generation; called at the start of each request, cheap when there is none."""
        if self.engine.refresh():
            self.check_fingerprints()

    @property
    def hidden(self) -> frozenset[str]:
        """Return the bulletins that were removed on request."""
        if time.monotonic() >= self._hidden_until:
            self._hidden = self.store.removals.hidden()
            self._hidden_until = time.monotonic() + HIDDEN_SECONDS
        return self._hidden

    def close(self) -> None:
        """Let go of engine and store."""
        self.engine.close()
        self.store.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_configured_engine(settings: Settings) -> Engine:
    """Return the engine that the settings name, over their data folder."""
    folder = Path(settings.data) / "index"
    if settings.engine != "opensearch":
        return open_engine(settings.engine, folder)
    hosts = [host.strip() for host in settings.opensearch_hosts.split(",") if host.strip()]
    cluster = {"hosts": hosts, "prefix": settings.opensearch_prefix, "shards": settings.opensearch_shards}
    return open_engine(settings.engine, folder, **cluster)
