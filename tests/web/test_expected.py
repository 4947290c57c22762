"""What people expect of a page of results and no other test shows; `EXPECTATIONS.tsv` lists where each line is."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from indexer.engine.port import FacetCount
from indexer.search import FACET_VALUES
from search_web import results
from tests.web.conftest import PROJECT
from tests.web.pages import Page, readable


def numbers(page: Page) -> int:
    """Return how many results a page counts."""
    return int(page.texts(".summary strong")[-1].replace(".", ""))


def test_words_bring_the_most_relevant_first_no_words_the_newest(client: FlaskClient) -> None:
    """The order stands in the address when it is not the one that is usual."""
    found = Page(client.get("/tim-kiem?q=nong+thon+moi"))
    assert found.text(".order [aria-current]") == "liên quan"
    assert readable(found.link("mới nhất")) == "/tim-kiem?q=nong thon moi&sort=newest"
    browsed = Page(client.get("/tim-kiem"))
    assert browsed.text(".order [aria-current]") == "mới nhất"
    assert "liên quan" not in browsed.text(".order")
    days = [node.attributes.get("datetime") or "" for node in browsed.tree.css(".hits time")]
    assert days == sorted(days, reverse=True)
    assert days[0]
    oldest = Page(client.get("/tim-kiem?q=nong+thon+moi&sort=oldest"))
    known = [day for node in oldest.tree.css(".hits time") if (day := node.attributes.get("datetime"))]
    assert known == sorted(known)


def test_search_filters_and_results_are_landmarks(client: FlaskClient) -> None:
    """A screen reader jumps to the search, the filters, the results; each has a name, and the h1 says what this is."""
    page = Page(client.get("/tim-kiem?q=hop&scope=chi-dao"))
    assert page.text("h1") == "Tìm trong chỉ đạo"
    assert page.has("form[role=search] label[for=q]")
    assert page.tree.css_first("section#ket-qua").attributes["aria-label"] == "Kết quả"
    assert page.tree.css_first("aside").attributes["aria-label"] == "Bộ lọc"
    assert page.links(".skip") == ["#noi-dung", "#ket-qua"]


def test_values_of_one_group_widen_and_groups_narrow(client: FlaskClient) -> None:
    """Two years give what each gives together; a kind on top leaves what is of both."""
    one, other, both = (
        numbers(Page(client.get(f"/tim-kiem?{q}"))) for q in ("year=2022", "year=2024", "year=2022&year=2024")
    )
    assert both == one + other
    narrowed = Page(client.get("/tim-kiem?year=2022&year=2024&kind=tin"))
    assert 0 < numbers(narrowed) < both


def test_values_stand_by_count_few_at_first_and_all_at_their_own_address(client: FlaskClient) -> None:
    """At most 10 of a group are seen, at most 20 are on the page, more are one link away."""
    page = Page(client.get("/tim-kiem"))
    long = 0
    for section in page.tree.css("section.facet:not(.times)"):
        values = section.css(".value")
        counts = [int(re.findall(r"\d+", value.css_first(".count").text())[0]) for value in values]
        assert counts == sorted(counts, reverse=True)
        assert len(section.css("section > ul > li")) <= results.SHOWN <= 10
        assert len(values) <= FACET_VALUES == 20
        if len(values) == FACET_VALUES:
            long += 1
            assert section.css_first(".all a").attributes["href"].startswith("/loc/")
    assert long


def test_a_value_is_read_with_its_count_and_what_a_press_does(client: FlaskClient) -> None:
    """“Trần Quốc Vĩnh, 16 kết quả”; chosen, it says so."""
    page = Page(client.get("/tim-kiem?q=hop"))
    assert all(re.fullmatch(r".+ ?, [\d.]+ kết quả", text) for text in page.texts(".facet .value"))
    chosen = Page(client.get(page.links(".facet .value")[0]))
    assert re.fullmatch(r".+ ?, [\d.]+ kết quả, đang chọn; bấm để bỏ", chosen.text(".value.on"))


def test_all_filters_are_taken_away_by_one_link(client: FlaskClient) -> None:
    """“Xóa tất cả” keeps the words and the scope."""
    page = Page(client.get("/tim-kiem?q=hop&scope=chi-dao&year=2024&kind=tin&from=2023"))
    assert len(page.texts(".chip")) == 3
    assert page.link("Xóa tất cả") == "/tim-kiem?q=hop&scope=chi-dao"


def test_a_slip_is_offered_its_right_spelling_and_searched_as_typed(client: FlaskClient) -> None:
    """Did you mean is a link; the words that were typed are what was searched."""
    page = Page(client.get("/tim-kiem?q=nong+thonn+moi"))
    assert "Có phải bạn muốn tìm: nong thon moi" in " ".join(page.texts(".notice"))
    assert page.tree.css_first("#q").attributes["value"] == "nong thonn moi"
    assert numbers(Page(client.get(page.link("nong thon moi")))) > 0


def test_nothing_moves() -> None:
    """No animation, transition or smooth scrolling: there is nothing to turn off for who wants less motion."""
    css = (PROJECT / "search_web" / "static" / "bantin.css").read_text(encoding="utf-8")
    assert not re.search(r"animation|transition|@keyframes|scroll-behavior|autoplay", css)


@pytest.mark.parametrize("url", ["/tim-kiem?q=hop", "/tim-kiem?scope=chi-dao", "/tim-kiem?scope=can-bo"])
def test_printed_results_have_whole_addresses(client: FlaskClient, url: str) -> None:
    """Paper cannot be pressed: behind each title stands its address with the host."""
    page = Page(client.get(url))
    links = page.tree.css(".hits h2 a")
    assert links
    assert {link.attributes["data-at"] for link in links} == {"http://localhost"}
    css = (PROJECT / "search_web" / "static" / "bantin.css").read_text(encoding="utf-8")
    assert ".hits h2 a::after" in css.partition("@media print")[2]
    assert "attr(data-at) attr(href)" in css.partition("@media print")[2]


def test_limits_are_told_in_headers(client: FlaskClient) -> None:
    """Programs learn how long a query may be and how many rows a file holds."""
    assert client.get("/api/v1/search?q=hop").headers["X-Limit-Query-Characters"] == "2000"
    assert client.get("/tim-kiem.csv?q=hop").headers["X-Limit-Rows"] == "10000"


def test_selected_values_that_nothing_has_are_added_with_zero() -> None:
    """They can be taken away where they were chosen."""
    counted = (FacetCount("tin", 3),)
    assert results.with_selected(counted, ["thư", "tin"]) == [*counted, FacetCount("thư", 0, selected=True)]
