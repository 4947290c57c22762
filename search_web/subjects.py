"""Officials, bodies, places, document numbers and days: one view, a saved search with a heading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date as calendar_date
from functools import lru_cache
from typing import Any, Final

from flask import Blueprint, g, redirect, request
from werkzeug.wrappers import Response

from indexer.addresses import slug
from indexer.analysis.fold import match_form
from indexer.errors import NotFound
from indexer.library import Library
from indexer.limits import SIZE
from indexer.parameters import Parameters, read_parameters
from indexer.schema import Scope
from indexer.search import search
from search_web.language import translate as _
from search_web.links import SUBJECTS, local, search_url
from search_web.people import named
from search_web.results import Subject, results_page
from search_web.shapes import date, library_in_force

subjects: Final = Blueprint("subjects", __name__)
FIELDS: Final = {path: field for field, path in SUBJECTS.items()}
# Where the page of a subject looks for what else is said of it: heading, scope, field.
ALSO: Final[dict[str, tuple[tuple[str, Scope, str], ...]]] = {
    "official": (("Chỉ đạo đã đưa ra", "chi-dao", "giver"), ("Chỉ đạo được giao", "chi-dao", "addressee")),
    "body": (("Chỉ đạo đã đưa ra", "chi-dao", "giver"), ("Chỉ đạo được giao", "chi-dao", "addressee")),
    "place": (("Chỉ đạo trong các bản tin này", "chi-dao", "place"),),
    "number": (("Chỉ đạo nhắc đến văn bản này", "chi-dao", "number"),),
}
BULLETINS: Final = 2 * SIZE  # how many are read for the posts of an official


@dataclass(frozen=True, slots=True)
class Held:
    """A post, and the first and last day on which a bulletin gives it to the person."""

    title: str
    first: str | None
    last: str | None
    bulletins: int


@subjects.get("/<any('can-bo', 'co-quan', 'dia-ban', 'van-ban'):kind>/<identity>")
@subjects.get("/<any('can-bo', 'co-quan', 'dia-ban', 'van-ban'):kind>/<identity>/<tail>")
def subject(kind: str, identity: str, tail: str = "") -> str | Response:
    """One official, body, place or document: what the bulletins say of it."""
    field = FIELDS[kind]
    library = library_in_force()
    values = spelled(library, field, identity)
    if not values:
        raise NotFound("Không có trang này trong các bản tin đã lập chỉ mục.", "Hãy tìm theo tên.")
    if tail or identity != slug(values[0], None):
        return redirect(local(f"/{kind}/{slug(values[0], None)}"), 301)
    parameters = _parameters(field, values)
    panel: dict[str, Any] = {"also": _also(library, field, values)}
    if field == "official":
        panel["posts"] = _posts(library, library.engine.stats().generation or "", library.hidden, values)
    return results_page(parameters, Subject(values[0], request.path, field, panel))


@subjects.get("/ngay/<int:year>/<int:month>/<int:day>")
def on_day(year: int, month: int, day: int) -> str:
    """What was published on a day."""
    try:
        iso = calendar_date(year, month, day).isoformat()
    except ValueError as error:
        raise NotFound("Ngày này không có trong lịch.", "Viết địa chỉ theo năm/tháng/ngày.") from error
    parameters = read_parameters([("from", iso), ("to", iso), ("lang", g.lang), ("page", request.args.get("page", ""))])
    return results_page(parameters, Subject(f"{_('Ngày')} {date(iso)}", f"/ngay/{iso.replace('-', '/')}", "day"))


def spelled(library: Library, field: str, identity: str) -> tuple[str, ...]:
    """Return the values of a field that an address names, the most frequent spelling first."""
    known = _by_slug(library, library.engine.stats().generation or "", library.hidden, field)
    return known.get(slug(identity, None), ())


@lru_cache(maxsize=16)
def _by_slug(library: Library, generation: str, hidden: frozenset[str], field: str) -> dict[str, tuple[str, ...]]:
    del generation, hidden  # a new generation or a new removal is a new entry
    found: dict[str, tuple[str, ...]] = {}
    for value in named(library, "ban-tin", field):
        name = slug(value, None)
        found[name] = (*found.get(name, ()), value)
    return found


def _parameters(field: str, values: tuple[str, ...]) -> Parameters:
    chosen = [(field, value) for value in values]
    return read_parameters([*chosen, ("sort", "newest"), ("lang", g.lang), ("page", request.args.get("page", ""))])


def _also(library: Library, field: str, values: tuple[str, ...]) -> list[dict[str, Any]]:
    found = []
    for heading, scope, name in ALSO[field]:
        parameters = Parameters(scope=scope, selections={name: values}, size=3, sort="newest", lang=g.lang)
        result = search(library, parameters, facets=False)
        if result.total:
            url = search_url(Parameters(scope=scope, selections={name: values}, lang=g.lang))
            found.append({"heading": _(heading), "total": result.total, "hits": result.hits, "url": url})
    return found


@lru_cache(maxsize=256)
def _posts(library: Library, generation: str, hidden: frozenset[str], names: tuple[str, ...]) -> tuple[Held, ...]:
    """Return the posts of an official over time, the latest first."""
    del generation, hidden
    parameters = Parameters(selections={"official": names}, sort="newest", size=SIZE)
    hits = [hit for page in (1, BULLETINS // SIZE) for hit in _page(library, parameters, page)]
    seen: dict[str, tuple[str, list[str | None]]] = {}
    for bulletin, facts in library.store.pages.load(dict.fromkeys(hits)):
        for official in facts.officials:
            if official.name in names:
                for key, title in {_key(p.title): p.title for p in official.posts if not p.former}.items():
                    seen.setdefault(key, (title, []))[1].append(bulletin.day)
    held = [
        Held(title, min(known, default=None), max(known, default=None), len(days))
        for title, days in seen.values()
        for known in [[day for day in days if day]]
    ]
    return tuple(sorted(held, key=lambda post: (post.last or "", post.bulletins), reverse=True))


def _key(title: str) -> str:
    """Return what two spellings of one post have in common: case and tone placement aside."""
    return " ".join(match_form(word) for word in title.split())


def _page(library: Library, parameters: Parameters, page: int) -> list[str]:
    return [hit.id for hit in search(library, replace(parameters, page=page), facets=False, snippets=False).hits]
