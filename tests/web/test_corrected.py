"""What an operator set by hand is marked "đã hiệu đính" wherever it stands, and why stays with the operator."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.days import today
from indexer.operations import follow
from indexer.persons import decide
from indexer.store import Store
from tests.web.conftest import Site, build
from tests.web.pages import Page

BULLETIN = "hostile-1"
MARK = f"(đã hiệu đính {'/'.join(reversed(today().split('-')))})"
REASON = "theo văn bản gốc, số điện thoại của văn thư"


@pytest.fixture
def corrected(tmp_path: Path) -> Site:
    """A site on which a due date, a giver, the addressees and the day of a bulletin were set by hand."""
    site = build(tmp_path)
    with Store.open(site.settings.data) as store:
        for field, value in (
            ("directive.1.due", "2024-06-30"),
            ("directive.1.giver", ""),
            ("directive.1.addressees", "UBND các xã; Công an huyện"),
            ("published", "2024-02-09"),
        ):
            store.decisions.correct(BULLETIN, field, value, REASON)
        follow(store, site.library.engine)
    return site


def test_a_directive_marks_each_field_that_was_set_by_hand(corrected: Site) -> None:
    """The new value, the mark with its day, no quote that no longer proves it, and not the operator's reason."""
    answer = corrected.client.get(f"/chi-dao/{BULLETIN}-1")
    page = Page(answer)
    said = page.texts("dl.facts dd")
    assert f"30/06/2024 {MARK}" in said
    assert f"không rõ người chỉ đạo {MARK}" in said[0]
    assert any("Công an huyện" in one and MARK in one for one in said)
    assert "15/3/2024" not in " ".join(said)
    assert REASON not in answer.text
    assert answer.text.count("đã hiệu đính") == 3
    assert "(corrected on " in corrected.client.get(f"/chi-dao/{BULLETIN}-1?lang=en").text


def test_a_bulletin_marks_its_own_fields_and_those_of_its_directives(corrected: Site) -> None:
    """The day of publication, and in the list of directives giver and due date."""
    page = Page(corrected.client.get(f"/ban-tin/{BULLETIN}", follow_redirects=True))
    assert MARK in page.text("article .meta")
    assert page.text("#cac-chi-dao").count(MARK) == 2


def test_what_the_extractor_said_again_counts_without_a_mark(corrected: Site) -> None:
    """A correction that was taken back leaves no trace on the page."""
    with Store.open(corrected.settings.data) as store:
        store.decisions.undo_correction(BULLETIN, "directive.1.due", "nhầm")
        follow(store, corrected.library.engine)
    said = Page(corrected.client.get(f"/chi-dao/{BULLETIN}-1")).texts("dl.facts dd")
    assert "15/03/2024" in " ".join(said)
    assert sum(MARK in one for one in said) == 2


def test_a_person_whose_appearances_were_merged_by_hand_is_marked(tmp_path: Path) -> None:
    """On the page of the official, beside the posts."""
    site = build(tmp_path)
    both = Page(site.client.get("/can-bo/le-van-trung", follow_redirects=True)).links(".hits h2 a")
    assert "Đã hiệu đính" not in site.client.get(both[0]).text
    one, other = (link.split("/")[2] for link in both)
    with Store.open(site.settings.data) as store:
        decide(store, "merge", one, [other], REASON)
        follow(store, site.library.engine)
    page = Page(site.client.get("/can-bo/le-van-trung", follow_redirects=True))
    assert "Đã hiệu đính" in page.text(".panel")
    assert REASON not in page.text()
