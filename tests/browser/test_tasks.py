"""The three users do their work from start to end, with scripts and without, on a phone and at a desk."""

from __future__ import annotations

import csv
import gzip
import io
import re
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.web.conftest import Site

pytestmark = pytest.mark.browser

COMPOSING = """() => { const q = document.querySelector('#q');
  q.dispatchEvent(new CompositionEvent('compositionstart'));
  q.value = 'nôngg'; q.dispatchEvent(new InputEvent('input')); }"""
SHIFTS = """window.__shift = 0; new PerformanceObserver(list => {
  for (const e of list.getEntries()) window.__shift += e.value; }).observe({type: 'layout-shift', buffered: true});"""
with_and_without = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


@with_and_without
def test_a_citizen_finds_an_announcement_on_a_phone(browser: Any, address: str, scripts: bool) -> None:
    """Unaccented words on 360 px: the seed is found, opened at its passage, the filters stay out of the way."""
    page = browser.new_page(viewport={"width": 360, "height": 740}, java_script_enabled=scripts)
    page.goto(address)
    page.fill("#q", "nong thon moi phu tan")
    page.click("button[type=submit]")
    assert not page.locator(".filters .facet").first.is_visible()
    page.click(".hits h2 a >> text=Phú Tân: Nêu cao")
    page.wait_for_load_state()
    passage = page.locator("p:has(#trung)")
    box = passage.bounding_box()
    assert box
    assert -40 <= box["y"] < 740, "the passage that matched is in view"
    assert "nông thôn mới" in passage.inner_text()
    page.close()


@with_and_without
def test_staff_find_what_one_official_directed_in_a_period_and_cite_it(
    browser: Any, browser_site: Site, address: str, scripts: bool
) -> None:
    """Scope, giver, period; then the exact words with authority, date and number, ready to copy."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, java_script_enabled=scripts)
    page.goto(address)
    page.click(".ways a >> text=Chỉ đạo")
    page.fill("#ngay-from", "1/12/2023")
    page.fill("#ngay-to", "12/2023")
    page.click(".dates button")
    page.click(".facet .value >> text=Nguyễn Phương Bắc >> nth=0")
    assert page.locator(".summary strong").last.inner_text() == "9"
    assert page.locator(".chips .chip").count() == 3
    page.click(".hits h2:has-text('điểm 3') a")
    page.wait_for_load_state()
    quote = " ".join(page.locator("blockquote").inner_text().split())
    citation = page.locator("#trich").input_value()
    assert f"“{quote}”" in citation
    assert "điểm 3" in citation
    directive = page.url.rpartition("/")[2]
    stored = browser_site.library.store.pages.get(directive.rpartition("-")[0])
    exact = next(d.text for d in stored.facts.directives if f"{stored.bulletin.id}-{d.n}" == directive)
    assert quote == " ".join(exact.split())
    page.close()


@with_and_without
def test_staff_export_a_result_and_subscribe_to_it(browser: Any, address: str, scripts: bool) -> None:
    """CSV with as many rows as the page counts; a feed that the page announces and that is well formed."""
    context = browser.new_context(java_script_enabled=scripts, accept_downloads=True)
    page = context.new_page()
    page.goto(f"{address}/tim-kiem?q=nong+thon+moi")
    total = int(page.locator(".summary strong").last.inner_text())
    with page.expect_download() as waited:
        page.click(".take >> text=CSV")
    text = waited.value.path().read_text(encoding="utf-8-sig")
    assert waited.value.suggested_filename == "bantin.csv"
    assert len(list(csv.reader(io.StringIO(text)))) == total + 1
    feed = page.locator("link[type='application/atom+xml']").get_attribute("href")
    answer = context.request.get(address + feed)
    assert len(list(ElementTree.fromstring(answer.body()).iter("{http://www.w3.org/2005/Atom}entry"))) == total
    context.close()


def test_suggestions_follow_the_combobox_pattern(browser: Any, address: str) -> None:
    """They open while typing, arrows move, Escape closes and restores, Enter searches; composing waits."""
    page = browser.new_page()
    asked: list[str] = []

    def answer(route: Any) -> None:
        asked.append(route.request.url)
        route.fulfill(json={"schema": 1, "query": "", "suggestions": ["nông thôn mới", "nông nghiệp"]})

    page.route("**/api/v1/suggest?*", answer)
    page.goto(address)
    page.fill("#q", "")
    page.keyboard.type("nong", delay=20)
    page.wait_for_selector("[role=listbox] [role=option]")
    assert len(asked) == 1, "one question for four quick keys"
    box = page.locator("#q")
    assert box.get_attribute("role") == "combobox"
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert box.input_value() == "nông thôn mới"
    active = box.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    assert box.input_value() == "nong"
    assert box.get_attribute("aria-expanded") == "false"
    page.evaluate(COMPOSING)
    page.wait_for_timeout(400)
    assert len(asked) == 1, "nothing is asked while an input method composes"
    page.evaluate("document.querySelector('#q').dispatchEvent(new CompositionEvent('compositionend'))")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/tim-kiem"))
    assert "n%C3%B4ng+th%C3%B4n+m%E1%BB%9Bi" in page.url
    page.close()


def test_suggestions_that_fail_leave_the_form_working(browser: Any, address: str) -> None:
    """When the server's answer fails, the search runs as without scripts."""
    page = browser.new_page()
    page.route("**/api/v1/suggest?*", lambda route: route.abort())
    page.goto(address)
    page.locator("#q:focus").wait_for()  # the focus comes with the first picture, not with the page
    page.keyboard.type("hop")
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem?q=hop")
    assert page.locator(".hits > li").count() > 0
    page.close()


