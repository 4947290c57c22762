"""bantin's own engine as a peer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from indexer.analysis.fold import fold
from indexer.engine.engines import open_engine
from indexer.engine.port import FacetRequest, Filter, RankTerm, Request
from indexer.engine.query import And, Not, Or, Phrase, Prefix, Query, Range, Term
from tests.bench.corpora import Bulletin
from tests.bench.peers import Ask, Peer, Reply


class Bantin:
    """The engine behind the port; a request is translated as the search page would."""

    def build(self, folder: Path, bulletins: Iterable[Bulletin]) -> Iterator[None]:
        engine = open_engine("whoosh", folder / "index")
        with engine.writer(full=True) as writer:
            for bulletin in bulletins:
                document = bulletin.document()
                yield
                writer.add(document)
        yield
        engine.close()

    def open(self, folder: Path) -> None:
        self.engine = open_engine("whoosh", folder / "index")

    def search(self, ask: Ask) -> Reply:
        answer = self.engine.search(request(ask))
        return Reply(
            answer.total,
            [hit.id for hit in answer.hits],
            {name: {one.value: one.count for one in counts} for name, counts in answer.facets.items()},
            sum(len(hit.snippet.marks) for hit in answer.hits if hit.snippet),
        )


def request(ask: Ask) -> Request:
    """Return our request."""
    terms = tuple(Term("syllable", term) for term in ask.terms)
    match: Query
    if ask.kind == "phrase":
        match = Phrase("syllable", ask.terms)
    elif ask.kind == "prefix":
        match = Prefix("syllable", ask.terms[0])
    else:
        match = Or(terms) if ask.kind == "or" else And(terms)
    rank = [RankTerm("syllable", term) for term in ask.terms] if ask.kind != "prefix" else []
    if ask.title:
        match = Or((match, Term("title", fold(ask.title))))
        rank.append(RankTerm("title", fold(ask.title), 2.0))
    if ask.since or ask.until:
        match = And((match, Range("published", ask.since, ask.until)))
    if ask.without:
        match = And((match, Not(Term("syllable", ask.without))))
    return Request(
        match=match,
        rank=tuple(rank),
        filters=(Filter(ask.chosen[0], (ask.chosen[1],)),) if ask.chosen else (),
        facets=tuple(FacetRequest(name) for name in ask.facets),
        snippets=ask.snippets,
        size=ask.size,
        offset=ask.offset,
    )


def make(_name: str) -> Peer:
    """Return the peer."""
    return Bantin()
