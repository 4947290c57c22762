"""Where a query matched in a hit's text: positions from its terms, places from its offsets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from indexer.engine.opensearch.documents import Kept
from indexer.engine.opensearch.mapping import bounded
from indexer.engine.port import Request, Snippet
from indexer.engine.query import Phrase, Prefix, Term, positive_leaves
from indexer.engine.snippet import FIELDS, MATCHES, Match, body_start, snippet


class Marker:
    """Makes the snippets of the hits of one request; ``fields``: whose terms it needs."""

    def __init__(self, request: Request, expand: Callable[[str, str], Sequence[str]]) -> None:
        self._scope = request.scope
        self._expand = expand
        parts = enumerate(dict.fromkeys(positive_leaves(request.match))) if request.snippets else ()
        self._parts = [(number, part) for number, part in parts if part.field in FIELDS]
        self.fields = {part.field for _, part in self._parts}

    def snippet(self, kept: Kept) -> Snippet:
        """Return the snippet of one hit."""
        matches: list[Match] = []
        for number, part in self._parts:
            for count, (first, last) in enumerate(self._places(part, kept.terms(part.field))):
                if count == MATCHES:
                    break
                matches.append(Match(*kept.span(first, last), number))
        return snippet(kept.text, matches, body_start(self._scope, kept.text))

    def _places(self, part: Term | Phrase | Prefix, terms: Sequence[str]) -> Iterable[tuple[int, int]]:
        """Return the first and last position of each place where a part of the query matches."""
        match part:
            case Term(_, text):
                return _standing(terms, frozenset((bounded(text),)))
            case Prefix(field, text):
                return _standing(terms, frozenset(self._expand(field, text)))
            case Phrase(_, texts):
                return _phrases(terms, [bounded(text) for text in texts])


def _standing(terms: Sequence[str], wanted: frozenset[str]) -> Iterator[tuple[int, int]]:
    return ((place, place) for place, term in enumerate(terms) if term in wanted)


def _phrases(terms: Sequence[str], texts: list[str]) -> Iterator[tuple[int, int]]:
    if not texts:
        return
    for place, term in enumerate(terms):
        if term == texts[0] and terms[place : place + len(texts)] == texts:
            yield place, place + len(texts) - 1
