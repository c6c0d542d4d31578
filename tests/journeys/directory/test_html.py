"""The pages of the directory are valid HTML, says the checker of the W3C."""

import pytest

from tests.build import store_places
from tests.journeys.directory.test_search import READ

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SEARCHES = {
    "found": {"place": "Kiel", "concern": "opferhilfe"},
    "homonyms": {"place": "Neustadt", "concern": "ansprechstelle_polizei"},
    "court": {"place": "Kiel", "concern": "strafverfolgung"},
    "unknown": {"place": "Xyzzyhausen", "concern": "fonds"},
    "nowhere": {"concern": "meldeportal"},
    "mistakes": {"place": "x" * 200, "concern": "nonsense"},
    "back": {"place": "Kiel", "concern": "opferhilfe", "change": "1"},
}
SHEETS = {"sheet": "Erfurt", "sheet-homonyms": "Neustadt", "sheet-unknown": "Xyzzyhausen"}


def test_each_page_of_the_directory_is_valid(client, complaints):
    store_places("Kiel", "Erfurt", "Neustadt")
    pages = {f"page{number}": client.get(path).content for number, path in enumerate(READ)}
    for name, told in SEARCHES.items():
        pages[name] = client.post("/stellen/suche/", told).content
    for name, place in SHEETS.items():
        pages[name] = client.post("/stellen/blatt/ansicht/", {"place": place}).content

    assert complaints(pages) == []
