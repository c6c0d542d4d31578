"""Every page of the frame is valid HTML, says the checker of the W3C."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.journeys.frame.test_frame import ALL

CHECKER = Path(__file__).parents[3] / ".node/node_modules/vnu-jar/build/dist/vnu.jar"


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


@pytest.mark.browser
def test_each_page_and_each_part_is_valid(client, settings, complaints):
    settings.ROOT_URLCONF = "tests.journeys.frame.gallery"
    pages = {f"page{number}": client.get(path).content for number, path in enumerate(ALL)}
    pages["mistakes"] = client.post("/muster/", {}).content

    assert complaints(pages) == []


@pytest.mark.browser
def test_the_checker_sees_a_mistake(complaints):
    page = b"<!DOCTYPE html><html lang=de><title>x</title><p id=a><p id=a><li>"

    assert len(complaints({"wrong": page})) >= 2
