"""A document as the cluster keeps it, and what comes back of it with a hit."""

from __future__ import annotations

import base64
import json
from array import array
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate, chain
from typing import Any

from indexer.engine.keywords import folded, matching
from indexer.engine.opensearch.mapping import FOLDED, FORMS, LENGTH, MARKED, ROUNDED, SEPARATOR, TERMS, all_bounded
from indexer.engine.port import Document
from indexer.engine.scoring import rounded_length
from indexer.schema import DATE_FIELDS, KEYWORD_FIELDS, TEXT_FIELDS, date_number


def source_of(document: Document) -> bytes:
    """Return a document as one line of JSON."""
    source: dict[str, Any] = {
        "id": document.id,
        "bulletin": document.bulletin,
        "text": document.text,
        "offsets": pack(document.offsets),
        "stored": document.stored,
    }
    for field in TEXT_FIELDS:
        terms = all_bounded(document.terms.get(field.name, ()))
        source[field.name] = SEPARATOR.join(terms)
        source[field.name + TERMS] = list(dict.fromkeys(terms))
        source[field.name + LENGTH] = len(terms)
        source[field.name + ROUNDED] = rounded_length(len(terms))
    for field in KEYWORD_FIELDS:
        if labels := list(dict.fromkeys(all_bounded(document.keywords.get(field.name, ())))):
            source[field.name] = labels
            source[field.name + MARKED] = list(dict.fromkeys(map(matching, labels)))
            source[field.name + FOLDED] = list(dict.fromkeys(map(folded, labels)))
            source[field.name + FORMS] = [folded(label) + SEPARATOR + label for label in labels]
    for field in DATE_FIELDS:
        if (moment := date_number(document.dates.get(field.name))) >= 0:
            source[field.name] = moment
    return json.dumps(source, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def pack(offsets: Sequence[tuple[int, int]]) -> str:
    """Return the places of tokens as gaps and lengths in turn, in the smallest integers that hold them."""
    ends = [0, *(end for _, end in offsets)]
    steps = list(
        chain.from_iterable((start - last, end - start) for last, (start, end) in zip(ends, offsets, strict=False))
    )
    if not steps:
        return ""
    low, high = min(steps), max(steps)
    code = "B" if low >= 0 and high < 1 << 8 else "i"
    return code + base64.b64encode(array(code, steps).tobytes()).decode()


def unpack(packed: str) -> list[int]:
    """Return starts and ends of tokens in turn."""
    if not packed:
        return []
    return list(accumulate(array(packed[0], base64.b64decode(packed[1:]))))


class Kept:
    """What was kept of a document, read as far as it is asked for."""

    def __init__(self, source: Mapping[str, Any]) -> None:
        self._source = source
        self._terms: dict[str, list[str]] = {}

    @property
    def text(self) -> str:
        """The text of the document."""
        return str(self._source["text"])

    @property
    def stored(self) -> str:
        """What comes back with a hit."""
        return str(self._source["stored"])

    @cached_property
    def _places(self) -> list[int]:
        return unpack(self._source["offsets"])

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where the text of two tokens and all between them stands."""
        return self._places[2 * first], self._places[2 * last + 1]

    def terms(self, field: str) -> list[str]:
        """Return the terms of a text field, in order."""
        if field not in self._terms:
            joined = self._source[field]
            self._terms[field] = joined.split(SEPARATOR) if joined else []
        return self._terms[field]
