"""Two servers on one PostgreSQL: whoever is logged in, or has opened her vault, is so in both.

That two workers claim a message once stands in test_work.py.
"""

import pytest
from django.db import connection

from rueckhalt.config.demo import DEMO_ACCOUNTS, PASSWORD
from tests.domains.foundation.places.test_loading import url_of_a_database
from tests.served import served_house
from tests.visits import Visit

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
LARS = next(one for one in DEMO_ACCOUNTS if one.key == "lars")
OWN, VAULT = "/konto/", "/konto/tresor/"


@pytest.fixture
def servers(tmp_path):
    """The addresses of two servers, each with a folder of its own; one database."""
    folders = [tmp_path / name for name in ("first", "second")]
    for folder in folders:
        folder.mkdir()
    database = url_of_a_database(tmp_path)
    with (
        served_house(folders[0], DATABASE_URL=database) as first,
        served_house(folders[1], DATABASE_URL=database) as second,
    ):
        yield first, second


@pytest.fixture
def here(servers):
    """Lars, who logged in at the first server."""
    visit = Visit(servers[0])
    assert visit.log_in(LARS.email, PASSWORD, LARS.totp_secret).location == OWN
    return visit


@pytest.fixture
def there(servers, here):
    """The same browser at the second server, as a proxy would lead it."""
    return Visit(servers[1], here.cookies)


def is_open(visit: Visit) -> bool:
    page = visit.get(VAULT)
    assert page.status == 200
    return "Ihr Tresor ist offen" in page.text


def opens(visit: Visit) -> None:
    answer = visit.send(
        f"{VAULT}oeffnen/", visit.get(VAULT), passphrase=LARS.passphrase, next=VAULT
    )
    assert (answer.status, answer.location) == (302, VAULT)


def test_one_session_and_one_open_vault_in_two_processes(here, there):
    assert connection.vendor == "postgresql"
    assert there.get(OWN).status == 200
    opens(here)
    assert is_open(there)
    there.send(f"{VAULT}schliessen/", there.get(VAULT))
    assert not is_open(here)

    opens(there)
    assert is_open(here)
    there.send("/konto/abmelden/", there.get("/konto/abmelden/"))
    assert here.get(OWN).status == 303
