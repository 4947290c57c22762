"""Pages of bulletins, directives, versions and subjects."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.parameters import Parameters
from indexer.search import search
from search_web import subjects
from search_web.reading import blocks, changes, spans
from tests.web.conftest import SCRIPT_END, Site, build
from tests.web.pages import Page


def test_a_hit_opens_the_bulletin_at_the_passage_that_matched(client: FlaskClient) -> None:
    """The link of a hit carries the query and the place; the page marks both."""
    results = Page(client.get("/tim-kiem?q=ho+ngheo"))
    link = results.links(".hits h2 a")[0]
    assert link.endswith("#trung")
    page = Page(client.get(link.partition("#")[0]))
    passage = page.tree.css_first("#trung").parent
    assert "hộ nghèo" in passage.text()
    assert passage.css_first("mark") is not None


def test_a_hit_in_a_directive_leads_to_it_by_its_number(client: FlaskClient, site: Site) -> None:
    """Where the words stand in a directive, the hit says in which and links to its anchor; elsewhere it does not."""
    results = Page(client.get("/tim-kiem?q=hoan+chinh+ho+so+minh+chung"))
    deep = [link for link in results.links(".hits .tag") if re.search(r"#chi-dao-\d+$", link)]
    assert deep
    identity, n = deep[0].split("/")[2], int(deep[0].rpartition("-")[2])
    directive = next(d for d in site.library.store.pages.get(identity).facts.directives if d.n == n)
    assert "minh chứng" in directive.text
    assert f"khớp ở chỉ đạo {n}" in results.text(".hits")
    page = Page(client.get(deep[0].partition("#")[0]))
    assert "minh chứng" in page.text(f"#chi-dao-{n} mark, #chi-dao-{n}")
    assert "khớp ở" not in Page(client.get("/tim-kiem")).text(".hits"), "without words nothing matches"
    seen = 0
    for query in ("nong thon moi", "ho ngheo", "hop", "chuyen doi so"):
        page = Page(client.get("/tim-kiem", query_string={"q": query}))
        tagged = {link.split("/")[2] for link in page.links(".hits .tag") if "#chi-dao-" in link}
        for hit in search(site.library, Parameters(q=query)).hits:
            directives = site.library.store.pages.get(hit.id).facts.directives
            at = hit.start or 0
            marks = [(at + start, at + end) for start, end in hit.marks]
            most = max((sum(d.start <= start and end <= d.end for start, end in marks) for d in directives), default=0)
            assert (2 * most >= len(marks) > 0) == (hit.id in tagged), (query, hit.id)
            seen += hit.id in tagged
    assert seen > 5


def test_every_character_of_the_body_stands_on_the_page_once(site: Site) -> None:
    """Blocks are the body cut in pieces: nothing is lost, doubled or changed, facts marked or not."""
    for page in site.library.store.pages.live():
        stored = site.library.store.pages.get(page)
        body = stored.bulletin.text[stored.bulletin.body :]
        for marked in (False, True):
            text = "".join(piece.text for block in blocks(stored, "nông thôn", facts=marked) for piece in block.pieces)
            assert "".join(text.split()) == "".join(body.split())


def test_marked_facts_are_what_was_extracted(site: Site, client: FlaskClient, seed: str) -> None:
    """With `du-kien=1` officials, posts, dates and places are marked and lead to their pages."""
    plain = Page(client.get(f"/ban-tin/{seed}", follow_redirects=True))
    assert not plain.has(".bulletin .fact")
    page = Page(client.get(plain.link("Đánh dấu dữ kiện trong bài")))
    assert "Nguyễn Phương Bắc" in page.texts(".bulletin > p .fact.official")
    assert "/can-bo/nguyen-phuong-bac" in page.links(".bulletin a.fact.official")
    assert "Bí thư Huyện ủy" in page.texts(".bulletin > p .fact.post")
    stored = site.library.store.pages.get(seed)
    kept = spans(stored.facts)
    assert all(a.end <= b.start for a, b in pairwise(kept))


def test_the_seed_lists_nine_directives_each_with_an_anchor_and_a_page(client: FlaskClient, seed: str) -> None:
    """The panel of the seed holds nine directives; each anchor exists in the text."""
    page = Page(client.get(f"/ban-tin/{seed}", follow_redirects=True))
    assert page.text("#cac-chi-dao h2") == "9 chỉ đạo"
    for n in range(1, 10):
        assert page.has(f"p#chi-dao-{n}.directive")


def test_a_directive_is_quoted_exactly_and_cited_whole(site: Site, client: FlaskClient, seed: str) -> None:
    """Quote and citation hold the very words; authority, date, title, number and address stand beside them."""
    directive = site.library.store.pages.get(seed).facts.directives[3]
    page = Page(client.get(f"/chi-dao/{seed}-{directive.n}"))
    exact = " ".join(directive.text.split())
    assert page.text("blockquote") == exact
    citation = page.text("textarea#trich")
    assert f"“{exact}”" in citation
    for part in (
        "Huyện Phú Tân, tỉnh Cà Mau",
        "đăng ngày 15/12/2023",
        "điểm 3",
        f"/chi-dao/{seed}-{directive.n}",
        "xem ngày",
    ):
        assert part in citation
    assert page.text("h1").startswith("Nguyễn Phương Bắc")
    english = Page(client.get(f"/chi-dao/{seed}-{directive.n}?lang=en"))
    assert "điểm 3" in english.text("textarea#trich"), "a citation is Vietnamese in every language"


def test_an_address_without_its_readable_tail_leads_to_the_one_with_it(client: FlaskClient, seed: str) -> None:
    """Old, short and duplicate addresses redirect for good; the query comes along."""
    answer = client.get(f"/ban-tin/{seed}?q=hop")
    assert answer.status_code == 301
    assert answer.headers["Location"].startswith(f"/ban-tin/{seed}/phu-tan-neu-cao")
    assert answer.headers["Location"].endswith("?q=hop")
    twin = client.get("/ban-tin/twin-2")
    assert (twin.status_code, twin.headers["Location"]) == (301, "/ban-tin/twin-1/ban-trung")


def test_a_removed_bulletin_is_gone_without_its_title(client: FlaskClient) -> None:
    """Status 410, and nothing of what it was called."""
    for url in ("/ban-tin/gone-1", "/ban-luu/gone-1", "/chi-dao/gone-1-1", "/ban-tin/gone-1/phien-ban/1"):
        page = Page(client.get(url), status=410)
        assert page.text("h1") == "Nội dung này đã được gỡ"
        assert "bí mật" not in page.html
    assert client.get("/api/v1/bulletins/gone-1").status_code == 410


def test_an_unknown_bulletin_is_not_found_in_vietnamese(client: FlaskClient) -> None:
    """No message of a lower layer shows through."""
    page = Page(client.get("/ban-tin/khong-co"), status=404)
    assert page.text("h1") == "Không tìm thấy trang này"
    assert "there is no such" not in page.html


def test_versions_show_what_changed(client: FlaskClient, site: Site) -> None:
    """An edited bulletin lists its versions; the older one shows the words that went and came."""
    page = Page(client.get("/ban-tin/edited-1", follow_redirects=True))
    assert "Bản đang xem" in page.text("aside")
    old = Page(client.get(page.link("Bản 1")))
    assert "Đoạn thứ hai sẽ được sửa." in old.text("del")
    assert "Đoạn thứ hai đã được sửa lại." in old.text("ins")
    versions = site.library.store.pages.versions("edited-1")
    assert [sign for sign, _ in changes(versions[0].bulletin, versions[1].bulletin) if sign in "+-"] == ["-", "+"]
    Page(client.get("/ban-tin/edited-1/phien-ban/2"), status=404)
    Page(client.get("/ban-tin/edited-1/phien-ban/99999999999999999999"), status=404)


def test_the_stored_copy_is_saved_never_run(client: FlaskClient) -> None:
    """The copy is an attachment of bytes in a sandbox."""
    answer = client.get("/ban-luu/edited-1")
    assert answer.status_code == 200
    assert "đã được sửa lại" in answer.get_data(as_text=True)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_structured_data_is_valid_and_cannot_leave_its_element(client: FlaskClient, seed: str) -> None:
    """JSON-LD is an Article with a BreadcrumbList; a title with </script> stays data."""
    page = Page(client.get(f"/ban-tin/{seed}", follow_redirects=True))
    article, crumbs = (json.loads(node.text()) for node in page.tree.css('script[type="application/ld+json"]'))
    assert article["@type"] == "Article"
    assert article["datePublished"].startswith("2023-12-15")
    assert [step["position"] for step in crumbs["itemListElement"]] == [1, 2, 3]
    hostile = Page(client.get("/ban-tin/hostile-1", follow_redirects=True))
    assert SCRIPT_END not in hostile.html
    assert json.loads(hostile.tree.css_first("script").text())["headline"].startswith("<script>alert")


def test_the_site_says_what_it_is_for_whom(client: FlaskClient, tmp_path: Path) -> None:
    """The front page is a WebSite with its search and a GovernmentService, the page of results the latter.

    The authority and its area are those of the settings; where these name no place, none is made up.
    """
    found = [json.loads(node.text()) for node in Page(client.get("/")).tree.css('script[type="application/ld+json"]')]
    site, service = found
    assert site["@type"] == "WebSite"
    assert site["potentialAction"]["@type"] == "SearchAction"
    assert service["@type"] == "GovernmentService"
    assert service["name"] == "Bản tin Phú Tân"
    assert service["provider"] == {"@type": "GovernmentOrganization", "name": "Huyện Phú Tân, tỉnh Cà Mau"}
    assert service["areaServed"]["name"] == "huyện Phú Tân, tỉnh Cà Mau"
    assert json.loads(Page(client.get("/tim-kiem?q=hop")).text('script[type="application/ld+json"]')) == service
    hostile = build(tmp_path, site_name=SCRIPT_END, site_note="")
    page = Page(hostile.client.get("/"))
    assert SCRIPT_END not in page.html
    other = json.loads(page.tree.css('script[type="application/ld+json"]')[1].text())
    assert other["provider"]["name"] == SCRIPT_END
    assert "areaServed" not in other
    hostile.library.close()


def test_an_official_page_shows_posts_over_time_directives_and_appearances(client: FlaskClient) -> None:
    """Trần Quốc Vĩnh was deputy chairman, then chairman, then secretary: newest first."""
    named = client.get("/can-bo/tran-quoc-vinh")
    assert named.status_code == 302, "a name with one bearer leads to the bearer"
    page = Page(client.get(named.headers["Location"]))
    assert page.text("h1") == "Trần Quốc Vĩnh"
    posts = page.texts(".timeline strong")
    assert (
        posts.index("Bí thư Huyện ủy Tân Hòa Giang")
        < posts.index("Chủ tịch UBND huyện")
        < posts.index("Phó Chủ tịch UBND huyện")
    )
    assert "Chỉ đạo đã đưa ra" in page.text(".panel")
    assert page.texts(".hits > li")
    assert page.links("link[rel=alternate][type='application/atom+xml']")[0].startswith("/tim-kiem.atom?official=")


def test_an_official_of_very_many_bulletins_is_shown_without_loading_them(
    site: Site, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above the bound name and posts come from the index: the same posts and days, and no bulletin is read."""
    address = client.get("/can-bo/tran-quoc-vinh").headers["Location"]
    exact = Page(client.get(address))

    def fail(*_: object) -> None:
        raise AssertionError("a bulletin was loaded")

    monkeypatch.setattr(subjects, "SIGHTINGS", 0)
    monkeypatch.setattr(type(site.library.store.pages), "load", fail)
    page = Page(client.get(f"{address}?page=1"))
    assert page.text("h1") == exact.text("h1")
    for part in (".timeline strong", ".timeline .span", ".hits h2", ".panel h2"):
        assert page.texts(part) == exact.texts(part) != []
    assert client.get("/can-bo/000000000000/ai-do").status_code == 404


