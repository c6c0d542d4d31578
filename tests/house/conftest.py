import runpy

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings

from rueckhalt.foundation.web import assets
from tests.house.repository import HOST

ENVIRONMENT = {"RUECKHALT_SECRET_KEY": "only-for-tests-" * 4, "RUECKHALT_HOSTS": HOST}
MISSING = object()


@pytest.fixture(scope="module")
def production(tmp_path_factory, pytestconfig):
    """The house with the settings of an operator's server, its static files collected."""
    built = pytestconfig.cache.mkdir("assets")  # renews itself when its sources change
    assets.build(built)
    folder = tmp_path_factory.mktemp("static")
    places = {
        "STATIC_ROOT": folder,
        "STATICFILES_DIRS": [("web", built / "web")],
        "LOCALE_PATHS": [built / "locale"],
        "ASSETS_DIR": built,
    }
    with override_settings(**{**differing(loaded()), **places}):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield Client(raise_request_exception=False, SERVER_NAME=HOST)


def loaded() -> dict[str, object]:
    """The values of the production settings."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        return runpy.run_module("rueckhalt.config.settings.production")


def differing(values: dict[str, object]) -> dict[str, object]:
    """The settings that differ from those of the running tests."""
    return {
        name: value
        for name, value in values.items()
        if name.isupper() and getattr(settings, name, MISSING) != value
    }
