"""The Flask application: one factory that puts settings, library, views and protection together."""

from __future__ import annotations

from typing import Any, Final

from flask import Flask, g
from werkzeug.middleware.proxy_fix import ProxyFix

from indexer.library import Library
from indexer.limits import QUERY_CHARACTERS
from indexer.settings import Settings
from search_web import security
from search_web.api import api
from search_web.bulletins import reading
from search_web.caching import install_caching
from search_web.errors import register_errors
from search_web.language import install_languages
from search_web.logo import install_logo
from search_web.machines import machines
from search_web.metrics import install_metrics
from search_web.shapes import FILTERS, settings_in_force
from search_web.structured import of_service, of_site
from search_web.subjects import subjects
from search_web.views import pages

BODY_BYTES: Final = 64 * 1024
STATIC_SECONDS: Final = 365 * 86_400  # addresses of static files change with their content
BLUEPRINTS: Final = (pages, reading, subjects, machines, api)


def create_app(settings: Settings, library: Library | None = None) -> Flask:
    """Return the application over the data folder of the settings.

    ``library`` is an opened one to use instead (tests, `demo`). Raises `IndexUnusable` when there is nothing to serve.
    """
    app = Flask(__name__)
    app.config.update(
        MAX_CONTENT_LENGTH=BODY_BYTES,
        TRUSTED_HOSTS=[name.strip() for name in settings.trusted_hosts.split(",") if name.strip()] or None,
        SEND_FILE_MAX_AGE_DEFAULT=STATIC_SECONDS,
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the same
    app.url_map.merge_slashes = False
    app.extensions["bantin"] = library or Library.open(settings)
    app.extensions["bantin_settings"] = settings
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    install_metrics(app)
    install_languages(app)
    security.protect(app, settings)
    install_caching(app)
    install_logo(app, settings)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    register_errors(app)
    app.context_processor(_everywhere)
    if count := settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]  # Flask's own documented way
    return app


def _everywhere() -> dict[str, Any]:
    """Return what every template knows."""
    return {
        "site": settings_in_force(),
        "lang": g.get("lang", "vi"),
        "query_characters": QUERY_CHARACTERS,
        "structured_site": of_site,
        "structured_service": of_service,
    }
