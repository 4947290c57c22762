"""A front end over the shipped corpus and a few awkward bulletins, kept in memory and in a temporary store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.engine.engines import open_engine
from indexer.library import Library
from indexer.operations import remove
from indexer.pipeline import index
from indexer.settings import Settings, load_settings
from indexer.store import Store
from search_web.app import create_app

PROJECT = Path(__file__).resolve().parent.parent.parent
HOSTILE = "<script>alert(\"xss\")</script> </title> =cmd|'/C calc'!A1 \"'> {{7*7}} \u2028"
SCRIPT_END = "</script><script>alert(1)</script>"

AWKWARD: tuple[dict[str, Any], ...] = (
    {
        "id": "hostile-1",
        "title": HOSTILE,
        "published": "2024-02-01",
        "text": f"Sáng ngày 01/02/2024, đồng chí Nguyễn Văn {SCRIPT_END} phát biểu.\n\n"
        f"Đồng chí Lê Văn Thử, Chủ tịch UBND huyện yêu cầu các xã {SCRIPT_END} báo cáo trước ngày 15/3/2024.",
    },
    {
        "id": "formula-1",
        "title": '=HYPERLINK("http://x","y")',
        "published": "2024-02-02",
        "text": "Thông báo công thức.",
    },
    {
        "id": "same-1",
        "title": "Họp bệnh viện",
        "published": "2019-02-04",
        "text": "Bác sĩ Lê Văn Trùng, Giám đốc Bệnh viện Đa khoa tỉnh Lào Cai chủ trì hội nghị.",
    },
    {
        "id": "same-2",
        "title": "Họp Đoàn",
        "published": "2024-02-04",
        "text": "Đồng chí Lê Văn Trùng, Bí thư Huyện đoàn Cái Nước, tỉnh Cà Mau phát biểu.",
    },
    {
        "id": "undated-1",
        "title": "Thông báo không ghi ngày",
        "published": "",
        "text": "Nội dung thông báo tiếp công dân.",
    },
    {
        "id": "twin-1",
        "title": "Bản trùng",
        "published": "2024-02-03",
        "text": "Hai địa chỉ cho cùng một nội dung bản trùng.",
    },
    {
        "id": "twin-2",
        "title": "Bản trùng",
        "published": "2024-02-03",
        "text": "Hai địa chỉ cho cùng một nội dung bản trùng.",
    },
    {
        "id": "gone-1",
        "title": "Bản bí mật phải gỡ",
        "published": "2024-02-04",
        "text": "Nội dung phải gỡ về ông Trần Bị Gỡ.",
    },
    {
        "id": "edited-1",
        "title": "Bản có sửa",
        "published": "2024-02-05",
        "text": "Đoạn thứ nhất.\n\nĐoạn thứ hai sẽ được sửa.",
    },
)
EDITED = {**AWKWARD[-1], "text": "Đoạn thứ nhất.\n\nĐoạn thứ hai đã được sửa lại."}


@dataclass(frozen=True, slots=True)
class Site:
    """An application, its library, and a client to ask it."""

    app: Flask
    library: Library
    settings: Settings
    client: FlaskClient


def build(folder: Path, **options: Any) -> Site:
    """Return a site over corpus and awkward bulletins whose data stand in a folder."""
    written = {
        "site_name": "Bản tin Phú Tân",
        "site_note": "Huyện Phú Tân, tỉnh Cà Mau",
        "contact": "bantin@example.vn",
    }
    settings = load_settings(data_dir=str(folder / "data"), environment={}, **{**written, **options})
    engine = open_engine("memory")
    lines = folder / "awkward.jsonl"
    with Store.open(folder / "data") as store:
        for versions in (AWKWARD, (*AWKWARD[:-1], EDITED)):
            lines.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in versions), encoding="utf-8")
            report = index([PROJECT / "corpus" / "bulletins", lines], store, engine)
            assert not report.failed
        remove(store, engine, "gone-1", "test")
    library = Library(settings, engine, Store.open(folder / "data", readonly=True))
    app = create_app(settings, library)
    return Site(app, library, settings, app.test_client())


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One site for all tests that only read."""
    made = build(tmp_path_factory.mktemp("site"))
    yield made
    made.library.close()


@pytest.fixture
def client(site: Site) -> FlaskClient:
    """A client of the one site."""
    return site.app.test_client()


@pytest.fixture(scope="session")
def seed(site: Site) -> str:
    """The id of the seed bulletin."""
    found = site.app.test_client().get("/tim-kiem.json?q=neu+cao+tinh+than+trach+nhiem").get_json()
    assert isinstance(found, dict)
    return str(found["hits"][0]["id"])
