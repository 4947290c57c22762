"""A query text in, its lexemes out. Whatever is no operator is a word: nothing that a user types is an error here.

Operators: upper-case ``OR`` and ``HOẶC``, a leading ``-``, quotation marks of any kind, parentheses, a trailing ``*``
after two letters, and a field name with a colon at the start of a word, directly followed by its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from indexer.analysis.analyse import syllables
from indexer.analysis.fold import fold
from indexer.errors import QueryTooLong
from indexer.limits import PREFIX_CHARACTERS, TOKEN_CHARACTERS
from indexer.query.notes import Note, note
from indexer.query.tree import ORS, Span
from indexer.schema import FIELDS

Kind = Literal["word", "quoted", "prefix", "field", "or", "not", "open", "close"]

PAIRS: Final[dict[str, str]] = {'"': '"', "＂": "＂", "“": "”", "„": "”", "«": "»", "〝": "〞"}
_QUOTES: Final = "".join(dict.fromkeys((*PAIRS, *PAIRS.values(), "‟")))
_BULLET_WORDS: Final = 6  # a line with so many words that starts with a dash is an item of a list, not an exclusion
_RAW = re.compile(rf"[^\s()*:{_QUOTES}]+")
_FIELD = re.compile(r"((?:[^\W_][\u0300-\u036f]*)+(?:\s(?:[^\W_][\u0300-\u036f]*)+){0,2}):(?=\S)")
_EDGES = re.compile("^[\\W_]+|(?![\u0300-\u036f])[\\W_][\\W_]*$")  # a mark at the end belongs to its letter


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of a query; ``field`` is set for a field's value, ``quoted`` when that value stood in quotation marks."""

    kind: Kind
    text: str
    span: Span
    field: str = ""
    quoted: bool = False


@cache
def field_names() -> dict[str, str]:
    """Return the folded names under which fields can be asked for, with the field's own name."""
    names: dict[str, str] = {}
    for row in FIELDS:
        if row.kind != "text" or row.aliases:
            for name in (row.name, *row.label, *row.aliases):
                names.setdefault(fold(name), row.name)
    return names


def lex(text: str, notes: list[Note]) -> list[Lexeme]:
    """Return the lexemes of a cleaned query; ``notes`` say what was ignored. Raises `QueryTooLong` for a giant word."""
    return list(_lexemes(text, notes))


def _lexemes(text: str, notes: list[Note]) -> Iterator[Lexeme]:
    at = 0
    while at < len(text):
        char = text[at]
        starts_word = at == 0 or text[at - 1].isspace() or text[at - 1] in "(-" + _QUOTES
        if char in _QUOTES:
            end = closing(text, at)
            if end is None:
                notes.append(note("lone-quote"))
                at += 1
                continue
            yield Lexeme("quoted", _inside(text[at + 1 : end]), (at, end + 1))
            at = end + 1
        elif char in "()":
            yield Lexeme("open" if char == "(" else "close", char, (at, at + 1))
            at += 1
        elif char == "-" and starts_word and _excludes(text, at, notes):
            yield Lexeme("not", char, (at, at + 1))
            at += 1
        elif starts_word and (found := _field(text, at)):
            yield found
            at = found.span[1]
        elif raw := _RAW.match(text, at):
            yield from _words(text, raw.start(), raw.end(), notes)
            at = raw.end() + (text[raw.end() : raw.end() + 1] == "*")
        else:
            if char == "*":
                notes.append(note("lone-star"))
            at += 1


def closing(text: str, at: int) -> int | None:
    """Return where the quotation that opens at ``at`` closes, or None.

    Within a quotation a mark after a blank and before a letter opens an inner one, so that a whole passage can be
    pasted between quotation marks; when the marks do not balance, the next closing mark ends the quotation.
    """
    opening = text[at]
    if opening not in PAIRS:
        return None
    close = PAIRS[opening]
    depth = 1
    for place in range(at + 1, len(text)):
        if text[place] not in (opening, close):
            continue
        before, after = text[place - 1], text[place + 1 : place + 2]
        leads = (before.isspace() or before == "(") and after.isalnum()
        opens = text[place] == opening and (opening != close or leads)
        depth += 1 if opens else -1
        if depth == 0:
            return place
    end = text.find(close, at + 1)
    return end if end >= 0 else None


def _inside(text: str) -> str:
    """Return what stands in a quotation, on one line and without inner quotation marks."""
    return " ".join("".join(" " if char in _QUOTES else char for char in text).split())


def _excludes(text: str, at: int, notes: list[Note]) -> bool:
    after = text[at + 1 : at + 2]
    if (at and text[at - 1] == "-") or not (after.isalnum() or after == "(" or after in PAIRS):
        return False
    line_starts = at == 0 or text[at - 1] == "\n"
    line = text[at + 1 :].split("\n", 1)[0]
    if line_starts and after.isalnum() and len(line.split()) >= _BULLET_WORDS:
        notes.append(note("dash-bullet"))
        return False
    return True


def _field(text: str, at: int) -> Lexeme | None:
    found = _FIELD.match(text, at)
    name = field_names().get(fold(" ".join(found[1].split()))) if found else None
    if found is None or name is None:
        return None
    start = found.end()
    if text[start] in PAIRS and (end := closing(text, start)) is not None:
        value, stop, quoted = _inside(text[start + 1 : end]), end + 1, True
    else:
        raw = re.compile(rf"[^\s()*{_QUOTES}]+").match(text, start)
        value, stop, quoted = (raw[0].rstrip(",;:!?") if raw else ""), (raw.end() if raw else start), False
        value = value if value.startswith("..") or value.endswith("..") else value.rstrip(".")
    if not any(char.isalnum() for char in value):
        return None
    return Lexeme("field", " ".join(value.split()), (at, stop), name, quoted)


def _words(text: str, start: int, end: int, notes: list[Note]) -> Iterator[Lexeme]:
    """Yield the word, prefix or OR in a run of plain characters; nothing when the run is punctuation alone."""
    raw = text[start:end]
    starred = text[end : end + 1] == "*"
    ends_word = end + 1 >= len(text) or text[end + 1].isspace() or text[end + 1] in "()" + _QUOTES
    if raw in ORS and not starred:
        yield Lexeme("or", raw, (start, end))
        return
    word = _EDGES.sub("", raw)
    if not word:
        return
    _check_length(word)
    left = start + raw.index(word)
    word = word.lower() if word in ORS else word  # "OR," in running text is a word, and must stay one when printed
    span = (left, left + len(word))
    if starred and ends_word and raw.endswith(word) and len(syllables(word)) == 1 and len(word) >= PREFIX_CHARACTERS:
        yield Lexeme("prefix", word, (left, end + 1))
        return
    if starred:
        notes.append(note("lone-star"))
    yield Lexeme("word", word, span)


def _check_length(word: str) -> None:
    if max((len(part) for part in re.findall(r"[^\W_]+", word)), default=0) > TOKEN_CHARACTERS:
        raise QueryTooLong(
            f"Truy vấn quá dài: từ “{word[:20]}…” dài hơn {TOKEN_CHARACTERS} ký tự.",
            "Hãy rút ngắn từ này hoặc tách nó ra.",
        )