def test_namesakes_are_told_apart(client: FlaskClient) -> None:
    """Two officials of one name and unlike posts have a page each; the bare name lists both."""
    answer = client.get("/can-bo/le-van-trung")
    assert answer.status_code == 302
    both = Page(client.get(answer.headers["Location"]))
    assert both.texts(".hits h2") == ["Lê Văn Trùng", "Lê Văn Trùng"]
    page = Page(client.get(both.links(".hits h2 a")[0]))
    assert "Có người khác cùng tên" in page.text(".notice")


@pytest.mark.parametrize(
    ("url", "heading"),
    [
        ("/co-quan/ubnd-huyen", "UBND huyện"),
        ("/ngay/2023/12/15", "Ngày 15/12/2023"),
        ("/dia-ban/huyen-phu-tan-tinh-ca-mau", "huyện Phú Tân, tỉnh Cà Mau"),
    ],
)
def test_subjects_are_saved_searches_with_a_heading(client: FlaskClient, url: str, heading: str) -> None:
    """One view for bodies, places and days: a heading, results, its own canonical address."""
    page = Page(client.get(url))
    assert page.text("h1") == heading
    assert page.texts(".hits > li")
    assert page.links("link[rel=canonical]") == [f"http://localhost{url}"]


def test_a_document_number_has_a_page(client: FlaskClient, site: Site) -> None:
    """Numbers lead to every bulletin that names the document."""
    number = site.library.engine.terms("ban-tin", "number")[0][0]
    folded = re.sub("[^a-z0-9]+", "-", number.lower().replace("đ", "d"))
    assert Page(client.get(f"/van-ban/{folded}", follow_redirects=True)).text("h1") == number


@pytest.mark.parametrize(
    "url", ["/can-bo/khong-ai-ca", "/ngay/2023/13/40", "/ngay/0/1/1", "/van-ban/%00", "/co-quan/-"]
)
def test_subjects_that_nobody_knows_are_not_found(client: FlaskClient, url: str) -> None:
    """404 in Vietnamese, never 500."""
    assert "Không" in Page(client.get(url), status=404).text("h1")


def test_language_stays_through_all_pages(client: FlaskClient, seed: str) -> None:
    """In English every link to another page of the site keeps English."""
    for url in ("/", f"/ban-tin/{seed}", f"/chi-dao/{seed}-3", "/can-bo/tran-quoc-vinh", "/tro-giup", "/do-phu"):
        page = Page(client.get(f"{url}?lang=en", follow_redirects=True))
        assert page.tree.css_first("html").attributes["lang"] == "en"
        ours = [
            a
            for a in page.links("main a")
            if a.startswith("/") and not a.startswith(("/api", "/ban-luu", "/tim-kiem.", "/sitemap"))
        ]
        assert all("lang=en" in link for link in ours), [link for link in ours if "lang=en" not in link]
