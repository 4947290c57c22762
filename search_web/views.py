"""Pages for people: home, results, all values of a facet, coverage, help."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, g, render_template, request

from indexer.engine.port import Request
from indexer.parameters import Parameters, read_parameters
from indexer.query.help import EXAMPLES, RULE
from indexer.schema import facets_of
from indexer.search import facet_values, search
from search_web.errors import NotHere
from search_web.links import LINKS
from search_web.results import by_letter, chips, latest, narrowed, results_page
from search_web.security import slot
from search_web.shapes import library_in_force

pages: Final = Blueprint("pages", __name__)
ALL_VALUES: Final = 1_000  # of one facet on a page: the most frequent ones
LOOKED_THROUGH: Final = 20_000  # values among which `?loc=` looks
LOC_CHARACTERS: Final = 100


@pages.get("/")
def home() -> str:
    """The front page: the box, three ways in, the newest bulletins."""
    documents = library_in_force().engine.stats().documents
    return render_template("home.html", p=Parameters(lang=g.lang), latest=latest(), documents=documents)


@pages.get("/tim-kiem")
def results() -> str:
    """One search as a page; every state of it is one address."""
    return results_page(read_parameters(request.args.items(multi=True), lenient=True))


@pages.get("/loc/<name>")
def values(name: str) -> str:
    """All values of one facet of a search, in the order of the alphabet; ``?loc=`` leaves those with its words."""
    asked = [(key, value) for key, value in request.args.items(multi=True) if key != "loc"]
    parameters, written = read_parameters(asked, lenient=True), request.args.get("loc", "")[:LOC_CHARACTERS].strip()
    field = next((field for field in facets_of(parameters.scope) if field.name == name), None)
    if field is None:
        raise NotHere(f"Không có bộ lọc “{name[:40]}”.", "Chọn một bộ lọc trên trang kết quả.")
    with slot():
        found = facet_values(library_in_force(), parameters, name, LOOKED_THROUGH)
    found = narrowed(found, name, written)
    return render_template(
        "values.html",
        p=parameters,
        field=field,
        label=field.label[g.lang == "en"],
        written=written,
        groups=by_letter(found[:ALL_VALUES], name),
        total=len(found),
        shown=min(len(found), ALL_VALUES),
        chips=chips(parameters),
    )


@pages.get("/do-phu")
def coverage() -> str:
    """What is in the index: how many bulletins, from when to when, by year."""
    library = library_in_force()
    with slot():
        found = search(library, Parameters(size=1), snippets=False)
        first, last = (_published(order) for order in ("oldest", "newest"))
    years = sorted(found.facets.get("year", ()), key=lambda value: value.value, reverse=True)
    return render_template(
        "coverage.html",
        documents=library.engine.stats().documents,
        years=years,
        most=max((year.count for year in years), default=1),
        first=first,
        last=last,
        counts=library.store.pages.counts(),
    )


def _published(order: Any) -> str | None:
    from json import loads

    hits = library_in_force().engine.search(Request(sort=order, size=1, hidden=library_in_force().hidden)).hits
    return loads(hits[0].stored).get("published") if hits else None


@pages.get("/tro-giup")
def help() -> str:  # noqa: A001 - the page's own name
    """How to search, with examples that are tested."""
    return render_template("help.html", p=Parameters(lang=g.lang), rule=RULE[g.lang], examples=EXAMPLES)


@pages.app_context_processor
def _links() -> dict[str, Any]:
    """Return what templates make addresses with."""
    return {**LINKS, "p_of": lambda name, value: Parameters(selections={name: (value,)}, lang=g.lang)}
