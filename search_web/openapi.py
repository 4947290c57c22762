"""The interface for programs as OpenAPI 3.1, built from the tables that the program itself reads."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, get_args

from indexer.engine.port import Sort
from indexer.limits import PAGE, QUERY_CHARACTERS, SIZE
from indexer.parameters import NAMES, PAGE_SIZE, SELECTIONS, VALUES_A_FIELD
from indexer.schema import BY_NAME, FACETS, SCOPES

_Schema = dict[str, Any]
_DAY: Final = r"^(([0-9]{1,2}/)?[0-9]{1,2}/)?[0-9]{4}$|^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"

# One row a parameter: its schema and what it means. Those that select a value follow from FIELDS.
_SINGLE: Final[dict[str, tuple[_Schema, str]]] = {
    "q": ({"type": "string", "maxLength": QUERY_CHARACTERS}, "the query, in words"),
    "scope": ({"type": "string", "enum": list(SCOPES), "default": "ban-tin"}, "what is searched"),
    "from": ({"type": "string", "pattern": _DAY}, "first day of publication: d/m/yyyy, m/yyyy, yyyy or ISO"),
    "to": ({"type": "string", "pattern": _DAY}, "last day of publication"),
    "sort": ({"type": "string", "enum": list(get_args(Sort))}, "order; relevance with a query, else newest"),
    "page": ({"type": "integer", "minimum": 1, "maximum": PAGE, "default": 1}, "page of results"),
    "after": ({"type": "string"}, "go on behind this hit: its `after`"),
    "size": ({"type": "integer", "minimum": 1, "maximum": SIZE, "default": PAGE_SIZE}, "results a page"),
    "lang": ({"type": "string", "enum": ["vi", "en"], "default": "vi"}, "language of descriptions"),
}
_TEXT: Final[_Schema] = {"type": "string"}
_MAYBE: Final[_Schema] = {"type": ["string", "null"]}
_COUNT: Final[_Schema] = {"type": "integer", "minimum": 0}


def _object(required: dict[str, _Schema], **more: _Schema) -> _Schema:
    return {"type": "object", "required": list(required), "properties": {**required, **more}}


def _list(item: _Schema) -> _Schema:
    return {"type": "array", "items": item}


def _schemas() -> dict[str, _Schema]:
    value = _object({"value": _TEXT, "label": _TEXT, "count": _COUNT, "selected": {"type": "boolean"}})
    hit = _object(
        {"id": _TEXT, "scope": {"enum": list(SCOPES)}, "title": _TEXT, "published": _MAYBE, "url": _TEXT,
         "snippet": _TEXT, "marks": _list(_list(_COUNT)), "score": {"type": "number"}, "why": _list(_TEXT)},
        after=_TEXT,
    )  # fmt: skip
    directive = _object(
        {"id": _TEXT, "bulletin": _TEXT, "n": _COUNT, "number": _MAYBE, "text": _TEXT, "start": _COUNT, "end": _COUNT,
         "giver": _MAYBE, "giver_post": _MAYBE, "addressees": _list(_TEXT), "force": _MAYBE, "due": _MAYBE,
         "published": _MAYBE},
    )  # fmt: skip
    post = _object({"title": _TEXT, "body": _MAYBE, "first": _MAYBE, "last": _MAYBE}, former={"type": "boolean"})
    official = _object({"id": _TEXT, "name": _TEXT, "url": _TEXT, "posts": _list(post), "bulletins": _COUNT})
    query = _object({"text": _TEXT, "described": _TEXT, "notes": _list(_TEXT)})
    one = {"const": 1}
    error = _object({"type": _TEXT, "title": _TEXT, "detail": _TEXT, "hint": _TEXT})
    return {
        "Search": _object(
            {"schema": one, "query": query, "total": _COUNT, "partial": {"type": "boolean"}, "hits": _list(hit),
             "facets": {"type": "object", "additionalProperties": _list(value)}}),
        "Bulletins": _object({"schema": one, "total": _COUNT, "bulletins": _list(hit)}),
        "Bulletin": _object(
            {"schema": one, "id": _TEXT, "title": _TEXT, "text": _TEXT, "published": _MAYBE, "kind": _TEXT,
             "officials": _list({"type": "object"}), "directives": _list(directive)}),
        "Directives": _object({"schema": one, "total": _COUNT, "directives": _list(directive)}),
        "Directive": directive,
        "Officials": _object({"schema": one, "total": _COUNT, "officials": _list(official)}),
        "Facet": _object({"schema": one, "name": _TEXT, "label": _TEXT, "values": _list(value)}),
        "Suggestions": _object({"schema": one, "query": _TEXT, "suggestions": _list(_TEXT)}),
        "Problem": _object(
            {"type": _TEXT, "title": _TEXT, "status": {"type": "integer"}, "detail": _TEXT}, schema=one, error=error
        ),
    }  # fmt: skip


def _parameter(name: str) -> _Schema:
    if name in SELECTIONS:
        values = {"type": "array", "items": _TEXT}
        text = f"{BY_NAME[name].label[1]}: one of these values (repeat the parameter, at most {VALUES_A_FIELD})"
        return {"name": name, "in": "query", "description": text, "schema": values, "style": "form", "explode": True}
    schema, text = _SINGLE[name]
    if name != "q":  # forms send what was left empty; it counts as left out
        schema = {"anyOf": [schema, {"type": "string", "pattern": r"^\s*$"}]}
    return {"name": name, "in": "query", "description": text, "schema": schema}


def _in_path(name: str, schema: _Schema, text: str) -> _Schema:
    return {"name": name, "in": "path", "required": True, "description": text, "schema": schema}


def _operation(summary: str, schema: str, parameters: list[_Schema], *, missing: bool = False) -> _Schema:
    def answer(text: str, kind: str, name: str) -> _Schema:
        return {"description": text, "content": {kind: {"schema": {"$ref": f"#/components/schemas/{name}"}}}}

    answers = {
        "200": answer("found", "application/json", schema),
        "304": {"description": "not changed since the answer with this ETag"},
        "400": answer("the request is wrong", "application/problem+json", "Problem"),
        "503": answer("busy, or no index; see Retry-After", "application/problem+json", "Problem"),
    }
    if missing:
        answers["404"] = answer("there is no such thing", "application/problem+json", "Problem")
        answers["410"] = answer("taken down on request", "application/problem+json", "Problem")
    return {"get": {"summary": summary, "parameters": parameters, "responses": dict(sorted(answers.items()))}}


@lru_cache(maxsize=1)
def description() -> _Schema:
    """Return the OpenAPI document."""
    every = [_parameter(name) for name in NAMES]
    inside = [parameter for parameter in every if parameter["name"] != "scope"]
    identity = {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,80}$"}
    facet = _in_path("name", {"type": "string", "enum": [field.name for field in FACETS]}, "name of the facet")
    few = [_parameter(name) for name in ("q", "scope", "lang")]
    return {
        "openapi": "3.1.0",
        "info": {"title": "bantin", "version": "1", "description": "Search over official bulletins in Vietnamese."},
        "paths": {
            "/api/v1/search": _operation("One search, with facets", "Search", every),
            "/api/v1/bulletins": _operation("Bulletins that match", "Bulletins", inside),
            "/api/v1/bulletins/{id}": _operation(
                "One bulletin with all facts",
                "Bulletin",
                [_in_path("id", identity, "id of the bulletin")],
                missing=True,
            ),
            "/api/v1/directives": _operation("Directives that match, in their exact words", "Directives", inside),
            "/api/v1/directives/{id}": _operation(
                "One directive", "Directive", [_in_path("id", identity, "<bulletin id>-<n>")], missing=True
            ),
            "/api/v1/officials": _operation("Officials that a query finds", "Officials", inside),
            "/api/v1/facets/{name}": _operation("All values of a facet", "Facet", [facet, *every], missing=True),
            "/api/v1/suggest": _operation("Queries that begin so and have results", "Suggestions", few),
        },
        "components": {"schemas": _schemas()},
    }
