import pytest

from rueckhalt.foundation.directory import queries
from rueckhalt.foundation.directory.rules import Entries
from tests.build import store_places


@pytest.fixture
def places(db):
    """Some real places, among them homonyms."""
    store_places("Kiel", "Erfurt", "Neustadt", "Saarbrücken")


@pytest.fixture
def hold(monkeypatch):
    """Lets the directory hold made-up entries only: `hold(a_body(…), gaps=[…])`."""

    def held(*bodies, gaps=()):
        entries = Entries(tuple(bodies), tuple(gaps))
        monkeypatch.setattr(queries, "_merged", lambda _rows: entries)

    return held
