"""`python -m tests.bench.weight [STATE...]`: what pages weigh, and when a slow phone shows them.

Chromium is slowed four times. Each page is asked for once before, so that what is measured is the page and not the
first use of a list or a model by the server; then the middle one of five visits counts, each with an empty cache. The
browser shares the processors with all that runs beside it: on a busy machine the times are those of the machine.
"""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from tests.browser.conftest import BROWSERS, QUIET
from tests.browser.states import STATES
from tests.web.conftest import build
from tests.web.running import Running

SLOWER = 4
VISITS = 5
_WATCH = """() => { window.__lcp = 0; window.__cls = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) window.__lcp = e.startTime; })
    .observe({type: 'largest-contentful-paint', buffered: true});
  new PerformanceObserver(list => { for (const e of list.getEntries()) window.__cls += e.value; })
    .observe({type: 'layout-shift', buffered: true}); }"""


def measure(browser: Any, url: str) -> tuple[int, int, float, float]:
    """Return requests, bytes compressed, largest contentful paint in milliseconds, and layout shift of a page."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.add_init_script(f"({_WATCH})()")
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    sizes: list[int] = []
    page.on("response", lambda answer: answer.status == 200 and sizes.append(len(gzip.compress(answer.body()))))
    page.goto(url, wait_until="networkidle")
    for _ in range(20):  # the browser tells of a paint some time after it; the policy of the site forbids to poll there
        page.wait_for_timeout(200)
        lcp, cls = page.evaluate("[window.__lcp, window.__cls]")
        if lcp:
            break
    context.close()
    return len(sizes), sum(sizes), lcp, cls


def main() -> None:
    """Measure every page state and print a table."""
    from playwright.sync_api import sync_playwright

    program = next(found for name in BROWSERS if (found := shutil.which(name)))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = build(Path(folder))
        found = site.client.get("/tim-kiem.json?q=neu+cao+tinh+than+trach+nhiem").get_json()
        running = Running(site)
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        print(f"{'page':18} requests     KiB  LCP ms    CLS")
        for name, (url, status) in STATES.items():
            if status == 200 and name in (sys.argv[1:] or STATES):
                path = url.replace("SEED", str((found or {})["hits"][0]["id"]))
                site.client.get(path, follow_redirects=True)
                visits = [measure(browser, f"http://127.0.0.1:{running.port}{path}") for _ in range(VISITS)]
                requests, size, _lcp, cls = max(visits, key=lambda visit: visit[3])
                lcp = median(visit[2] for visit in visits)
                print(f"{name:18} {requests:8} {size / 1024:7.1f} {lcp:7.0f} {cls:6.3f}", flush=True)
        browser.close()
        running.close()
        site.library.close()


if __name__ == "__main__":
    main()
