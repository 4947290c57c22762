"""A small index to ask: sentences in, a memory engine out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from indexer.bulletin import Bulletin, Facts
from indexer.documents import documents
from indexer.engine.memory import MemoryEngine
from indexer.engine.port import Answer, Engine, Request
from indexer.extraction.document_numbers.find import find_document_numbers
from indexer.query.plan import plan


def small_engine(texts: Iterable[str], published: Mapping[int, str] | None = None) -> MemoryEngine:
    """Return an engine over texts: bulletin ``b0``, ``b1`` ...; the first line of each is its title."""
    engine = MemoryEngine()
    found: list[tuple[Bulletin, Facts]] = []
    for number, text in enumerate(texts):
        title = text.split("\n")[0]
        bulletin = Bulletin(id=f"b{number}", title=title, text=text, published=(published or {}).get(number))
        found.append((bulletin, find_document_numbers(bulletin, Facts())))
    with engine.writer() as writer:
        for document in documents(found):
            writer.add(document)
    return engine


def ask(engine: Engine, query: str, size: int = 20) -> Answer:
    """Return the answer to what a query matches, without what only comes nearest."""
    planned = plan(query, engine)
    return engine.search(Request(match=planned.match, rank=planned.rank, size=size))


def ids(engine: Engine, query: str) -> list[str]:
    """Return the ids that a query matches, best first."""
    return [hit.id for hit in ask(engine, query).hits]
