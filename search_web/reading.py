"""A bulletin laid out for reading: paragraphs with anchors, directives numbered, words and facts marked."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from indexer.analysis.analyse import syllables
from indexer.analysis.fold import fold
from indexer.bulletin import Bulletin, Directive, Facts
from indexer.days import day_of, today
from indexer.settings import Settings
from indexer.store.records import Stored
from search_web.shapes import point

MARKED_WORDS: Final = 32
DIFF_LINES: Final = 4_000


@dataclass(frozen=True, slots=True)
class Fact:
    """What a stretch of the text was taken for: ``kind`` names it, ``value`` is what it leads to."""

    start: int
    end: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: whether the query's words mark it, and the fact that it is part of."""

    text: str
    marked: bool
    fact: Fact | None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: its anchor, the zone it stands in, the directive that begins it, and its text in pieces.

    ``found``: the passage that a reader of the results came for stands here.
    """

    anchor: str
    zone: str
    n: int | None
    pieces: list[Piece]
    found: bool


def blocks(stored: Stored, query: str = "", at: int | None = None, *, facts: bool = False) -> list[Block]:
    """Return the body of a bulletin as paragraphs; every character of it is in exactly one piece.

    ``at``: the place in the text that a hit showed. ``facts``: mark what was extracted.
    """
    bulletin = stored.bulletin
    words = set(list({fold(token.text): None for token in syllables(query)})[:MARKED_WORDS])
    known = spans(stored.facts) if facts else []
    result = []
    for place, (start, end, directive) in enumerate(_cuts(bulletin, stored.facts), 1):
        text = bulletin.text[start:end]
        marks = [(t.start + start, t.end + start) for t in syllables(text) if fold(t.text) in words] if words else []
        anchor = f"chi-dao-{directive.n}" if directive else f"doan-{place}"
        zone = next((z.kind for z in stored.facts.zones if z.start <= start < z.end), "body")
        found = at is not None and start <= at < end
        inside = [fact for fact in known if start <= fact.start and fact.end <= end]
        pieces = list(_pieces(bulletin.text, start, end, _joined(marks, bulletin.text), inside))
        result.append(Block(anchor, zone, directive.n if directive else None, pieces, found))
    return result


def spans(facts: Facts) -> list[Fact]:
    """Return what can be marked in the text, without overlaps: the longer one of two stays, in order."""
    found = [
        *(Fact(n.start, n.end, "number", n.key) for n in facts.document_numbers),
        *(Fact(d.start, d.end, "due" if d.role == "due" else "date", d.iso) for d in facts.dates),
        *(Fact(start, end, "official", o.name) for o in facts.officials for start, end in _mentions(o.mentions, o)),
        *(Fact(p.start, p.end, "post", p.title) for o in facts.officials for p in o.posts),
        *(Fact(p.start, p.end, "place", p.name) for p in facts.places),
    ]
    kept: list[Fact] = []
    for fact in sorted(found, key=lambda fact: (fact.start, -fact.end)):
        if not kept or fact.start >= kept[-1].end:
            kept.append(fact)
    return kept


def _mentions(mentions: tuple[tuple[int, int], ...], official: object) -> Iterable[tuple[int, int]]:
    return mentions or ((getattr(official, "start", 0), getattr(official, "end", 0)),)


def _joined(marks: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in marks:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _pieces(text: str, start: int, end: int, marks: list[tuple[int, int]], facts: list[Fact]) -> Iterator[Piece]:
    edges = {start, end, *(edge for mark in marks for edge in mark), *(e for f in facts for e in (f.start, f.end))}
    for low, high in pairwise(sorted(edges)):
        fact = next((fact for fact in facts if fact.start <= low < fact.end), None)
        yield Piece(text[low:high], any(first <= low < last for first, last in marks), fact)


def _cuts(bulletin: Bulletin, facts: Facts) -> Iterator[tuple[int, int, Directive | None]]:
    """Yield paragraphs of the body; a directive begins one of its own, whatever the line breaks say."""
    text, begins = bulletin.text, {d.start: d for d in facts.directives}
    edges = {bulletin.body, len(text), *(d.start for d in facts.directives if d.start >= bulletin.body)}
    edges |= {d.end for d in facts.directives if d.end >= bulletin.body}
    inside = [(d.start, d.end) for d in facts.directives]
    at = text.find("\n", bulletin.body)
    while at >= 0:
        if not any(start < at < end for start, end in inside):
            edges.add(at)
        at = text.find("\n", at + 1)
    places = sorted(edges)
    for start, end in pairwise(places):
        if text[start:end].strip():
            shift = len(text[start:end]) - len(text[start:end].lstrip("\n"))
            yield start + shift, end, begins.get(start + shift) or begins.get(start)


def changes(old: Bulletin, new: Bulletin) -> list[tuple[str, str]]:
    """Return what changed from one version to the next: lines, each with " " (kept), "-" (gone) or "+" (new)."""
    before, after = (bulletin.text.split("\n")[:DIFF_LINES] for bulletin in (old, new))
    lines = difflib.unified_diff(before, after, n=2, lineterm="")
    found = [(line[0], line[1:]) for line in lines if not line.startswith(("---", "+++"))]
    return [("@", "") if sign == "@" else (sign, text) for sign, text in found]


def citation(
    bulletin: Bulletin, settings: Settings, seen: str, address: str, directive: Directive | None = None
) -> str:
    """Return a citation for staff: authority, date, title, number of the point, address, date seen."""
    day = "/".join(reversed(bulletin.day.split("-"))) if bulletin.day else "không rõ ngày"
    where = bulletin.address if (bulletin.address or "").startswith("http") else address
    parts = [settings.site_note or settings.site_name, f"“{bulletin.title or bulletin.id}”", f"đăng ngày {day}"]
    if directive:
        named = point(directive.number, "điểm") or f"chỉ đạo thứ {directive.n}"
        parts.append(f"{named}: “{' '.join(directive.text.split())}”" if not bulletin.scanned else named)
    seen_on, taken_on = ("/".join(reversed(day.split("-"))) for day in (today(), day_of(seen)))
    said = ", ".join(parts)
    return f"{said}{'' if said.endswith('.”') else '.'} {where} (xem ngày {seen_on}; lập chỉ mục ngày {taken_on})."
