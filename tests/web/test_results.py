"""The page of results, in sentences that a reader of Vietnamese would say."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from indexer.addresses import slug
from indexer.parameters import Parameters
from search_web import subjects, views
from search_web.caching import Pages
from tests.web.conftest import Site
from tests.web.pages import Page, readable


def test_an_unaccented_query_finds_the_seed_and_marks_the_accented_words(client: FlaskClient) -> None:
    """“nong thon moi” finds “nông thôn mới”, marked as one phrase."""
    page = Page(client.get("/tim-kiem?q=nong+thon+moi"))
    assert any(title.startswith("Phú Tân: Nêu cao tinh thần") for title in page.texts(".hits h2"))
    assert "nông thôn mới" in page.texts(".hits mark")


def test_title_and_summary_say_query_and_range(client: FlaskClient) -> None:
    """The title is “query – scope – site”; the summary counts what is shown of how many."""
    page = Page(client.get("/tim-kiem?q=h%E1%BB%8Dp"))
    assert page.text("title") == "họp – Bản tin – Bản tin Phú Tân"
    total = int(page.texts(".summary strong")[1])
    assert page.text(".summary") == f"Kết quả 1–{min(20, total)} trong {total} cho “họp”"
    assert len(page.texts(".hits > li")) == min(20, total)


def test_the_second_page_goes_on_where_the_first_ended(client: FlaskClient) -> None:
    """Pages overlap in nothing, and together they are the whole set, in a stable order."""
    seen: list[str] = []
    url = "/tim-kiem"
    while url:
        page = Page(client.get(url))
        seen += page.links(".hits h2 a")
        url = next((link for link in page.links("a[rel=next]")), "")
    assert len(seen) == len(set(seen)) == int(page.texts(".summary strong")[1].replace(".", ""))


def test_every_scope_is_one_click_away_with_its_count(client: FlaskClient) -> None:
    """The tabs count the same query in bulletins, directives and officials."""
    page = Page(client.get("/tim-kiem?q=nong+thon+moi"))
    assert re.fullmatch(r"Bản tin \d+ Chỉ đạo \d+ Cán bộ( \d+)?", page.text(".scopes"))
    directives = Page(client.get(page.link("Chỉ đạo")))
    assert directives.texts(".hits .from"), "each directive names its bulletin"


def test_a_directive_shows_giver_due_date_and_bulletin(client: FlaskClient) -> None:
    """A hit among directives says who, by when, and in which bulletin."""
    page = Page(client.get("/tim-kiem?scope=chi-dao&q=hoan+chinh+ho+so+minh+chung"))
    hit = page.text(".hits > li")
    assert "Trần Quốc Vĩnh yêu cầu" in hit
    assert "hạn 15/11/2022" in hit
    assert "Giao ban xây dựng nông thôn mới quý III" in hit


def test_facets_count_without_their_own_selection(client: FlaskClient) -> None:
    """Choosing one year leaves the other years with their counts (OR within a group)."""
    before = Page(client.get("/tim-kiem?q=hop"))
    after = Page(client.get("/tim-kiem?q=hop&year=2024"))
    years, chosen = (
        dict(zip(page.texts(".times tbody th"), page.texts(".times tbody td"), strict=True)) for page in (before, after)
    )
    assert chosen["2023"] == years["2023"]
    assert chosen["2024"] == years["2024"]


def test_no_facet_value_leads_to_nothing(client: FlaskClient) -> None:
    """Every value beside the results gives as many results as it says."""
    page = Page(client.get("/tim-kiem?scope=chi-dao&q=moi"))
    values = page.tree.css(".facet .value")
    assert len(values) > 20
    for node in values[::3]:
        count = int(re.findall(r"\d+", node.css_first(".count").text())[0])
        found = Page(client.get(node.attributes["href"]))
        assert int(found.texts(".summary strong")[-1].replace(".", "")) == count


def test_a_chip_removes_its_filter_and_the_value_stays_checked(client: FlaskClient) -> None:
    """What is chosen is seen above the results and in its place, and both take it away."""
    page = Page(client.get("/tim-kiem?q=hop&official=Tr%E1%BA%A7n+Qu%E1%BB%91c+V%C4%A9nh"))
    assert "Bỏ bộ lọc: Cán bộ: Trần Quốc Vĩnh" in page.text(".chips")
    assert page.links(".chips .chip") == ["/tim-kiem?q=hop"]
    assert "Trần Quốc Vĩnh" in page.text(".value.on .name")
    assert page.links(".value.on") == ["/tim-kiem?q=hop"]


def test_a_selected_value_stays_visible_at_zero(client: FlaskClient) -> None:
    """A kind that the results have none of is still checked in its place, with 0, so that it can be taken away."""
    page = Page(client.get("/tim-kiem?q=nong+thon+moi&kind=th%C6%B0"))
    assert page.text(".value.on").startswith("thư, 0")
    assert page.links(".value.on") == ["/tim-kiem?q=nong+thon+moi"]


@pytest.mark.parametrize(
    ("written", "day"),
    [("12/2023", "01/12/2023"), ("2023", "01/01/2023"), ("5/3/2023", "05/03/2023"), ("2023-12-05", "05/12/2023")],
)
def test_dates_are_read_as_people_write_them(client: FlaskClient, written: str, day: str) -> None:
    """Day, month or year: the field shows what was understood."""
    page = Page(client.get("/tim-kiem", query_string={"from": written}))
    assert page.tree.css_first("#ngay-from").attributes["value"] == day


def test_a_wrong_date_is_told_beside_its_field_and_the_search_still_runs(client: FlaskClient) -> None:
    """45/13/2020 is no error page: the panel is open, the field is marked, results are shown."""
    page = Page(client.get("/tim-kiem?q=hop&from=45/13/2020"))
    field = page.tree.css_first("#ngay-from")
    assert field.attributes["aria-invalid"] == "true"
    assert "không có trong lịch" in page.text("#loi-from")
    assert field.attributes["value"] == "45/13/2020"
    assert "open" in page.tree.css_first(".filters").attributes
    assert page.texts(".hits > li")


def test_an_empty_page_offers_what_would_be_found(client: FlaskClient) -> None:
    """With a filter that leaves nothing, the page counts what its removal gives; the status is 200."""
    page = Page(client.get("/tim-kiem?q=nong+thon+moi&from=2026&year=2018"))
    offers = page.text(".empty")
    assert "Không có kết quả" in page.text(".summary")
    assert re.search(r"Bỏ mọi bộ lọc \d+ kết quả", offers)
    found = Page(client.get(page.link("Bỏ mọi bộ lọc")))
    promised = re.search(r"Bỏ mọi bộ lọc (\d+)", offers)
    assert promised
    assert found.texts(".summary strong")[-1] == promised.group(1)
    assert "Gõ không dấu" in offers
    assert page.texts(".latest li")


def test_when_nothing_holds_all_words_the_nearest_is_shown_and_said(client: FlaskClient) -> None:
    """The nearest results are never passed off as what was asked for."""
    page = Page(client.get("/tim-kiem?q=nong+thon+xyzzy"))
    assert "Không có kết quả đủ các từ" in page.text(".summary")
    assert page.texts(".hits > li")


def test_a_quotation_without_marks_offers_its_folded_reading_with_the_count(client: FlaskClient) -> None:
    """Quoted words without marks mean exactly that; read without regard to marks is one click away."""
    page = Page(client.get('/tim-kiem?q="nong+thon+moi"'))
    notice = page.text(".notice")
    assert "Đọc không phân biệt dấu: nong thon moi" in notice
    found = Page(client.get(page.link("nong thon moi")))
    count = re.search(r"(\d+) kết quả", notice)
    assert count
    assert found.texts(".summary strong")[-1] == count.group(1)


@pytest.mark.parametrize("length", [2_001, 10_000])
def test_a_long_query_is_refused_in_words(client: FlaskClient, length: int) -> None:
    """Over the limit: status 400 and a page that says so."""
    page = Page(client.get("/tim-kiem", query_string={"q": "ă" * length}), status=400)
    assert page.text("h1") == "Truy vấn quá dài"


def test_a_query_at_the_limit_is_answered(client: FlaskClient) -> None:
    """2,000 characters are allowed."""
    Page(client.get("/tim-kiem", query_string={"q": ("nông thôn " * 200)[:2_000]}))


def test_unknown_parameters_are_refused_and_tracking_ones_dropped(client: FlaskClient) -> None:
    """A shared address works; a mistyped parameter is told."""
    assert "Không có tham số “foo”" in Page(client.get("/tim-kiem?foo=1"), status=400).text()
    page = Page(client.get("/tim-kiem?q=hop&fbclid=x&utm_source=zalo&zarsrc=1"))
    assert page.links("link[rel=canonical]") == ["http://localhost/tim-kiem?q=hop"]
    assert "fbclid" not in page.html


def test_the_language_switch_keeps_the_state(client: FlaskClient) -> None:
    """From a filtered page, “English” leads to the same page in English, and back."""
    page = Page(client.get("/tim-kiem?q=hop&year=2024&sort=oldest"))
    english = Page(client.get(page.link("English")))
    assert english.tree.css_first("html").attributes["lang"] == "en"
    assert english.text(".summary").startswith("Results 1–")
    assert readable(english.link("Tiếng Việt")) == "/tim-kiem?q=hop&year=2024&sort=oldest"
    assert all("lang=en" in link for link in english.links(".scopes a, .chips a, .order a, .facet .value, .hits h2 a"))


def test_filtered_pages_are_not_for_crawlers_and_name_their_canonical_address(client: FlaskClient) -> None:
    """Parameters stand in one order whatever order they came in."""
    page = Page(client.get("/tim-kiem?year=2024&q=hop&year=2023"))
    assert page.has('meta[name=robots][content="noindex"]')
    assert page.links("link[rel=canonical]") == ["http://localhost/tim-kiem?q=hop&year=2023&year=2024"]
    assert not Page(client.get("/tim-kiem?q=hop")).has("meta[name=robots]")


def test_the_histogram_draws_years_then_the_months_of_one(client: FlaskClient) -> None:
    """Bars are links with names; one year in view shows its twelve months."""
    page = Page(client.get("/tim-kiem?q=hop"))
    assert 1 < len(page.tree.css(".times svg a")) <= 12
    months = Page(client.get("/tim-kiem?q=hop&year=2024"))
    assert months.text("#loc-time") == "Tháng trong năm 2024"
    bar = months.tree.css_first(".times svg a")
    assert re.fullmatch(r"\d\d/2024, \d+ kết quả", bar.attributes["aria-label"])
    assert len(months.texts(".times svg text")) == 12


def test_officials_are_found_by_name_without_marks(client: FlaskClient) -> None:
    """Scope “Cán bộ”: “tran quoc vinh” finds the one person of that name, with counts."""
    page = Page(client.get("/tim-kiem?scope=can-bo&q=tran+quoc+vinh"))
    assert page.texts(".hits h2") == ["Trần Quốc Vĩnh"]
    assert re.search(r"\d+ bản tin", page.text(".hits"))
    assert page.links(".hits h2 a")[0].endswith("/tran-quoc-vinh")
    assert "Bí thư Huyện ủy" in page.text(".hits")


def test_all_values_of_a_facet_have_their_own_page(client: FlaskClient) -> None:
    """A long list is ordered by letter, every value a link."""
    page = Page(client.get("/loc/official?q=hop"))
    assert page.text("h1").startswith("Cán bộ")
    assert "/tim-kiem?q=hop&official=Tr%E1%BA%A7n+Qu%E1%BB%91c+V%C4%A9nh" in page.links(".value")
    Page(client.get("/loc/nothing"), status=404)


def test_a_long_list_is_narrowed_by_words_without_marks(client: FlaskClient) -> None:
    """`?loc=` is a plain form: part of a name with marks or without is enough, the search behind the list stays."""
    whole = Page(client.get("/loc/official?q=hop"))
    assert whole.has("form.narrowing input[name=loc]")
    assert [node.attributes["value"] for node in whole.tree.css("form.narrowing input[type=hidden]")] == ["hop"]
    for written in ("tran vinh", "Trần Quốc V", "VĨNH quoc"):
        page = Page(client.get("/loc/official", query_string={"q": "hop", "loc": written}))
        assert "Trần Quốc Vĩnh" in page.texts(".value .name")
        assert len(page.texts(".value")) < len(whole.texts(".value"))
        assert page.text("[role=status]") == f"Giá trị: {len(page.texts('.value'))}"
        assert page.tree.css_first("#loc").attributes["value"] == written
        assert all("q=hop" in link and "loc=" not in link for link in page.links(".value"))
    none = Page(client.get("/loc/official?q=hop&loc=xyzzy"))
    assert none.text("[role=status]") == "Giá trị: 0"
    assert none.link("Xem cả danh sách") == "/loc/official?q=hop"
    Page(client.get("/loc/official", query_string={"loc": "x" * 10_000}))
    Page(client.get("/loc/official?loc=a&unknown=1"), status=400)


def test_a_list_longer_than_a_page_says_so_and_is_searched_whole(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of more values than a page shows the most frequent are shown; the box finds the others."""
    all_values = Page(client.get("/loc/official"))
    names = all_values.texts(".value .name")
    monkeypatch.setattr(views, "ALL_VALUES", 5)
    page = Page(client.get("/loc/official?size=19"))
    shown = page.texts(".value .name")
    assert len(shown) == 5
    assert page.text("[role=status]").startswith(f"Giá trị: {len(names)}. Chỉ hiện những giá trị")
    other = next(name for name in names if name not in shown)
    found = Page(client.get("/loc/official", query_string={"loc": other, "size": 19}))
    assert other in found.texts(".value .name")


