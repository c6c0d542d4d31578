import pytest

from rueckhalt.foundation.web import assets

OPERATOR = {
    "name": "Musterstelle e. V.",
    "address": "Musterweg 1\n12345 Musterstadt",
    "email": "stelle@example.org",
    "phone": "030 123",
    "privacy_officer": "Mia Muster",
    "accessibility_contact": "zugang@example.org",
}


@pytest.fixture
def operator(settings):
    settings.OPERATOR = OPERATOR
    return OPERATOR


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The folder of the style sheet and the fonts."""
    folder = tmp_path_factory.mktemp("assets")
    assets.build(folder)
    return folder / "web"
