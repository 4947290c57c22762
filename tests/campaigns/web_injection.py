"""Campaign: 200 payloads in every place of every page that shows outside text, in a real Chromium.

    python -m tests.campaigns.web_injection [--payloads 200]

Nothing may run, no dialog may come up, the content policy may never be asked, no answer may be a fault.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from tests.browser.conftest import BROWSERS, QUIET
from tests.browser.payloads import payloads
from tests.browser.test_injection import ECHOES, hostile_site, sinks, visit
from tests.web.running import Running


def main() -> None:
    """Run and print what was visited; exit 1 with the addresses where something ran."""
    from playwright.sync_api import sync_playwright

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--payloads", type=int, default=200)
    chosen = tuple(payloads())[: options.parse_args().payloads]
    began = time.monotonic()
    urls = sinks(len(chosen)) + [echo.format(quote(payload, safe="")) for payload in chosen for echo in ECHOES]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = hostile_site(Path(folder), chosen)
        running = Running(site)
        program = next(found for name in BROWSERS if (found := shutil.which(name)))
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        broken = {}
        for start in range(0, len(urls), 500):
            broken |= visit(browser, f"http://127.0.0.1:{running.port}", urls[start : start + 500])
            print(f"{min(start + 500, len(urls))} of {len(urls)} pages, {len(broken)} broken", flush=True)
        browser.close()
        running.close()
        site.library.close()
    for url, what in broken.items():
        print(url, what)
    print(f"{len(chosen)} payloads, {len(urls)} pages, {len(broken)} broken, {time.monotonic() - began:.0f} s")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
