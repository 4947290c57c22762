"""A real Chromium and tools that look at pages; found or fetched when tests run, else skipped with the reason."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.states import STATES
from tests.web.conftest import Site, build
from tests.web.running import Running

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "bantin-tests"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
PACKAGES = {"axe-core": "axe-core@4.10.3", "vnu-jar": "vnu-jar@24.10.17"}


@pytest.fixture(scope="session")
def browser_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own: its server runs in threads of this process."""
    made = build(tmp_path_factory.mktemp("browser"))
    yield made
    made.library.close()


@pytest.fixture(scope="session")
def address(browser_site: Site) -> Iterator[str]:
    """Where the site is served."""
    running = Running(browser_site)
    yield f"http://127.0.0.1:{running.port}"
    running.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip(f"needs a Chromium ({', '.join(BROWSERS)}), and none is installed")
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=program, args=list(QUIET))
        yield launched
        launched.close()


def npm_package(name: str) -> Path:
    """Return the folder of an npm package, fetched once into the user's cache; skips where that is impossible."""
    folder = CACHE / "node_modules" / name
    if not folder.is_dir():
        if not shutil.which("npm"):
            pytest.skip(f"needs npm to fetch {name}")
        CACHE.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(CACHE), PACKAGES[name]]
        done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
        if done.returncode:
            pytest.skip(f"{name} could not be fetched: {done.stderr.strip().splitlines()[-1:]}")
    return folder


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return (npm_package("axe-core") / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def html_validator() -> list[str]:
    """The command of the Nu HTML checker."""
    if not shutil.which("java"):
        pytest.skip("needs java for the HTML checker")
    return ["java", "-Xss2m", "-jar", str(npm_package("vnu-jar") / "build" / "dist" / "vnu.jar")]


@pytest.fixture(scope="session")
def states(browser_site: Site) -> dict[str, tuple[str, int]]:
    """All page states, with the id of the seed bulletin filled in."""
    found = browser_site.client.get("/tim-kiem.json?q=neu+cao+tinh+than+trach+nhiem").get_json()
    seed = str(found["hits"][0]["id"])  # type: ignore[index]  # JSON of our own
    return {name: (url.replace("SEED", seed), status) for name, (url, status) in STATES.items()}
