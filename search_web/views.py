"""Pages for people: home, results, one bulletin, one directive, and saved searches with a heading."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from flask import Blueprint, Response, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from indexer.addresses import bulletin_path, slug
from indexer.engine.port import Request
from indexer.errors import NotFound
from indexer.parameters import Parameters, read_parameters
from indexer.schema import FACETS, SCOPE_LABELS, SCOPES, facets_of
from indexer.search import Result, search
from search_web.language import translate as _
from search_web.reading import blocks, citation
from search_web.security import slot
from search_web.shapes import date, library_in_force, search_url, settings_in_force, toggle_url, value_label

pages: Final = Blueprint("pages", __name__)

ORDERS: Final = {"relevance": "liên quan", "newest": "mới nhất", "oldest": "cũ nhất"}
SHOWN: Final = 6
SHOWN_FIRST: Final = 10


@pages.get("/")
def home() -> str:
    """The front page: the box, three ways in, the newest bulletins."""
    parameters = Parameters(lang=g.lang)
    return render_template("home.html", p=parameters, latest=_latest(parameters))


@pages.get("/tim-kiem")
def results() -> BaseResponse:
    """One search as a page; every state of it is one address."""
    parameters = read_parameters(request.args.items(multi=True), lenient=True)
    return _results_page(parameters, heading=None)


def _results_page(parameters: Parameters, heading: str | None) -> Response:
    library = library_in_force()
    with slot():
        found = search(library, parameters)
        counts = {scope: _count(parameters, scope, found) for scope in SCOPES}
    context = _results_context(parameters, found)
    page = render_template("results.html", p=parameters, r=found, counts=counts, heading=heading, **context)
    return make_response(page)


def _results_context(parameters: Parameters, found: Result) -> dict[str, Any]:
    last_page = max(1, -(-found.total // parameters.size))
    page = parameters.page
    return {
        "first": (page - 1) * parameters.size + 1,
        "scopes": {scope: SCOPE_LABELS[scope][g.lang == "en"] for scope in SCOPES},
        "orders": {name: _(label) for name, label in ORDERS.items() if name != "relevance" or parameters.q},
        "facets": _facets(parameters, found),
        "chips": _chips(parameters),
        "written": {"from": date(parameters.since) if parameters.since else request.args.get("from", ""),
                    "to": date(parameters.until) if parameters.until else request.args.get("to", "")},
        "previous_url": search_url(parameters, page=page - 1) if page > 1 else None,
        "next_url": search_url(parameters, page=page + 1) if page < last_page else None,
        "last_page": last_page,
        "offers": _offers(parameters) if not found.total else [],
        "latest": _latest(parameters) if not found.total else (),
    }  # fmt: skip


def _facets(parameters: Parameters, found: Result) -> list[dict[str, Any]]:
    """Return the groups of values beside the results; selected values first, then by count."""
    groups = []
    for field in facets_of(parameters.scope):
        values = sorted(found.facets.get(field.name, ()), key=lambda value: not value.selected)
        chosen = sum(value.selected for value in values)
        groups.append(
            {
                "name": field.name,
                "label": field.label[g.lang == "en"],
                "entries": values,
                "shown": max(SHOWN, chosen),
            }
        )
    return groups


def _chips(parameters: Parameters) -> list[dict[str, str]]:
    """Return the filters in force, each with the address that takes it away."""
    chips = []
    for field in FACETS:
        for value in parameters.selections.get(field.name, ()):
            label = f"{field.label[g.lang == 'en']}: {value_label(value, field.name)}"
            chips.append({"label": label, "url": toggle_url(parameters, field.name, value, True)})
    start = replace(parameters, page=1, after=None)
    if parameters.since:
        chips.append({"label": f"{_('từ')} {date(parameters.since)}", "url": search_url(start, since=None)})
    if parameters.until:
        chips.append({"label": f"{_('đến')} {date(parameters.until)}", "url": search_url(start, until=None)})
    return chips


def _count(parameters: Parameters, scope: str, found: Result) -> int | None:
    """Return how many results the same query has in another scope; None when its filters do not carry over."""
    if scope == parameters.scope:
        return found.total
    if parameters.selections:
        return None
    other = replace(parameters, scope=scope, page=1, after=None, size=1, sort=None)  # type: ignore[arg-type]  # one of SCOPES
    return search(library_in_force(), other, facets=False, snippets=False).total


def _offers(parameters: Parameters) -> list[dict[str, Any]]:
    """Return what would be found with one filter less, with real counts, most first."""
    offers = []
    trials = [
        (f"{_('Bỏ bộ lọc')}: {value_label(value, name)}", parameters.without_value(name, value))
        for name, values in parameters.selections.items()
        for value in values
    ]
    if parameters.since or parameters.until:
        trials.append((_("Bỏ giới hạn ngày"), replace(parameters, since=None, until=None, page=1)))
    for label, trial in trials[:6]:
        count = search(library_in_force(), replace(trial, size=1), facets=False, snippets=False).total
        if count:
            offers.append({"label": label, "url": search_url(trial), "count": count})
    return sorted(offers, key=lambda offer: -offer["count"])


def _latest(parameters: Parameters) -> tuple[Any, ...]:
    newest = Parameters(sort="newest", size=5, lang=parameters.lang)
    return search(library_in_force(), newest, facets=False, snippets=False).hits


@pages.get("/ban-tin/<bulletin_id>/")
@pages.get("/ban-tin/<bulletin_id>")
@pages.get("/ban-tin/<bulletin_id>/<tail>")
def bulletin(bulletin_id: str, tail: str = "") -> BaseResponse:
    """One bulletin as it was published, with its directives as anchors and its facts beside it."""
    library = library_in_force()
    stored = library.store.pages.get(bulletin_id)
    b = stored.bulletin
    if bulletin_id != b.id or tail != slug(b.title):
        return redirect(_with_query(bulletin_path(b.id, b.title)), 301)
    page = render_template(
        "bulletin.html",
        b=b,
        facts=stored.facts,
        blocks=blocks(stored, request.args.get("q", "")),
        numbers={n.key: n.number for n in stored.facts.document_numbers},
        places=list({place.name: place for place in stored.facts.places}.values()),
        citation=citation(b, settings_in_force(), stored.seen, absolute(bulletin_path(b.id, b.title))),
    )
    return make_response(page)


def _with_query(path: str) -> str:
    text = request.query_string.decode("ascii", "ignore")
    return f"{path}?{text}" if text else path


@pages.get("/chi-dao/<directive_id>")
def directive(directive_id: str) -> str:
    """One directive that can be quoted: its exact words, who gave it, to whom, by when."""
    bulletin_id, _dash, n = directive_id.rpartition("-")
    stored = library_in_force().store.pages.get(bulletin_id)
    found = next((d for d in stored.facts.directives if str(d.n) == n), None)
    if found is None:
        raise NotFound(f"Không có chỉ đạo {directive_id}.", "Xem các chỉ đạo trên trang của bản tin.")
    b = stored.bulletin
    address = absolute(url_for("pages.directive", directive_id=f"{b.id}-{found.n}"))
    text = citation(b, settings_in_force(), stored.seen, address, found)
    return render_template("directive.html", b=b, d=found, facts=stored.facts, citation=text)


@pages.get("/ngay/<int:year>/<int:month>/<int:day>")
def on_day(year: int, month: int, day: int) -> BaseResponse:
    """What was published on a day."""
    iso = f"{year:04d}-{month:02d}-{day:02d}"
    parameters = read_parameters([("from", iso), ("to", iso), ("lang", g.lang)])
    return _results_page(parameters, f"{_('Ngày')} {date(iso)}")


@pages.get("/do-phu")
def coverage() -> str:
    """What is in the index: how many bulletins, from when to when, by year."""
    library = library_in_force()
    found = search(library, Parameters(lang=g.lang, size=1))
    stats = library.engine.stats()
    ends = [library.engine.search(Request(sort=order, size=1)).hits for order in ("oldest", "newest")]  # type: ignore[arg-type]  # two of Sort
    years = sorted(found.facets.get("year", ()), key=lambda value: value.value)
    return render_template("coverage.html", stats=stats, years=years, ends=ends, counts=library.store.pages.counts())


@pages.get("/tro-giup")
def help() -> str:  # noqa: A001 - the page's own name
    """How to search, with examples that are tested."""
    return render_template("help.html", p=Parameters(lang=g.lang))


def absolute(path: str) -> str:
    """Return a path as a whole address: under the configured base, else under the host that was asked."""
    base = settings_in_force().base_url.rstrip("/") or request.host_url.rstrip("/")
    return f"{base}{path}"


@pages.app_context_processor
def _links() -> dict[str, Any]:
    """Return what templates make addresses with."""

    def chosen(name: str, value: str, scope: str = "ban-tin") -> str:
        return search_url(Parameters(scope=scope, selections={name: (value,)}, lang=g.lang))  # type: ignore[arg-type]  # one of SCOPES

    return {
        "absolute": absolute,
        "search_url": search_url,
        "toggle_url": toggle_url,
        "machine_url": lambda p, kind: url_for("machines.found", kind=kind) + "?" + replace(p, page=1).query_string(),
        "recognised_url": lambda p, item: (
            search_url(replace(p.with_value(item.field, item.value), q=""))
            if item.field != "published"
            else search_url(replace(p, q="", since=item.value, until=item.value))
        ),
        "bulletin_url": lambda bid, title="", n=None, q="": _bulletin_url(bid, title, n, q),
        "directive_url": lambda bid, n: url_for("pages.directive", directive_id=f"{bid}-{n}"),
        "day_url": lambda iso: url_for("pages.on_day", year=int(iso[:4]), month=int(iso[5:7]), day=int(iso[8:10])),
        "official_search": lambda name: chosen("official", name),
        "p_of": lambda name, value: Parameters(selections={name: (value,)}, lang=g.lang),
        "number_search": lambda key: chosen("number", key),
        "place_search": lambda name: chosen("place", name),
        "giver_search": lambda name: chosen("giver", name, "chi-dao"),
        "addressee_search": lambda name: chosen("addressee", name, "chi-dao"),
        "contact_link": lambda contact: f"mailto:{contact}" if "@" in contact and "/" not in contact else contact,
    }


def _bulletin_url(bulletin_id: str, title: str, n: int | None, q: str) -> str:
    path, _hash, anchor = bulletin_path(bulletin_id, title, n).partition("#")
    if q:
        path = f"{path}?{Parameters(q=q).query_string()}"
    return f"{path}#{anchor}" if anchor else path
