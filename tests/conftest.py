"""What every test stands on."""

import pytest
from django.test import override_settings

from rueckhalt.foundation.web import assets
from tests.people import client_of


@pytest.fixture(scope="session", autouse=True)
def built_once(pytestconfig):
    """Fonts for paper and the English catalogue, as in a real house; they renew themselves."""
    built = pytestconfig.cache.mkdir("assets")
    assets.build(built)
    with override_settings(LOCALE_PATHS=[built / "locale"], ASSETS_DIR=built):
        yield


@pytest.fixture
def as_person():
    """Returns a function: somebody's name → a browser in which she is logged in (tests/people.py)."""
    return client_of
