"""Profiles of portals: data in a file, matched against a page."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources

from selectolax.lexbor import LexborHTMLParser


@dataclass(frozen=True, slots=True)
class Profile:
    """CSS selectors of one kind of portal; see `profiles.toml`."""

    name: str
    marks: tuple[str, ...]
    title: tuple[str, ...]
    published: tuple[str, ...]
    body: tuple[str, ...]
    drop: tuple[str, ...]
    tags: tuple[str, ...]
    attachments: tuple[str, ...]


@cache
def profiles() -> tuple[Profile, ...]:
    """Return all profiles, in the order in which they are tried."""
    table = tomllib.loads(resources.files("indexer.reading").joinpath("profiles.toml").read_text("utf-8"))
    rest = [field.name for field in fields(Profile) if field.name != "name"]
    return tuple(Profile(row["name"], **{key: tuple(row[key]) for key in rest}) for row in table["profile"])


def profile_for(tree: LexborHTMLParser) -> Profile | None:
    """Return the first profile that fits a page: its marks and a body are there."""
    for profile in profiles():
        if all(tree.css_first(mark) for mark in profile.marks) and any(tree.css_first(body) for body in profile.body):
            return profile
    return None
