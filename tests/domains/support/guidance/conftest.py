import pytest

from tests.build import store_places


@pytest.fixture
def places(db):
    """Some real places, among them homonyms and one in an association."""
    store_places("Kiel", "Erfurt", "Neustadt", "Aach")
