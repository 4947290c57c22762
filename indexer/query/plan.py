"""From a query text to what the engine is asked: what must match, what ranks, and what comes nearest.

The rule for plain words, which is also the rule of the help page: **a short query means all its words**; when nothing
holds them all, the nearest is shown and that is said. **A text in prose** (a question of five syllables or more, or
anything of more than `PROSE_SYLLABLES`) is ranked by the words that matter: a result holds one of them at least; of
more than `limits.QUERY_WORDS` distinct ones the rarest are searched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from indexer.engine.port import Engine, RankTerm
from indexer.engine.query import Every, Not, Prefix, Query, Range, Term
from indexer.limits import EXPANSIONS, QUERY_WORDS
from indexer.query.clauses import Clause, Route, clauses
from indexer.query.cost import postings
from indexer.query.describe import describe
from indexer.query.grammar import asks
from indexer.query.notes import Note, note
from indexer.query.parser import Parsed, parse
from indexer.query.rank import COMMON, Ranking
from indexer.query.reading import Reader, all_of, any_of, exact, is_unmarked
from indexer.query.tree import (
    EMPTY,
    AllOf,
    AnyOf,
    DateRange,
    Exclude,
    FieldValue,
    Node,
    PrefixWord,
    Quoted,
    Word,
    leaves,
    plain_word,
    written,
)
from indexer.query.values import field_query
from indexer.schema import Scope

PROSE_SYLLABLES: Final = 10
_QUESTION_SYLLABLES: Final = 5
_ENOUGH: Final = 3  # rarer words, for a text of prose to be searched by them alone


@dataclass(frozen=True, slots=True)
class Offer:
    """Another reading that is offered when nothing was found: the query text for it and what it matches."""

    text: str
    match: Query

    def note(self, count: int) -> Note:
        """Return the offer in words, with the number of results it has."""
        return note("folded-offer", value=self.text, count=count)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the engine is asked. ``nearest`` is what to run when ``match`` has no hit, None when nothing may stand in.

    ``routes`` say how the query was read; ``clauses`` are its plain words; ``cost`` estimates the postings to be read.
    ``offer``: a quotation typed without any mark, read without regard to marks.
    """

    text: str
    tree: Node
    match: Query
    rank: tuple[RankTerm, ...] = ()
    nearest: Query | None = None
    notes: tuple[Note, ...] = ()
    routes: frozenset[Route] = frozenset()
    clauses: tuple[Clause, ...] = ()
    offer: Offer | None = None
    cost: int = 0

    def described(self, language: str = "vi") -> str:
        """Return what is searched, in words."""
        return describe(self.tree, language, prose="prose" in self.routes)


def plan(text: str, engine: Engine, scope: Scope = "ban-tin") -> Plan:
    """Return what to ask the engine for a query. Raises `QueryTooLong` when the query is over a limit."""
    parsed = parse(text)
    if parsed.tree == EMPTY:
        return Plan(parsed.text, EMPTY, Every(), notes=parsed.notes)
    return _Planner(parsed, engine, scope).plan()


