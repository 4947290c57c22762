"""The evidence contract: every fact is the slice of the text at its span, over every real bulletin."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from indexer.bulletin import Bulletin, Facts, Mention, Page
from indexer.extraction.extractors import extract
from indexer.extraction.record import record
from indexer.pipeline import read_only_extract
from indexer.reading.compose import compose

PORTAL = Path("data", "texts", "sotttt_hanoi_portal.jsonl.gz")


def mentions(facts: Facts) -> Iterator[Mention]:
    yield from facts.zones
    yield from facts.dates
    yield from facts.document_numbers
    yield from facts.places
    yield from facts.officials
    for official in facts.officials:
        yield from official.posts
    for directive in facts.directives:
        yield directive
        if directive.due_text:
            yield directive.due_text


def breaches(bulletin: Bulletin, facts: Facts) -> list[str]:
    """Return one line for each fact that is no slice of its bulletin, or stands out of order."""
    text = bulletin.text
    found = [
        f"{bulletin.id}: {type(m).__name__} {m.text!r} at {m.start}:{m.end}"
        for m in mentions(facts)
        if not m.text or text[m.start : m.end] != m.text
    ]
    for official in facts.officials:
        spans = official.mentions
        found += [f"{bulletin.id}: mention {a}:{b} of {official.name}" for a, b in spans if not 0 <= a < b <= len(text)]
    for ordered in (facts.zones, facts.dates, facts.document_numbers, facts.places):
        found += [f"{bulletin.id}: {a.text!r} and {b.text!r} overlap" for a, b in pairwise(ordered) if a.end > b.start]
    return found


def portal(shared: Path) -> list[Bulletin]:
    with gzip.open(shared / PORTAL, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    pages = [
        (r["id"], Page(r["title"], r["text"], published=r["date"] or None, source=r["source"]))
        for r in records
        if (r["title"] or r["text"]).strip()
    ]
    return [compose(page, ident) for ident, page in pages]


def test_every_fact_of_the_corpus_is_a_slice_of_its_text(project: Path) -> None:
    """The seed and all samples, through the project's own readers."""
    found = [item for item in read_only_extract([project / "corpus"]) if isinstance(item, tuple)]
    assert len(found) >= 30
    assert [line for bulletin, facts in found for line in breaches(bulletin, facts)] == []


def test_every_fact_of_the_gold_bulletins_is_a_slice(shared: Path) -> None:
    """The 27 bulletins with gold, through the reader of JSON lines."""
    path = shared / "data" / "gold" / "extraction" / "bulletins.jsonl"
    found = [item for item in read_only_extract([path]) if isinstance(item, tuple)]
    assert len(found) == 27
    assert [line for bulletin, facts in found for line in breaches(bulletin, facts)] == []


@pytest.mark.slow
@pytest.mark.shared
def test_every_fact_of_every_portal_bulletin_is_a_slice(shared: Path) -> None:
    """All 3,357 bulletins of the portal: no fact without evidence, and each record can be written as JSON."""
    bulletins = portal(shared)
    assert len(bulletins) >= 3_350
    found: list[str] = []
    for bulletin in bulletins:
        facts = extract(bulletin)
        found += breaches(bulletin, facts)
        json.dumps(record(bulletin, facts), ensure_ascii=False)
    assert found == []


@pytest.mark.shared
def test_extraction_is_the_same_twice(shared: Path) -> None:
    """Nothing depends on what was extracted before."""
    sample = portal(shared)[::150]
    once = [extract(bulletin) for bulletin in sample]
    assert [extract(bulletin) for bulletin in reversed(sample)] == once[::-1]


@pytest.mark.shared
def test_extraction_is_linear(shared: Path) -> None:
    """A bulletin repeated 32 times costs no more for each copy than 4 times what it costs alone."""
    one = next(bulletin for bulletin in portal(shared) if 4_000 < len(bulletin.text) < 5_000)
    extract(one)
    small = min(_cost(_repeated(one, 2)) for _ in range(3)) / 2
    large = min(_cost(_repeated(one, 32)) for _ in range(2)) / 32
    assert large <= 4 * small + 0.002


def _repeated(bulletin: Bulletin, times: int) -> Bulletin:
    body = "\n".join([bulletin.text[bulletin.body :]] * times)
    return compose(Page(bulletin.title, body, published=bulletin.published, source=bulletin.source), bulletin.id)


def _cost(bulletin: Bulletin) -> float:
    began = time.process_time()
    extract(bulletin)
    return time.process_time() - began
