"""The very first start in an empty folder, as `make run` does it, and as an operator does."""

import re
import urllib.request

import pytest

from tests.served import served_house

OPERATOR = {
    "DJANGO_SETTINGS_MODULE": "rueckhalt.config.settings.production",
    "RUECKHALT_SECRET_KEY": "only-for-this-test-on-loopback-0123456789-0123456789-0123456789",
    "RUECKHALT_HOSTS": "127.0.0.1",
}


@pytest.mark.parametrize("settings", [{}, OPERATOR], ids=["local", "production"])
def test_the_first_start_serves_a_page_with_its_style_sheet_and_finds_places(tmp_path, settings):
    def ask(address: str, data: bytes | None = None) -> str:
        headers = {"X-Forwarded-Proto": "https"}
        request = urllib.request.Request(url + address, data, headers)
        return urllib.request.urlopen(request, timeout=10).read().decode()

    with served_house(tmp_path, **settings) as url:
        sheet = re.search(r'href="(/static/web/sheet[^"]*\.css)"', ask("/lotse/"))
        assert sheet
        assert "app-step" in ask(sheet[1])
        assert "Ort: Kiel" in ask("/lotse/plan/", b"place=Kiel")
