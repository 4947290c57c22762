"""A bulletin's text with its facts in colour, so that a person checks it in a minute."""

from __future__ import annotations

from typing import Final

import click

from indexer.bulletin import Bulletin, Facts

# kind of fact -> (colour on a terminal, brackets elsewhere)
_LOOKS: Final[dict[str, tuple[str, str]]] = {
    "chỉ đạo": ("yellow", "{}"),
    "cán bộ": ("green", "[]"),
    "chức vụ": ("cyan", "<>"),
    "ngày": ("magenta", "||"),
    "số văn bản": ("blue", "##"),
}


def marked_text(bulletin: Bulletin, facts: Facts, colour: bool) -> str:
    """Return the body with officials, posts, dates, numbers and directives marked, and a legend below."""
    kinds: list[str | None] = [None] * len(bulletin.text)
    for kind, start, end in _spans(facts):
        kinds[start:end] = [kind] * (end - start)
    pieces, start = [], bulletin.body
    for at in range(bulletin.body, len(kinds) + 1):
        if at == len(kinds) or kinds[at] != kinds[start]:
            pieces.append(_look(bulletin.text[start:at], kinds[start], colour) if at > start else "")
            start = at
    legend = "  ".join(_look(kind, kind, colour) for kind in _LOOKS)
    return "".join(pieces) + f"\n\n{legend}"


def _spans(facts: Facts) -> list[tuple[str, int, int]]:
    """Return what to mark, the widest first, so that narrower facts show inside a directive."""
    spans = [("chỉ đạo", d.start, d.end) for d in facts.directives]
    spans += [("chức vụ", p.start, p.end) for o in facts.officials for p in o.posts]
    spans += [("cán bộ", start, end) for o in facts.officials for start, end in o.mentions or ((o.start, o.end),)]
    spans += [("ngày", d.start, d.end) for d in facts.dates]
    return spans + [("số văn bản", n.start, n.end) for n in facts.document_numbers]


def _look(text: str, kind: str | None, colour: bool) -> str:
    if kind is None or not text.strip():
        return text
    shade, brackets = _LOOKS[kind]
    return click.style(text, fg=shade, bold=True) if colour else f"{brackets[0]}{text}{brackets[1]}"
