"""One node for all tests of a session; where there can be none, they say why and are left out.

BANTIN_EXPECT_CLUSTER=1 makes that a failure; BANTIN_CLUSTER_HOSTS names a cluster that runs already, to use instead.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.engine.engines import open_engine
from indexer.engine.opensearch.engine import OpenSearchEngine
from indexer.engine.port import Document, Engine
from tests.cluster.nodes import Absent, Nodes

Opened = Callable[..., OpenSearchEngine]
_numbers = itertools.count()


def absent(why: str) -> None:
    """Leave a test out, or fail it where a cluster was promised."""
    if os.environ.get("BANTIN_EXPECT_CLUSTER"):
        pytest.fail(f"a cluster is expected here: {why}")
    pytest.skip(f"no OpenSearch node can be started: {why}")


@pytest.fixture(scope="session")
def hosts() -> Iterator[list[str]]:
    """The addresses of a running node."""
    if importlib.util.find_spec("opensearchpy") is None:
        absent("needs the extra bantin[opensearch]")
    if named := os.environ.get("BANTIN_CLUSTER_HOSTS"):
        yield named.split(",")
        return
    try:
        nodes = Nodes(1)
    except Absent as error:
        absent(str(error))
        raise
    with nodes:
        yield nodes.hosts


@pytest.fixture(scope="session")
def opened(hosts: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """Open engines over indexes of their own, two shards each; deleted at the end."""
    engines: list[OpenSearchEngine] = []

    def open_one(prefix: str | None = None, folder: Path | None = None, shards: int = 2) -> OpenSearchEngine:
        engine = open_engine(
            "opensearch",
            folder or tmp_path_factory.mktemp("dữ liệu") / "index",
            hosts=hosts,
            prefix=prefix or f"test{os.getpid()}-{next(_numbers)}",
            shards=shards,
        )
        assert isinstance(engine, OpenSearchEngine)
        engines.append(engine)
        return engine

    yield open_one
    for engine in engines:
        for number in engine.generations.all():
            engine.generations.delete(number)
        engine.close()


@pytest.fixture
def engine(opened: Opened) -> Engine:
    """An engine without a generation."""
    return opened()


@pytest.fixture(scope="session")
def _kept() -> dict[str, Engine]:
    return {}


@pytest.fixture
def filled(request: pytest.FixtureRequest, opened: Opened, _kept: dict[str, Engine]) -> Callable[..., Engine]:
    """Fill an engine with documents, in one generation; tests that only read share it, since indexes take time."""
    writes = request.function.__module__.endswith("test_writing")

    def fill(*documents: Document) -> Engine:
        key = repr(documents)
        if writes or key not in _kept:
            engine: Engine = request.getfixturevalue("engine") if writes else opened()
            with engine.writer() as writer:
                for document in documents:
                    writer.add(document)
            if writes:
                return engine
            _kept[key] = engine
        return _kept[key]

    return fill
