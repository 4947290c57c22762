"""Writers, terms, notes and statistics."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from indexer.engine.port import Engine, RankTerm, Request
from indexer.engine.query import Term
from indexer.errors import IndexUnusable, NotFound
from tests.engine.documents import document

Fill = Callable[..., Engine]


def ids(engine: Engine, **request: object) -> list[str]:
    return [hit.id for hit in engine.search(Request(**request)).hits]  # type: ignore[arg-type]


def test_without_a_generation_there_is_nothing_to_answer_from(engine: Engine) -> None:
    """It is an error of its own, with the command that mends it."""
    with pytest.raises(IndexUnusable, match="bantin index"):
        engine.search(Request())
    assert engine.note() == {}
    assert engine.stats().generation is None
    assert engine.refresh() is False


def test_an_empty_generation_answers(engine: Engine) -> None:
    """No document is no error."""
    with engine.writer():
        pass
    rank = (RankTerm("syllable", "dân"),)
    answer = engine.search(Request(match=Term("syllable", "dân"), rank=rank))
    assert (answer.total, answer.hits) == (0, ())
    assert engine.frequency("ban-tin", "syllable", "dân") == 0
    assert engine.terms("ban-tin", "official") == []


def test_a_second_writer_goes_on_from_the_first(filled: Fill) -> None:
    """New documents join, the same id replaces."""
    engine = filled(document("a", "cũ"), document("b", "cũ"))
    with engine.writer() as writer:
        writer.add(document("a", "mới"))
        writer.add(document("c", "mới"))
    assert ids(engine, match=Term("syllable", "mới")) == ["a", "c"]
    assert ids(engine, match=Term("syllable", "cũ")) == ["b"]
    assert engine.frequency("ban-tin", "syllable", "cũ") == 1


def test_a_full_writer_starts_from_nothing(filled: Fill) -> None:
    """What it does not add is gone."""
    engine = filled(document("a", "dân"))
    with engine.writer(full=True) as writer:
        writer.add(document("b", "dân"))
    assert ids(engine) == ["b"]


def test_an_exception_leaves_everything_as_it_was(filled: Fill) -> None:
    """Nothing of a failed writer is seen, and the next one works."""
    engine = filled(document("a", "dân"))
    before = engine.stats()
    with pytest.raises(RuntimeError, match="giữa chừng"), engine.writer() as writer:
        writer.add(document("b", "dân"))
        writer.remove("a")
        raise RuntimeError("giữa chừng")
    assert ids(engine) == ["a"]
    assert engine.stats() == before
    with engine.writer() as writer:
        writer.add(document("c", "dân"))
    assert ids(engine) == ["a", "c"]


def test_removing_a_bulletin_removes_all_its_documents(filled: Fill) -> None:
    """In every scope; an unknown one is no error, and what is added afterwards stays."""
    engine = filled(
        document("a", "dân"),
        document("a-1", "dân", scope="chi-dao", bulletin="a"),
        document("a-2", "dân", scope="chi-dao", bulletin="a"),
        document("b-1", "dân", scope="chi-dao", bulletin="b"),
    )
    with engine.writer() as writer:
        writer.remove("a")
        writer.remove("không có")
        writer.add(document("a-2", "xã", scope="chi-dao", bulletin="a"))
        writer.add(document("z", "xã"))
        writer.remove("z")
    assert ids(engine) == []
    assert ids(engine, scope="chi-dao") == ["a-2", "b-1"]
    assert engine.terms("chi-dao", "syllable") == [("dân", 1), ("xã", 1)]


def test_the_same_id_twice_in_one_writer_is_one_document(filled: Fill) -> None:
    """The last one counts."""
    engine = filled(document("a", "một"), document("a", "hai"))
    assert engine.search(Request()).total == 1
    assert engine.terms("ban-tin", "syllable") == [("hai", 1)]


def test_scores_do_not_depend_on_how_documents_came(engine: Engine) -> None:
    """Added in many generations, replaced and removed: the same scores as from one."""
    from indexer.engine.memory import MemoryEngine

    texts = {f"n{number}": "dân " * (number % 5 + 1) + "xã " * (number % 3) for number in range(30)}
    for name, text in texts.items():
        with engine.writer() as writer:
            writer.add(document(name, "tạm " + text))
        with engine.writer() as writer:
            writer.add(document(name, text))
    once = MemoryEngine()
    with once.writer() as memory_writer:
        for name, text in texts.items():
            memory_writer.add(document(name, text))
    request = Request(rank=(RankTerm("syllable", "dân"), RankTerm("folded", "xa")), size=100)
    assert engine.search(request) == once.search(request)


def test_terms_and_values(filled: Fill) -> None:
    """In their own order, or the most frequent ones first."""
    engine = filled(
        document("a", "nông thôn nông", keywords={"official": ("Đức", "Hòa")}),
        document("b", "nông nghiệp", keywords={"official": ("Đức",)}),
    )
    assert engine.terms("ban-tin", "syllable", "n") == [("nghiệp", 1), ("nông", 2)]
    assert engine.terms("ban-tin", "syllable", limit=1) == [("nông", 2)]
    assert engine.terms("ban-tin", "syllable", limit=2) == [("nông", 2), ("nghiệp", 1)]
    assert engine.terms("ban-tin", "official") == [("Hòa", 1), ("Đức", 2)]
    assert engine.terms("ban-tin", "official", "Đ") == [("Đức", 2)]
    assert engine.terms("chi-dao", "syllable") == []
    assert engine.frequency("ban-tin", "folded", "nong") == 2
    asked = [("folded", "nong"), ("syllable", "nghiệp"), ("pair", "không_có"), ("folded", "nong")]
    assert engine.frequencies("ban-tin", asked) == [2, 1, 0, 2]
    assert engine.frequencies("ban-tin", []) == []


def test_a_note_is_kept_with_its_generation(engine: Engine) -> None:
    """The next generation has its own."""
    with engine.writer(note={"analyser": "abc", "store": "17"}):
        pass
    assert engine.note() == {"analyser": "abc", "store": "17"}
    with engine.writer(note={"store": "18"}):
        pass
    assert engine.note() == {"store": "18"}


def test_statistics(filled: Fill) -> None:
    """Documents are counted by scope."""
    directives = [document(f"a-{number}", "dân", scope="chi-dao", bulletin="a") for number in (1, 2)]
    engine = filled(document("a", "dân"), *directives)
    stats = engine.stats()
    assert stats.documents == {"ban-tin": 1, "chi-dao": 2, "can-bo": 0}
    assert stats.generation
    assert stats.engine == engine.name


def test_what_is_forgotten_comes_back_by_no_rollback(filled: Fill) -> None:
    """The current generation stays and answers."""
    engine = filled(document("a", "dân"))
    with engine.writer(full=True) as writer:
        writer.add(document("b", "dân"))
    engine.forget()
    with pytest.raises(NotFound, match="bantin index"):
        engine.rollback()
    assert ids(engine) == ["b"]
