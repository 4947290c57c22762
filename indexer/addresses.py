"""Addresses of pages, without a host: the same in pages, JSON, feeds and the terminal."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from indexer.analysis.fold import fold

SLUG_CHARACTERS: Final = 80
_WORD: Final = re.compile("[0-9A-Za-z]+")


def slug(text: str, limit: int | None = SLUG_CHARACTERS) -> str:
    """Return a text as the readable part of an address: folded, words joined by hyphens, cut at a word; None: uncut."""
    result = ""
    for word in _WORD.findall(fold(text)):
        if limit is not None and len(result) + len(word) >= limit:
            break
        result += f"-{word}" if result else word
    return result


def bulletin_path(bulletin_id: str, title: str = "", n: int | None = None) -> str:
    """Return the address of a bulletin's page, at its n-th directive when one is named."""
    readable = slug(title)
    tail = f"/{readable}" if readable else ""
    return f"/ban-tin/{quote(bulletin_id)}{tail}" + (f"#chi-dao-{n}" if n else "")


def directive_path(directive_id: str) -> str:
    """Return the address of a directive's own page; its id is ``<bulletin id>-<n>``."""
    return f"/chi-dao/{quote(directive_id)}"


def official_path(official_id: str, name: str = "") -> str:
    """Return the address of an official's page; an id that is the folded name says the name already."""
    tail = slug(name)
    return f"/can-bo/{quote(official_id)}" + (f"/{tail}" if tail and tail != official_id else "")


def path_of(scope: str, document_id: str, title: str) -> str:
    """Return the address of whatever a hit in a scope stands for."""
    if scope == "chi-dao":
        return directive_path(document_id)
    return official_path(document_id, title) if scope == "can-bo" else bulletin_path(document_id, title)
