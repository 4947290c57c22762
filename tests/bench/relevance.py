"""Side by side on the shared sets: MRR@10 with the queries as written and with all marks removed.

    python -m tests.bench.relevance [SET...]

Every peer gets the same cleaned texts, title and body as two fields, and the words of the query, all OR-ed, with its
own defaults. BM25 is the textbook formula (k1 1.2, b 0.75) over title and body as one field. A peer whose package is
absent is left out, and that is said.
"""

from __future__ import annotations

import re
import sqlite3
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any

from indexer.analysis.normalise import clean
from indexer.bulletin import Bulletin
from tests.conftest import SHARED
from tests.quality import retrieval

SIZE = 10
Found = list[tuple[str, float]]
Search = Callable[[str], Found]

_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """Return the words of a text, in lower case."""
    return _WORD.findall(clean(text).lower())


def bm25(bulletins: Sequence[Bulletin], *, bigrams: bool) -> Search:
    """Return the textbook's BM25 over syllables, with their bigrams or without."""

    def terms(text: str) -> list[str]:
        found = words_of(text)
        return found + [f"{a} {b}" for a, b in pairwise(found)] if bigrams else found

    postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    lengths = []
    for number, bulletin in enumerate(bulletins):
        counts = Counter(terms(bulletin.text))
        lengths.append(sum(counts.values()))
        for term, count in counts.items():
            postings[term].append((number, count))
    average = sum(lengths) / len(lengths)

    def search(query: str) -> Found:
        scores: dict[int, float] = defaultdict(float)
        for term in dict.fromkeys(terms(query)):
            found = postings.get(term, ())
            rarity = log(1 + (len(lengths) - len(found) + 0.5) / (len(found) + 0.5))
            for number, count in found:
                scores[number] += rarity * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * lengths[number] / average))
        best = sorted(scores, key=lambda number: (-scores[number], number))[:SIZE]
        return [(bulletins[number].id, scores[number]) for number in best]

    return search


def fts5(bulletins: Sequence[Bulletin], tokenizer: str) -> Search:
    """Return SQLite's FTS5 with its own bm25."""
    database = sqlite3.connect(":memory:")
    database.execute(f'create virtual table texts using fts5(id unindexed, title, body, tokenize = "{tokenizer}")')
    rows = ((bulletin.id, bulletin.title, bulletin.text[bulletin.body :]) for bulletin in bulletins)
    database.executemany("insert into texts values (?, ?, ?)", rows)

    def search(query: str) -> Found:
        match = " OR ".join(f'"{word}"' for word in dict.fromkeys(words_of(query)))
        sql = "select id, -bm25(texts) from texts where texts match ? order by bm25(texts), rowid limit ?"
        return database.execute(sql, (match, SIZE)).fetchall() if match else []

    return search


def tantivy(bulletins: Sequence[Bulletin], *, ascii_fold: bool) -> Search:
    """Return tantivy with its default tokenizer, or with its ASCII folding."""
    import tantivy as engine

    name = "folding" if ascii_fold else "default"
    schema = engine.SchemaBuilder()
    schema.add_text_field("id", stored=True, tokenizer_name="raw")
    schema.add_text_field("title", tokenizer_name=name)
    schema.add_text_field("body", tokenizer_name=name)
    index = engine.Index(schema.build())
    if ascii_fold:
        chain = engine.TextAnalyzerBuilder(engine.Tokenizer.simple())
        index.register_tokenizer(
            name, chain.filter(engine.Filter.lowercase()).filter(engine.Filter.ascii_fold()).build()
        )
    writer = index.writer(heap_size=128_000_000, num_threads=1)
    for bulletin in bulletins:
        writer.add_document(engine.Document(id=bulletin.id, title=bulletin.title, body=bulletin.text[bulletin.body :]))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(query: str) -> Found:
        text = " ".join(dict.fromkeys(words_of(query)))
        if not text:
            return []
        hits = searcher.search(index.parse_query(text, ["title", "body"]), SIZE).hits
        return [(searcher.doc(address)["id"][0], score) for score, address in hits]

    return search


