"""ENGINES: which engines there are. Each loads when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Final, cast

from indexer.engine.port import Engine
from indexer.errors import SettingsError

ENGINES: Final[dict[str, str]] = {
    "memory": "indexer.engine.memory:open_memory",
    "whoosh": "indexer.engine.whoosh_.engine:open_whoosh",
    "opensearch": "indexer.engine.opensearch.engine:open_opensearch",
}


def open_engine(name: str, folder: Path | None = None, **options: Any) -> Engine:
    """Open an engine by its name. ``folder``: where it keeps its generations (the data folder's ``index``).

    Opening needs no generation; searching does. Raises `SettingsError` for a name that nobody knows.
    """
    if name not in ENGINES:
        known = ", ".join(sorted(ENGINES))
        raise SettingsError(f"Không có công cụ tìm kiếm tên “{name}”.", f"Chọn một trong: {known}.")
    module, function = ENGINES[name].split(":")
    opener = cast(Callable[..., Engine], getattr(import_module(module), function))
    return opener(folder, **options)
