"""Vietnamese first, English whole: every string of the interface has its English, dates and numbers their form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from flask.testing import FlaskClient

import search_web
from indexer.bulletin import BulletinKind
from indexer.query.help import EXAMPLES, RULE
from indexer.schema import NO_DUE_DATE, UNKNOWN_DATE
from search_web import errors, results, shapes, subjects
from search_web.language import english
from tests.web.conftest import Site
from tests.web.pages import Page

FOLDER = Path(search_web.__file__).parent
_IN_TEMPLATE = re.compile(r"""(?:(?<![\w.])_|ngettext)\(\s*(?:"([^"]*)"|'([^']*)')""")
_IN_MODULE = re.compile(r"""(?<![\w.])(?:_|translate)\(\s*(?:"([^"]*)"|'([^']*)')""")


def strings() -> Iterator[str]:
    """Yield every Vietnamese string of the interface."""
    for pattern, files in ((_IN_TEMPLATE, FOLDER.glob("templates/*")), (_IN_MODULE, FOLDER.glob("*.py"))):
        for file in files:
            for found in pattern.finditer(file.read_text(encoding="utf-8")):
                yield found[1] or found[2]
    for heading, hint in errors.SAID.values():
        yield from (heading, hint)
    yield from results.ORDERS.values()
    yield from shapes.ZONES.values()
    yield from (heading for rows in subjects.ALSO.values() for heading, _scope, _field in rows)
    yield from (*get_args(BulletinKind), UNKNOWN_DATE, NO_DUE_DATE)


def test_every_string_has_its_english_and_none_is_left_over() -> None:
    """The table is exactly the interface."""
    assert set(strings()) - {"…"} == set(english())


def test_the_table_is_sorted_unique_and_whole() -> None:
    """Two columns a row, in order; plurals have two forms with the number in both."""
    lines = (FOLDER / "translations" / "en.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert all(len(row) == 2 and row[0] and row[1] for row in rows)
    assert [row[0] for row in rows] == sorted({row[0] for row in rows})
    for vietnamese, translated in rows:
        assert ("%(num)s" in vietnamese) == (translated.count("%(num)s") == 2)


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/tim-kiem?q=hop",
        "/tim-kiem?scope=chi-dao",
        "/tim-kiem?scope=can-bo",
        "/tim-kiem?q=xyzabc&year=2024",
        "/tro-giup",
        "/do-phu",
        "/ban-tin/edited-1",
        "/can-bo/tran-quoc-vinh",
        "/loc/official",
    ],
)
def test_english_pages_hold_vietnamese_only_where_it_is_content(client: FlaskClient, url: str) -> None:
    """Outside of parts marked lang="vi", facet values and queries, an English page has no Vietnamese word."""
    page = Page(
        client.get(url, query_string=None if "?" in url else {"lang": "en"}, follow_redirects=True)
        if "?" not in url
        else client.get(f"{url}&lang=en")
    )
    for node in page.tree.css(
        '[lang="vi"], .name, .value, .described, .chip, title, script, input, .hits, .empty a, code'
    ):
        node.decompose()
    rest = page.text("body")
    found = re.findall(r"\S*[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]\S*", rest)
    allowed = {"thôn", "nông", "mới”", "“nông"} | {"HOẶC", "HĐND", "Tân,"}
    assert set(found) <= allowed, found


def test_dates_and_numbers_are_written_as_the_reader_does(site: Site) -> None:
    """15/12/2023 and 3.357, or 15 December 2023 and 3,357."""
    with site.app.test_request_context("/"):
        site.app.preprocess_request()
        assert shapes.date("2023-12-15T15:51") == "15/12/2023, 15:51"
        assert shapes.date("2023-12") == "12/2023"
        assert shapes.number(3357) == "3.357"
        assert shapes.date(None) == "không rõ ngày"
    with site.app.test_request_context("/?lang=en"):
        site.app.preprocess_request()
        assert shapes.date("2023-12-15T15:51") == "15 December 2023, 15:51"
        assert shapes.date("2023-12") == "December 2023"
        assert shapes.number(3357) == "3,357"
        assert shapes.date(None) == "date unknown"


@pytest.mark.parametrize(
    ("number", "named"),
    [("3.", "điểm 3"), ("a)", "điểm a"), ("3.1", "điểm 3.1"), ("Thứ nhất:", "Thứ nhất"), ("-", ""), (None, "")],
)
def test_a_printed_number_is_named_as_people_say_it(site: Site, number: str | None, named: str) -> None:
    """“3.” is điểm 3; words name themselves; a dash names nothing."""
    with site.app.test_request_context("/"):
        assert shapes.point(number) == named


def test_english_plurals(client: FlaskClient) -> None:
    """One result, two results."""
    page = Page(client.get("/can-bo/tran-quoc-vinh?lang=en", follow_redirects=True))
    assert "1 bulletin" in page.texts(".timeline small")
    assert any(re.fullmatch(r"\d+ bulletins", text) for text in page.texts(".timeline small"))


def test_errors_speak_the_readers_language(client: FlaskClient) -> None:
    """The heading of an error is translated."""
    assert Page(client.get("/khong-co?lang=en"), status=404).text("h1") == "This page was not found"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_help_page_shows_the_rule_and_every_tested_example(client: FlaskClient, lang: str) -> None:
    """What the query language's own table says is what readers see, each example a search that works."""
    page = Page(client.get(f"/tro-giup?lang={lang}"))
    assert RULE[lang][:60] in page.text("main")
    assert page.texts(".examples code") == [example.query for example in EXAMPLES]
    for link in page.links(".examples a"):
        assert client.get(link).status_code == 200
