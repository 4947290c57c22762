"""What goes into the store and comes out of it: frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indexer.bulletin import Bulletin, Facts

Outcome = Literal["new", "changed", "unchanged", "duplicate", "removed"]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A bulletin as just read and understood, on its way into the store.

    ``location``: where it was met. ``digest``: SHA-256 of ``original``, the bytes it was read from. ``rules`` and
    ``reader``: fingerprints of the rules that made ``facts`` and of the readers that made the text.
    """

    location: str
    bulletin: Bulletin
    facts: Facts
    original: bytes
    digest: str
    rules: str
    reader: str


@dataclass(frozen=True, slots=True)
class Location:
    """A place where a page was met, and the digest of the bytes found there."""

    location: str
    id: str
    digest: str
    reader: str
    seen: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A bulletin as kept, under the id that stands for all with the same title and body: ``aliases`` are the others."""

    bulletin: Bulletin
    facts: Facts
    version: int
    seen: str
    vanished: str | None = None
    aliases: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DirectiveSpan:
    """Where the n-th directive stands in the text of its bulletin (code points), and its printed number."""

    start: int
    end: int
    n: int
    number: str | None = None


@dataclass(frozen=True, slots=True)
class DirectiveSpans:
    """The part of `Facts` that tells where directives stand."""

    directives: tuple[DirectiveSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a page: ``n`` counts from 1, ``seen`` is when it was first met (UTC, ISO 8601)."""

    bulletin: Bulletin
    n: int
    seen: str
    original: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """A page that changed: ``live`` when it is to be found in the index, else it is to be taken out."""

    id: str
    n: int
    live: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read, since when, and whether it had failed before the present run."""

    location: str
    stage: str
    kind: str
    reason: str
    hint: str
    digest: str
    first: str
    last: str
    acknowledged: bool = False


@dataclass(frozen=True, slots=True)
class Removal:
    """A takedown: ``hashes`` are what the content is known by."""

    id: str
    reason: str
    at: str
    hashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """An operator's word against the extractor's; ``value`` None takes an earlier one back."""

    id: str
    field: str
    value: str | None
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class Merge:
    """A decision on persons: ``subject`` is (not) the same as ``object``."""

    verb: Literal["merge", "split"]
    subject: str
    object: str
    reason: str
    at: str
