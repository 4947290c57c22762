"""The front end's README names what exists, and leaves out no module and no address."""

from __future__ import annotations

import re
from pathlib import Path

import search_web
from tests.web.conftest import Site

FOLDER = Path(search_web.__file__).parent
TEXT = (FOLDER / "README.md").read_text(encoding="utf-8")


def test_every_module_is_told_and_every_told_module_exists() -> None:
    """Headings name the modules; `cli.py` and `demo.py` are the commands' own."""
    told = set(re.findall(r"\b(\w+\.py)\b", TEXT))
    there = {file.name for file in FOLDER.glob("*.py")} - {"__init__.py"}
    assert told <= there
    assert there - told <= {"cli.py", "demo.py", "shapes.py", "links.py"}


def test_every_address_of_the_table_is_routed_and_every_route_is_in_the_table(site: Site) -> None:
    """First parts of paths agree, both ways."""
    rows = re.findall(r"^\| (`/.*?) \|", TEXT, re.MULTILINE)
    told = {
        path.split("/")[1].partition(".")[0].partition("<")[0]
        for row in rows
        for path in re.findall(r"`(/[^`]*)`", row)
    }
    routed = {
        str(rule).split("/")[1].partition(".")[0].partition("<")[0].rstrip("-")
        for rule in site.app.url_map.iter_rules()
    }
    routed = {part for part in routed if part not in ("static", "")} | {"can-bo", "co-quan", "dia-ban", "van-ban"}
    assert told - {""} == routed
