"""Files that machines fetch: exports and feeds of any search, health and numbers, what crawlers look for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final
from xml.sax.saxutils import escape

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from indexer.addresses import bulletin_path
from indexer.errors import BantinError
from indexer.export import RENDERERS, ROWS
from indexer.parameters import read_parameters
from indexer.publishing import known_change
from search_web.errors import NotHere
from search_web.links import base, static_url
from search_web.metrics import metrics_in_force
from search_web.security import export_slot
from search_web.shapes import library_in_force, settings_in_force

machines: Final = Blueprint("machines", __name__)
SITEMAP_URLS: Final = 5_000  # the standard allows 50,000
SITEMAPS: Final = 50_000  # that an index may name
FORMS: Final = ("json", "jsonl", "csv", "xlsx", "atom")


@machines.get("/tim-kiem.<kind>")
def found(kind: str) -> Response:
    """Any search as JSON, JSON lines, CSV, XLSX or Atom."""
    if kind not in FORMS:
        raise NotHere(f"Không có dạng “{kind[:20]}”.", f"Các dạng: {', '.join(FORMS)}.")
    renderer = RENDERERS[kind]
    parameters = read_parameters(request.args.items(multi=True))
    chunks = export_slot(renderer.render(library_in_force(), parameters, base()))
    first = next(chunks, b"")  # what cannot be asked shows here, before any header is sent
    body: Iterator[bytes] | bytes = chain([first], chunks) if renderer.download else first + b"".join(chunks)
    response = Response(body, content_type=renderer.content_type)
    if renderer.download:
        response.headers["Content-Disposition"] = f'attachment; filename="bantin.{kind}"'
        response.headers["X-Limit-Rows"] = str(ROWS)
    return response


@machines.get("/healthz")
def healthz() -> Response:
    """Tell that the process answers."""
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@machines.get("/readyz")
def readyz() -> Response:
    """Tell whether there is an index to answer from, and whether it is sound: 200 ok or degraded, 503 not ready."""
    library = library_in_force()
    try:
        library.refresh()
        stats = library.engine.stats()
    except BantinError as error:
        response = jsonify({"status": "unavailable", "reason": error.kind})
        response.status_code = 503
        return response
    passed_over = tuple(getattr(library.engine, "degraded", ()))  # newer generations that are damaged
    known = known_change(library.store, library.engine)
    return jsonify(
        {
            "status": "degraded" if passed_over else "ok",
            "generation": stats.generation,
            "documents": dict(stats.documents),
            "damaged": len(passed_over),
            "behind": None if known is None else len(library.store.pages.changed_since(known)),
            "failures": len(library.store.failures.all()),
        }
    )


@machines.get("/metrics")
def metrics() -> Response:
    """Counters of this process in Prometheus' text format."""
    gauges: dict[str, float] = {}
    try:
        stats = library_in_force().engine.stats()
        gauges = {f'bantin_documents{{scope="{scope}"}}': count for scope, count in stats.documents.items()}
        gauges["bantin_index_bytes"] = stats.size
    except BantinError:
        gauges["bantin_index_usable"] = 0
    return Response(metrics_in_force().text(gauges), content_type="text/plain; version=0.0.4; charset=utf-8")


@machines.get("/opensearch.xml")
def opensearch_description() -> Response:
    """Describe the search box to browsers (OpenSearch 1.1)."""
    site = settings_in_force()
    text = render_template(
        "opensearch.xml",
        name=site.site_name[:16],
        template=f"{base()}{url_for('pages.results')}?q={{searchTerms}}",
        suggestions=f"{base()}{url_for('api.suggest_opensearch')}?q={{searchTerms}}",
        icon=f"{base()}{static_url('icon.svg')}",
    )
    return Response(text, content_type="application/opensearchdescription+xml; charset=utf-8")


@machines.get("/robots.txt")
def robots() -> Response:
    """Tell crawlers what is worth their time: bulletins, not combinations of filters."""
    closed = "".join(f"Disallow: {path}\n" for path in ("/tim-kiem", "/loc/", "/api/"))
    text = f"User-agent: *\n{closed}Sitemap: {base()}/sitemap.xml\n"
    return Response(text, content_type="text/plain; charset=utf-8")


@machines.get("/sitemap.xml")
def sitemap_index() -> Response:
    """List the sitemaps: each a stretch of the bulletins, in the order in which they became known."""
    parts = max(1, -(-len(library_in_force().store.pages.live()) // SITEMAP_URLS))
    rows = "".join(f"<sitemap><loc>{escape(base())}/sitemap-{n}.xml</loc></sitemap>" for n in range(1, parts + 1))
    return _xml("sitemapindex", rows)


@machines.get("/sitemap-<int:n>.xml")
def sitemap(n: int) -> Response:
    """List a stretch of the bulletins."""
    pages = library_in_force().store.pages
    listed = pages.listed((n - 1) * SITEMAP_URLS, SITEMAP_URLS) if 0 < n <= SITEMAPS else []
    if not listed:
        raise NotHere("Không có sơ đồ trang này.", "Xem /sitemap.xml.")
    return _xml("urlset", "".join(_url(*row) for row in listed))


def _url(bulletin_id: str, title: str, day: str | None) -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{escape(base() + bulletin_path(bulletin_id, title))}</loc>{changed}</url>"


def _xml(root: str, rows: str) -> Response:
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{namespace}">{rows}</{root}>\n'
    return Response(text, content_type="application/xml; charset=utf-8")
