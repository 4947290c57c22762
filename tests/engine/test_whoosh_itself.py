"""The index is Whoosh's: its own searcher opens the folder and answers from it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from indexer.engine import scoring
from indexer.engine.engines import open_engine
from indexer.engine.port import RankTerm, Request
from indexer.engine.query import And, Phrase, Term
from indexer.engine.whoosh_.engine import WhooshEngine
from tests.engine.documents import random_document


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[WhooshEngine, Any]]:
    """Our engine, and Whoosh's own searcher over the same folder: one segment without deletions."""
    import whoosh.index
    from whoosh.scoring import BM25F

    engine = open_engine("whoosh", tmp_path_factory.mktemp("data") / "index")
    assert isinstance(engine, WhooshEngine)
    chance = random.Random(7)
    with engine.writer() as writer:
        for number in range(300):
            writer.add(random_document(chance, f"b{number:04}"))
    generation = engine.generations.current()
    assert generation is not None
    weighting = BM25F(B=scoring.B, K1=scoring.K1)
    with whoosh.index.open_dir(str(generation.path / "ban-tin")).searcher(weighting=weighting) as searcher:
        yield engine, searcher
    engine.close()


def ours(engine: WhooshEngine, request: Request) -> dict[str, float]:
    return {hit.id: hit.score for hit in engine.search(request).hits}


def theirs(searcher: Any, query: Any) -> dict[str, float]:
    return {hit["id"]: hit.score for hit in searcher.search(query, limit=None)}


@pytest.mark.parametrize("text", ["nông", "mới", "đảng", "tế", "không"])
def test_a_term_has_the_same_hits_and_scores(both: tuple[WhooshEngine, Any], text: str) -> None:
    """The formula is Whoosh's own BM25F: equal to the last digit but the rounding of sums."""
    from whoosh.query import Term as WhooshTerm

    engine, searcher = both
    found = ours(engine, Request(match=Term("syllable", text), rank=(RankTerm("syllable", text),), size=500))
    assert found == pytest.approx(theirs(searcher, WhooshTerm("syllable", text)), rel=1e-12)
    assert searcher.doc_frequency("syllable", text) == engine.frequency("ban-tin", "syllable", text) == len(found)


def test_several_terms_have_the_same_hits_order_and_scores(both: tuple[WhooshEngine, Any]) -> None:
    """AND over two fields; order is compared where scores differ."""
    from whoosh.query import And as WhooshAnd
    from whoosh.query import Term as WhooshTerm

    engine, searcher = both
    terms = [("syllable", "xã"), ("folded", "hoi"), ("word", "nông_thôn")]
    match = And(tuple(Term(*term) for term in terms[:2]))
    rank = tuple(RankTerm(*term) for term in terms[:2])
    found = ours(engine, Request(match=match, rank=rank, size=500))
    other = theirs(searcher, WhooshAnd([WhooshTerm(*term) for term in terms[:2]]))
    assert len(found) > 5
    assert found == pytest.approx(other, rel=1e-12)
    assert sorted(map(float, found.values()), reverse=True) == list(found.values())


def test_a_phrase_has_the_same_hits(both: tuple[WhooshEngine, Any]) -> None:
    """Whoosh finds phrases by the positions in our postings."""
    from whoosh.query import Phrase as WhooshPhrase

    engine, searcher = both
    hits = 0
    for texts in (("nông", "thôn"), ("xã", "hội"), ("thôn", "mới", "xã")):
        found = ours(engine, Request(match=Phrase("syllable", texts), size=500))
        assert found.keys() == theirs(searcher, WhooshPhrase("syllable", list(texts))).keys()
        hits += len(found)
    assert hits


def test_keyword_fields_and_stored_fields(both: tuple[WhooshEngine, Any]) -> None:
    """A value is a term for Whoosh; a hit's stored fields are there."""
    from whoosh.query import Prefix as WhooshPrefix
    from whoosh.query import Term as WhooshTerm

    engine, searcher = both
    kinds = dict(engine.terms("ban-tin", "kind"))
    assert kinds
    for kind, count in kinds.items():
        assert len(searcher.search(WhooshTerm("kind", kind), limit=None)) == count
    hit = searcher.search(WhooshTerm("id", "b0007"))[0]
    assert hit["stored"].startswith('{"n":')
    assert hit["text"]
    assert len(searcher.search(WhooshPrefix("syllable", "ng"), limit=None)) > 5


def test_whoosh_own_writer_is_refused(both: tuple[WhooshEngine, Any]) -> None:
    """It would write segments that this engine cannot read."""
    from indexer.engine.whoosh_.codec import ColumnarCodec
    from indexer.errors import UsageError

    with pytest.raises(UsageError, match="bantin index"):
        ColumnarCodec().per_document_writer(None, None)
