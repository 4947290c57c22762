"""The cluster against the yardstick: the same answers to random requests, however the documents came about."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from indexer.engine.memory import MemoryEngine
from indexer.engine.port import FacetRequest, Request
from indexer.schema import SCOPES
from tests.cluster.conftest import Opened
from tests.engine.documents import document
from tests.engine.requests import compare, random_request
from tests.engine.test_versus import fill

pytestmark = pytest.mark.cluster


def test_the_cluster_answers_as_memory_does(opened: Opened) -> None:
    """Hits, order, scores to the last bit, totals, facet counts, snippets and terms: 100 random requests."""
    chance = random.Random(11)
    memory, cluster = MemoryEngine(), opened(shards=3)
    fill(chance, [memory, cluster], rounds=4, most=120)
    assert cluster.stats().documents == memory.stats().documents
    found = 0
    for _ in range(100):
        found += compare(memory, cluster, random_request(chance, chance.choice(SCOPES[:2]))).total
    assert found, "the corpus should not be empty for every request"
    for scope in SCOPES:
        for field in ("syllable", "pair", "official"):
            assert cluster.terms(scope, field) == memory.terms(scope, field)
            assert cluster.terms(scope, field, "n", 5) == memory.terms(scope, field, "n", 5)
            assert cluster.terms(scope, field, "n") == memory.terms(scope, field, "n")


def test_counts_are_exact_over_shards_that_hold_too_many_values_to_send(opened: Opened) -> None:
    """2,000 values, most of them once: the frequent ones are counted over all shards, also those rare in one."""
    chance = random.Random(3)
    documents = [
        document(f"d{number:04}", "dân", keywords={"official": (f"Ông {chance.randrange(2_000)}", f"Bà {number % 97}")})
        for number in range(3_000)
    ]
    memory, cluster = MemoryEngine(), opened(shards=3)
    for engine in (memory, cluster):
        with engine.writer() as writer:
            for one in documents:
                writer.add(one)
    request = Request(facets=(FacetRequest("official", 120),), size=0)
    for limit in (5, 120, 600):
        asked = replace(request, facets=(FacetRequest("official", limit),))
        assert cluster.search(asked) == memory.search(asked)
    assert cluster.terms("ban-tin", "official", limit=150) == memory.terms("ban-tin", "official", limit=150)


def test_a_label_of_hidden_bulletins_only_is_not_shown_as_selected(opened: Opened) -> None:
    """What nobody may see leaves no trace in the facets."""
    from indexer.engine.port import Filter

    documents = [
        document("a", "dân", keywords={"official": ("Hòa", "Đức")}),
        document("b", "dân", keywords={"official": ("Hoà",)}),
    ]
    memory, cluster = MemoryEngine(), opened()
    for engine in (memory, cluster):
        with engine.writer() as writer:
            for one in documents:
                writer.add(one)
    for hidden in (frozenset(), frozenset({"b"}), frozenset({"a", "b"})):
        request = Request(
            filters=(Filter("official", ("hoa",)), Filter("kind", ("tin",))),
            facets=(FacetRequest("official", 1), FacetRequest("kind")),
            hidden=hidden,
        )
        assert cluster.search(request) == memory.search(request)
