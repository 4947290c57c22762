"""Facts as one JSON record: the keys of the gold files first, what else we know beside them."""

from __future__ import annotations

from typing import Any

from indexer.bulletin import Bulletin, Directive, Facts


def directive_record(bulletin: Bulletin, directive: Directive) -> dict[str, Any]:
    """Return the JSON form of a directive; ``start`` and ``end`` count code points of the bulletin's text."""
    return {
        "id": f"{bulletin.id}-{directive.n}",
        "bulletin": bulletin.id,
        "n": directive.n,
        "number": directive.number,
        "text": directive.text,
        "start": directive.start,
        "end": directive.end,
        "giver": directive.giver,
        "giver_post": directive.giver_post,
        "addressees": list(directive.addressees),
        "force": directive.force,
        "due": directive.due,
        "published": bulletin.published,
    }


def record(bulletin: Bulletin, facts: Facts) -> dict[str, Any]:
    """Return one bulletin's facts: what `bantin extract` prints as a line."""
    return {
        "id": bulletin.id,
        "title": bulletin.title,
        "published": bulletin.published,
        "kind": facts.kind,
        "event_date": facts.event_date,
        "dates": [
            {"text": d.text, "iso": d.iso, "role": d.role, "doubt": d.doubt, "start": d.start, "end": d.end}
            for d in facts.dates
        ],
        "officials": [
            {
                "name": o.name,
                "posts": [p.title for p in o.posts],
                "role": o.role,
                "start": o.start,
                "end": o.end,
                "evidence": [
                    {"text": p.text, "start": p.start, "end": p.end, "body": p.body, "former": p.former}
                    for p in o.posts
                ],
            }
            for o in facts.officials
        ],
        "directives": [directive_record(bulletin, d) for d in facts.directives],
        "document_numbers": list(dict.fromkeys(n.number for n in facts.document_numbers)),
        "places": [
            {
                "text": p.text,
                "name": p.name,
                "code": p.code,
                "start": p.start,
                "end": p.end,
                "now": [{"code": n.code, "name": n.name} for n in p.now],
            }
            for p in facts.places
        ],
        "zones": [{"kind": z.kind, "start": z.start, "end": z.end} for z in facts.zones],
    }
