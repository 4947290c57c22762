"""Faults of Whoosh 2.7.4 that this engine goes around; each test shows the fault and that we do not have it."""

from __future__ import annotations

import mmap
from pathlib import Path

import numpy as np
import pytest

from indexer.engine.engines import open_engine
from indexer.engine.port import FacetRequest, Request
from indexer.engine.query import Prefix
from indexer.engine.whoosh_ import execution
from indexer.engine.whoosh_.engine import WhooshEngine
from indexer.limits import EXPANSIONS
from tests.engine.documents import document


@pytest.fixture
def engine(tmp_path: Path) -> WhooshEngine:
    made = open_engine("whoosh", tmp_path / "index")
    assert isinstance(made, WhooshEngine)
    with made.writer() as writer:
        for number in range(EXPANSIONS + 200):
            writer.add(document(f"b{number:04}", f"x{number:04} chung", keywords={"kind": ("tin",)}))
    return made


def test_mapped_files_are_not_copied(engine: WhooshEngine, tmp_path: Path) -> None:
    """Whoosh copies every mapped file into memory; our arrays are views into the map."""
    from whoosh.filedb.structfile import BufferFile

    source = bytearray(b"before")
    copied = BufferFile(memoryview(source))
    source[:] = b"after!"
    assert copied.file.getvalue() == b"before", "Whoosh keeps its own copy"
    leaf = engine._opened().scopes["ban-tin"].leaves[0]
    array = leaf.field("syllable").documents
    assert not array.flags.owndata
    assert not array.flags.writeable
    base = array
    while isinstance(base, np.ndarray):
        base = base.base  # type: ignore[assignment]
    assert isinstance(base, memoryview | mmap.mmap)


def test_expansions_are_capped_before_they_run(engine: WhooshEngine) -> None:
    """Whoosh expands a prefix to every term there is, whatever that costs; we stop at the most frequent ones."""
    import whoosh.index
    from whoosh.query import Prefix as WhooshPrefix

    generation = engine.generations.current()
    assert generation is not None
    with whoosh.index.open_dir(str(generation.path / "ban-tin")).searcher() as searcher:
        expanded = list(WhooshPrefix("syllable", "x")._btexts(searcher.reader()))
    assert len(expanded) == EXPANSIONS + 200
    assert engine.search(Request(match=Prefix("syllable", "x"), size=0)).total == EXPANSIONS


def test_a_budget_cuts_facets_short_and_says_so(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoosh's time limit knows nothing of facets; ours is asked before each, and hits and total are kept."""

    class Short:
        """Time for the hits and one facet."""

        def __init__(self, _: float | None) -> None:
            self.asked = 0

        def spent(self) -> bool:
            self.asked += 1
            return self.asked > 2

    monkeypatch.setattr(execution, "Budget", Short)
    answer = engine.search(Request(facets=(FacetRequest("kind"), FacetRequest("year")), budget=1.0))
    assert answer.partial
    assert answer.total == EXPANSIONS + 200
    assert len(answer.hits) == 20
    assert answer.facets["kind"][0].count == EXPANSIONS + 200
    assert answer.facets["year"] == ()
