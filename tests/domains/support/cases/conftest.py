"""Every test has folders of its own for files and shares."""

import pytest


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.FILES_DIR, settings.SHARES_DIR = tmp_path / "files", tmp_path / "shares"
