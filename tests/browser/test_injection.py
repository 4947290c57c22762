"""Nothing that a bulletin or an address holds ever runs: payloads in every place that shows outside text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from indexer.bulletin import Attachment, Bulletin, Date, Directive, Facts, Official, Post, Zone
from indexer.documents import documents, fingerprints
from indexer.engine.engines import open_engine
from indexer.library import Library
from indexer.settings import load_settings
from indexer.store import Store
from indexer.store.records import Incoming
from search_web.app import create_app
from tests.browser.payloads import CALL, payloads
from tests.web.conftest import Site
from tests.web.running import Running

pytestmark = pytest.mark.browser

CHOSEN = tuple(payloads())[::17]  # 12 of 200; the campaign takes all
WATCH = """() => { window.__reports = [];
  const note = e => window.__reports.push(e.violatedDirective + ' ' + e.blockedURI);
  document.addEventListener('securitypolicyviolation', note); }"""
# Addresses whose parts are shown again; the payload takes the place of {}.
ECHOES = (
    "/tim-kiem?q={}",
    "/tim-kiem?q=hop&from={}",
    "/tim-kiem?official={}",
    "/tim-kiem?year={}",
    "/tim-kiem?{}=1",
    "/tim-kiem?scope=can-bo&q={}",
    "/loc/official?q={}",
    "/loc/{}",
    "/ban-tin/{}",
    "/can-bo/{}",
    "/{}",
    "/ban-tin/bad-0/?q={}",
    "/api/v1/search?{}=1",
    "/tim-kiem.atom?q={}",
    "/do-phu?x={}",
)


def hostile(place: int, payload: str) -> tuple[Bulletin, Facts]:
    """Return a bulletin that carries a payload in everything that a page shows of it."""
    title = f"Họp {payload}"
    text = f"{title}\n\nẢnh: {payload}\n\nĐồng chí {payload} yêu cầu {payload} báo cáo."
    start, end = text.index("Đồng chí"), len(text)
    name = payload[:200]
    post = Post(start, end, text[start:end], title=payload, body=payload)
    facts = Facts(
        kind="tin",
        event_date="2024-01-02",
        zones=(Zone(len(title) + 2, start, text[len(title) + 2 : start], kind="caption"),),
        dates=(Date(start, start + 4, text[start : start + 4], iso="2024-01-02", doubt=payload),),
        officials=(Official(start, end, text[start:end], name=name, posts=(post,)),),
        directives=(
            Directive(start, end, text[start:end], n=1, number=payload, giver=name, giver_post=payload,
                      addressees=(payload,), force=payload, due="2024-03-01"),
        ),
    )  # fmt: skip
    bulletin = Bulletin(
        f"bad-{place}", title, text, len(title) + 2, "2024-01-02", f"http://x/{quote(payload)}", payload, (payload,),
        (Attachment(payload, f"javascript:{CALL}"), Attachment(payload, f"http://x/{quote(payload)}")),
    )  # fmt: skip
    return bulletin, facts


def hostile_site(folder: Path, chosen: tuple[str, ...]) -> Site:
    """Return a site whose bulletins carry the payloads."""
    settings = load_settings(data_dir=str(folder), environment={}, site_name="</title><script>window.__hit=1</script>")
    engine = open_engine("memory")
    found = [hostile(place, payload) for place, payload in enumerate(chosen)]
    with Store.open(folder) as store:
        for bulletin, facts in found:
            raw = bulletin.text.encode()
            store.put([Incoming(bulletin.id, bulletin, facts, raw, hashlib.sha256(raw).hexdigest(), "r", "r")])
    with engine.writer(full=True, note=fingerprints()) as writer:
        for document in documents(found):
            writer.add(document)
    library = Library(settings, engine, Store.open(folder, readonly=True))
    app = create_app(settings, library)
    return Site(app, library, settings, app.test_client())


def sinks(count: int) -> list[str]:
    """Return the addresses of all pages that show what the bulletins carry."""
    pages = [f"/ban-tin/bad-{n}?q=hop&du-kien=1" for n in range(count)] + [f"/chi-dao/bad-{n}-1" for n in range(count)]
    lists = ["/", "/tim-kiem?q=hop", "/tim-kiem?scope=chi-dao", "/tim-kiem?scope=can-bo", "/loc/official", "/loc/post",
             "/loc/body", "/loc/addressee?scope=chi-dao", "/tim-kiem.atom", "/api/v1/search", "/do-phu"]  # fmt: skip
    return pages + lists


def visit(browser: Any, base: str, urls: list[str]) -> dict[str, object]:
    """Open every address; return those where something ran, a dialog came up or the policy was broken."""
    page = browser.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.add_init_script(f"({WATCH})()")
    broken: dict[str, object] = {}
    for url in urls:
        answer = page.goto(base + url)
        ran = page.evaluate("window.__hit || null")
        reports = page.evaluate("window.__reports || []")
        if ran or reports or dialogs or answer.status >= 500:
            broken[url] = (ran, reports, list(dialogs), answer.status)
    page.close()
    return broken


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A hostile site behind the real server."""
    made = hostile_site(tmp_path_factory.mktemp("hostile"), CHOSEN)
    running = Running(made)
    yield f"http://127.0.0.1:{running.port}"
    running.close()
    made.library.close()


def test_payloads_in_bulletins_stay_text(browser: Any, base: str) -> None:
    """Title, caption, names, posts, tags, attachments, JSON-LD, feed, lists: nothing runs, no policy is broken."""
    assert visit(browser, base, sinks(len(CHOSEN))) == {}


def test_payloads_in_addresses_stay_text(browser: Any, base: str) -> None:
    """Whatever an address says back is text."""
    assert visit(browser, base, [echo.format(quote(payload, safe="")) for payload in CHOSEN for echo in ECHOES]) == {}


def test_what_is_shown_is_what_was_written(browser: Any, base: str) -> None:
    """The page shows the payload as it is: nothing is lost, nothing doubly escaped."""
    page = browser.new_page()
    for place, payload in enumerate(CHOSEN):
        page.goto(f"{base}/ban-tin/bad-{place}")
        assert " ".join(payload.split()) in " ".join(page.locator(".bulletin h1").inner_text().split())
    page.close()
