"""SQLite's FTS5 as a peer: facets from a table keyed by document, counted over the rows that match."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.bench.corpora import Bulletin, title_terms
from tests.bench.peers import FACETS, Ask, Peer, Reply

SCHEMA = """
create virtual table texts using fts5(title, text, tokenize = "unicode61 remove_diacritics 0");
create table documents(number integer primary key, id text, published text);
create table facets(field integer, value text, number integer);
create table counted(number integer, field integer, value text, primary key (number, field, value)) without rowid;
"""


class Fts5:
    """One file; memory-mapped, read only while it is asked."""

    def build(self, folder: Path, bulletins: Iterable[Bulletin]) -> Iterator[None]:
        folder.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(folder / "fts5.db")
        database.executescript("pragma journal_mode = off; pragma synchronous = off;" + SCHEMA)
        for number, bulletin in enumerate(bulletins):
            title, text = title_terms(bulletin), f"{bulletin.title.plain}\n\n{bulletin.body}"
            yield
            database.execute("insert into texts(rowid, title, text) values (?, ?, ?)", (number, title, text))
            database.execute("insert into documents values (?, ?, ?)", (number, bulletin.id, bulletin.published))
            rows = [(number, place, v) for place, name in enumerate(FACETS) for v in bulletin.keywords[name]]
            database.executemany("insert into counted values (?, ?, ?)", rows)
        database.execute("create index chosen on counted(field, value, number)")
        database.execute("insert into texts(texts) values ('optimize')")
        database.commit()
        database.execute("analyze")
        database.close()
        yield

    def open(self, folder: Path) -> None:
        self.database = sqlite3.connect(f"file:{folder / 'fts5.db'}?mode=ro", uri=True)
        self.database.execute("pragma mmap_size = 8000000000")
        self.database.execute("pragma temp_store = memory")

    def search(self, ask: Ask) -> Reply:
        match, narrowed, values = _conditions(ask)
        source = f"from texts join documents on documents.number = texts.rowid where texts match ?{narrowed}"
        shown = ", snippet(texts, 1, '[', ']', '…', 40)" if ask.snippets else ""
        page = self.database.execute(
            f"select documents.id{shown} {source} order by rank limit ? offset ?",
            (match, *values, ask.size, ask.offset),
        ).fetchall()
        counts: dict[str, dict[str, int]] = {}
        if ask.facets:
            rows = self.database.execute(
                f"with found as materialized (select texts.rowid as number {source}) select field, value, count(*) "
                "from found cross join counted on counted.number = found.number group by field, value "
                "union all select -1, '', count(*) from found",
                (match, *values),
            ).fetchall()
            total = next(count for field, _, count in rows if field < 0)
            for place, name in enumerate(FACETS):
                best = sorted(((-count, value) for field, value, count in rows if field == place))[:20]
                counts[name] = {value: -count for count, value in best}
        else:
            total = self.database.execute(f"select count(*) {source}", (match, *values)).fetchone()[0]
        marks = sum(row[1].count("[") for row in page) if ask.snippets else 0
        return Reply(total, [row[0] for row in page], counts, marks)


def _conditions(ask: Ask) -> tuple[str, str, list[str]]:
    """Return the text of the match, further conditions, and their values."""
    quoted = [f'"{term}"' for term in ask.terms]
    if ask.kind == "phrase":
        match = f'"{" ".join(ask.terms)}"'
    elif ask.kind == "prefix":
        match = f"{quoted[0]}*"
    else:
        match = (" OR " if ask.kind == "or" else " AND ").join(quoted)
    match = f"text : ({match})"
    if ask.title:
        match = f'({match}) OR (title : "{ask.title}")'
    if ask.without:
        match = f'({match}) NOT (text : "{ask.without}")'
    narrowed, values = "", []
    if ask.since or ask.until:
        narrowed += " and documents.published between ? and ?"
        values += [ask.since or "", ask.until or "9999"]
    if ask.chosen:
        narrowed += " and documents.number in (select number from counted where field = ? and value = ?)"
        values += [FACETS.index(ask.chosen[0]), ask.chosen[1]]  # type: ignore[list-item]
    return match, narrowed, values


def make(_name: str) -> Peer:
    """Return the peer."""
    return Fts5()
