"""By what a content is known, whatever its name: keys for equal bulletins and for removals; numbers for directives."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace

from indexer.bulletin import Bulletin, Facts

# A body shorter than this ("Download tại đây") is no evidence that two bulletins with other titles are one.
_BODY_CHARACTERS = 200


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def content_key(bulletin: Bulletin) -> str:
    """Return the key that two bulletins share when title and body are equal."""
    return _hash(bulletin.title, bulletin.text[bulletin.body :])


def removal_hashes(bulletin: Bulletin, original: str | None) -> tuple[str, ...]:
    """Return all that a removed bulletin is known by: its bytes, its text, and its body when that is long enough."""
    body = _folded(bulletin.text[bulletin.body :])
    hashes = [f"text:{_hash(_folded(bulletin.text))}"]
    if len(body) >= _BODY_CHARACTERS:
        hashes.append(f"body:{_hash(body)}")
    if original:
        hashes.append(f"bytes:{original}")
    return tuple(hashes)


def directive_hashes(facts: Facts) -> list[str]:
    """Return a hash for each directive's text; a text that stands twice gets two."""
    seen: Counter[str] = Counter()
    hashes = []
    for directive in facts.directives:
        text = _folded(directive.text)
        seen[text] += 1
        hashes.append(_hash(text, str(seen[text]))[:16])
    return hashes


def number_directives(facts: Facts, given: dict[str, int]) -> tuple[Facts, dict[str, int]]:
    """Return the facts with the addresses given before, and the addresses given now.

    A directive keeps its ``n`` when its text has one; a new text takes its place in the text if that number was
    never given to another text, else the next number that was never given.
    """
    fresh: dict[str, int] = {}
    taken = set(given.values())
    numbered = []
    for directive, key in zip(facts.directives, directive_hashes(facts), strict=True):
        n = given.get(key)
        if n is None:
            n = directive.n if directive.n not in taken else max(taken, default=0) + 1
            fresh[key] = n
            taken.add(n)
        numbered.append(directive if n == directive.n else replace(directive, n=n))
    return replace(facts, directives=tuple(numbered)), fresh
