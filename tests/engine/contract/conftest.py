"""Every engine is opened the same way for the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.engine.engines import ENGINES, open_engine
from indexer.engine.port import Document, Engine

LOCAL = [name for name in ENGINES if name != "opensearch"]  # a cluster has its own suite, which runs this contract too


@pytest.fixture(params=LOCAL)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine of each kind, without a generation."""
    opened = open_engine(request.param, tmp_path / "dữ liệu" / "index")
    yield opened
    opened.close()


@pytest.fixture
def filled(engine: Engine) -> Callable[..., Engine]:
    """Fill the engine with documents, in one generation."""

    def fill(*documents: Document) -> Engine:
        with engine.writer() as writer:
            for document in documents:
                writer.add(document)
        return engine

    return fill
