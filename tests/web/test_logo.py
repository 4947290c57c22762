"""The logo of the settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.errors import SettingsError
from search_web.logo import MOST_BYTES
from tests.web.conftest import Site, build

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'


def test_the_logo_of_the_settings_stands_on_every_page_under_an_address_that_may_be_kept(tmp_path: Path) -> None:
    """It is served from here, with its own type, and with the policy that runs nothing."""
    file = tmp_path / "biểu trưng.svg"
    file.write_text(LOGO, "utf-8")
    site = build(tmp_path, logo=str(file))
    page = site.client.get("/").get_data(as_text=True)
    address = page.partition('<img src="')[2].partition('"')[0]
    assert address.startswith("/logo?v=")
    answer = site.client.get(address)
    assert answer.get_data(as_text=True) == LOGO
    assert answer.content_type == "image/svg+xml"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_without_one_bantins_own_is_shown(site: Site) -> None:
    assert '<img src="/static/icon.svg' in site.client.get("/").get_data(as_text=True)
    answer = site.client.get("/logo")
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("name", "content"),
    [("logo.exe", b"x"), ("none.png", None), ("large.png", b"x" * (MOST_BYTES + 1)), ("empty.png", b"")],
)
def test_a_logo_that_cannot_be_shown_stops_the_start_and_is_named(
    name: str, content: bytes | None, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(SettingsError, match=name):
        build(tmp_path, logo=str(tmp_path / name))
