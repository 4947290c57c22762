"""Generations in the cluster: built beside, turned in one call, kept, pruned, rolled back."""

from __future__ import annotations

import pytest

from indexer.engine.opensearch import generations as module
from indexer.engine.opensearch.engine import OpenSearchEngine
from indexer.engine.port import Request
from indexer.errors import NotFound, WrongFingerprint
from tests.cluster.conftest import Opened
from tests.engine.documents import document

pytestmark = pytest.mark.cluster


def ids(engine: OpenSearchEngine) -> list[str]:
    return [hit.id for hit in engine.search(Request()).hits]


def build(engine: OpenSearchEngine, *names: str) -> None:
    with engine.writer(full=True) as writer:
        for name in names:
            writer.add(document(name, "dân"))


def test_full_builds_are_kept_and_rolled_back(opened: Opened) -> None:
    """Two generations are kept; another process turns to the new one when it refreshes, and back after a rollback."""
    engine = opened()
    with pytest.raises(NotFound, match="bantin index"):
        engine.generations.rollback()
    build(engine, "a")
    reader = opened(prefix=engine.generations.prefix)
    assert ids(reader) == ["a"]
    build(engine, "a", "b")
    assert ids(reader) == ["a"], "a reader stays with its generation until it refreshes"
    assert reader.refresh()
    assert ids(reader) == ["a", "b"]
    build(engine, "c")
    assert engine.generations.all() == {2: True, 3: True}
    assert reader.refresh()
    assert ids(reader) == ["c"]
    assert engine.generations.rollback().number == 2
    assert reader.refresh()
    assert ids(reader) == ["a", "b"]


def test_an_index_that_a_late_batch_made_anew_is_deleted(opened: Opened) -> None:
    """It has none of our fields: nothing may ever be written into it."""
    engine = opened()
    stray = engine.generations.indexes(1)["ban-tin"]
    engine._cluster.call("PUT", f"/{stray}/_doc/x", {"bulletin": "x"})
    assert engine.generations.all() == {1: False}
    build(engine, "a")
    assert engine.generations.all() == {2: True}
    assert ids(engine) == ["a"]


def test_a_reader_of_a_deleted_generation_turns_to_the_current_one(opened: Opened) -> None:
    """Without an error."""
    engine = opened()
    build(engine, "a")
    reader = opened(prefix=engine.generations.prefix)
    assert ids(reader) == ["a"]
    build(engine, "b")
    engine.generations.prune(1)
    assert ids(reader) == ["b"]
    assert reader.frequency("ban-tin", "syllable", "dân") == 1


def test_what_is_removed_is_in_no_older_generation(opened: Opened) -> None:
    """Older ones are deleted at once, so that no rollback brings it back."""
    engine = opened()
    build(engine, "a", "b")
    build(engine, "a", "b")
    with engine.writer() as writer:
        writer.remove("a")
    assert engine.generations.all() == {2: True}
    assert ids(engine) == ["b"]


def test_an_index_of_another_format_is_refused(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that mends it; a full build does."""
    engine = opened()
    with monkeypatch.context() as patch:
        patch.setattr(module, "FORMAT", "opensearch-0/x")
        build_format(engine)
    reader = opened(prefix=engine.generations.prefix)
    for ask in (lambda: reader.search(Request()), reader.note, lambda: reader.terms("ban-tin", "kind")):
        with pytest.raises(WrongFingerprint, match="bantin index --full"):
            ask()
    with pytest.raises(WrongFingerprint), reader.writer():
        pass
    build(reader, "a")
    assert ids(reader) == ["a"]


def build_format(engine: OpenSearchEngine) -> None:
    """Build with the format in force; the writer's own refresh refuses it afterwards."""
    with pytest.raises(WrongFingerprint):
        build(engine, "a")


def test_after_a_rollback_the_generation_that_was_left_is_forgotten_too(opened: Opened) -> None:
    """It may hold what is removed now."""
    engine = opened()
    build(engine, "a", "b")
    build(engine, "a", "b", "c")
    assert engine.rollback() == "g000001-1"
    with engine.writer() as writer:
        writer.remove("a")
    assert engine.generations.all() == {1: True}
    assert ids(engine) == ["b"]
