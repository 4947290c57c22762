"""tantivy-py as a peer. Its binding counts facets by a second run of the query; "one pass" asks for counts alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.bench.corpora import Bulletin, title_terms
from tests.bench.peers import FACETS, MORE, Ask, Peer, Reply


def _schema(more: bool) -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("title", tokenizer_name="default")
    builder.add_text_field("text", stored=True, tokenizer_name="default")
    builder.add_integer_field("published", fast=True, indexed=True)
    for name in FACETS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in MORE if more else ():
        option = "position" if name == "folded" else "freq"
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=option)
    return builder.build()


class Tantivy:
    """One segment where its merges allow it, one thread for writing. ``more``: with all the fields of our engine."""

    def __init__(self, one_pass: bool, more: bool) -> None:
        self.one_pass = one_pass
        self.more = more

    def build(self, folder: Path, bulletins: Iterable[Bulletin]) -> Iterator[None]:
        import tantivy

        folder.mkdir(parents=True, exist_ok=True)
        index = tantivy.Index(_schema(self.more), path=str(folder))
        writer = index.writer(heap_size=256_000_000, num_threads=1)
        for bulletin in bulletins:
            fields: dict[str, Any] = {name: list(bulletin.keywords[name]) for name in FACETS}
            title, text = title_terms(bulletin), f"{bulletin.title.plain}\n\n{bulletin.body}"
            if self.more:
                terms = bulletin.document().terms
                fields |= {name: " ".join(terms[name]) for name in MORE}
            yield
            document = tantivy.Document(id=bulletin.id, title=title, text=text, **fields)
            document.add_integer("published", int(bulletin.published.replace("-", "")))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        yield

    def open(self, folder: Path) -> None:
        import tantivy

        self.index = tantivy.Index.open(str(folder))
        self.schema = self.index.schema
        self.searcher = self.index.searcher()

    def query(self, ask: Ask) -> Any:
        import tantivy

        schema, query = self.schema, tantivy.Query
        must, should, must_not = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
        terms = [query.term_query(schema, "text", term) for term in ask.terms]
        if ask.kind == "phrase":
            match = query.phrase_query(schema, "text", list(ask.terms))
        elif ask.kind == "prefix":
            match = query.regex_query(schema, "text", f"{ask.terms[0]}.*")
        elif len(terms) == 1:
            match = terms[0]
        else:
            match = query.boolean_query([(should if ask.kind == "or" else must, term) for term in terms])
        if ask.title:
            title = query.boost_query(query.term_query(schema, "title", ask.title), 2.0)
            match = query.boolean_query([(should, match), (should, title)])
        parts = [(must, match)]
        if ask.since or ask.until:
            low, high = (int(day.replace("-", "")) if day else None for day in (ask.since, ask.until))
            parts.append((must, query.range_query(schema, "published", tantivy.FieldType.Integer, low, high)))
        if ask.without:
            parts.append((must_not, query.term_query(schema, "text", ask.without)))
        if ask.chosen:
            parts.append((must, query.const_score_query(query.term_query(schema, *ask.chosen), 0.0)))
        return query.boolean_query(parts) if len(parts) > 1 else match

    def search(self, ask: Ask) -> Reply:
        query = self.query(ask)
        aggregations = {name: {"terms": {"field": name, "size": 20}} for name in ask.facets}
        if self.one_pass and ask.facets:
            aggregations["total"] = {"value_count": {"field": "published"}}
            counts = self.searcher.aggregate(query, aggregations)
            return Reply(int(counts.pop("total")["value"]), [], _buckets(counts))
        found = self.searcher.search(query, limit=ask.size, offset=ask.offset, count=True)
        counts = self.searcher.aggregate(query, aggregations) if ask.facets else {}
        documents = [self.searcher.doc(address) for _, address in found.hits]
        marks = 0
        if ask.snippets:
            import tantivy

            generator = tantivy.SnippetGenerator.create(self.searcher, query, self.schema, "text")
            generator.set_max_num_chars(240)
            marks = sum(len(generator.snippet_from_doc(document).highlighted()) for document in documents)
        return Reply(found.count, [document["id"][0] for document in documents], _buckets(counts), marks)


def _buckets(counts: Any) -> dict[str, dict[str, int]]:
    return {name: {bucket["key"]: bucket["doc_count"] for bucket in one["buckets"]} for name, one in counts.items()}


def make(name: str) -> Peer:
    """Return the peer."""
    return Tantivy("one pass" in name, "five" in name)
