"""Addresses as pages make them: of searches, bulletins, subjects; each keeps the reader's language."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from importlib import resources
from typing import Any, Final
from urllib.parse import quote, quote_plus, urlencode

from flask import g, request, url_for

from indexer.addresses import bulletin_path as path_of_bulletin
from indexer.addresses import slug
from indexer.parameters import TRACKING, Parameters
from search_web.shapes import in_english, settings_in_force

# Fields whose values have a page of their own: the first part of its address.
SUBJECTS: Final = {"official": "can-bo", "body": "co-quan", "place": "dia-ban", "number": "van-ban"}
SWITCH_CHARACTERS: Final = 2_000
bulletin_path: Final = lru_cache(maxsize=4_096)(path_of_bulletin)  # a hit links to its bulletin twice and more


def local(path: str, **query: str | int | None) -> str:
    """Return a path with a query, and with the language when it is not Vietnamese; an anchor stays at the end."""
    path, mark, anchor = path.partition("#")
    pairs = [(name, str(value)) for name, value in query.items() if value not in (None, "")]
    if in_english():
        pairs.append(("lang", "en"))
    joint = "&" if "?" in path else "?"
    return path + (f"{joint}{urlencode(pairs)}" if pairs else "") + mark + anchor


def page_url(endpoint: str, **values: Any) -> str:
    """Return the address of a page in the reader's language."""
    return local(url_for(endpoint, **values))


def absolute(path: str) -> str:
    """Return a path as a whole address: under the configured base, else under the host that was asked."""
    return f"{base()}{path}"


def base() -> str:
    """Return the site's own address, without a slash at its end."""
    return settings_in_force().base_url.rstrip("/") or request.host_url.rstrip("/")


def search_url(parameters: Parameters, **changes: Any) -> str:
    """Return the address of a search, canonical: parameters in one order, defaults left out."""
    changed = replace(parameters, **changes) if changes else parameters
    text = changed.query_string()
    return url_for("pages.results") + (f"?{text}" if text else "")


def toggle_url(parameters: Parameters, field: str, value: str, selected: bool) -> str:
    """Return the address that adds a value to the selection, or takes it away."""
    return search_url(parameters.without_value(field, value) if selected else parameters.with_value(field, value))


def toggle_urls(parameters: Parameters, field: str) -> Callable[[str, bool], str]:
    """Return `toggle_url` for the values of one field: a page has a hundred, and what they share is written once."""
    if parameters.selections.get(field):
        return partial(toggle_url, parameters, field)
    # In an address "=" stands only between a name and its value, so this is found once and nowhere else.
    before, _mark, after = search_url(parameters.with_value(field, "\0")).partition(f"{field}=%00")
    return lambda value, _selected: f"{before}{field}={quote_plus(value)}{after}"


def machine_url(parameters: Parameters, kind: str) -> str:
    """Return the address of a search in another form: csv, xlsx, json, jsonl, atom."""
    text = replace(parameters, page=1, after=None, lang="vi").query_string()
    return url_for("machines.found", kind=kind) + (f"?{text}" if text else "")


def bulletin_url(bulletin_id: str, title: str = "", n: int | None = None, q: str = "", at: int | None = None) -> str:
    """Return the address of a bulletin: at its n-th directive, or at the passage that holds character ``at``."""
    path = bulletin_path(bulletin_id, title, n)
    return local(f"{path}#trung", q=q, tai=at) if at is not None and not n else local(path, q=q)


def directive_url(bulletin_id: str, n: int) -> str:
    """Return the address of a directive's own page."""
    return page_url("reading.directive", directive_id=f"{bulletin_id}-{n}")


def day_url(iso: str) -> str:
    """Return the address of a day's page."""
    year, month, day = iso[:10].split("-")
    return local(f"/ngay/{year}/{month}/{day}")


def subject_url(field: str, value: str) -> str:
    """Return the address of the page of an official, a body, a place or a document number."""
    return local(f"/{SUBJECTS[field]}/{quote(slug(value, None))}") if slug(value) else chosen_url(field, value)


def chosen_url(field: str, value: str, scope: str = "ban-tin") -> str:
    """Return the address of everything that has a value of a field."""
    return search_url(Parameters(scope=scope, selections={field: (value,)}, lang=g.lang))  # type: ignore[arg-type]  # one of SCOPES


def recognised_url(parameters: Parameters, field: str, value: str) -> str:
    """Return the address of a search whose words were recognised as the value of a field."""
    if field == "published":
        since, _dots, until = value.partition("..")
        return search_url(replace(parameters, q="", since=since, until=until or since, page=1, after=None))
    return search_url(replace(parameters.with_value(field, value), q=""))


def switch_url() -> str:
    """Return this very page in the other language."""
    if len(request.query_string) > SWITCH_CHARACTERS:
        return request.path if in_english() else f"{request.path}?lang=en"
    pairs = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    pairs = [(name, value) for name, value in pairs if not TRACKING.fullmatch(name)]
    if not in_english():
        pairs.append(("lang", "en"))
    return quote(request.path) + (f"?{urlencode(pairs)}" if pairs else "")


@lru_cache(maxsize=16)
def _content(name: str) -> str:
    data = resources.files("search_web").joinpath("static", name).read_bytes()
    return hashlib.sha256(data).hexdigest()[:8]


def static_url(name: str) -> str:
    """Return the address of a static file; it changes with the content, so that browsers may keep the file for long."""
    return url_for("static", filename=name, v=_content(name))


def contact_url(contact: str) -> str:
    """Return where an error of this page is reported: a letter that names the page, or the address in the settings."""
    if "@" not in contact or "/" in contact:
        return contact
    return f"mailto:{contact}?{urlencode({'subject': f'Báo lỗi: {request.path}'}, quote_via=quote)}"


LINKS: Final[dict[str, Callable[..., Any]]] = {
    "absolute": absolute,
    "local": local,
    "page_url": page_url,
    "search_url": search_url,
    "toggle_urls": toggle_urls,
    "machine_url": machine_url,
    "bulletin_url": bulletin_url,
    "directive_url": directive_url,
    "day_url": day_url,
    "subject_url": subject_url,
    "chosen_url": chosen_url,
    "recognised_url": recognised_url,
    "switch_url": switch_url,
    "static_url": static_url,
    "contact_url": contact_url,
}
