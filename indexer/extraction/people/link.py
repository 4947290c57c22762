"""Persons across bulletins: one person by name and compatible posts, never by name alone; posts over time.

Pure functions over sightings. An operator's merges and splits come in as data and are honoured as they are.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from indexer.bulletin import Official, Post
from indexer.extraction.officials.bodies import body_key, compatible
from indexer.extraction.people.kinship import Evidence, evidence_of, kin
from indexer.extraction.words import even, on_one_line

__all__ = ["Decision", "HeldPost", "Person", "Sighting", "body_key", "link", "name_key"]


@dataclass(frozen=True, slots=True)
class Sighting:
    """An official in one bulletin. ``day`` is ``YYYY-MM-DD`` or None; ``authority`` says whose bulletin it is.

    ``authority`` is any stable name of the publisher (a host name, a source); "huyện" without a name is its district.
    ``region`` is the province, if known: the two huyện Phú Tân stand in two provinces.
    """

    bulletin: str
    day: str | None
    official: Official
    authority: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post of a person in its commonest spelling, with the first and last day on which a bulletin gives it."""

    title: str
    head: str
    body: str | None
    former: bool
    first: str | None
    last: str | None
    bulletins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """One person: name in full, posts by first day, sightings by day; ``corrected`` by an operator."""

    id: str
    name: str
    posts: tuple[HeldPost, ...]
    sightings: tuple[Sighting, ...]
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What an operator decided: ``other`` is ``person`` too, or ``bulletins`` of ``person`` are somebody else's."""

    kind: Literal["merge", "split"]
    person: str
    other: str = ""
    bulletins: tuple[str, ...] = ()


def name_key(name: str) -> str:
    """Return the form in which names are compared: one line, lower case, one placement of tone marks."""
    return even(on_one_line(name))


def link(
    sightings: Iterable[Sighting],
    decisions: Sequence[Decision] = (),
    known: Mapping[tuple[str, str], str] | None = None,
) -> list[Person]:
    """Return the persons behind sightings, in the order of their names.

    ``known`` gives the id that a (name key, bulletin) had before: a person keeps it when texts are extracted anew or
    earlier bulletins come in. Decisions that name an id which no longer exists change nothing.
    """
    # 1. by name  2. by kinship of posts  3. ids that stay  4. what operators decided
    by_name: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        by_name.setdefault(name_key(sighting.official.name), []).append(sighting)
    groups: dict[str, list[Sighting]] = {}
    for key in sorted(by_name):
        for group in _kindred(sorted(by_name[key], key=_order)):
            groups[_id(key, group, known or {}, groups)] = group
    touched = _decide(groups, decisions)
    return [_person(key, group, key in touched) for key, group in groups.items()]


def _order(sighting: Sighting) -> tuple[str, str]:
    return sighting.day or "9999", sighting.bulletin


def _kindred(sightings: Sequence[Sighting]) -> list[list[Sighting]]:
    """Split the sightings of one name into persons: a sighting joins the groups whose posts are kin to its own."""
    groups: list[tuple[set[Evidence], list[Sighting]]] = []
    for sighting in sightings:
        own = {evidence_of(p, sighting.authority, sighting.region) for p in sighting.official.posts}
        near = [g for g in groups if any(kin(a, b) for a in own for b in g[0])]
        merged = (set(own), [sighting])
        for group in near:
            merged[0].update(group[0])
            merged[1][:0] = group[1]
            groups.remove(group)
        groups.append(merged)
    return [sorted(group, key=_order) for _, group in groups]


def _id(key: str, group: Sequence[Sighting], known: Mapping[tuple[str, str], str], taken: Mapping[str, object]) -> str:
    for sighting in group:
        before = known.get((key, sighting.bulletin))
        if before and before not in taken:
            return before
    return fresh_id(key, group[0].bulletin)


def fresh_id(key: str, bulletin: str) -> str:
    """Return the id of a person first seen in a bulletin: 12 hex digits of name and first evidence."""
    return hashlib.sha256(f"{key}\0{bulletin}".encode()).hexdigest()[:12]


def _decide(groups: dict[str, list[Sighting]], decisions: Sequence[Decision]) -> set[str]:
    """Carry out the decisions on the groups, in their order; return the ids that they touched."""
    touched: set[str] = set()
    for decision in decisions:
        if decision.person not in groups:
            continue
        if decision.kind == "merge" and decision.other in groups and decision.other != decision.person:
            groups[decision.person] = sorted((*groups[decision.person], *groups.pop(decision.other)), key=_order)
            touched.add(decision.person)
        elif decision.kind == "split":
            touched |= _split(groups, decision)
    return touched & groups.keys()


def _split(groups: dict[str, list[Sighting]], decision: Decision) -> set[str]:
    group = groups[decision.person]
    away = [s for s in group if s.bulletin in decision.bulletins]
    stay = [s for s in group if s.bulletin not in decision.bulletins]
    if not away or not stay:
        return set()
    other = decision.other or fresh_id(f"{name_key(away[0].official.name)}\0split", away[0].bulletin)
    groups[decision.person] = stay
    groups[other] = sorted((*groups.get(other, ()), *away), key=_order)
    return {decision.person, other}


def _person(key: str, group: Sequence[Sighting], corrected: bool) -> Person:
    name = max((s.official.name for s in group), key=lambda n: (len(n.split()), not n.isupper()))
    return Person(key, name, tuple(_posts(group)), tuple(group), corrected)


def _posts(group: Sequence[Sighting]) -> list[HeldPost]:
    """Return each post once, with the days on which it was seen."""
    seen: list[tuple[Evidence, list[tuple[Sighting, Post]]]] = []
    for sighting in group:
        for post in sighting.official.posts:
            own = evidence_of(post, sighting.authority, sighting.region)
            for other, places in seen:
                if (own.head, own.former) == (other.head, other.former) and compatible(own.body, other.body):
                    places.append((sighting, post))
                    break
            else:
                seen.append((own, [(sighting, post)]))
    return sorted((_held(own, places) for own, places in seen), key=lambda p: (p.first or "9999", p.title))


def _held(own: Evidence, places: Sequence[tuple[Sighting, Post]]) -> HeldPost:
    days = sorted(s.day for s, _ in places if s.day)
    counts = Counter(post.title for _, post in places)
    full = max((post for _, post in places), key=lambda p: (counts[p.title], len(body_key(p.body or "").split())))
    return HeldPost(
        title=full.title,
        head=own.head,
        body=full.body,
        former=own.former,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        bulletins=tuple(dict.fromkeys(s.bulletin for s, _ in places)),
    )
