"""The help says what is true: each example finds its sentence, and not the other."""

from __future__ import annotations

import pytest

from indexer.query.help import EXAMPLES, RULE, Example
from indexer.query.parser import parse
from indexer.query.tree import AnyOf, DateRange, Exclude, FieldValue, Node, PrefixWord, Quoted, leaves
from tests.query.small import ids, small_engine

SENTENCES = list(dict.fromkeys(text for example in EXAMPLES for text in (example.finds, example.misses) if text))
DAYS = {0: "2023-12-15", 1: "2023-10-02T08:30"}


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.query for example in EXAMPLES])
def test_example(example: Example) -> None:
    """An example of the help finds the sentence that stands beside it, and not the other one."""
    engine = small_engine(SENTENCES, DAYS)
    found = {SENTENCES[int(number[1:])] for number in ids(engine, example.query)}
    assert example.finds in found
    assert example.misses not in found
    assert example.vi
    assert example.en


def test_every_operator_has_an_example() -> None:
    """Quotation, exclusion, OR, prefix, field and days are all shown."""
    kinds: set[type] = set()

    def note(node: Node) -> None:
        kinds.add(type(node))
        for child in getattr(node, "children", ()):
            note(child)

    for example in EXAMPLES:
        note(parse(example.query).tree)
        kinds |= {type(leaf) for leaf in leaves(parse(example.query).tree)}
    assert kinds >= {Quoted, Exclude, AnyOf, PrefixWord, FieldValue, DateRange}


def test_the_rule_stands_in_both_languages() -> None:
    """What plain words mean is said in Vietnamese and in English."""
    assert "đủ mọi từ" in RULE["vi"]
    assert "all its words" in RULE["en"]
