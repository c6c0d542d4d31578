"""A case that nobody can open: two appointed people give it to somebody, one after the other."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache

from rueckhalt.foundation.accounts.rules import cookie_text
from rueckhalt.foundation.audit.api import lines
from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.vault.api import (
    NotHeldError,
    appoint_recovery,
    erase_record,
    keep_open,
    make_record,
    make_recovery_key,
    open_inbox,
    opened_record,
)
from rueckhalt.foundation.vault.models import Record, RecoveryStep
from tests.domains.foundation.accounts.records import RECORDS, number_of
from tests.domains.foundation.vault.holders import holder
from tests.people import account_of, client_of

pytestmark = pytest.mark.django_db
PAGE = "/konto/wiederherstellung/"
NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.FILES_DIR, settings.SHARES_DIR = tmp_path / "files", tmp_path / "shares"
    settings.RECOVERABLE = RECORDS
    cache.clear()


@pytest.fixture
def people():
    """Lars and Nadja recover together; the inbox, and so each new case, is Lars's alone."""
    paper = make_recovery_key(now=NOW)
    keys = {name: holder(account_of(name).pk) for name in ("lars", "nadja")}
    open_inbox(holder=keys["lars"].holder, now=NOW)
    appoint_recovery(offline=paper, people=[key.holder for key in keys.values()])
    return keys


@pytest.fixture
def record(people) -> uuid.UUID:
    number = uuid.uuid4()
    make_record(record=number, now=NOW)
    return number


def at_her_browser(name, unlocked):
    """Somebody with an open vault; her passphrase would cost a third of a second."""
    client = client_of(name)
    session = client.cookies["sessionid"].value
    cookie = keep_open(unlocked, session=session, now=datetime.now(UTC))
    client.cookies["vault"] = cookie_text(cookie)
    return client


@pytest.fixture
def lars(people):
    return at_her_browser("lars", people["lars"])


@pytest.fixture
def nadja(people):
    return at_her_browser("nadja", people["nadja"])


def began(client, record, *, second="nadja", receiver="nadja"):
    told = {
        "reference": number_of(record), "second": account_of(second).pk,
        "receiver": account_of(receiver).pk,
    }  # fmt: skip
    return client.post(f"{PAGE}beginnen/", told)


def finished(client, record):
    return client.post(f"{PAGE}{record}/abschliessen/")


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def opens(unlocked, record) -> bool:
    try:
        opened_record(unlocked, record)
    except NotHeldError:
        return False
    return True


def test_two_people_give_a_case_to_the_one_that_the_first_named(people, record, lars, nadja):
    assert not opens(people["nadja"], record)
    answer = began(lars, record)
    assert (answer.status_code, answer["Location"]) == (303, f"{PAGE}?begonnen")
    assert not opens(people["nadja"], record)
    assert "Wartet auf Nadja Beispiel" in text(lars.get(PAGE))
    assert "Wartet auf Sie" in text(nadja.get(PAGE))
    answer = finished(nadja, record)
    assert (answer.status_code, answer["Location"]) == (303, f"{PAGE}?fertig")
    assert opens(people["nadja"], record)
    assert "Nichts wartet." in text(nadja.get(PAGE))


@pytest.mark.parametrize(
    ("code", "field"), [("no_key", "receiver"), ("record-not-there", "reference")]
)
def test_a_refusal_stands_at_the_field_that_it_is_about(record, lars, monkeypatch, code, field):
    def refuse(**_: object) -> None:
        raise Refused(code, "Das geht nicht.")

    monkeypatch.setattr("rueckhalt.foundation.accounts.views.recovery.begin_recovery", refuse)
    answer = began(lars, record)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_both_steps_and_who_receives_are_lines_of_the_trail(people, record, lars, nadja):
    began(lars, record)
    finished(nadja, record)
    who = {name: f"account:{key.holder}" for name, key in people.items()}
    found = [(line.by, line.action) for line in lines(subject=f"record:{record}")]
    assert sorted(found) == [(who["lars"], "recovery.begin"), (who["nadja"], "recovery.finish")]
    received = [
        line.by for line in lines(subject=who["nadja"]) if line.action == "recovery.receive"
    ]
    assert received == [who["nadja"]]


def test_nobody_finishes_what_she_began_herself(people, record, lars, nadja):
    began(lars, record)
    answer = finished(lars, record)
    assert answer.status_code == 422
    assert "wartet nichts mehr auf Sie" in text(answer)
    assert began(lars, record, second="lars").status_code == 422
    assert RecoveryStep.objects.get().second == people["nadja"].holder


