"""Anyone can read and use every page: axe, keyboard, narrow screens, large text, valid HTML."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
_OVERFLOW = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide <= 0) return null;
  const far = [...document.querySelectorAll('body *')].find(e => e.getBoundingClientRect().right > innerWidth + 1);
  return wide + ' px: ' + (far ? far.outerHTML.slice(0, 200) : '');
}"""
_FOCUS = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
  const area = e.querySelector ? e.querySelector('.area') : null;
  const outline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return {tag: e.tagName, text: (e.textContent || '').trim().slice(0, 40), outline, svg: !!area,
          inside: box.bottom > 0 && box.top < innerHeight && box.width > 0};
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(
    browser: Any, address: str, axe: str, states: dict[str, tuple[str, int]], scheme: str, width: int
) -> None:
    """0 violations of WCAG 2.2 A and AA and of good practice, on every page state, filters open."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    violations = {}
    for name, (url, status) in states.items():
        answer = page.goto(address + url)
        assert answer.status == status, name
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        page.evaluate(axe)
        found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)["violations"]
        if found:
            violations[name] = [(v["id"], v["nodes"][0]["html"][:160], v["nodes"][0]["failureSummary"]) for v in found]
    page.close()
    assert not violations, json.dumps(violations, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("spaced", [False, True], ids=["as designed", "text spacing of 1.4.12"])
def test_nothing_scrolls_sideways_at_320_px(
    browser: Any, address: str, states: dict[str, tuple[str, int]], spaced: bool
) -> None:
    """320 px is also 1280 px at 400 %: the page fits, also with wider text."""
    page = browser.new_page(viewport={"width": 320, "height": 700}, bypass_csp=True)
    found = {}
    for name, (url, _status) in states.items():
        page.goto(address + url)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        if spaced:
            page.add_style_tag(content=SPACING)
        if wide := page.evaluate(_OVERFLOW):
            found[name] = wide
    page.close()
    assert not found, found


def test_html_is_valid(
    browser_site: Any, states: dict[str, tuple[str, int]], html_validator: list[str], tmp_path: Path
) -> None:
    """The Nu HTML checker has 0 errors on every page state."""
    for name, (url, _status) in states.items():
        text = browser_site.client.get(url, follow_redirects=True).get_data(as_text=True)
        (tmp_path / f"{name.replace(' ', '-')}.html").write_text(text, encoding="utf-8")
    files = sorted(str(file) for file in tmp_path.glob("*.html"))
    command = [*html_validator, "--format", "json", "--stdout", "--errors-only", *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    messages = [m for m in json.loads(done.stdout or "{}")["messages"] if m["type"] == "error"]
    assert not messages, "\n".join(
        f"{Path(m['url']).name}: {m['message']} … {m.get('extract', '')[:120]}" for m in messages[:12]
    )


def test_the_keyboard_reaches_everything_and_is_seen(browser: Any, address: str) -> None:
    """Tab walks on, each stop is in view with an outline; the skip links come first and work."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{address}/tim-kiem?q=nong+thon+moi")
    stops = []
    for _ in range(45):
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUS)
        assert stop["inside"], stop
        assert stop["outline"] or stop["svg"], stop
        stops.append(stop["text"])
    assert stops[:2] == ["Đến nội dung", "Đến kết quả"]
    assert "Tìm" in stops
    page.goto(f"{address}/tim-kiem?q=nong+thon+moi")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#ket-qua') !== null")
    page.close()


def test_a_whole_task_by_keyboard(browser: Any, address: str) -> None:
    """From the front page to a bulletin without a pointer."""
    page = browser.new_page()
    page.goto(address)
    page.locator("#q:focus").wait_for()
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("nong thon moi")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem?q=nong+thon+moi")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.hits') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/ban-tin/**")
    assert "nông thôn mới" in page.locator(".bulletin").inner_text()
    page.close()
