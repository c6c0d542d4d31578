"""`rueckhalt init` and `rueckhalt recovery`: a house from nothing, and its last key."""

import io
import re
import uuid
from datetime import UTC, datetime

import pytest

from rueckhalt.config.commandline import main
from rueckhalt.foundation.accounts.api import Role, roles_of
from rueckhalt.foundation.accounts.models import Account
from rueckhalt.foundation.audit.api import lines
from rueckhalt.foundation.vault.api import make_record, open_inbox, recovery_people
from rueckhalt.foundation.vault.models import Wrap
from tests.domains.foundation.vault.holders import every_cell, holder
from tests.people import account_of

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
FIRST = ["init", "--name", "Vera Beispiel", "--email", "vera@muster.example", "--organisation", "Ansprechstelle"]  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def alone(monkeypatch, settings, tmp_path):
    """No places: they take a second, and these commands need none."""
    monkeypatch.setattr("rueckhalt.config.prepare.prepare_data", lambda: None)
    settings.SHARES_DIR = tmp_path / "shares"


@pytest.fixture
def paper(capsys):
    """The key on paper of a house that was just set up."""
    assert main(FIRST) == 0
    return paper_in(capsys.readouterr().out)


def paper_in(said):
    return re.search(r"^  ([A-Z2-7]{4}(?:-[A-Z2-7]{1,4})+)$", said, re.MULTILINE)[1]


def told(monkeypatch, text):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{text}\n"))


def test_the_first_administrator_comes_by_a_link_and_is_no_guide(capsys, client):
    assert main(FIRST) == 0
    said = capsys.readouterr().out
    link = re.search(r"http://localhost:8000(/konto/einladung/\S+)", said)[1]
    assert "Vera Beispiel" in client.get(link).content.decode()
    password = "sieben Ziegen am Hang"  # noqa: S105
    assert client.post(link, {"password": password, "again": password}).status_code == 302
    vera = Account.objects.get(email="vera@muster.example")
    assert roles_of(vera) == {Role.ADMINISTRATOR}
    assert "Noch leer: RUECKHALT_OPERATOR_NAME" in said


def test_the_key_on_paper_is_shown_once_and_stored_nowhere(paper, capsys):
    assert paper.encode() not in every_cell()
    assert main(FIRST) == 0  # the first invitation may have been lost
    assert "Schlüssel zur Wiederherstellung" not in capsys.readouterr().out


def test_a_house_that_has_an_administrator_is_not_set_up_again(capsys):
    account_of("vera")
    assert main(FIRST) == 2
    assert "schon jemanden, der Konten verwaltet" in capsys.readouterr().err


def test_two_people_with_a_passphrase_are_appointed_by_the_paper(paper, monkeypatch, capsys):
    emails = [account_of(name).email for name in ("lars", "nadja")]
    for name in ("lars", "nadja"):
        holder(account_of(name).pk)
    told(monkeypatch, paper.lower())
    assert main(["recovery", "appoint", *emails]) == 0
    assert recovery_people() == {account_of("lars").pk, account_of("nadja").pk}
    assert [line.action for line in lines(subject="recovery:key")] == [
        "recovery.appoint",
        "recovery.make",
    ]


@pytest.mark.parametrize(
    ("emails", "typed", "sentence"),
    [
        (["lars"], None, "mindestens zwei"),
        (["lars", "petra"], None, "noch keine Passphrase"),
        (["lars", "nadja"], "AAAA-BBBB", "vergleichen Sie jedes Zeichen"),
    ],
)
def test_what_cannot_be_appointed_gets_a_sentence(
    paper, monkeypatch, capsys, emails, typed, sentence
):
    holder(account_of("lars").pk)
    told(monkeypatch, typed or paper)
    assert main(["recovery", "appoint", *(account_of(name).email for name in emails)]) == 2
    assert sentence in capsys.readouterr().err
    assert recovery_people() == frozenset()


def test_somebody_unknown_is_named(paper, monkeypatch, capsys):
    told(monkeypatch, paper)
    assert main(["recovery", "appoint", "niemand@muster.example", "x@muster.example"]) == 2
    assert "niemand@muster.example hat hier kein Konto." in capsys.readouterr().err


def test_a_renewed_paper_opens_a_record_and_the_old_one_does_not(paper, monkeypatch, capsys):
    lars, nadja = account_of("lars"), account_of("nadja")
    holder(lars.pk)
    holder(nadja.pk)
    open_inbox(holder=lars.pk, now=NOW)
    record = uuid.uuid4()
    make_record(record=record, now=NOW)
    told(monkeypatch, paper)
    assert main(["recovery", "renew"]) == 0
    fresh = paper_in(capsys.readouterr().out)

    give = ["recovery", "give", str(record), "--to", nadja.email]
    told(monkeypatch, paper)
    assert main(give) == 2
    told(monkeypatch, fresh)
    assert main(give) == 0
    assert Wrap.objects.filter(record=record, holder=nadja.pk).exists()


@pytest.mark.parametrize("record", ["kein-fall", str(uuid.UUID(int=7))])
def test_a_record_that_does_not_exist_is_refused(paper, monkeypatch, capsys, record):
    holder(account_of("nadja").pk)
    told(monkeypatch, paper)
    assert main(["recovery", "give", record, "--to", account_of("nadja").email]) == 2
    assert "Diesen Fall gibt es nicht" in capsys.readouterr().err
