"""Persons across bulletins, kept up with the store: one document each in the scope ``can-bo``.

`extraction.people.link` says who is one person; here it is asked for the names that a run touched, and the answer goes
into the index. A person keeps its id through re-extraction: the store remembers which sighting was taken for whom.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import urlsplit

from indexer.analysis.analyse import analyse_many, syllables
from indexer.analysis.fold import fold
from indexer.bulletin import Bulletin, Facts
from indexer.engine.port import After, Document, Engine, Request, Writer
from indexer.errors import NotFound, UsageError
from indexer.extraction.people.link import Decision, Person, Sighting, link, name_key
from indexer.store import Store
from indexer.store.records import Change

_AT: Final = "people_at"  # the change number up to which the table of sightings is right
_NAMES_A_QUERY: Final = 400
_PAGE: Final = 100


def write_persons(
    writer: Writer, store: Store, engine: Engine, changes: Sequence[Change], known: int | None, newest: int
) -> None:
    """Write the persons whom these changes touch; all of them when index and table are not of one age.

    ``known`` is the change up to which the index knows the store (None: it is made from nothing), ``newest`` the one
    that it is brought to.
    """
    whole = known is None or _at(store) != known
    names = None if whole else _touched(store, changes)
    persons, before, linked = _link(store, names)
    now = {person.id for person in persons}
    for gone in (_indexed(engine) if whole and known is not None else before) - now:
        writer.remove(gone)
    for document in person_documents(persons):
        writer.add(document)
    _remember(store, names, persons, linked, newest)


def person(store: Store, person_id: str) -> Person:
    """Return one person with posts and sightings; raises `NotFound`."""
    names = set(bearers(store, person_id))
    found = next((p for p in _link(store, names)[0] if p.id == person_id), None) if names else None
    if found is None:
        raise NotFound(f"Không có cán bộ nào mang mã {person_id}.", "Tìm theo tên: bantin officials TÊN")
    return found


def bearers(store: Store, person_id: str) -> dict[str, int]:
    """Return the names that a person is sighted under, each with how many sightings all its bearers have."""
    rows = store.db.execute(
        "SELECT name, COUNT(*) FROM sightings"
        " WHERE name IN (SELECT name FROM sightings WHERE person = ?) GROUP BY name",
        (person_id,),
    )
    return dict(rows.fetchall())


def decide(store: Store, verb: str, person_id: str, other: Sequence[str], reason: str) -> None:
    """Keep an operator's decision: ``merge`` another person into this one, or ``split`` bulletins off to somebody else.

    Takes effect with the next run. Raises `NotFound` for an unknown person, `UsageError` for a decision on nothing.
    """
    subject = person(store, person_id)
    if not other:
        raise UsageError("Thiếu đối tượng của quyết định.", "Nêu mã cán bộ để gộp, hoặc mã bản tin để tách.")
    if verb == "merge":
        person(store, other[0])
        store.decisions.merge("merge", person_id, other[0], reason)
    else:
        strangers = set(other) - {s.bulletin for s in subject.sightings}
        if strangers:
            raise UsageError(f"{subject.name} không có trong bản tin {', '.join(sorted(strangers))}.", "Xem lại mã.")
        store.decisions.merge("split", person_id, " ".join(other), reason)
    _ask_again(store, subject)


def undo(store: Store, number: int) -> None:
    """Take back the n-th decision that `decisions` lists; raises `NotFound`."""
    rows = store.db.execute("SELECT n, subject FROM merges ORDER BY n").fetchall()
    if not 1 <= number <= len(rows):
        raise NotFound(f"Không có quyết định số {number}.", "Xem: bantin officials --decisions")
    with store.batch():
        store.db.execute("DELETE FROM merges WHERE n = ?", (rows[number - 1][0],))
    _ask_again(store, person(store, rows[number - 1][1]))


def person_documents(persons: Sequence[Person]) -> list[Document]:
    """Return one document for each person: found by name, post and body, newest by the day last seen."""
    texts = ["\n".join([p.name, *(post.title for post in p.posts)]) for p in persons]
    return [
        Document(
            id=p.id,
            scope="can-bo",
            bulletin=p.id,
            text=text,
            terms={
                "syllable": terms.syllable,
                "folded": terms.folded,
                "word": terms.word,
                "pair": terms.pair,
                "title": [fold(token.text) for token in syllables(p.name)],
            },
            offsets=terms.offsets,
            keywords={
                "official": (p.name,),
                "post": _distinct(post.title for post in p.posts),
                "body": _distinct(post.body for post in p.posts),
                "year": _distinct(sorted({s.day[:4] for s in p.sightings if s.day})),
                "month": _distinct(sorted({s.day[:7] for s in p.sightings if s.day})),
            },
            dates={"published": days[-1]} if (days := sorted(s.day for s in p.sightings if s.day)) else {},
            stored=_stored(p, days),
        )
        for p, text, terms in zip(persons, texts, analyse_many(texts), strict=True)
    ]


def _stored(p: Person, days: Sequence[str]) -> str:
    posts = [
        {"title": post.title, "body": post.body, "former": post.former, "first": post.first, "last": post.last}
        for post in p.posts
    ]
    record = {
        "title": p.name,
        "published": days[-1] if days else None,
        "first": days[0] if days else None,
        "bulletins": len(p.sightings),
        "posts": posts,
        "corrected": p.corrected,
    }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


Linked = dict[tuple[str, str], str]


def _link(store: Store, names: set[str] | None) -> tuple[list[Person], set[str], Linked]:
    """Return the persons behind these names (None: all), the ids that the names had, and whom rules alone would see.

    Decisions are carried out on what the rules see, never on what earlier decisions made of it: so one that is
    taken back leaves no trace.
    """
    rows = _rows(store, names)
    pages = store.pages.live() if names is None else list(dict.fromkeys(row[1] for row in rows))
    if names is not None:
        live = set(store.pages.live()) if len(pages) > _PAGE else {p for p in pages if _is_live(store, p)}
        pages = [page for page in pages if page in live]
    sightings = [
        sighting
        for bulletin, facts in store.pages.load(pages)
        for sighting in _sightings(bulletin, facts)
        if names is None or name_key(sighting.official.name) in names
    ]
    decisions, known = _decisions(store), {(name, page): linked for name, page, _person, linked in rows}
    by_rule = link(sightings, (), known)
    persons = link(sightings, decisions, known) if decisions else by_rule
    linked = {(name_key(s.official.name), s.bulletin): p.id for p in by_rule for s in p.sightings}
    return persons, {person for _name, _page, person, _linked in rows if person}, linked


def _rows(store: Store, names: set[str] | None) -> list[tuple[str, str, str, str]]:
    if names is None:
        return store.db.execute("SELECT name, id, person, linked FROM sightings").fetchall()
    found: list[tuple[str, str, str, str]] = []
    ordered = sorted(names)
    for start in range(0, len(ordered), _NAMES_A_QUERY):
        some = ordered[start : start + _NAMES_A_QUERY]
        marks = ",".join("?" * len(some))
        found += store.db.execute(f"SELECT name, id, person, linked FROM sightings WHERE name IN ({marks})", some)  # noqa: S608 - marks only
    return found


def _sightings(bulletin: Bulletin, facts: Facts) -> list[Sighting]:
    authority = urlsplit(bulletin.address or bulletin.source or "").hostname or ""
    region = next((place.name for place in facts.places if place.level == 1), "")
    return [Sighting(bulletin.id, bulletin.day, official, authority, region) for official in facts.officials]


def _touched(store: Store, changes: Sequence[Change]) -> set[str]:
    """Return the names that stand, or stood, in changed bulletins, and those tied to them by a decision."""
    names: set[str] = set()
    for change in changes:
        names |= {row[0] for row in store.db.execute("SELECT name FROM sightings WHERE id = ?", (change.id,))}
    fresh = [change.id for change in changes if change.live]
    rows = [
        (name_key(official.name), bulletin.id, "")
        for bulletin, facts in store.pages.load(fresh)
        for official in facts.officials
    ]
    with store.batch():
        # So that `_link` finds these bulletins among those of their names; the person is told at the end.
        store.db.executemany("INSERT OR IGNORE INTO sightings VALUES (?, ?, ?, '')", rows)
        store.db.execute("INSERT OR REPLACE INTO meta VALUES (?, '')", (_AT,))
    return _tied(store, names | {name for name, _page, _person in rows})


def _tied(store: Store, names: set[str]) -> set[str]:
    for merge in store.decisions.merges():
        ids = (merge.subject, merge.object) if merge.verb == "merge" else (merge.subject,)
        tied = {
            row[0] for one in ids for row in store.db.execute("SELECT name FROM sightings WHERE person = ?", (one,))
        }
        if tied & names:
            names |= tied
    return names


def _remember(store: Store, names: set[str] | None, persons: Iterable[Person], linked: Linked, newest: int) -> None:
    seen = [(name_key(s.official.name), s.bulletin, p.id) for p in persons for s in p.sightings]
    rows = [(name, page, who, linked.get((name, page), who)) for name, page, who in seen]
    with store.batch():
        if names is None:
            store.db.execute("DELETE FROM sightings")
        else:
            store.db.executemany("DELETE FROM sightings WHERE name = ?", [(name,) for name in names])
        store.db.executemany("INSERT OR REPLACE INTO sightings VALUES (?, ?, ?, ?)", rows)
        store.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_AT, str(newest)))


def _at(store: Store) -> int | None:
    row = store.db.execute("SELECT value FROM meta WHERE key = ?", (_AT,)).fetchone()
    return int(row[0]) if row and row[0] else None


def _ask_again(store: Store, subject: Person) -> None:
    """Make the next run look at a person again."""
    with store.batch():
        for sighting in subject.sightings:
            store.pages.touch(sighting.bulletin)


def _is_live(store: Store, page: str) -> bool:
    row = store.db.execute("SELECT 1 FROM pages WHERE id = ? AND head = id AND removed = 0", (page,)).fetchone()
    return row is not None


def _indexed(engine: Engine) -> set[str]:
    """Return the ids of all persons in the index."""
    found: set[str] = set()
    after: After | None = None
    while hits := engine.search(Request(scope="can-bo", sort="newest", size=_PAGE, after=after, snippets=False)).hits:
        found |= {hit.id for hit in hits}
        after = After(hits[-1].key, hits[-1].id)
    return found


def _decisions(store: Store) -> list[Decision]:
    decisions = []
    for kept in store.decisions.merges():
        bulletins = tuple(kept.object.split()) if kept.verb == "split" else ()
        decisions.append(Decision(kept.verb, kept.subject, "" if bulletins else kept.object, bulletins))
    return decisions


def _distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
