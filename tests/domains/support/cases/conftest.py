"""What the tests of the person's pages share."""

import hashlib

import pytest
import time_machine
from django.test import Client

from rueckhalt.foundation.vault.adapters import derivation
from tests.domains.support.cases.desk import NOW, Desk


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    """Files and shares of each test lie apart."""
    settings.FILES_DIR, settings.SHARES_DIR = tmp_path / "files", tmp_path / "shares"


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def runs(monkeypatch) -> list[int]:
    """Counts derivations, and makes each quick: what they cost is measured elsewhere."""
    made: list[int] = []

    def quick(password, salt, *_rest):
        made.append(1)
        return hashlib.sha256(salt + password).digest()

    monkeypatch.setattr(derivation, "hash_secret_raw", quick)
    return made


@pytest.fixture
def contact_point(desk, runs, settings):
    """An operator's contact point on a Friday morning, with Lars and Nadja on duty."""
    settings.OPERATOR = {**settings.OPERATOR, "name": "Ansprechstelle Musterland"}
    settings.READING_HOURS = "MO,TU,WE,TH,FR 09:00-16:00"
    settings.READING_LAND = "NW"
    with time_machine.travel(NOW, tick=False):
        yield desk


@pytest.fixture
def birgit(contact_point) -> Client:
    """A browser without anything in it."""
    return Client()
