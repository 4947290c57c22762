"""The page of a directive says what later bulletins tell of it, with quotes, and that this is computed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from indexer.extraction.follow_up.link import DirectiveOf
from indexer.follow_ups import Later, follow_ups
from search_web import bulletins
from tests.web.conftest import Site
from tests.web.pages import Page


def directives(site: Site, words: str) -> Iterator[DirectiveOf]:
    """Yield the directives of the shipped corpus that hold some words."""
    pages = site.library.store.pages
    for bulletin, facts in pages.load(pages.live()):
        for directive in facts.directives:
            if words in " ".join(directive.text.split()):
                yield DirectiveOf(bulletin, facts, directive)


def address(site: Site, words: str) -> str:
    """Return the address of the one directive that holds some words."""
    (found,) = directives(site, words)
    return f"/chi-dao/{found.id}"


def test_a_later_report_is_shown_with_its_kind_day_quote_and_a_link_to_the_passage(
    site: Site, client: FlaskClient
) -> None:
    """The town was told in January 2024 to clear the site; in December the district said that it was done."""
    page = Page(client.get(address(site, "giải quyết dứt điểm mặt bằng dự án chỉnh trang bờ kênh")))
    assert page.text("#theo-doi") == "Theo dõi thực hiện"
    said = page.text("section[aria-labelledby=theo-doi]")
    assert "Có thể là kết quả · 24/12/2024" in said
    assert "dự án chỉnh trang bờ kênh thị trấn Kênh Sậy đã hoàn thành bàn giao mặt bằng" in said
    assert "có thể sai" in said
    (link,) = page.links("section[aria-labelledby=theo-doi] h3 a")
    assert link.endswith("#trung")
    bulletin = Page(client.get(link.partition("#")[0], follow_redirects=True))
    assert "đã hoàn thành bàn giao mặt bằng" in bulletin.text("p:has(#trung)")


def test_a_shortcoming_is_named_as_such_in_both_languages(site: Site, client: FlaskClient) -> None:
    """The households were to hand over their land by September 2023, and had not in January 2024."""
    url = address(site, "thuyết phục các hộ dân bàn giao mặt bằng bờ kênh")
    assert "Nêu hạn chế · 12/01/2024" in Page(client.get(url)).text("section[aria-labelledby=theo-doi]")
    english = Page(client.get(f"{url}?lang=en"))
    assert "Named as a shortcoming" in english.text("section[aria-labelledby=theo-doi]")
    assert all("lang=en" in link for link in english.links("section[aria-labelledby=theo-doi] a"))


def test_a_directive_that_nobody_came_back_to_has_no_such_part(site: Site, client: FlaskClient) -> None:
    """No heading over nothing."""
    quiet = next(one for one in directives(site, "") if not follow_ups(site.library, one).links)
    assert not Page(client.get(f"/chi-dao/{quiet.id}")).has("#theo-doi")


def test_without_time_there_are_no_links_and_the_page_is_not_kept(
    site: Site, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that may not wait does without, and the next reader gets it whole."""
    (late,) = directives(site, "thuyết phục các hộ dân bàn giao mặt bằng bờ kênh")
    assert follow_ups(site.library, late).links
    assert not follow_ups(site.library, late).partial
    assert follow_ups(site.library, late, seconds=0) == Later((), partial=True)
    with monkeypatch.context() as hurried:
        hurried.setattr(bulletins, "follow_ups", lambda library, given: follow_ups(library, given, 0))
        cut = client.get(f"/chi-dao/{late.id}?x=1")
    assert "ETag" not in cut.headers
    assert not Page(cut).has("#theo-doi")
    assert Page(client.get(f"/chi-dao/{late.id}?x=1")).has("#theo-doi")


def test_both_quotes_are_slices_of_their_bulletins(site: Site) -> None:
    """All links of the corpus: evidence is the text itself, and what follows is later."""
    found = [(given, one) for given in directives(site, "") for one in follow_ups(site.library, given).links]
    assert len(found) >= 3
    for given, one in found:
        later = site.library.store.pages.get(one.bulletin).bulletin
        assert given.bulletin.text[one.quote.start : one.quote.end] == one.quote.text
        assert later.text[one.later_quote.start : one.later_quote.end] == one.later_quote.text
        assert str(later.day) > str(given.bulletin.day)
