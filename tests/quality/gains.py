"""Gains and losses between two files of facts: what became right, what became wrong, line by line."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

Record = dict[str, Any]
Item = tuple[str, str]  # kind and value


def items(record: Record) -> set[Item]:
    """Return the facts of a record as comparable pairs."""
    found = {("date", date["iso"]) for date in record.get("dates") or []}
    found |= {
        ("number", re.sub(r"\s", "", number).casefold().lstrip("0")) for number in record.get("document_numbers") or []
    }
    for official in record.get("officials") or []:
        found.add(("official", plain(official["name"])))
        found |= {("post", f"{plain(official['name'])}: {plain(post)}") for post in official.get("posts") or []}
    for directive in record.get("directives") or []:
        found.add(("directive", plain(directive["text"])))
        found.add(("giver", f"{plain(directive['text'])[:60]} <- {plain(directive.get('giver') or '-')}"))
        if directive.get("due"):
            found.add(("due", f"{plain(directive['text'])[:60]} -> {directive['due']}"))
    found.add(("event", record.get("event_date") or "none"))
    return found


def plain(text: str) -> str:
    """Return a text on one line, in lower case."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def table(before: Sequence[Record], after: Sequence[Record], gold: Sequence[Record]) -> Iterator[str]:
    """Yield the lines of the table: "+" became right, "-" became wrong (lost, or newly claimed), then the sums."""
    old = {record["id"]: items(record) for record in before}
    new = {record["id"]: items(record) for record in after}
    sums: Counter[tuple[str, str]] = Counter()
    for record in gold:
        ident, want = record["id"], items(record)
        was, now = old.get(ident, set()), new.get(ident, set())
        for sign, why, group in (
            ("+", "found", (now - was) & want),
            ("+", "no longer claimed", (was - now) - want),
            ("-", "lost", (was - now) & want),
            ("-", "newly claimed", (now - was) - want),
        ):
            for kind, value in sorted(group):
                sums[kind, sign] += 1
                yield f"{sign} {kind:<10} {ident:<26} {why}: {value[:110]}"
    for kind in sorted({kind for kind, _ in sums}):
        yield f"{kind:<12} gains {sums[kind, '+']:>3}   losses {sums[kind, '-']:>3}"
    if not sums:
        yield "no difference"
