"""What reading yields: pages with the bytes they came from, and what could not be read, without stopping the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.bulletin import Page
from indexer.errors import ReadingError


def shown(name: str) -> str:
    """Return a name as one line that no terminal obeys: a file may be called anything."""
    return "".join(c if c.isprintable() else "�" for c in name.encode("utf-8", "replace").decode())


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes to read. ``name`` is for messages and for the suffix; ``type`` is a MIME type, if one was told."""

    name: str
    data: bytes
    type: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A page and the bytes it was read from; ``part`` names it within a file of many."""

    page: Page
    raw: bytes
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a file that is wrong, while the rest is fine."""

    error: ReadingError
    part: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line without a text: counted, no failure."""

    line: int


Outcome = Read | Unread | Skipped


def scanned(page: Page) -> Page:
    """Return the page marked as recognised from a scan: quotes from it are never offered as exact."""
    return replace(page, scanned=True)
