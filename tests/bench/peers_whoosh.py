"""Whoosh 2.7.4 as its documentation says: its own writer, searcher, facets and highlighter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.bench.corpora import Bulletin, title_terms
from tests.bench.peers import FACETS, MORE, Ask, Peer, Reply


class Stock:
    """One commit for the whole build. ``more``: with all the fields of our engine, as lists of terms."""

    def __init__(self, more: bool) -> None:
        self.more = more

    def build(self, folder: Path, bulletins: Iterable[Bulletin]) -> Iterator[None]:
        from whoosh import index
        from whoosh.analysis import LowercaseFilter, RegexTokenizer
        from whoosh.fields import ID, KEYWORD, NUMERIC, TEXT, Schema

        analyser = RegexTokenizer(r"[^\W_]+") | LowercaseFilter()
        schema = Schema(
            id=ID(stored=True, unique=True),
            title=TEXT(analyzer=analyser),
            text=TEXT(analyzer=analyser, stored=True, phrase=True),
            published=NUMERIC(sortable=True),
            **{name: KEYWORD(commas=True, sortable=True) for name in FACETS},
            **{name: TEXT(analyzer=analyser, phrase=name == "folded") for name in MORE if self.more},
        )
        folder.mkdir(parents=True, exist_ok=True)
        writer = index.create_in(str(folder), schema).writer(limitmb=512)
        for bulletin in bulletins:
            fields: dict[str, Any] = {name: ",".join(bulletin.keywords[name]) for name in FACETS}
            title, text = title_terms(bulletin), f"{bulletin.title.plain}\n\n{bulletin.body}"
            if self.more:
                terms = bulletin.document().terms
                fields |= {name: list(terms[name]) for name in MORE}
            yield
            published = int(bulletin.published.replace("-", ""))
            writer.add_document(id=bulletin.id, title=title, text=text, published=published, **fields)
        writer.commit()
        yield

    def open(self, folder: Path) -> None:
        from whoosh import index

        self.searcher = index.open_dir(str(folder)).searcher()

    def query(self, ask: Ask) -> Any:
        from whoosh import query

        terms = [query.Term("text", term) for term in ask.terms]
        if ask.kind == "phrase":
            match: Any = query.Phrase("text", list(ask.terms))
        elif ask.kind == "prefix":
            match = query.Prefix("text", ask.terms[0])
        else:
            match = query.Or(terms) if ask.kind == "or" else query.And(terms)
        if ask.title:
            match = query.Or([match, query.Term("title", ask.title, boost=2.0)])
        if ask.since or ask.until:
            low, high = (int(day.replace("-", "")) if day else None for day in (ask.since, ask.until))
            match = query.And([match, query.NumericRange("published", low, high)])
        if ask.without:
            match = query.And([match, query.Not(query.Term("text", ask.without))])
        if ask.chosen:
            match = query.And([match, query.Term(*ask.chosen)])
        return match

    def search(self, ask: Ask) -> Reply:
        from whoosh.sorting import FieldFacet

        groups = {name: FieldFacet(name, allow_overlap=True) for name in ask.facets} or None
        found = self.searcher.search(self.query(ask), limit=ask.size + ask.offset, groupedby=groups)
        counts = {}
        for name in ask.facets:
            held = ((len(numbers), value) for value, numbers in found.groups(name).items() if value)
            best = sorted(held, key=lambda item: (-item[0], item[1]))[:20]
            counts[name] = {value: count for count, value in best}
        hits = list(found)[ask.offset :]
        marks = sum(hit.highlights("text").count("<b") for hit in hits) if ask.snippets else 0
        return Reply(len(found), [hit["id"] for hit in hits], counts, marks)


def make(name: str) -> Peer:
    """Return the peer."""
    return Stock("five" in name)