def test_a_long_list_is_narrowed_while_typing(browser: Any, address: str) -> None:
    """Values without the words disappear with their letter, marks or none; emptied, the list is whole; Enter asks."""
    page = browser.new_page()
    page.goto(f"{address}/loc/official?q=hop")
    whole = page.locator(".value:visible").count()
    page.fill("#loc", "tran q")
    shown = page.locator(".value:visible .name").all_inner_texts()
    assert 0 < len(shown) < whole
    assert "Trần Quốc Vĩnh" in shown
    assert page.locator("[role=status]").inner_text() == f"Giá trị: {len(shown)}"
    assert page.locator("section.facet:visible").count() == page.locator(".letters a:visible").count() < whole
    page.fill("#loc", "")
    assert page.locator(".value:visible").count() == whole
    page.fill("#loc", "Đ")
    assert all(
        "đ" in name.lower() or "d" in name.lower() for name in page.locator(".value:visible .name").all_inner_texts()
    )
    page.fill("#loc", "tran q")
    page.press("#loc", "Enter")
    page.wait_for_url("**/loc/official?loc=tran+q&q=hop")
    assert page.locator(".value .name").all_inner_texts() == shown
    page.fill("#loc", "")
    assert page.locator(".value:visible").count() == len(shown), "what the server left out cannot come back by itself"
    page.close()


def test_a_page_is_light_and_asks_nobody_else(browser: Any, address: str) -> None:
    """The search page: at most 4 requests and 45 KiB compressed, all from this site, each kind in its bound."""
    page = browser.new_page()
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.__setitem__(answer.url, len(gzip.compress(answer.body()))))
    page.goto(f"{address}/tim-kiem?scope=chi-dao&q=moi", wait_until="networkidle")
    assert len(sizes) <= 4, sizes
    assert all(url.startswith(address) for url in sizes)
    assert sum(sizes.values()) <= 45 * 1024, sizes
    kinds = {
        url.partition("?")[0].rpartition(".")[2] if "/static/" in url else "html": size for url, size in sizes.items()
    }
    assert kinds["html"] <= 25 * 1024
    assert kinds["css"] <= 8 * 1024
    assert kinds["js"] <= 2 * 1024
    page.close()


def test_nothing_shifts_while_a_page_loads(browser: Any, address: str, states: dict[str, tuple[str, int]]) -> None:
    """Layout shift is at most 0.02 on every page state, on a phone and at a desk."""
    shifted = {}
    for width in (360, 1280):
        page = browser.new_page(viewport={"width": width, "height": 740})
        page.add_init_script(SHIFTS)
        for name, (url, _status) in states.items():
            page.goto(address + url)
            page.wait_for_timeout(60)
            if (shift := page.evaluate("window.__shift")) > 0.02:
                shifted[name, width] = shift
        page.close()
    assert not shifted


def test_print_is_the_bulletin_alone(browser: Any, address: str, states: dict[str, tuple[str, int]]) -> None:
    """Printed, a bulletin has no navigation and no panel; results are numbered."""
    page = browser.new_page()
    page.emulate_media(media="print")
    page.goto(address + states["bulletin"][0])
    assert page.locator(".bulletin h1").is_visible()
    for part in (".top nav", "aside", "footer", ".crumbs"):
        assert not page.locator(part).first.is_visible()
    page.goto(address + states["results"][0])
    assert not page.locator(".search").is_visible()
    assert page.locator(".hits").evaluate("e => getComputedStyle(e).listStyleType") == "decimal"
    page.close()
