"""Corpora of any size from real text, the same on every machine.

Recipe: the 3,357 portal bulletins of the shared data (``texts/sotttt_hanoi_portal.jsonl.gz``), cleaned, cut into lines
and segmented once by our analyser (the prepared lines are kept in a temporary folder). A bulletin of a corpus is a real
title and lines drawn at random, repeatable by its number, until it has 3,550 characters. Facets: year and month
(2008–2026), one kind of 8, up to six officials of 2,000, up to three bodies of 200 and places of 300, the frequent ones
by Zipf's law.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import pickle
import random
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from indexer.analysis.analyse import analyse_many, syllables
from indexer.analysis.fold import fold
from indexer.analysis.normalise import clean
from indexer.engine.pairs import Neighbours
from indexer.engine.port import Document
from tests.conftest import SHARED

RECIPE = b"1"  # another one makes other corpora
CHARACTERS = 3_550
SOURCE = SHARED / "data" / "texts" / "sotttt_hanoi_portal.jsonl.gz"
FAMILIES = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()  # noqa: SIM905
MIDDLES = "Văn Thị Hữu Đức Minh Quốc Thanh Ngọc Xuân Thu".split()  # noqa: SIM905
GIVEN = "An Bình Châu Dũng Giang Hà Hòa Hùng Khánh Lan Linh Mai Nam Phong Quý Sơn Thảo Thủy Tuấn Vinh".split()  # noqa: SIM905
KINDS = ("tin", "công văn", "chỉ thị", "quyết định", "kế hoạch", "thông báo", "báo cáo", "khác")


class Line(NamedTuple):
    """A line of text and its terms; ``plain``: the text with every syllable in its match form, for the peers."""

    text: str
    plain: str
    offsets: list[tuple[int, int]]
    syllable: list[str]
    folded: list[str]
    word: list[str]


class Bulletin(NamedTuple):
    """A made-up bulletin: what peers index, and how to make our document of it."""

    id: str
    title: Line
    lines: list[Line]
    published: str
    keywords: dict[str, tuple[str, ...]]

    @property
    def body(self) -> str:
        """The body as peers get it."""
        return "\n".join(line.plain for line in self.lines)

    def document(self) -> Document:
        """Return the document that our engines get."""
        parts = [self.title, *self.lines]
        offsets: list[tuple[int, int]] = []
        base = 0
        for number, line in enumerate(parts):
            offsets += [(start + base, end + base) for start, end in line.offsets] if base else line.offsets
            base += len(line.text) + (1 if number else 2)
        folded = [term for line in parts for term in line.folded]
        return Document(
            id=self.id,
            scope="ban-tin",
            bulletin=self.id,
            text=f"{self.title.text}\n\n" + "\n".join(line.text for line in self.lines),
            terms={
                "syllable": [term for line in parts for term in line.syllable],
                "folded": folded,
                "word": [term for line in parts for term in line.word],
                "pair": Neighbours(folded),
                "title": self.title.folded,
            },
            offsets=offsets,
            keywords=self.keywords,
            dates={"published": self.published},
            stored=json.dumps({"title": self.title.text}, ensure_ascii=False),
        )


def _prepare() -> tuple[list[Line], list[Line]]:
    """Return the titles and the lines of all bulletins, segmented."""
    with gzip.open(SOURCE, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    titles = list(dict.fromkeys(clean(record["title"]).replace("\n", " ") for record in records))
    lines = list(dict.fromkeys(line for record in records for line in clean(record["text"]).split("\n") if line))
    result = []
    for texts in (titles, lines):
        made = []
        for text, analysis in zip(texts, analyse_many(texts), strict=True):
            plain, last = [], 0
            for token, term in zip(syllables(text), analysis.syllable, strict=True):
                plain += [text[last : token.start], term]
                last = token.end
            terms = [
                [sys.intern(term) for term in part] for part in (analysis.syllable, analysis.folded, analysis.word)
            ]
            made.append(Line(text, "".join([*plain, text[last:]]), analysis.offsets, *terms))
        result.append(made)
    return result[0], result[1]


@cache
def prepared() -> tuple[list[Line], list[Line]]:
    """Return titles and lines; made once and kept in the temporary folder."""
    key = hashlib.sha256(SOURCE.read_bytes() + RECIPE).hexdigest()[:12]
    path = Path(os.environ.get("BANTIN_BENCH") or Path(tempfile.gettempdir()) / "bantin-bench") / f"lines-{key}.pickle"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(pickle.dumps(_prepare()))
        fresh.replace(path)
    titles, lines = pickle.loads(path.read_bytes())
    return titles, lines


def _zipf(size: int) -> list[float]:
    return list(accumulate(1 / rank for rank in range(1, size + 1)))


@cache
def _names() -> tuple[list[str], list[str], list[str]]:
    chance = random.Random(2023)
    names = [f"{a} {b} {c}" for a in FAMILIES for b in MIDDLES for c in GIVEN]
    bodies = [f"Phòng {number:03}" for number in range(200)]
    places = [f"Xã {number:03}" for number in range(300)]
    return chance.sample(names, 2_000), bodies, places


def bulletin(number: int) -> Bulletin:
    """Return the bulletin of this number."""
    titles, lines = prepared()
    chance = random.Random(number)
    chosen: list[Line] = []
    title = chance.choice(titles)
    length = len(title.text) + 2
    while length < CHARACTERS:
        chosen.append(chance.choice(lines))
        length += len(chosen[-1].text) + 1
    year, month = chance.randrange(2008, 2027), chance.randrange(1, 13)
    officials, bodies, places = _names()

    def some(pool: list[str], most: int) -> tuple[str, ...]:
        drawn = chance.choices(pool, cum_weights=_cumulated(len(pool)), k=chance.randrange(most + 1))
        return tuple(dict.fromkeys(drawn))

    return Bulletin(
        id=f"b{number:07}",
        title=title,
        lines=chosen,
        published=f"{year}-{month:02}-{chance.randrange(1, 29):02}",
        keywords={
            "year": (str(year),),
            "month": (f"{year}-{month:02}",),
            "kind": (chance.choices(KINDS, cum_weights=_cumulated(len(KINDS)))[0],),
            "official": some(officials, 6),
            "body": some(bodies, 3),
            "place": some(places, 3),
        },
    )


@cache
def _cumulated(size: int) -> list[float]:
    return _zipf(size)


def bulletins(size: int, first: int = 0) -> Iterator[Bulletin]:
    """Yield the bulletins of a corpus."""
    return map(bulletin, range(first, first + size))


def title_terms(one: Bulletin) -> str:
    """Return the title without marks, as peers index it."""
    return " ".join(fold(term) for term in one.title.syllable)
