"""For programs: JSON with the parameters of the pages, errors as problem+json; /api/v1/openapi.json describes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response, jsonify, request

from indexer.errors import UnknownParameter
from indexer.extraction.record import directive_record, record
from indexer.limits import QUERY_CHARACTERS
from indexer.parameters import Parameters, read_parameters
from indexer.query.suggest import complete
from indexer.schema import BY_NAME, SCOPES, Scope, facets_of
from indexer.search import facet_values, search
from indexer.store.records import Stored
from search_web.errors import NotHere
from search_web.openapi import description
from search_web.security import slot
from search_web.shapes import library_in_force

api: Final = Blueprint("api", __name__, url_prefix="/api/v1")
FACET_LIMIT: Final = 1_000
SUGGESTIONS: Final = 8
PREFIX_CHARACTERS: Final = 200


@api.get("/search")
def api_search() -> Response:
    """One search."""
    parameters = read_parameters(request.args.items(multi=True))
    with slot():
        return jsonify(search(library_in_force(), parameters).record())


@api.get("/bulletins")
def bulletins() -> Response:
    """Bulletins that match, without facets."""
    return _listed("ban-tin", "bulletins")


@api.get("/bulletins/<bulletin_id>")
def bulletin(bulletin_id: str) -> Response:
    """One bulletin: its text and everything extracted from it; offsets count code points of that text."""
    stored = library_in_force().store.pages.get(bulletin_id)
    b = stored.bulletin
    return jsonify(
        {
            "schema": 1,
            **record(b, stored.facts),
            "text": b.text,
            "body": b.body,
            "source": b.source,
            "address": b.address,
            "scanned": b.scanned,
            "tags": list(b.tags),
            "attachments": [{"name": file.name, "address": file.address} for file in b.attachments],
            "version": stored.version,
            "seen": stored.seen,
            "aliases": list(stored.aliases),
        }
    )


@api.get("/directives")
def directives() -> Response:
    """Directives that match, each with its exact words."""
    parameters = _in_scope("chi-dao")
    library = library_in_force()
    with slot():
        result = search(library, parameters, facets=False, snippets=False)
    kept: dict[str, Stored] = {}
    records: list[dict[str, Any]] = []
    for hit in result.hits:
        name = hit.stored["bulletin"]
        stored = kept.setdefault(name, kept.get(name) or library.store.pages.get(name))
        records += [directive_record(stored.bulletin, d) for d in stored.facts.directives if d.n == hit.stored["n"]]
    return jsonify({"schema": 1, "total": result.total, "directives": records})


@api.get("/directives/<directive_id>")
def directive(directive_id: str) -> Response:
    """One directive by its address ``<bulletin id>-<n>``."""
    bulletin_id, _dash, n = directive_id.rpartition("-")
    stored = library_in_force().store.pages.get(bulletin_id)
    for found in stored.facts.directives:
        if str(found.n) == n:
            return jsonify({"schema": 1, **directive_record(stored.bulletin, found)})
    raise NotHere("Không có chỉ đạo này.", "Xem danh sách: /api/v1/directives")


@api.get("/officials")
def officials() -> Response:
    """Officials that a query finds: name, posts over time, first and last day seen."""
    with slot():
        found = search(library_in_force(), _in_scope("can-bo"), facets=False, snippets=False)
    rows = [{"id": hit.id, "name": hit.title, "url": hit.url, **_without_title(hit.stored)} for hit in found.hits]
    return jsonify({"schema": 1, "total": found.total, "officials": rows})


def _without_title(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in stored.items() if name != "title"}


@api.get("/facets/<name>")
def facet(name: str) -> Response:
    """All values of a facet of a search, most frequent first, at most 1,000."""
    parameters = read_parameters(request.args.items(multi=True))
    if name not in {field.name for field in facets_of(parameters.scope)}:
        raise NotHere("Không có bộ lọc này.", f"Các bộ lọc: {', '.join(f.name for f in facets_of(parameters.scope))}.")
    with slot():
        values = facet_values(library_in_force(), parameters, name, FACET_LIMIT)
    rows = [{"value": v.value, "label": v.value, "count": v.count, "selected": v.selected} for v in values]
    return jsonify({"schema": 1, "name": name, "label": BY_NAME[name].label[0], "values": rows})


@api.get("/suggest")
def suggest() -> Response:
    """Queries that begin so and have results."""
    text, scope = _beginning()
    return jsonify({"schema": 1, "query": text, "suggestions": _completed(text, scope)})


@api.get("/suggest/opensearch")
def suggest_opensearch() -> Response:
    """The same in the form that browsers want (OpenSearch suggestions)."""
    text, scope = _beginning()
    response = jsonify([text, _completed(text, scope)])
    response.content_type = "application/x-suggestions+json; charset=utf-8"
    return response


@api.get("/openapi.json")
def openapi() -> Response:
    """This interface, described in OpenAPI 3.1."""
    return jsonify(description())


@api.after_request
def _limits(response: Response) -> Response:
    response.headers["X-Limit-Query-Characters"] = str(QUERY_CHARACTERS)
    return response


def _in_scope(scope: Scope) -> Parameters:
    return read_parameters([*((k, v) for k, v in request.args.items(multi=True) if k != "scope"), ("scope", scope)])


def _listed(scope: Scope, name: str) -> Response:
    with slot():
        found = search(library_in_force(), _in_scope(scope), facets=False).record()
    return jsonify({"schema": 1, "total": found["total"], name: found["hits"]})


def _beginning() -> tuple[str, Scope]:
    for name in request.args:
        if name not in ("q", "scope", "lang"):
            raise UnknownParameter(f"Không có tham số “{name[:40]}”.", "Các tham số: q, scope, lang.")
    scope = request.args.get("scope") or "ban-tin"
    for known in SCOPES:
        if scope == known:
            return request.args.get("q", "")[:PREFIX_CHARACTERS].strip(), known
    raise UnknownParameter(f"“{scope[:40]}” không dùng được cho “scope”.", f"Các giá trị: {', '.join(SCOPES)}.")


def _completed(text: str, scope: Scope) -> list[str]:
    if len(text) < 2:
        return []
    with slot():
        return complete(text, library_in_force().engine, scope, SUGGESTIONS)
