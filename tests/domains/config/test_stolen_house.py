"""The whole server is stolen: database, files, shares, temp, mail, log. Nothing of it can be read."""

import json
from pathlib import Path

import pytest
from django.db import connection

from tests.domains.config.stolen_house import MARK, TYPED
from tests.domains.config.test_work import House
from tests.domains.foundation.vault.holders import every_cell
from tests.mail_server import mail_server

pytestmark = pytest.mark.django_db(transaction=True)
THIEF = "from tests.domains.config import stolen_house as house\n"
LINK = TYPED["link of an invitation"].encode()


@pytest.fixture
def stolen(tmp_path):
    """A house in which people worked until the plug was pulled: itself, what they know, its mail."""
    (tmp_path / "tmp").mkdir()
    with mail_server() as server:
        url = f"smtp://127.0.0.1:{server.port}"
        house = House(tmp_path, RUECKHALT_EMAIL_URL=url, TMPDIR=str(tmp_path / "tmp"))
        ran = house.run(*house.script(f"{THIEF}house.fill()"))
        assert ran.returncode == 0, ran.stderr
        *said, told = ran.stdout.splitlines()
        (tmp_path / "log").write_text("\n".join(said) + ran.stderr)
        yield house, json.loads(told), b"".join(server.mails)


def everything(folder: Path) -> bytes:
    """Every byte below the folder of the house, and on PostgreSQL every value of every table."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    cells = every_cell() if connection.vendor == "postgresql" else b""
    return b"\n".join([*(path.read_bytes() for path in files), cells])


def test_no_word_that_somebody_typed_is_in_a_stolen_house(stolen, tmp_path):
    house, told, mails = stolen
    if connection.vendor == "sqlite":
        (log,) = tmp_path.glob("*-wal")
        assert log.stat().st_size > 0
    assert len(TYPED) >= 20
    assert all(MARK in typed.lower() for typed in TYPED.values())
    look = everything(tmp_path) + house.python(f"{THIEF}house.show_what_is_packed()").encode()
    assert b"tom@musterhaus.invalid" in look  # the look sees what lies in the clear
    assert b"_auth_user_id" in look
    if connection.vendor == "sqlite":
        # SQLite's log keeps what was replaced until it writes over it: here a link that was used.
        assert house.sql("SELECT * FROM accounts_invitation") == []
        look = look.replace(LINK, b"")
    found = [what for what, typed in TYPED.items() if typed.split()[0].lower().encode() in look.lower()]  # fmt: skip
    assert found == []
    assert MARK.encode() not in look.lower()
    assert mails.lower().count(MARK.encode()) == mails.count(LINK) == 1  # she needs her link
    for secret in [*told["secrets"], *told["cookies"]]:
        assert secret.encode() not in look
    assert [key for key in told["keys"] if bytes.fromhex(key) in look] == []


def test_with_the_passphrase_of_one_guide_only_her_records_open(stolen):
    house, told, _ = stolen
    phrase = TYPED["passphrase of Lars"]
    opened, all_of_them = json.loads(
        house.python(f"{THIEF}house.open_all({told['lars']}, {phrase!r})")
    )
    assert opened == {told["hers"]: TYPED["text"]}
    assert all_of_them == 3
