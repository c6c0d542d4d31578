import pytest

from rueckhalt.foundation.web import assets


@pytest.fixture
def paper(settings, pytestconfig):
    """The fonts for paper, built once; they renew themselves when their sources change."""
    settings.ASSETS_DIR = pytestconfig.cache.mkdir("assets")
    assets.build(settings.ASSETS_DIR)