def test_what_was_removed_is_nowhere(site: Site, client: FlaskClient) -> None:
    """A bulletin that was taken down is in no results, facets, lists, feeds or sitemaps."""
    assert "gone-1" in site.library.hidden
    urls = (
        "/tim-kiem?q=phai+go",
        "/tim-kiem.json",
        "/tim-kiem.csv",
        "/tim-kiem.atom",
        "/sitemap-1.xml",
        "/loc/official",
        "/tim-kiem?scope=can-bo",
        "/api/v1/facets/official",
        "/api/v1/officials",
    )
    for url in urls:
        text = client.get(url).get_data(as_text=True)
        assert "gone-1" not in text
        assert "bí mật" not in text
        assert "Trần Bị Gỡ" not in text


def test_a_subject_is_never_said_to_be_unknown_because_time_ran_out(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Values that were counted only in part are not kept: 503 while it lasts, the page as soon as time suffices."""
    whole = subjects.facet_answer
    place = whole(site.library, Parameters(), "place", 1).facets["place"][0].value
    path = f"/dia-ban/{slug(place, None)}"
    subjects._by_slug.cache_clear()
    monkeypatch.setitem(site.app.extensions, "bantin_pages", Pages())
    monkeypatch.setattr(subjects, "facet_answer", lambda *asked: replace(whole(*asked), facets={}, partial="hết giờ"))
    late = site.app.test_client().get(path)
    monkeypatch.setattr(subjects, "facet_answer", whole)
    assert (late.status_code, late.headers["Retry-After"]) == (503, "5")
    assert site.app.test_client().get(path, follow_redirects=True).status_code == 200
