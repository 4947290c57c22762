"""Documents for the engines' tests: made from Vietnamese text as the pipeline makes them, without pyvi's time."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from indexer.analysis.analyse import syllables
from indexer.analysis.fold import fold, match_form
from indexer.engine.pairs import Neighbours
from indexer.engine.port import Document
from indexer.schema import Scope


def document(
    identity: str,
    text: str,
    *,
    scope: Scope = "ban-tin",
    bulletin: str | None = None,
    title: str | None = None,
    keywords: Mapping[str, Sequence[str]] | None = None,
    published: str | None = None,
    due: str | None = None,
    stored: str = "{}",
) -> Document:
    """Return a document whose text is its title, a blank line and the text; words are pairs of syllables here."""
    whole = f"{title}\n\n{text}" if title else text
    tokens = syllables(whole)
    exact = [match_form(token.text) for token in tokens]
    folded = [fold(token.text) for token in tokens]
    dates = {name: value for name, value in (("published", published), ("due_date", due)) if value}
    return Document(
        id=identity,
        scope=scope,
        bulletin=bulletin or identity,
        text=whole,
        terms={
            "syllable": exact,
            "folded": folded,
            "word": [f"{a}_{b}" for a, b in zip(exact[::2], exact[1::2], strict=False)],
            "pair": Neighbours(folded),
            "title": [fold(token.text) for token in syllables(title or "")],
        },
        offsets=[(token.start, token.end) for token in tokens],
        keywords=keywords or {},
        dates=dates,
        stored=stored,
    )


VOCABULARY = (
    "nông thôn mới xã huyện tỉnh ủy ban nhân dân chỉ đạo phát biểu kết luận hội nghị triển khai nhiệm vụ năm "
    "kế hoạch kinh tế xã hội quốc phòng an ninh đồng chí bí thư chủ tịch phó ông bà hòa hoà thủy thuỷ quý quý đê "
    "biển cái đôi vàm phú tân việt thắng giải ngân vốn đầu tư công an toàn giao thông môi trường tài nguyên "
    "đất đai Đảng ĐẢNG bảo hiểm y tế"
)
SYLLABLES = tuple(VOCABULARY.split())
OFFICIALS = ("Nguyễn Thị Hòa", "Nguyễn Thị Hoà", "Trần Văn Đức", "Lê Thanh Thủy", "LÊ THỦY", "Phạm Quý", "Pham Quy")
POSTS = ("Bí thư Huyện ủy", "Chủ tịch UBND huyện", "Phó Chủ tịch", "Trưởng phòng")
KINDS = ("tin", "công văn", "kế hoạch")


def random_document(chance: random.Random, identity: str, scope: Scope = "ban-tin") -> Document:
    """Return a document of random syllables; few distinct ones, so that phrases, ties and filters all hit."""
    among = chance.choice((12, 40, len(SYLLABLES)))
    words = [chance.choice(SYLLABLES[:among]) for _ in range(chance.randrange(0, 60))]
    text = "".join(word + chance.choice((" ", " ", " ", ", ", ". ", "\n")) for word in words).strip()
    year, month = chance.randrange(2018, 2027), chance.randrange(1, 13)
    day = f"{year}-{month:02}-{chance.randrange(1, 29):02}{chance.choice(('', 'T07:30', 'T15:51'))}"
    published = day if chance.random() < 0.9 else None
    keywords: dict[str, Any] = {
        "year": (str(year),),
        "month": (f"{year}-{month:02}",),
        "official": tuple(dict.fromkeys(chance.choices(OFFICIALS, k=chance.randrange(0, 4)))),
        "post": tuple(dict.fromkeys(chance.choices(POSTS, k=chance.randrange(0, 3)))),
        "kind": (chance.choice(KINDS),),
        "number": (f"{chance.randrange(1, 30)}/2023/qđ-ubnd",) if chance.random() < 0.3 else (),
    }
    return document(
        identity,
        text,
        scope=scope,
        bulletin=identity.split("-")[0],
        title=" ".join(chance.choices(SYLLABLES, k=4)) if chance.random() < 0.8 else None,
        keywords=keywords,
        published=published,
        due=f"{year}-{month:02}-28" if chance.random() < 0.2 else None,
        stored=f'{{"n":{chance.randrange(1000)}}}',
    )
