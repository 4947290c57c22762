"""For other WSGI servers: ``gunicorn --config search_web/deploy/gunicorn.conf.py 'search_web.wsgi:application()'``."""

from __future__ import annotations

import logging
import sys

from flask import Flask

from indexer.settings import load_settings
from search_web.app import create_app


def application() -> Flask:
    """Return the application over the settings of the environment and of `bantin.toml`."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    return create_app(load_settings())
