"""From a bulletin and its facts to what engines index: one document for the bulletin, one for each directive."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

from indexer.analysis.analyse import Analysis, analyse_many, analyser_fingerprint, syllables, whole
from indexer.analysis.fold import fold
from indexer.bulletin import Bulletin, Directive, Facts, Official
from indexer.engine.pairs import Neighbours
from indexer.engine.port import Document
from indexer.schema import NO_DUE_DATE, UNKNOWN_DATE, schema_fingerprint


@cache
def fingerprints() -> dict[str, str]:
    """Return what an index must have been made with to be asked by this program; noted with each generation."""
    source = resources.files("indexer").joinpath("documents.py").read_bytes()
    return {
        "schema": f"{schema_fingerprint()}-{hashlib.sha256(source).hexdigest()[:8]}",
        "analyser": analyser_fingerprint(),
    }


def documents(found: Sequence[tuple[Bulletin, Facts]]) -> list[Document]:
    """Return the documents of several bulletins, those of one bulletin together; segmented in one go."""
    texts = [text for bulletin, facts in found for text in (bulletin.text, *(d.text for d in facts.directives))]
    analyses = iter(analyse_many(texts))
    result = []
    for bulletin, facts in found:
        result.append(_of_bulletin(bulletin, facts, next(analyses)))
        result += [_of_directive(bulletin, facts, directive, next(analyses)) for directive in facts.directives]
    return result


def _of_bulletin(bulletin: Bulletin, facts: Facts, analysis: Analysis) -> Document:
    posts = [post for official in facts.officials for post in official.posts]
    return Document(
        id=bulletin.id,
        scope="ban-tin",
        bulletin=bulletin.id,
        text=bulletin.text,
        terms=_terms(bulletin, analysis),
        offsets=analysis.offsets,
        keywords={
            **_when(bulletin),
            "official": _distinct(official.name for official in facts.officials),
            "post": _distinct(post.title for post in posts),
            "body": _distinct(post.body for post in posts),
            "place": _places(facts),
            "zone": _distinct(zone.kind for zone in facts.zones),
            "kind": (facts.kind,),
            "number": _distinct(number.key for number in facts.document_numbers),
        },
        dates=_dates(bulletin.published),
        stored=_stored(
            bulletin,
            officials=[_with_post(official) for official in facts.officials[:8]],
            directives=len(facts.directives),
        ),
    )


def _of_directive(bulletin: Bulletin, facts: Facts, directive: Directive, analysis: Analysis) -> Document:
    giver = next((official for official in facts.officials if official.name == directive.giver), None)
    inside = [n.key for n in facts.document_numbers if directive.start <= n.start < directive.end]
    return Document(
        id=f"{bulletin.id}-{directive.n}",
        scope="chi-dao",
        bulletin=bulletin.id,
        text=directive.text,
        terms=_terms(bulletin, analysis),
        offsets=analysis.offsets,
        keywords={
            **_when(bulletin),
            "official": _distinct([directive.giver] if giver else []),
            "post": _distinct(
                [directive.giver_post, *(post.title for post in giver.posts)] if giver else [directive.giver_post]
            ),
            "body": _distinct(post.body for post in giver.posts) if giver else _distinct([directive.giver]),
            "place": _places(facts),
            "kind": (facts.kind,),
            "number": _distinct(inside),
            "giver": _distinct([directive.giver]),
            "addressee": _distinct(directive.addressees),
            "force": _distinct([directive.force]),
            "due": (directive.due[:7] if directive.due else NO_DUE_DATE,),
        },
        dates={**_dates(bulletin.published), **({"due_date": directive.due} if directive.due else {})},
        stored=_stored(
            bulletin,
            n=directive.n,
            number=directive.number,
            giver=directive.giver,
            giver_post=directive.giver_post,
            addressees=list(directive.addressees),
            force=directive.force,
            due=directive.due,
            start=directive.start,
            end=directive.end,
        ),
    )


def _terms(bulletin: Bulletin, analysis: Analysis) -> dict[str, Sequence[str]]:
    title = [fold(token.text) for token in syllables(bulletin.title)]
    return {
        "syllable": analysis.syllable,
        "folded": analysis.folded,
        "word": analysis.word,
        "pair": Neighbours(analysis.folded),
        "title": [*title, whole(title)] if title else [],
    }


def _when(bulletin: Bulletin) -> dict[str, tuple[str, ...]]:
    day = bulletin.day
    return {"year": (day[:4],), "month": (day[:7],)} if day else {"year": (UNKNOWN_DATE,), "month": (UNKNOWN_DATE,)}


def _dates(published: str | None) -> dict[str, str]:
    return {"published": published} if published else {}


def _places(facts: Facts) -> tuple[str, ...]:
    return _distinct(name for place in facts.places for name in (place.name, *(now.name for now in place.now)))


def _with_post(official: Official) -> dict[str, str | None]:
    return {"name": official.name, "post": official.posts[0].title if official.posts else None}


def _stored(bulletin: Bulletin, **more: object) -> str:
    common = {
        "title": bulletin.title,
        "published": bulletin.published,
        "bulletin": bulletin.id,
        "scanned": bulletin.scanned,
    }
    return json.dumps({**common, **more}, ensure_ascii=False, separators=(",", ":"))


def _distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
