"""Pages of one bulletin: the bulletin itself, its directives, its earlier versions, and the stored copy."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from indexer.addresses import bulletin_path, slug
from indexer.bulletin import Bulletin
from indexer.days import day_of
from indexer.extraction.follow_up.link import DirectiveOf, FollowUp
from indexer.follow_ups import follow_ups, told
from indexer.library import Library
from indexer.store.records import Stored
from search_web.errors import NotHere
from search_web.links import absolute, bulletin_url, day_url, directive_url, local, subject_url
from search_web.reading import Fact, blocks, changes, citation
from search_web.shapes import library_in_force, settings_in_force
from search_web.structured import of_bulletin

reading: Final = Blueprint("reading", __name__)
VERSIONS: Final = 50
_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,5}$")
# Which page a marked fact leads to.
_LEADS: Final[dict[str, Callable[[Fact], str]]] = {
    "official": lambda fact: subject_url("official", fact.value),
    "place": lambda fact: subject_url("place", fact.value),
    "number": lambda fact: subject_url("number", fact.value),
    "date": lambda fact: day_url(fact.value) if len(fact.value) == 10 else "",
}


@reading.get("/ban-tin/<bulletin_id>/")
@reading.get("/ban-tin/<bulletin_id>")
@reading.get("/ban-tin/<bulletin_id>/<tail>")
def bulletin(bulletin_id: str, tail: str = "") -> str | BaseResponse:
    """One bulletin as it was published, with its directives as anchors and its facts beside it."""
    library = library_in_force()
    stored = library.store.pages.get(bulletin_id)
    b = stored.bulletin
    if bulletin_id != b.id or tail != slug(b.title):
        asked = request.query_string.decode("ascii", "ignore")
        return redirect(bulletin_path(b.id, b.title) + (f"?{asked}" if asked else ""), 301)
    query, at = request.args.get("q", "")[:2_000], request.args.get("tai", "")
    marked = request.args.get("du-kien") == "1"
    address = absolute(bulletin_path(b.id, b.title))
    return render_template(
        "bulletin.html",
        b=b,
        stored=stored,
        versions=library.store.pages.versions(b.id)[-VERSIONS:] if stored.version > 1 else (),
        facts=stored.facts,
        q=query,
        marked=marked,
        toggle_facts=local(bulletin_path(b.id, b.title), **{"q": query, "du-kien": None if marked else 1}),
        blocks=blocks(stored, query, int(at) if at.isdecimal() and len(at) < 9 else None, facts=marked),
        lead_of=_lead_of,
        numbers={n.key: n.number for n in stored.facts.document_numbers},
        places=list({place.name: place for place in stored.facts.places}.values()),
        citation=citation(b, settings_in_force(), stored.seen, address),
        structured=of_bulletin(stored, address),
        kept=_original(stored) is not None,
        corrected=_corrected(library, b.id),
    )


def _corrected(library: Library, bulletin_id: str) -> dict[str, str]:
    """Return the fields that an operator set by hand, each with the day; why is for ``bantin show`` alone."""
    return {one.field: day_of(one.at) for one in library.store.decisions.corrections(bulletin_id)}


def _lead_of(fact: Fact) -> str:
    lead = _LEADS.get(fact.kind)
    return lead(fact) if lead else ""


@reading.get("/ban-tin/<bulletin_id>/phien-ban/<int:n>")
def version(bulletin_id: str, n: int) -> str:
    """One earlier version of a bulletin, and what changed after it."""
    pages = library_in_force().store.pages
    stored = pages.get(bulletin_id)
    versions = {version.n: version for version in pages.versions(stored.bulletin.id)[-VERSIONS:]}
    if n not in versions or n + 1 not in versions:
        raise NotHere("Không có phiên bản này.", "Xem các phiên bản trên trang của bản tin.")
    old, new = versions[n], versions[n + 1]
    return render_template(
        "version.html", b=stored.bulletin, old=old, new=new, changes=changes(old.bulletin, new.bulletin)
    )


@reading.get("/chi-dao/<directive_id>")
def directive(directive_id: str) -> str | BaseResponse:
    """One directive that can be quoted: its exact words, who gave it, to whom, by when."""
    bulletin_id, _dash, n = directive_id.rpartition("-")
    library = library_in_force()
    stored = library.store.pages.get(bulletin_id)
    found = next((d for d in stored.facts.directives if str(d.n) == n), None)
    if found is None:
        raise NotHere("Không có chỉ đạo này.", "Xem các chỉ đạo trên trang của bản tin.")
    b = stored.bulletin
    if bulletin_id != b.id:
        return redirect(directive_url(b.id, found.n), 301)
    directives = stored.facts.directives
    place = directives.index(found)
    address = absolute(f"/chi-dao/{b.id}-{found.n}")
    return render_template(
        "directive.html",
        b=b,
        d=found,
        facts=stored.facts,
        citation=citation(b, settings_in_force(), stored.seen, address, found),
        before=directives[place - 1] if place else None,
        after=directives[place + 1] if place + 1 < len(directives) else None,
        in_bulletin=bulletin_url(b.id, b.title, found.n),
        later=_later(library, DirectiveOf(b, stored.facts, found)),
        corrected=_corrected(library, b.id),
    )


def _later(library: Library, given: DirectiveOf) -> list[tuple[FollowUp, Bulletin]]:
    """Return what became of a directive, each with the bulletin that tells it, best first."""
    later = follow_ups(library, given)
    if later.partial:
        g.pop("tag", None)  # what time cut short is shown, and not kept
    return told(library, later)


@reading.get("/ban-luu/<bulletin_id>")
def copy(bulletin_id: str) -> Response:
    """The bytes that the bulletin was read from, as kept: to save, never to run."""
    library = library_in_force()
    stored = library.store.pages.get(bulletin_id)
    digest = _original(stored)
    try:
        data = library.store.originals.read(digest) if digest else None
    except (OSError, EOFError):
        data = None
    if data is None:
        raise NotHere("Không còn bản lưu của bản tin này.", "Xem nội dung trên trang của bản tin.")
    response = Response(data, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{stored.bulletin.id}{_ending(stored)}"'
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _original(stored: Stored) -> str | None:
    """Return the name under which the original is kept, None when it is not there."""
    store = library_in_force().store
    digest = store.pages.version(stored.bulletin.id, stored.version).original
    return digest if digest and store.originals.path(digest).is_file() else None


def _ending(stored: Stored) -> str:
    location = stored.locations[0] if stored.locations else ""
    found = _ENDING.search(location)
    return found.group(0).lower() if found else ".txt"
