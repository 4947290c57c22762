"""Where a query matched in a hit's text: positions from the postings, places from the stored offsets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from indexer.engine.port import Snippet
from indexer.engine.query import Phrase, Prefix, Query, Term, positive_leaves
from indexer.engine.snippet import FIELDS, MATCHES, Match, body_start, snippet
from indexer.engine.whoosh_.layout import Record
from indexer.engine.whoosh_.postings import Postings
from indexer.engine.whoosh_.snapshot import ScopeIndex
from indexer.schema import Scope


class Marker:
    """Makes the snippets of the hits in one segment."""

    def __init__(self, scope: ScopeIndex, place: int, query: Query, name: Scope) -> None:
        self._scope = scope
        self._place = place
        self._name = name
        leaf = scope.leaves[place]
        parts = enumerate(dict.fromkeys(positive_leaves(query)))
        self._parts = [(number, part, leaf.field(part.field)) for number, part in parts if part.field in FIELDS]
        self._found: dict[tuple[str, str], slice] = {}

    def snippet(self, document: int, record: Record) -> Snippet:
        """Return the snippet of one hit."""
        matches: list[Match] = []
        offsets, text = record.offsets, record.text
        for number, part, postings in self._parts:
            spans = list(self._spans(part, postings, document))[:MATCHES]
            if spans:
                starts = offsets[[first for first, _ in spans], 0].tolist()
                ends = offsets[[last for _, last in spans], 1].tolist()
                matches += [Match(start, end, number) for start, end in zip(starts, ends, strict=True)]
        return snippet(text, matches, body_start(self._name, text))

    def _spans(self, part: Term | Phrase | Prefix, postings: Postings, document: int) -> Iterable[tuple[int, int]]:
        """Return the first and last position of each place where a part of the query matches."""
        match part:
            case Term(_, text):
                return [(position, position) for position in self._positions(postings, text, document)]
            case Prefix(_, text):
                return [(position, position) for position in self._expanded(postings, text, document)]
            case Phrase(_, texts):
                return self._phrases(postings, texts, document)

    def _positions(self, postings: Postings, text: str, document: int) -> Sequence[int]:
        """Return the positions of a term in a document."""
        key = (postings.name, text)
        place = self._found.get(key)
        if place is None:
            place = self._found[key] = postings.find(text)
        documents = postings.documents[place]
        at = int(np.searchsorted(documents, np.uint32(document)))
        if at == len(documents) or documents[at] != document:
            return ()
        first, last = postings.begins[place.start + at : place.start + at + 2].tolist()
        positions: list[int] = postings.positions[first:last].tolist()
        return positions

    def _phrases(self, postings: Postings, texts: Sequence[str], document: int) -> list[tuple[int, int]]:
        starts: set[int] | None = None
        for step, text in enumerate(texts):
            shifted = {position - step for position in self._positions(postings, text, document)}
            starts = shifted if starts is None else starts & shifted
            if not starts:
                return []
        return [(start, start + len(texts) - 1) for start in sorted(starts or ())]

    def _expanded(self, postings: Postings, prefix: str, document: int) -> list[int]:
        """Return the positions of all terms that a prefix stands for."""
        expansion = self._scope.expansion(postings.name, prefix)
        numbers = postings.dictionary.starting(prefix)
        first, last = int(postings.starts[numbers.start]), int(postings.starts[numbers.stop])
        places = np.flatnonzero(postings.documents[first:last] == document) + first
        if expansion is not None:
            terms = np.searchsorted(postings.starts, places, side="right") - 1
            places = places[np.isin(terms, expansion[self._place])]
        found = [postings.positions[slice(*postings.begins[place : place + 2].tolist())] for place in places.tolist()]
        return sorted(position for positions in found for position in positions.tolist())
