"""The extractors in the order in which they stand on each other, and the one call that runs them all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from importlib import resources

from indexer.bulletin import Bulletin, Facts
from indexer.extraction.dates.find import find_dates
from indexer.extraction.directives.find import find_directives
from indexer.extraction.document_numbers.find import find_document_numbers
from indexer.extraction.events import find_event
from indexer.extraction.officials.find import find_officials
from indexer.extraction.places.find import find_places
from indexer.extraction.zones.find import find_zones

Extractor = Callable[[Bulletin, Facts], Facts]

EXTRACTORS: tuple[Extractor, ...] = (
    find_zones,
    find_dates,
    find_document_numbers,
    find_places,
    find_officials,
    find_directives,
    find_event,
)


def extract(bulletin: Bulletin) -> Facts:
    """Return everything that the bulletin says; each fact's ``text`` is the slice of ``bulletin.text`` at its span."""
    facts = Facts()
    for extractor in EXTRACTORS:
        facts = extractor(bulletin, facts)
    return facts


@cache
def rules_fingerprint() -> str:
    """Return a short fingerprint of the rules and lists in force: facts made by other rules are extracted anew."""
    digest = hashlib.sha256()
    with resources.as_file(resources.files("indexer.extraction")) as folder:
        for path in sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".tsv")):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
