"""A house with people on duty, in folders of its own."""

import pytest

from tests.domains.foundation.vault.holders import House


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.FILES_DIR, settings.SHARES_DIR = tmp_path / "files", tmp_path / "shares"


@pytest.fixture
def house(db):
    return House()
