"""What every test stands on."""

import pytest
from django.test import override_settings

from rueckhalt.foundation.web import assets


@pytest.fixture(scope="session", autouse=True)
def catalogue(pytestconfig):
    """The English catalogue, compiled as for a real house; it renews itself when it changes."""
    built = pytestconfig.cache.mkdir("assets")
    assets.build(built)
    with override_settings(LOCALE_PATHS=[built / "locale"]):
        yield
