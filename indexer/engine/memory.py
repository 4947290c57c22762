"""The yardstick: an engine that looks at every document. Slow, keeps nothing on disk, obviously right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from indexer.engine import keywords, scoring
from indexer.engine.budget import PARTIAL, Budget
from indexer.engine.dates import first_minute, last_minute
from indexer.engine.port import After, Answer, Document, FacetCount, FacetRequest, Filter, Hit, Request, Snippet, Stats
from indexer.engine.query import (
    And,
    Every,
    Keyword,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Range,
    Term,
    positive_leaves,
)
from indexer.engine.snippet import FIELDS as MARKED
from indexer.engine.snippet import Match, body_start, snippet
from indexer.errors import NoIndex, NotFound
from indexer.limits import EXPANSIONS
from indexer.schema import BY_NAME, SCOPES, Scope, date_number

_Found = dict[int, Document]


class MemoryEngine:
    """Documents in a dictionary, asked one by one."""

    name = "memory"

    def __init__(self) -> None:
        self._documents: dict[tuple[Scope, str], Document] = {}
        self._scopes: dict[Scope, _Collection] = {}
        self._note: dict[str, str] = {}
        self._generation = 0

    def search(self, request: Request) -> Answer:
        """Answer a request; raises `NoIndex` before the first generation."""
        collection = self._collection(request.scope)
        return _Search(collection, request).answer()

    @contextmanager
    def writer(self, *, full: bool = False, note: Mapping[str, str] | None = None) -> Iterator[MemoryWriter]:
        """Write the next generation: a clean exit shows it to everybody, an exception leaves all as it was."""
        writer = MemoryWriter({} if full else dict(self._documents))
        yield writer
        self._documents, self._scopes = writer.documents, {}
        self._note = dict(note or {})
        self._generation += 1

    def frequency(self, scope: Scope, field: str, text: str) -> int:
        """Return in how many documents of the scope a text field holds the term."""
        return self._collection(scope).frequency(field, text)

    def frequencies(self, scope: Scope, terms: Sequence[tuple[str, str]]) -> list[int]:
        """Return the same for several terms."""
        held = self._collection(scope)
        return [held.frequency(field, text) for field, text in terms]

    def terms(self, scope: Scope, field: str, prefix: str = "", limit: int | None = None) -> list[tuple[str, int]]:
        """Return terms, or values of a keyword field, that start so, with their document frequencies."""
        return self._collection(scope).terms(field, prefix, limit)

    def note(self) -> Mapping[str, str]:
        """Return what was noted with the current generation."""
        return dict(self._note)

    def refresh(self) -> bool:
        """Nothing is ever newer than what this engine holds."""
        return False

    def stats(self) -> Stats:
        """Return what the engine holds."""
        counts = Counter(scope for scope, _ in self._documents)
        documents: dict[str, int] = {scope: counts[scope] for scope in SCOPES}
        return Stats(self.name, documents, size=0, generation=str(self._generation) if self._generation else None)

    def rollback(self) -> str:
        """Raise `NotFound`: this engine holds one generation only."""
        raise NotFound("Không có bản chỉ mục nào trước bản hiện tại.", "Hãy chạy: bantin index --full")

    def forget(self) -> None:
        """Nothing before the current generation is held."""

    def close(self) -> None:
        """Nothing to let go of."""

    def _collection(self, scope: Scope) -> _Collection:
        if not self._generation:
            raise NoIndex("Chưa có chỉ mục nào.", "Hãy chạy: bantin index")
        if scope not in self._scopes:
            documents = [document for document in self._documents.values() if document.scope == scope]
            self._scopes[scope] = _Collection(sorted(documents, key=lambda document: document.id))
        return self._scopes[scope]


class MemoryWriter:
    """Changes to a copy of the documents."""

    def __init__(self, documents: dict[tuple[Scope, str], Document]) -> None:
        self.documents = documents

    def add(self, document: Document) -> None:
        """Add a document; one with the same scope and id is replaced."""
        self.documents[document.scope, document.id] = document

    def remove(self, bulletin: str) -> None:
        """Remove all documents of a bulletin, in every scope."""
        for key in [key for key, document in self.documents.items() if document.bulletin == bulletin]:
            del self.documents[key]


class _Collection:
    """The documents of one scope, in order of their ids, and their statistics."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents

    @cached_property
    def counts(self) -> list[dict[str, Counter[str]]]:
        """How often each term stands in each text field, by document."""
        return [{field: Counter(terms) for field, terms in document.terms.items()} for document in self.documents]

    def occurrences(self, number: int, field: str, text: str) -> int:
        return self.counts[number].get(field, Counter())[text]

    def frequency(self, field: str, text: str) -> int:
        return sum(text in counts.get(field, ()) for counts in self.counts)

    def average_length(self, field: str) -> float:
        return sum(len(document.terms.get(field, ())) for document in self.documents) / len(self.documents)

    def terms(self, field: str, prefix: str, limit: int | None) -> list[tuple[str, int]]:
        found: Counter[str] = Counter()
        for document in self.documents:
            held = document.keywords if BY_NAME[field].kind == "keyword" else document.terms
            found.update({term for term in held.get(field, ()) if term.startswith(prefix)})
        if limit is None:
            return sorted(found.items())
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:limit]

    def expansion(self, query: Prefix) -> frozenset[str]:
        return frozenset(term for term, _ in self.terms(query.field, query.text, EXPANSIONS))