@dataclass(slots=True)
class _Planner:
    """Plans one query."""

    parsed: Parsed
    engine: Engine
    scope: Scope
    reader: Reader = field(init=False)
    ranking: Ranking = field(init=False)
    routes: set[Route] = field(default_factory=set)
    found: list[Clause] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def __post_init__(self) -> None:
        texts = [leaf.text for leaf in leaves(self.parsed.tree) if isinstance(leaf, Word | Quoted | PrefixWord)]
        self.reader = Reader(self.engine, self.scope, is_unmarked(texts), self.parsed.text)
        self.reader.expect(texts)
        self.ranking = Ranking(self.reader)
        self.notes += self.parsed.notes

    def plan(self) -> Plan:
        tree = self.parsed.tree
        match, nearest = self._both(tree, top=True)
        if all(isinstance(leaf, Word) for leaf in leaves(tree)):
            self.ranking.add_title([syllable.folded for clause in self.found for syllable in clause.syllables])
        if isinstance(tree, Exclude) or (
            isinstance(tree, AllOf) and all(isinstance(child, Exclude) for child in tree.children)
        ):
            self.notes.append(note("only-exclusions"))
        if self.reader.loosened:
            self.notes.append(note("read-unmarked", value=" ".join(dict.fromkeys(self.reader.loosened))))
        self._name_routes()
        return Plan(
            text=self.parsed.text,
            tree=tree,
            match=match,
            rank=self.ranking.terms(prose="prose" in self.routes),
            nearest=nearest if nearest != match else None,
            notes=tuple(dict.fromkeys(self.notes)),
            routes=frozenset(self.routes),
            clauses=tuple(self.found),
            offer=self._offer(tree),
            cost=postings(match, self.engine, self.scope),
        )

    def _both(self, node: Node, *, top: bool = False) -> tuple[Query, Query]:
        """Return what a node must match, and what comes nearest to it."""
        match node:
            case Word():
                return self._all((node,), top)
            case AllOf(children):
                return self._all(children, top)
            case AnyOf(children):
                both = [self._both(child) for child in children]
                return any_of(strict for strict, _ in both), any_of(near for _, near in both)
            case Quoted(text):
                self.routes.add("quoted")
                self.ranking.add_quoted(text)
                query = exact(text)
            case PrefixWord(text):
                query = self._prefix(text)
            case FieldValue(name, value, quoted):
                query = self._field(node, name, value, quoted)
            case DateRange(name, low, high):
                query = Range(name, low, high)
            case Exclude(child):
                query = Not(self._excluded(child))
        return query, query

    def _all(self, children: Sequence[Node], top: bool) -> tuple[Query, Query]:
        """Plan a conjunction: neighbouring words are read together, everything else stands for itself."""
        words = [clause for run in _runs(children) for clause in self._read_run(run)]
        self.found += words
        prose = top and self._is_prose(words)
        quoted = [child for child in children if prose and isinstance(child, Quoted)]
        both = [(child, self._both(child)) for child in children if not isinstance(child, Word)]
        strict = [must for _, (must, _) in both]
        near = [close for child, (_, close) in both if child not in quoted]
        if words:
            strict.append(self._some(words) if prose else self._every(words))
            inside = [clause for child in quoted for clause in self._words_of(child)]
            near.append(any_of(query for clause in (*words, *inside) for query in (clause.strict, clause.loose)))
        return all_of(strict), all_of(near)

    def _read_run(self, run: Sequence[Node]) -> list[Clause]:
        """Return the clauses of neighbouring words, and rank by them; none of what is no word."""
        words = [word for word in run if isinstance(word, Word)]
        found = clauses(words, self.reader) if words else []
        if found:
            self.ranking.add_run(found, " ".join(word.text for word in words))
        return found

    def _words_of(self, quoted: Quoted) -> list[Clause]:
        """Return the clauses of a quotation in a text of prose, for when nothing is written exactly so."""
        return clauses([Word(part, quoted.span) for part in quoted.text.split()], self.reader)

    def _every(self, words: Sequence[Clause]) -> Query:
        """All the words; a text that was itself written without marks is found by its words without marks."""
        strict = all_of(clause.strict for clause in words)
        bare = [Term("syllable", s.folded) for clause in words for s in clause.syllables]
        written = [Term("syllable", s.marked) for clause in words for s in clause.syllables]
        if self.reader.unmarked or len(bare) < 2 or bare == written:
            return strict
        if not all(self.reader.frequency("syllable", term.text) for term in bare):
            return strict
        return any_of([strict, all_of(bare)])

    def _some(self, words: Sequence[Clause]) -> Query:
        """Any of the words that matter: no words of grammar, no word of every other text, the rarest when many."""
        self.routes.add("prose")
        self.notes.append(note("prose"))
        matter = list(dict.fromkeys(clause for clause in words if not clause.function)) or list(dict.fromkeys(words))
        found = {clause: postings(clause.strict, self.engine, self.scope) for clause in matter}
        if len(matter) > QUERY_WORDS:
            self.notes.append(note("rarest", count=len(matter), limit=QUERY_WORDS))
            matter = sorted(matter, key=lambda clause: found[clause])[:QUERY_WORDS]
        common = COMMON * self.engine.stats().documents.get(self.scope, 0)
        rarer = [clause for clause in matter if 0 < found[clause] <= common]
        return any_of(clause.strict for clause in (rarer if len(rarer) >= _ENOUGH else matter))

    def _is_prose(self, words: Sequence[Clause]) -> bool:
        count = sum(len(clause.syllables) for clause in words if not clause.number)
        forms = tuple(s.folded if self.reader.unmarked else s.marked for clause in words for s in clause.syllables)
        question = "?" in self.parsed.text or asks(forms, self.reader.unmarked)
        return count > PROSE_SYLLABLES or (question and count >= _QUESTION_SYLLABLES)

    def _prefix(self, text: str) -> Query:
        syllable = self.reader.read(text)[0]
        field_name, start = ("folded", syllable.folded) if self.reader.unmarked else ("syllable", syllable.marked)
        if len(self.engine.terms(self.scope, field_name, start, EXPANSIONS + 1)) > EXPANSIONS:
            self.notes.append(note("costly", value=text, limit=EXPANSIONS))
        return Prefix(field_name, start)

    def _field(self, node: FieldValue, name: str, value: str, quoted: bool) -> Query:
        self.routes.add("field")
        query, remarks = field_query(name, value, quoted, self.engine, self.scope)
        self.notes += remarks
        if query is not None:
            return query
        words = [plain_word(part, node.span) for part in value.split()]
        return self._all(words, top=False)[0]

    def _excluded(self, child: Node) -> Query:
        """Return what is excluded: read like the rest of the query, but it neither ranks nor explains."""
        inner = _Planner(Parsed(self.parsed.text, child, ()), self.engine, self.scope)
        inner.reader.unmarked = self.reader.unmarked and inner.reader.unmarked
        return inner._both(child)[0]

    def _name_routes(self) -> None:
        syllables = [s for clause in self.found for s in clause.syllables]
        if any(clause.number for clause in self.found):
            self.routes.add("number")
        if any(clause.abbreviation for clause in self.found):
            self.routes.add("abbreviation")
        if syllables:
            loose = sum(s.loose for s in syllables)
            self.routes.add("unmarked" if self.reader.unmarked else "mixed" if loose else "marked")

    def _offer(self, tree: Node) -> Offer | None:
        """Offer quotations without any mark as words without marks."""
        quoted = [leaf.text for leaf in leaves(tree) if isinstance(leaf, Quoted)]
        if not quoted or not self.reader.unmarked:
            return None
        plain = _unquoted(tree)
        inner = _Planner(Parsed(self.parsed.text, plain, ()), self.engine, self.scope)
        return Offer(written(plain), inner._both(plain, top=True)[0])


def _runs(children: Sequence[Node]) -> list[list[Node]]:
    """Return the children in order, neighbouring words together."""
    runs: list[list[Node]] = []
    for child in children:
        if runs and isinstance(child, Word) and isinstance(runs[-1][0], Word):
            runs[-1].append(child)
        else:
            runs.append([child])
    return runs


def _unquoted(node: Node) -> Node:
    match node:
        case Quoted(text, span):
            return AllOf(tuple(plain_word(part, span) for part in text.split()), span)
        case AllOf(children, span):
            flat: list[Node] = []
            for child in map(_unquoted, children):
                flat += child.children if isinstance(child, AllOf) else (child,)
            return AllOf(tuple(flat), span)
        case AnyOf(children, span):
            return AnyOf(tuple(map(_unquoted, children)), span)
        case _:
            return node


__all__ = ["Note", "Offer", "Plan", "plan"]
