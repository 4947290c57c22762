"""A bulletin laid out for reading: paragraphs with anchors, directives numbered, words of the query marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from indexer.analysis.analyse import syllables
from indexer.analysis.fold import fold
from indexer.bulletin import Bulletin, Directive, Facts
from indexer.settings import Settings
from indexer.store.records import Stored
from search_web.shapes import pieces

_HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: its anchor, the zone it stands in, the directive that begins it, and its text in pieces."""

    anchor: str
    zone: str
    n: int | None
    pieces: list[tuple[str, bool]]


def blocks(stored: Stored, query: str) -> list[Block]:
    """Return the body of a bulletin as paragraphs; every character of it is in exactly one piece."""
    bulletin, facts = stored.bulletin, stored.facts
    words = {fold(token.text) for token in syllables(query)}
    result = []
    for place, (start, end, directive) in enumerate(_cuts(bulletin, facts), 1):
        text = bulletin.text[start:end]
        marks = [(t.start, t.end) for t in syllables(text) if fold(t.text) in words] if words else []
        anchor = f"chi-dao-{directive.n}" if directive else f"doan-{place}"
        zone = next((z.kind for z in facts.zones if z.start <= start < z.end), "body")
        result.append(Block(anchor, zone, directive.n if directive else None, pieces(text, marks)))
    return result


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


def citation(
    bulletin: Bulletin, settings: Settings, seen: str, address: str, directive: Directive | None = None
) -> str:
    """Return a citation for staff: authority, date, title, number of the point, address, date seen."""
    day = "/".join(reversed(bulletin.day.split("-"))) if bulletin.day else "không rõ ngày"
    where = bulletin.address if (bulletin.address or "").startswith("http") else address
    parts = [settings.site_note or settings.site_name, f"“{bulletin.title or bulletin.id}”", f"đăng ngày {day}"]
    if directive:
        point = f"điểm {directive.number.rstrip('.)/')}" if directive.number else f"chỉ đạo thứ {directive.n}"
        parts.append(f"{point}: {' '.join(directive.text.split())}" if not bulletin.scanned else point)
    today = datetime.now(UTC).astimezone(_HANOI).strftime("%d/%m/%Y")
    return f"{', '.join(parts)}. {where} (xem ngày {today}; lập chỉ mục {seen[:10]})."
