"""What every test stands on."""

import pytest
from django.test import TransactionTestCase, override_settings
from hypothesis import settings

from rueckhalt.foundation.web import assets
from tests.people import client_of
from tests.trail import without_triggers

# No test fails because a machine is slow.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


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


@pytest.fixture(scope="session", autouse=True)
def _emptied_after_commits():
    """After a test that commits, Django empties all tables; the trail lets that happen here only."""
    empty = TransactionTestCase._fixture_teardown

    def empty_trail_too(case):
        with without_triggers():
            empty(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_trail_too)
        yield
