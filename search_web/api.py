"""For programs: JSON, exports, feeds and descriptions, with the same parameters as the pages."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from indexer.errors import NotFound
from indexer.export import RENDERERS
from indexer.extraction.record import directive_record
from indexer.parameters import read_parameters
from indexer.search import search
from search_web.security import slot
from search_web.shapes import library_in_force, settings_in_force

machines: Final = Blueprint("machines", __name__)


@machines.get("/tim-kiem.<kind>")
def found(kind: str) -> Response:
    """Any search as JSON, JSON lines, CSV, XLSX or Atom."""
    renderer = RENDERERS.get(kind)
    if renderer is None:
        raise NotFound(f"Không có dạng “{kind[:20]}”.", f"Các dạng: {', '.join(RENDERERS)}.")
    parameters = read_parameters(request.args.items(multi=True))
    with slot():
        chunks = renderer.render(library_in_force(), parameters, _base())
        response = Response(chunks, content_type=renderer.content_type)
    if renderer.download:
        response.headers["Content-Disposition"] = f'attachment; filename="bantin.{kind}"'
    return response


@machines.get("/api/v1/search")
def api_search() -> Response:
    """One search as JSON."""
    parameters = read_parameters(request.args.items(multi=True))
    with slot():
        return jsonify(search(library_in_force(), parameters).record())


@machines.get("/api/v1/directives")
def api_directives() -> Response:
    """Directives that match, each with its exact words."""
    parameters = read_parameters([*request.args.items(multi=True), ("scope", "chi-dao")])
    library = library_in_force()
    with slot():
        result = search(library, parameters, facets=False, snippets=False)
    records: list[dict[str, Any]] = []
    for hit in result.hits:
        stored = library.store.pages.get(hit.stored["bulletin"])
        records += [directive_record(stored.bulletin, d) for d in stored.facts.directives if d.n == hit.stored["n"]]
    return jsonify({"schema": 1, "total": result.total, "directives": records})


@machines.get("/healthz")
def healthz() -> Response:
    """Tell that the process answers."""
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@machines.get("/readyz")
def readyz() -> Response:
    """Tell that there is an index to answer from."""
    library = library_in_force()
    library.refresh()
    stats = library.engine.stats()
    return jsonify({"generation": stats.generation, "documents": dict(stats.documents)})


@machines.get("/opensearch.xml")
def opensearch_description() -> Response:
    """Describe the search box to browsers (OpenSearch 1.1)."""
    site = settings_in_force()
    template = f"{_base()}{url_for('pages.results')}?q={{searchTerms}}"
    text = render_template("opensearch.xml", name=site.site_name[:16], template=template)
    return Response(text, content_type="application/opensearchdescription+xml; charset=utf-8")


@machines.get("/robots.txt")
def robots() -> Response:
    """Tell crawlers what is worth their time: bulletins, not combinations of filters."""
    text = "User-agent: *\nDisallow: /tim-kiem\nDisallow: /api/\n"
    return Response(text, content_type="text/plain; charset=utf-8")


def _base() -> str:
    return settings_in_force().base_url.rstrip("/") or request.host_url.rstrip("/")