def test_a_second_step_counts_once_and_within_a_day(people, record, lars, nadja):
    began(lars, record)
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=24, minutes=1), tick=False):
        late = at_her_browser("nadja", people["nadja"])
        assert "Nichts wartet." in text(late.get(PAGE))
        assert "über einen Tag her" in text(finished(late, record))
    assert not opens(people["nadja"], record)
    began(lars, record)
    assert finished(nadja, record).status_code == 303
    assert finished(nadja, record).status_code == 422


def test_an_erased_case_and_one_that_never_was_look_alike(record, lars):
    erased = text(_refused_after_erasing(record, lars))
    assert "Diesen Fall gibt es nicht, oder er ist gelöscht." in erased
    never = uuid.uuid4()
    assert erased.replace(number_of(record), "") == text(began(lars, never)).replace(
        number_of(never), ""
    )


def _refused_after_erasing(record, client):
    erase_record(record=record, now=NOW)
    answer = began(client, record)
    assert answer.status_code == 422
    return answer


def test_a_case_erased_between_the_steps_opens_for_nobody(people, record, lars, nadja):
    began(lars, record)
    erase_record(record=record, now=NOW)
    assert finished(nadja, record).status_code == 422
    assert not opens(people["nadja"], record)


def test_changed_keys_are_named_and_give_nothing(people, record, lars, nadja):
    began(lars, record)
    Record.objects.filter(id=record).update(public=bytes(32))
    answer = finished(nadja, record)
    assert answer.status_code == 422
    assert "hat jemand etwas geändert" in text(answer)
    assert not opens(people["nadja"], record)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({}, "Bitte schreiben Sie die Nummer."),
        ({"reference": "noch kein Fall"}, "Das ist keine Nummer eines Falls."),
        ({"reference": "AAAA\x00AAAA"}, "Das ist keine Nummer eines Falls."),
        ({"reference": "9" * 10_000}, "Das ist keine Nummer eines Falls."),
        ({"reference": str(uuid.UUID(int=7))}, "Das ist keine Nummer eines Falls."),
        ({"reference": "AAAA-AAAA", "receiver": "0"}, "Diese Person kennen wir nicht."),
        ({"reference": "AAAA-AAAA", "receiver": "ÿ"}, "Diese Person kennen wir nicht."),
    ],
)
def test_what_cannot_be_begun_gets_a_sentence_and_stays_typed(lars, told, sentence):
    answer = lars.post(f"{PAGE}beginnen/", told)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert RecoveryStep.objects.count() == 0


def test_what_was_typed_stands_in_the_form_again(people, lars):
    told = {"reference": "noch kein Fall", "receiver": people["nadja"].holder}
    page = lars.post(f"{PAGE}beginnen/", told).content.decode()
    assert 'value="noch kein Fall"' in page
    assert f'value="{people["nadja"].holder}" selected' in page


def test_only_people_with_a_passphrase_are_offered(people, lars):
    account_of("petra")
    page = lars.get(PAGE).content.decode()
    receivers = re.search(r'<select name="receiver".*?</select>', page, re.DOTALL)[0]
    partners = re.search(r'<select name="second".*?</select>', page, re.DOTALL)[0]
    assert ["Lars" in receivers, "Nadja" in receivers, "Petra" in page] == [True, True, False]
    assert ["Lars" in partners, "Nadja" in partners] == [False, True]


def test_whoever_is_not_appointed_has_no_such_page(record, people, lars):
    for name in ("vera", "petra", "sofia"):
        assert client_of(name).get(PAGE).status_code == 404
        assert began(client_of(name), record).status_code == 404
    assert "Wiederherstellung" in text(lars.get("/konto/"))


def test_a_guide_who_is_not_appointed_has_no_such_page(db):
    holder(account_of("lars").pk)
    client = client_of("lars")
    assert client.get(PAGE).status_code == 404
    assert client.post(f"{PAGE}beginnen/").status_code == 404
    assert finished(client, uuid.UUID(int=7)).status_code == 404
    assert "Wiederherstellung" not in text(client.get("/konto/"))


def test_with_a_closed_vault_the_passphrase_comes_first_and_what_was_typed_goes_along(people, record):  # fmt: skip
    client = client_of("lars")
    answer = began(client, record)
    assert answer.status_code == 307
    assert answer["Location"].startswith("/konto/tresor/?next=")
