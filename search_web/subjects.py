"""Officials, bodies, places, document numbers and days: one view, a saved search with a heading."""

from __future__ import annotations

from datetime import date as calendar_date
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from flask import Blueprint, g, redirect, request
from werkzeug.wrappers import Response

from indexer.addresses import official_path, slug
from indexer.errors import NotFound
from indexer.extraction.people.link import HeldPost, Person
from indexer.library import Library
from indexer.limits import SIZE
from indexer.parameters import Parameters, read_parameters
from indexer.persons import bearers, person
from indexer.schema import Scope
from indexer.search import facet_answer, search
from search_web.errors import NotHere
from search_web.language import translate as _
from search_web.links import SUBJECTS, local, search_url
from search_web.results import Subject, results_page
from search_web.security import Busy
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
VALUES: Final = 20_000  # of one field, that have a page
NAMESAKES: Final = 20
SIGHTINGS: Final = 300  # bulletins that a page may load to tell namesakes apart; the store takes about 0.2 ms for each


@subjects.get("/can-bo/<identity>")
@subjects.get("/can-bo/<identity>/<tail>")
def official(identity: str, tail: str = "") -> str | Response:
    """One official: posts over time, directives, appearances; a name alone leads to its one bearer, or to all."""
    library = library_in_force()
    found = _person(library, identity)
    if found is None:
        return _by_name(library, identity)
    if tail != slug(found.name):
        return redirect(local(official_path(found.id, found.name)), 301)
    names = (found.name,)
    others = [hit for hit in _bearers(library, names) if hit.id != found.id]
    posts = sorted(found.posts, key=lambda post: (post.last or "", post.first or ""), reverse=True)
    also = _also(library, "official", names)
    panel = {"posts": posts, "also": also, "others": others, "corrected": found.corrected}
    return results_page(_parameters("official", names), Subject(found.name, request.path, "official", panel))


def _person(library: Library, identity: str) -> Person | None:
    """Return a person from the store, or from the index when too many bulletins name a bearer of the name."""
    sighted = bearers(library.store, identity)
    if sum(sighted.values()) > SIGHTINGS:
        names = islice(sighted, NAMESAKES)
        return next(filter(None, (_indexed(library, identity, name) for name in names)), None)
    try:
        return person(library.store, identity)
    except NotFound:
        return None


def _indexed(library: Library, identity: str, name: str) -> Person | None:
    """Return a person as the index has it: name and posts with their days, without the bulletins of each."""
    parameters = Parameters(scope="can-bo", q=f'"{name}"', size=SIZE)
    hit = next((h for h in search(library, parameters, facets=False, snippets=False).hits if h.id == identity), None)
    if hit is None:
        return None
    posts = (
        HeldPost(post["title"], "", post["body"], bool(post["former"]), post["first"], post["last"], ())
        for post in hit.stored["posts"]
    )
    return Person(identity, hit.title, tuple(posts), (), bool(hit.stored["corrected"]))


def _by_name(library: Library, identity: str) -> str | Response:
    """Answer for a folded name: go to its one bearer, list several, or show the bulletins that name it."""
    names = spelled(library, "official", identity)
    if not names:
        raise NotHere("Không có cán bộ này trong các bản tin đã lập chỉ mục.", "Hãy tìm theo tên.")
    bearers = _bearers(library, names)
    if len(bearers) == 1:
        return redirect(local(official_path(bearers[0].id, bearers[0].title)), 302)
    if bearers:
        return redirect(search_url(Parameters(scope="can-bo", selections={"official": names}, lang=g.lang)), 302)
    panel = {"also": _also(library, "official", names)}
    return results_page(_parameters("official", names), Subject(names[0], request.path, "official", panel))


def _bearers(library: Library, names: tuple[str, ...]) -> tuple[Any, ...]:
    parameters = Parameters(scope="can-bo", selections={"official": names}, size=NAMESAKES)
    return search(library, parameters, facets=False, snippets=False).hits


@subjects.get("/<any('co-quan', 'dia-ban', 'van-ban'):kind>/<identity>")
@subjects.get("/<any('co-quan', 'dia-ban', 'van-ban'):kind>/<identity>/<tail>")
def subject(kind: str, identity: str, tail: str = "") -> str | Response:
    """One body, place or document: what the bulletins say of it."""
    field = FIELDS[kind]
    library = library_in_force()
    values = spelled(library, field, identity)
    if not values:
        raise NotHere("Không có trang này trong các bản tin đã lập chỉ mục.", "Hãy tìm theo tên.")
    if tail or identity != slug(values[0], None):
        return redirect(local(f"/{kind}/{slug(values[0], None)}"), 301)
    panel = {"also": _also(library, field, values)}
    return results_page(_parameters(field, values), Subject(values[0], request.path, field, panel))


@subjects.get("/ngay/<int:year>/<int:month>/<int:day>")
def on_day(year: int, month: int, day: int) -> str:
    """What was published on a day."""
    try:
        iso = calendar_date(year, month, day).isoformat()
    except (ValueError, OverflowError) as error:
        raise NotHere("Không có ngày này trong lịch.", "Viết địa chỉ theo năm/tháng/ngày.") from error
    asked = [("from", iso), ("to", iso), ("lang", g.lang), ("page", request.args.get("page", ""))]
    heading = f"{_('Ngày')} {date(iso)}"
    return results_page(read_parameters(asked, lenient=True), Subject(heading, request.path, "day"))


def spelled(library: Library, field: str, identity: str) -> tuple[str, ...]:
    """Return the values of a field that an address names, the most frequent spelling first."""
    name = slug(identity, None)
    try:
        return _by_slug(library, library.engine.stats().generation or "", library.hidden, field).get(name, ())
    except _Incomplete as error:
        if name in error.found:
            return error.found[name]
        raise Busy("Máy chủ đang bận.", "Xin thử lại sau vài giây.") from error


class _Incomplete(Exception):
    """Time ran out before all values were counted: what was found may be used now and never be kept."""

    def __init__(self, found: dict[str, tuple[str, ...]]) -> None:
        super().__init__()
        self.found = found


@lru_cache(maxsize=16)
def _by_slug(library: Library, generation: str, hidden: frozenset[str], field: str) -> dict[str, tuple[str, ...]]:
    del generation, hidden  # a new generation or a new removal is a new entry
    found: dict[str, tuple[str, ...]] = {}
    answer = facet_answer(library, Parameters(), field, VALUES)
    for value in answer.facets.get(field, ()):
        name = slug(value.value, None)
        found[name] = (*found.get(name, ()), value.value)
    if answer.partial:
        raise _Incomplete(found)
    return found


def _parameters(field: str, values: tuple[str, ...]) -> Parameters:
    asked = [*((field, value) for value in values), ("sort", "newest"), ("lang", g.lang)]
    return read_parameters([*asked, ("page", request.args.get("page", ""))], lenient=True)


def _also(library: Library, field: str, values: tuple[str, ...]) -> list[dict[str, Any]]:
    found = []
    for heading, scope, name in ALSO[field]:
        parameters = Parameters(scope=scope, selections={name: values}, size=3, sort="newest", lang=g.lang)
        result = search(library, parameters, facets=False)
        if result.total:
            url = search_url(Parameters(scope=scope, selections={name: values}, lang=g.lang))
            found.append({"heading": _(heading), "total": result.total, "hits": result.hits, "url": url})
    return found
