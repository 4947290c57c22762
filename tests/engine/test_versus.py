"""Engines against the yardstick: the same answers to random requests over random corpora, however they came about."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.engine.engines import open_engine
from indexer.engine.memory import MemoryEngine
from indexer.engine.port import Engine
from indexer.schema import SCOPES
from tests.engine.documents import random_document
from tests.engine.requests import compare, random_request


def fill(chance: random.Random, engines: list[Engine], rounds: int, most: int, odd: float = 0.0) -> None:
    """Write the same random generations with every engine: documents added, replaced and removed.

    ``odd``: the share of documents whose pairs are not the neighbours of their folded syllables.
    """
    for number in range(rounds):
        documents = []
        for _ in range(chance.randrange(1, most)):
            bulletin = f"b{chance.randrange(60 * (number + 1)):04}"
            made = random_document(chance, bulletin)
            if chance.random() < odd:
                shuffled = chance.sample(list(made.terms["pair"]), len(made.terms["pair"]))
                made = replace(made, terms={**made.terms, "pair": shuffled})
            documents.append(made)
            if chance.random() < 0.3:
                documents.append(random_document(chance, f"{bulletin}-{chance.randrange(1, 4)}", "chi-dao"))
        removed = [f"b{chance.randrange(60):04}" for _ in range(chance.choice((0, 1, 3, 12)))]
        full = chance.random() < 0.1
        for engine in engines:
            with engine.writer(full=full) as writer:
                for place, document in enumerate(documents):
                    writer.add(document)
                    if place == len(documents) // 2:
                        for bulletin in removed:
                            writer.remove(bulletin)


@pytest.mark.parametrize("seed", range(8))
def test_whoosh_answers_as_memory_does(seed: int, tmp_path: Path) -> None:
    """Hits, order, scores, totals, facet counts and snippets are equal for 50 random requests over each corpus."""
    chance = random.Random(seed)
    memory, whoosh = MemoryEngine(), open_engine("whoosh", tmp_path / "index")
    odd = (0.0, 0.0, 0.01, 0.3)[seed % 4]
    fill(chance, [memory, whoosh], rounds=chance.choice((1, 3, 12)), most=chance.choice((2, 40, 150)), odd=odd)
    assert whoosh.stats().documents == memory.stats().documents
    hits = 0
    for _ in range(50):
        hits += compare(memory, whoosh, random_request(chance, chance.choice(SCOPES[:2]))).total
    assert hits, "the corpus should not be empty for every request"
    for scope in SCOPES:
        for field in ("syllable", "pair", "official"):
            assert whoosh.terms(scope, field) == memory.terms(scope, field)
            assert whoosh.terms(scope, field, "n", 5) == memory.terms(scope, field, "n", 5)
    whoosh.close()
