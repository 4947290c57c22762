"""A tree described back in words, so that people see how their query was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from indexer.query.tree import AllOf, AnyOf, DateRange, Exclude, FieldValue, Node, PrefixWord, Quoted, Word
from indexer.schema import BY_NAME

_WORDS: Final[dict[str, dict[str, str]]] = {
    "vi": {
        "empty": "tất cả",
        "all": "có đủ các từ “{}”",
        "one": "có từ “{}”",
        "prose": "gần nghĩa nhất với câu “{}”",
        "quoted": "đúng cụm “{}”",
        "prefix": "từ bắt đầu bằng “{}”",
        "field": "{} có “{}”",
        "not": "không {}",
        "or": " hoặc ",
        "and": "; ",
        "day": "{} {}",
        "between": "{} từ {} đến {}",
        "since": "{} từ {}",
        "until": "{} đến hết {}",
    },
    "en": {
        "empty": "everything",
        "all": "all of the words “{}”",
        "one": "the word “{}”",
        "prose": "nearest to the text “{}”",
        "quoted": "exactly “{}”",
        "prefix": "a word that starts with “{}”",
        "field": "{} has “{}”",
        "not": "not {}",
        "or": " or ",
        "and": "; ",
        "day": "{} {}",
        "between": "{} from {} to {}",
        "since": "{} from {}",
        "until": "{} until {}",
    },
}


def describe(node: Node, language: str = "vi", *, prose: bool = False) -> str:
    """Return a tree in words; ``prose``: its plain words were read as a text, not as words that must all be there."""
    language = language if language in _WORDS else "vi"
    return "".join(_parts(node, language, prose)) or _WORDS[language]["empty"]


def _parts(node: Node, language: str, prose: bool) -> Iterator[str]:
    words = _WORDS[language]
    match node:
        case AllOf(children):
            yield words["and"].join(_conjuncts(children, language, prose))
        case AnyOf(children):
            yield words["or"].join(_inner(child, language) for child in children)
        case Exclude(child):
            yield words["not"].format(_inner(child, language))
        case Word(text):
            yield words["one"].format(text)
        case Quoted(text):
            yield words["quoted"].format(text)
        case PrefixWord(text):
            yield words["prefix"].format(text)
        case FieldValue(name, value):
            yield words["field"].format(_label(name, language), value)
        case DateRange(name, low, high):
            yield _days(_label(name, language), low, high, words)


def _inner(node: Node, language: str) -> str:
    text = "".join(_parts(node, language, prose=False))
    return f"({text})" if isinstance(node, AnyOf) or (isinstance(node, AllOf) and _several(node)) else text


def _several(node: AllOf) -> bool:
    return any(not isinstance(child, Word) for child in node.children)


def _conjuncts(children: Sequence[Node], language: str, prose: bool) -> Iterator[str]:
    """Yield the parts of a conjunction; all plain words are named together."""
    plain = [child.text for child in children if isinstance(child, Word)]
    if plain:
        kind = "prose" if prose else "all" if len(plain) > 1 else "one"
        yield _WORDS[language][kind].format(" ".join(plain))
    yield from (_inner(child, language) for child in children if not isinstance(child, Word))


def _label(name: str, language: str) -> str:
    return BY_NAME[name].label[1 if language == "en" else 0]


def _days(label: str, low: str | None, high: str | None, words: dict[str, str]) -> str:
    if low and low == high:
        return words["day"].format(label, _day(low))
    if low and high:
        return words["between"].format(label, _day(low), _day(high))
    return words["since"].format(label, _day(low)) if low else words["until"].format(label, _day(high or ""))


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{int(day)}/{int(month)}/{year}"