def whoosh(bulletins: Sequence[Bulletin]) -> Search:
    """Return stock Whoosh with an analyser of syllables."""
    from whoosh.analysis import LowercaseFilter, RegexTokenizer
    from whoosh.fields import ID, TEXT, Schema
    from whoosh.filedb.filestore import RamStorage
    from whoosh.query import Or, Term

    analyser = RegexTokenizer(r"[^\W_]+") | LowercaseFilter()
    index = RamStorage().create_index(Schema(id=ID(stored=True), title=TEXT(analyser), body=TEXT(analyser)))
    writer = index.writer()
    for bulletin in bulletins:
        writer.add_document(id=bulletin.id, title=bulletin.title, body=bulletin.text[bulletin.body :])
    writer.commit()
    searcher = index.searcher()

    def search(query: str) -> Found:
        wanted = Or([Term(field, word) for word in dict.fromkeys(words_of(query)) for field in ("title", "body")])
        return [(hit["id"], hit.score) for hit in searcher.search(wanted, limit=SIZE)]

    return search


def ours(path: Path, folder: Path) -> Search:
    """Return our own search."""
    engine = retrieval.engine_over(path, folder)
    return lambda query: retrieval.found_by(engine, query, SIZE)


def peers(bulletins: Sequence[Bulletin], path: Path, folder: Path) -> dict[str, Callable[[], Search]]:
    """Return what is compared, in the order of the table."""
    table: dict[str, Callable[[], Search]] = {
        "BM25, syllables": lambda: bm25(bulletins, bigrams=False),
        "BM25, syllables and bigrams": lambda: bm25(bulletins, bigrams=True),
        "FTS5 unicode61": lambda: fts5(bulletins, "unicode61"),
        "FTS5 remove_diacritics 2": lambda: fts5(bulletins, "unicode61 remove_diacritics 2"),
        "stock Whoosh, syllables": lambda: whoosh(bulletins),
    }
    if find_spec("tantivy"):
        table["tantivy default"] = lambda: tantivy(bulletins, ascii_fold=False)
        table["tantivy ascii_fold"] = lambda: tantivy(bulletins, ascii_fold=True)
    else:
        print("tantivy is not installed: left out", file=sys.stderr)
    table["bantin"] = lambda: ours(path, folder)
    return table


def compare(data: Path, sets: Iterable[str]) -> dict[str, dict[str, tuple[float, float]]]:
    """Return MRR@10 (written, without marks) by peer and set."""
    found: dict[str, dict[str, tuple[float, float]]] = defaultdict(dict)
    wanted = list(sets)
    with tempfile.TemporaryDirectory() as folder:
        for number, source in enumerate(dict.fromkeys(retrieval.SETS[name] for name in wanted)):
            bulletins = list(retrieval.bulletins(data / source))
            for peer, opened in peers(bulletins, data / source, Path(folder) / str(number)).items():
                started = time.monotonic()
                search = opened()
                for name in (name for name in wanted if retrieval.SETS[name] == source):
                    figures: dict[str, Any] = retrieval.measure(data, name, search)
                    found[peer][name] = (figures["written"]["mrr@10"], figures["unmarked"]["mrr@10"])
                print(f"{peer}: {time.monotonic() - started:.0f} s", file=sys.stderr)
    return found


def main(arguments: Sequence[str]) -> int:
    """Print the table; 1 when a peer is ahead of us (by more than 0.005 where it is above 0.98)."""
    sets = list(arguments) or list(retrieval.SETS)
    found = compare(SHARED / "data", sets)
    print("| peer (written / without marks) | " + " | ".join(sets) + " |")
    print("|---" * (len(sets) + 1) + "|")
    for peer, figures in found.items():
        print(f"| {peer} | " + " | ".join("{:.3f} / {:.3f}".format(*figures[name]) for name in sets) + " |")
    behind = [
        f"{peer} is ahead on {name}: {their:.4f} to {our:.4f}"
        for peer, figures in found.items()
        for name in sets
        for their, our in zip(figures[name], found["bantin"][name], strict=True)
        if their > our + (0.005 if their > 0.98 else 0)
    ]
    print("\n".join(behind) or "no peer is ahead")
    return 1 if behind else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
