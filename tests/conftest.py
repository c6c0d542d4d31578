"""What every test stands on."""

import pytest
from django.test import override_settings

from rueckhalt.foundation.web import assets


@pytest.fixture(scope="session", autouse=True)
def built_once(pytestconfig):
    """Fonts for paper and the English catalogue, as in a real house; they renew themselves."""
    built = pytestconfig.cache.mkdir("assets")
    assets.build(built)
    with override_settings(LOCALE_PATHS=[built / "locale"], ASSETS_DIR=built):
        yield