class _Search:
    """One request over one collection."""

    def __init__(self, collection: _Collection, request: Request) -> None:
        self.collection = collection
        self.request = request
        self.budget = Budget(request.budget)
        self.partial: str | None = None

    def answer(self) -> Answer:
        visible = self._visible()
        matched = self._holding(self.request.match, visible)
        found = _narrowed(matched, self.request.filters)
        scores = self._scores(found)
        keys = {number: self._key(document, scores[number]) for number, document in found.items()}
        order = sorted(found, key=lambda number: (self._rank(keys[number]), found[number].id))
        if self.request.after:
            order = [number for number in order if self._behind(keys[number], found[number].id, self.request.after)]
        page = order[self.request.offset : self.request.offset + self.request.size]
        hits = tuple(
            Hit(
                id=found[number].id,
                score=scores[number],
                key=keys[number],
                stored=found[number].stored,
                snippet=self._snippet(found[number]) if self.request.snippets else None,
            )
            for number in page
        )
        facets = {facet.field: self._facet(facet, matched, visible) for facet in self.request.facets}
        return Answer(total=len(found), hits=hits, facets=facets, partial=self.partial)

    def _visible(self) -> _Found:
        """Return the documents that may be seen, as many as the time allows."""
        seen: _Found = {}
        for number, document in enumerate(self.collection.documents):
            if self.budget.spent():
                self.partial = PARTIAL
                break
            if document.bulletin not in self.request.hidden:
                seen[number] = document
        return seen

    def _holding(self, query: Query, among: _Found) -> _Found:
        """Return those of the documents that match."""
        test = self._test(query)
        return {number: document for number, document in among.items() if test(number, document)}

    def _test(self, query: Query) -> Callable[[int, Document], bool]:
        match query:
            case Term(field, text):
                return lambda number, _: self.collection.occurrences(number, field, text) > 0
            case Phrase(field, texts):
                return lambda _, document: bool(_phrase_places(document.terms.get(field, ()), texts))
            case Prefix(field):
                expansion = self.collection.expansion(query)
                return lambda number, _: not expansion.isdisjoint(self.collection.counts[number].get(field, ()))
            case Keyword(field, value):
                return lambda _, document: _selected(document, field, (value,))
            case Range(field, low, high):
                return lambda _, document: _in_range(document.dates.get(field), low, high)
            case And(children):
                tests = [self._test(child) for child in children]
                return lambda number, document: all(test(number, document) for test in tests)
            case Or(children):
                tests = [self._test(child) for child in children]
                return lambda number, document: any(test(number, document) for test in tests)
            case Not(child):
                inner = self._test(child)
                return lambda number, document: not inner(number, document)
            case Every():
                return lambda _number, _document: True
            case Nothing():
                return lambda _number, _document: False

    def _scores(self, found: _Found) -> dict[int, float]:
        """Return the score of each document: the summands in the order of the rank terms."""
        scores = dict.fromkeys(found, 0.0)
        for term in self.request.rank if found else ():
            rarity = scoring.idf(len(self.collection.documents), self.collection.frequency(term.field, term.text))
            average = self.collection.average_length(term.field)
            for number, document in found.items():
                if occurrences := self.collection.occurrences(number, term.field, term.text):
                    length = scoring.rounded_length(len(document.terms[term.field]))
                    saturated = scoring.saturation(occurrences, length, average)
                    scores[number] += scoring.summand(term.weight, rarity, saturated)
        return scores

    def _key(self, document: Document, score: float) -> float:
        return score if self.request.sort == "relevance" else float(date_number(document.dates.get("published")))

    def _rank(self, key: float) -> float:
        """Return a number that is the smaller, the earlier a hit with this key comes."""
        if self.request.sort == "oldest":
            return key if key >= 0 else float("inf")
        return -key

    def _behind(self, key: float, identity: str, after: After) -> bool:
        return (self._rank(key), identity) > (self._rank(after.key), after.id)

    def _facet(self, facet: FacetRequest, matched: _Found, visible: _Found) -> tuple[FacetCount, ...]:
        """Count a field's values, all filters but its own applied."""
        wanted = tuple(v for f in self.request.filters if f.field == facet.field for v in f.values)
        others = [filter_ for filter_ in self.request.filters if filter_.field != facet.field]
        counts: Counter[str] = Counter()
        for document in _narrowed(matched, others).values():
            counts.update(set(document.keywords.get(facet.field, ())))
        labels = {label for document in visible.values() for label in document.keywords.get(facet.field, ())}
        selected = {label for label in labels if any(keywords.same(value, label) for value in wanted)}
        top = sorted(counts, key=lambda label: (-counts[label], label))[: facet.limit]
        rest = sorted(selected.difference(top), key=lambda label: (-counts[label], label))
        return tuple(FacetCount(label, counts[label], label in selected) for label in [*top, *rest])

    def _snippet(self, document: Document) -> Snippet:
        matches = []
        for leaf, query in enumerate(dict.fromkeys(positive_leaves(self.request.match))):
            if query.field in MARKED:
                for first, last in self._places(query, document.terms.get(query.field, ())):
                    matches.append(Match(document.offsets[first][0], document.offsets[last][1], leaf))
        return snippet(document.text, matches, body_start(document.scope, document.text))

    def _places(self, query: Term | Phrase | Prefix, terms: Sequence[str]) -> Iterable[tuple[int, int]]:
        """Return the first and last position of each place where a leaf matches."""
        match query:
            case Term(_, text):
                return [(place, place) for place, term in enumerate(terms) if term == text]
            case Prefix():
                expansion = self.collection.expansion(query)
                return [(place, place) for place, term in enumerate(terms) if term in expansion]
            case Phrase(_, texts):
                return [(place, place + len(texts) - 1) for place in _phrase_places(terms, texts)]


def _phrase_places(terms: Sequence[str], texts: Sequence[str]) -> list[int]:
    """Return the positions where the texts stand one after the other; an empty phrase stands nowhere."""
    if not texts:
        return []
    wanted = list(texts)
    starts = (place for place, term in enumerate(terms) if term == wanted[0])
    return [place for place in starts if list(terms[place : place + len(wanted)]) == wanted]


def _narrowed(found: _Found, filters: Iterable[Filter]) -> _Found:
    """Return the documents that every filter lets pass."""
    for one in filters:
        found = {number: document for number, document in found.items() if _selected(document, one.field, one.values)}
    return found


def _selected(document: Document, field: str, values: Iterable[str]) -> bool:
    labels = document.keywords.get(field, ())
    return any(keywords.same(value, label) for value in values for label in labels)


def _in_range(iso: str | None, low: str | None, high: str | None) -> bool:
    """Tell whether a date lies between two others, both included; an unknown date lies nowhere."""
    return iso is not None and first_minute(low) <= date_number(iso) <= last_minute(high)


def open_memory(folder: Path | None = None) -> MemoryEngine:  # noqa: ARG001 - every engine is opened alike
    """Open an empty engine."""
    return MemoryEngine()
