"""Segments: runs put aside on the disc, several segments of one build, merges; all as if it had been one."""

from __future__ import annotations

import pickle
import random
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.analysis.analyse import pairs
from indexer.engine.engines import open_engine
from indexer.engine.memory import MemoryEngine
from indexer.engine.packed import packed
from indexer.engine.port import Request
from indexer.engine.whoosh_ import building, merging
from indexer.engine.whoosh_.columns import Columns, ColumnsWriter
from indexer.engine.whoosh_.engine import WhooshEngine
from indexer.errors import DamagedGeneration, WrongFingerprint
from tests.engine.documents import document, random_document
from tests.engine.requests import compare, random_request
from tests.engine.test_versus import fill


def segments(engine: WhooshEngine) -> list[int]:
    """Return how many documents each segment of the bulletins' index has, dead ones included."""
    return [leaf.count for leaf in engine._opened().scopes["ban-tin"].leaves]


@pytest.fixture
def engine(tmp_path: Path) -> WhooshEngine:
    made = open_engine("whoosh", tmp_path / "index")
    assert isinstance(made, WhooshEngine)
    return made


def test_runs_and_several_segments_answer_as_one(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Buffers of 500 tokens and segments of 40 documents: the same answers, in the same order, as the yardstick."""
    monkeypatch.setattr(building, "FLUSH_TOKENS", 500)
    monkeypatch.setattr(building, "SEGMENT_DOCUMENTS", 40)
    monkeypatch.setattr(merging, "SEGMENT_DOCUMENTS", 40)
    chance = random.Random(5)
    memory = MemoryEngine()
    fill(chance, [memory, engine], rounds=3, most=150)
    assert len(segments(engine)) > 1
    for _ in range(60):
        compare(memory, engine, random_request(chance, "ban-tin"))
    files = [path.name for path in engine.generations.folder.rglob("*")]
    assert not [name for name in files if ".run" in name], "what was put aside is removed"


def test_documents_that_travelled_are_the_same_documents(tmp_path: Path) -> None:
    """Packed, pickled and taken in by segments of few documents: the very files that plain documents give."""
    chance = random.Random(7)
    plain = [random_document(chance, f"d{n}", "chi-dao" if n % 3 else "ban-tin") for n in range(180)]
    made = pickle.loads(pickle.dumps(packed(plain)))
    for one, other in zip(plain, made, strict=True):
        assert {name: list(terms) for name, terms in other.terms.items()} == {n: list(t) for n, t in one.terms.items()}
        assert list(other.offsets) == list(one.offsets) == [other.offsets[n] for n in range(len(one.offsets))]
        assert other.offsets[1:3] == list(one.offsets)[1:3] and other.terms["word"][:2] == list(one.terms["word"])[:2]
        assert replace(other, terms=one.terms, offsets=one.offsets) == one
    files: list[list[tuple[str, str, bytes]]] = []
    for documents in (plain, made):
        folder = tmp_path / str(len(files))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(building, "SEGMENT_DOCUMENTS", 40)
            patch.setattr(merging, "SEGMENT_DOCUMENTS", 40)
            engine = open_engine("whoosh", folder)
            with engine.writer(full=True) as writer:
                for one in documents:
                    writer.add(one)
        paths = [path for path in folder.rglob("MAIN_*.*") if path.suffix != ".toc"]
        files.append(sorted((path.parent.name, path.suffix, path.read_bytes()) for path in paths))
    assert len(files[0]) > 8 and files[0] == files[1]


def test_many_small_generations_make_few_segments(engine: WhooshEngine) -> None:
    """Merging keeps the number of segments and of dead documents small, and every document is there."""
    most = 0
    for number in range(60):
        with engine.writer() as writer:
            writer.add(document(f"b{number % 45:03}", f"dân {number}"))
        most = max(most, len(segments(engine)))
    assert most <= 3 * merging.FAN
    assert engine.search(Request(size=0)).total == 45
    assert sum(segments(engine)) <= 45 / (1 - merging.DEAD) + merging.FAN


def test_a_segment_without_a_living_document_is_dropped(engine: WhooshEngine) -> None:
    """Its files are in no later generation."""
    with engine.writer() as writer:
        writer.add(document("a", "dân"))
    with engine.writer() as writer:
        writer.remove("a")
    assert segments(engine) == []
    generation = engine.generations.current()
    assert generation is not None
    assert not [name for name in generation.files if name.endswith(".pst")]


def test_a_term_that_stands_more_than_255_times(engine: WhooshEngine) -> None:
    """Its exact number of occurrences counts, in fields with and without positions, also after a merge."""
    memory = MemoryEngine()
    for number in range(8):
        for one in (memory, engine):
            with one.writer() as writer:
                writer.add(document(f"b{number}", "an ninh " * (200 + 50 * number) + "trật tự"))
                writer.add(random_document(random.Random(number), f"c{number}"))
    from indexer.engine.port import RankTerm

    for field, text in (("syllable", "an"), ("word", "an_ninh"), ("pair", "an_ninh"), ("pair", "ninh_an")):
        request = Request(rank=(RankTerm(field, text, 1.5),), snippets=False)
        assert engine.search(request) == memory.search(request)


def test_a_file_of_another_version_or_of_none(tmp_path: Path) -> None:
    """A newer version is refused politely, garbage is damage."""
    path = tmp_path / "x.pst"
    with ColumnsWriter(path.open("w+b")):
        pass
    content = path.read_bytes()
    path.write_bytes(content.replace(b"bantincol1", b"bantincol7"))
    with path.open("rb") as file, pytest.raises(WrongFingerprint, match="--full"):
        Columns(file, path.name)
    for garbage in (b"", b"x", b"\0" * 200, content[:-1]):
        path.write_bytes(garbage)
        with path.open("rb") as file, pytest.raises(DamagedGeneration, match="bantin check"):
            Columns(file, path.name)


def test_pairs_made_or_given_are_the_same(tmp_path: Path) -> None:
    """Pairs that the engine makes from the folded syllables, pairs that come as strings, and both mixed."""
    chance = random.Random(3)
    made = [random_document(chance, f"b{number:03}") for number in range(60)]
    given = [replace(one, terms={**one.terms, "pair": list(one.terms["pair"])}) for one in made]
    memory = MemoryEngine()
    found = []
    for name, documents in (("made", made), ("given", given), ("mixed", made[:20] + given[20:40] + made[40:])):
        engine = open_engine("whoosh", tmp_path / name / "index")
        for one in (engine, memory):
            with one.writer(full=True) as writer:
                for document_ in documents:
                    writer.add(document_)
        found.append(engine.terms("ban-tin", "pair"))
        assert found[-1] == memory.terms("ban-tin", "pair")
        for _ in range(20):
            compare(memory, engine, random_request(chance, "ban-tin"))
        engine.close()
    assert found[0] == found[1] == found[2]
    assert list(made[0].terms["pair"]) == pairs(made[0].terms["folded"])


def test_a_document_keeps_its_made_pairs_between_processes() -> None:
    """Workers send documents pickled: the pairs still belong to the very same folded syllables, and cost no text."""
    made = document("a", "nông thôn mới " * 50)
    back = pickle.loads(pickle.dumps(made))
    assert back.terms["pair"].folded is back.terms["folded"]
    assert list(back.terms["pair"]) == list(made.terms["pair"])
    given = replace(made, terms={**made.terms, "pair": list(made.terms["pair"])})
    assert len(pickle.dumps(made)) < len(pickle.dumps(given))
