"""Everything that a story in the browser needs: the browser, a served house, and three checks."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from rueckhalt.foundation.web import assets

CHECKER = Path(__file__).parents[2] / ".node/node_modules/vnu-jar/build/dist/vnu.jar"
# The same engine without a window is quicker by far: Debian brings it as a package of its own.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium") or ""
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
# Milliseconds: a machine with other work takes its time, and what is wrong stays wrong.
PATIENCE = 30_000
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SCREENS = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM:
        pytest.skip("Chromium is missing: apt-get install chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        # Playwright keeps a loop running in this thread, which Django takes for async code.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield running
        running.close()
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def built_assets(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("assets")
    assets.build(folder)
    return folder


@pytest.fixture
def house(live_server, settings, built_assets):
    """The address of a served house with its style sheet and fonts."""
    settings.STATICFILES_DIRS = [("web", built_assets / "web")]
    settings.ASSETS_DIR = built_assets
    finders.get_finder.cache_clear()
    yield live_server.url
    finders.get_finder.cache_clear()


@pytest.fixture
def open_page(browser: Browser):
    """Opens pages: `open_page(width=390, scheme="dark", script=False)`."""
    contexts = []

    def opened(*, width: int = 390, scheme: str = "light", script: bool = True, **more) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            color_scheme=scheme,
            java_script_enabled=script,
            **more,
        )
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def complaints(tmp_path):
    """Returns a function: pages by name → what the checker says, one line a finding."""
    java = shutil.which("java")
    if not java or not CHECKER.is_file():
        pytest.skip("the HTML checker is missing: it needs Java, and npm to fetch vnu-jar")

    def checked(pages: dict[str, bytes]) -> list[str]:
        for name, content in pages.items():
            (tmp_path / f"{name}.html").write_bytes(content)
        call = [java, "-Xss1m", "-jar", CHECKER, "--format", "json", *tmp_path.glob("*.html")]
        said = subprocess.run(call, capture_output=True, check=False, timeout=120).stderr
        return [
            f"{Path(one['url']).name}:{one.get('lastLine')} {one['message']}"
            for one in json.loads(said)["messages"]
        ]

    return checked


def follow(locator: Locator) -> None:
    """Clicks what leads to another page and waits for it: a click alone does not."""
    with locator.page.expect_navigation():
        locator.click()


def axe(page: Page) -> list[str]:
    """Returns what axe finds against WCAG 2.2 AA, one line a finding.

    Seen from the top: further down the bar covers half a link, which axe takes for a small target.
    """
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    return [
        f"{rule['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def no_sideways_scrolling(page: Page) -> bool:
    """Says whether the page is no wider than its window."""
    return page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


def is_outside(url: str, house_url: str) -> bool:
    """Says whether a request left the house; a data: address is none."""
    return not url.startswith((house_url, "data:"))
