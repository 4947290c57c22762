"""Lexemes in, tree out. Lenient: bad syntax is read as plain words, and said.

    query = part (OR part)*        part = item+
    item  = "-" item | "(" query ")" | quotation | field:value | prefix* | word

OR binds loosest, since a Vietnamese word is mostly several syllables: ``phú tân OR cái nước`` means one of two places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.analysis.analyse import syllables
from indexer.analysis.normalise import clean
from indexer.errors import QueryTooLong
from indexer.limits import PHRASE_SYLLABLES, PREFIXES, QUERY_CHARACTERS, QUERY_DEPTH, QUERY_OPERATORS
from indexer.query.dates import stretch
from indexer.query.lexer import Lexeme, lex
from indexer.query.notes import Note, note
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
    Span,
    Word,
    plain_word,
)
from indexer.schema import BY_NAME

_DATED = {"year": "published", "month": "published", "due": "due_date"}  # keyword fields, typed as dates
_SHORTEN = "Hãy giữ lại những từ quan trọng nhất."


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as it was understood: ``text`` is the cleaned text that all spans refer to."""

    text: str
    tree: Node
    notes: tuple[Note, ...]


def parse(text: str) -> Parsed:
    """Return the tree of a query. Raises `QueryTooLong`, before anything is searched, when it is over a limit."""
    if len(text) <= 4 * QUERY_CHARACTERS:  # marks that stand apart (NFD) take more room than the letters they belong to
        text = clean(text)
    if len(text) > QUERY_CHARACTERS:
        raise QueryTooLong(f"Truy vấn quá dài: {len(text)} ký tự, tối đa {QUERY_CHARACTERS}.", _SHORTEN)
    notes: list[Note] = []
    lexemes = _paired(lex(text, notes), notes)
    _check(lexemes)
    tree = _Reader(lexemes, notes).query()
    return Parsed(text, tree, tuple(dict.fromkeys(notes)))


def _paired(lexemes: Sequence[Lexeme], notes: list[Note]) -> list[Lexeme]:
    """Return the lexemes without parentheses that have no partner."""
    lone: set[int] = set()
    open_at: list[int] = []
    for place, lexeme in enumerate(lexemes):
        if lexeme.kind == "open":
            open_at.append(place)
        elif lexeme.kind == "close":
            if open_at:
                open_at.pop()
            else:
                lone.add(place)
    lone.update(open_at)
    if lone:
        notes.append(note("lone-parenthesis"))
    return [lexeme for place, lexeme in enumerate(lexemes) if place not in lone]


def _check(lexemes: Sequence[Lexeme]) -> None:
    """Refuse what is over a limit, before parsing."""
    operators = sum(lexeme.kind not in ("word", "close") for lexeme in lexemes)
    if operators > QUERY_OPERATORS:
        raise QueryTooLong(f"Truy vấn có {operators} toán tử, tối đa {QUERY_OPERATORS}.", _SHORTEN)
    prefixes = sum(lexeme.kind == "prefix" for lexeme in lexemes)
    if prefixes > PREFIXES:
        raise QueryTooLong(f"Truy vấn có {prefixes} từ với dấu *, tối đa {PREFIXES}.", "Hãy viết đủ các từ còn lại.")
    depth = deepest = 0
    for lexeme in lexemes:
        depth += (lexeme.kind == "open") - (lexeme.kind == "close")
        deepest = max(deepest, depth)
    if deepest > QUERY_DEPTH:
        raise QueryTooLong(
            f"Truy vấn có {deepest} lớp ngoặc lồng nhau, tối đa {QUERY_DEPTH}.", "Hãy bớt các dấu ngoặc đơn."
        )
    for lexeme in lexemes:
        length = len(syllables(lexeme.text)) if lexeme.kind == "quoted" or lexeme.quoted else 0
        if length > PHRASE_SYLLABLES:
            raise QueryTooLong(
                f"Cụm trong ngoặc kép có {length} âm tiết, tối đa {PHRASE_SYLLABLES}.", "Hãy trích một đoạn ngắn hơn."
            )


class _Reader:
    """Reads lexemes one after the other (recursive descent; depth and number were checked before)."""

    def __init__(self, lexemes: Sequence[Lexeme], notes: list[Note]) -> None:
        self._lexemes = lexemes
        self._notes = notes
        self._at = 0

    def query(self) -> Node:
        parts = [self._part()]
        while self._kind() == "or":
            word = self._take()
            if parts[-1] == EMPTY or self._kind() in ("", "close", "or"):
                self._notes.append(note("lone-or", value=word.text))
                parts[-1] = _all((parts[-1], Word(word.text.lower(), word.span), self._part()))
            else:
                parts.append(self._part())
        return _any(parts)

    def _part(self) -> Node:
        children: list[Node] = []
        while self._kind() not in ("", "or", "close"):
            children.append(self._item())
        return _all(children)

    def _item(self) -> Node:
        lexeme = self._take()
        match lexeme.kind:
            case "not":
                child = self._item() if self._kind() not in ("", "or", "close") else EMPTY
                return EMPTY if child == EMPTY else Exclude(child, (lexeme.span[0], child.span[1]))
            case "open":
                inner = self.query()
                end = self._take().span[1]
                return inner if inner == EMPTY else replace(inner, span=(lexeme.span[0], end))
            case "quoted":
                return Quoted(lexeme.text, lexeme.span) if syllables(lexeme.text) else EMPTY
            case "prefix":
                return PrefixWord(lexeme.text, lexeme.span)
            case "field":
                return self._field(lexeme)
            case _:
                return Word(lexeme.text, lexeme.span)

    def _field(self, lexeme: Lexeme) -> Node:
        name = _DATED.get(lexeme.field, lexeme.field)
        if BY_NAME[name].kind != "date":
            return FieldValue(name, lexeme.text, lexeme.quoted, lexeme.span)
        days = stretch(lexeme.text)
        if days is not None:
            return DateRange(name, *days, lexeme.span)
        self._notes.append(note("bad-date", value=lexeme.text))
        return _all([plain_word(token.text, lexeme.span) for token in syllables(lexeme.text)])

    def _kind(self) -> str:
        return self._lexemes[self._at].kind if self._at < len(self._lexemes) else ""

    def _take(self) -> Lexeme:
        self._at += 1
        return self._lexemes[self._at - 1]


def _all(children: Sequence[Node]) -> Node:
    """Join children that must all be there; nested ones are flattened, empty ones dropped."""
    flat: list[Node] = []
    for child in children:
        flat += child.children if isinstance(child, AllOf) else (child,)
    return flat[0] if len(flat) == 1 else AllOf(tuple(flat), _hull(flat))


def _any(children: Sequence[Node]) -> Node:
    flat: list[Node] = []
    for child in children:
        if child != EMPTY:
            flat += child.children if isinstance(child, AnyOf) else (child,)
    if len(flat) < 2:
        return flat[0] if flat else EMPTY
    return AnyOf(tuple(flat), _hull(flat))


def _hull(nodes: Sequence[Node]) -> Span:
    return (nodes[0].span[0], nodes[-1].span[1]) if nodes else (0, 0)
