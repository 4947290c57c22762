"""Vietnamese first, English second: templates are written in Vietnamese, a table gives the English of each string."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

from flask import Flask, g, request

LANGUAGES: Final = ("vi", "en")


@cache
def english() -> Mapping[str, str]:
    """Return the English of each Vietnamese string (`translations/en.tsv`)."""
    text = resources.files("search_web").joinpath("translations/en.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


def translate(text: str) -> str:
    """Return a string of the interface in the reader's language; what has no translation stays Vietnamese."""
    return english().get(text, text).split("|")[-1] if g.get("lang") == "en" else text


def _plural(_one: str, many: str, number: int) -> str:
    # Vietnamese has no plural; English has two forms, written "%(num)s result|%(num)s results" in the table.
    if g.get("lang") != "en":
        return many
    forms = english().get(many, many).split("|")
    return forms[0] if number == 1 else forms[-1]


def install_languages(app: Flask) -> None:
    """Let templates say ``{{ _("…") }}``, and take the language of a request from its ``lang`` parameter."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(translate, _plural, newstyle=True)  # type: ignore[attr-defined]  # given by the extension
    app.before_request(_choose)


def _choose() -> None:
    g.lang = request.args.get("lang", "vi") if request.args.get("lang") in LANGUAGES else "vi"
