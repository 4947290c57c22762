"""The Flask application: one factory that puts settings, library, views and protection together."""

from __future__ import annotations

from importlib import resources
from typing import Any, Final

from flask import Flask, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

from indexer.library import Library
from indexer.limits import QUERY_CHARACTERS
from indexer.settings import Settings
from search_web import api, security, views
from search_web.errors import register_errors
from search_web.language import install_languages
from search_web.shapes import FILTERS

BODY_BYTES: Final = 64 * 1024


def create_app(settings: Settings, library: Library | None = None) -> Flask:
    """Return the application over the data folder of the settings.

    ``library`` is an opened one to use instead (tests, `demo`). Raises `IndexUnusable` when there is nothing to serve.
    """
    app = Flask(__name__)
    app.config.update(
        MAX_CONTENT_LENGTH=BODY_BYTES,
        TRUSTED_HOSTS=[name.strip() for name in settings.trusted_hosts.split(",") if name.strip()] or None,
        SEND_FILE_MAX_AGE_DEFAULT=86_400,
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the same
    app.extensions["bantin"] = library or Library.open(settings)
    app.extensions["bantin_settings"] = settings
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    install_languages(app)
    app.register_blueprint(views.pages)
    app.register_blueprint(api.machines)
    register_errors(app)
    security.protect(app, settings)
    app.context_processor(_everywhere)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]  # Flask's own documented way
    return app


def _everywhere() -> dict[str, Any]:
    """Return what every template knows."""
    from search_web.shapes import settings_in_force

    return {
        "site": settings_in_force(),
        "lang": g.get("lang", "vi"),
        "query_characters": QUERY_CHARACTERS,
        "here": request.path,
    }


def static_text(name: str) -> str:
    """Return a packaged text file of the front end."""
    return resources.files("search_web").joinpath(name).read_text(encoding="utf-8")
