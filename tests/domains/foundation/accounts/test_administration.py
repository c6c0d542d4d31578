from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rueckhalt.foundation.accounts.api import (
    OrganisationKind,
    Role,
    Session,
    create_organisation,
    has_right,
    invite,
    roles_of,
)
from rueckhalt.foundation.accounts.models import Invitation, Organisation
from rueckhalt.foundation.accounts.rules import Right
from rueckhalt.foundation.audit.api import lines
from tests.accounts import CREATED_AT, account_with, organisation_of
from tests.people import account_of, log_in

PEOPLE, HOUSES, INVITED = (
    "/verwaltung/menschen/", "/verwaltung/organisationen/", "/verwaltung/einladungen/",
)  # fmt: skip
INVITE = f"{INVITED}neu/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def vera(as_person):
    return as_person("vera")


def page_of(account) -> str:
    return f"{PEOPLE}{account.pk}/"


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def told(**changed) -> dict:
    values = {
        "name": "Neu Muster", "email": "neu@musterhaus.invalid", "roles": ["guide"],
        "organisation": organisation_of(OrganisationKind.CONTACT_POINT).pk,
    }  # fmt: skip
    return {**values, **changed}


def last_line():
    return lines(limit=1)[0]


def saved(answer) -> bool:
    return answer.status_code == 303 and answer["Location"].endswith("?gespeichert")


def test_an_administrator_sees_people_with_roles_and_second_factor(vera):
    account_of("lars"), account_of("petra", has_second_factor=False)
    seen = text(vera.get(PEOPLE))

    assert "Lars Muster" in seen
    assert "Ansprechstelle Musterland – Lotsin oder Lotse" in seen
    assert "Zweiter Faktor: nein, aber nötig" in seen


def test_no_page_of_the_administration_says_anything_of_cases(vera):
    account = account_of("lars")
    pages = [text(vera.get(path)) for path in (PEOPLE, HOUSES, INVITED, page_of(account))]
    assert not has_right(account_of("vera"), Right.WORK_ON_CASES)
    assert not any("/arbeit" in page for page in pages)


def test_an_invitation_is_sent_and_listed(vera):
    answer = vera.post(INVITE, told())

    assert saved(answer)
    assert "neu@musterhaus.invalid" in text(vera.get(INVITED))
    assert last_line().action == "invitation.create.guide"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "Bitte schreiben Sie einen Namen."),
        ({"email": "kein at"}, "Das ist keine E-Mail-Adresse."),
        ({"organisation": "0"}, "Diese Antwort kennen wir nicht."),
        ({"roles": []}, "Bitte wählen Sie mindestens eine Rolle."),
        ({"roles": ["king"]}, "Diese Antwort kennen wir nicht."),
        ({"roles": ["ministry"]}, "Die Rolle „Ministerium“ gibt es in dieser Organisation nicht"),
        ({"roles": ["guide", "administrator"]}, "Wer Konten verwaltet, darf keine Fälle sehen."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_sent(vera, changed, said):
    answer = vera.post(INVITE, told(**changed))

    assert answer.status_code == 422
    assert said in text(answer)
    assert not Invitation.objects.exists()


def test_an_administrator_is_told_that_an_email_has_an_account(vera):
    answer = vera.post(INVITE, told(email=account_of("lars").email))
    assert "Für diese E-Mail gibt es schon ein Konto." in text(answer)


def test_an_invitation_is_sent_again_and_withdrawn(vera):
    vera.post(INVITE, told())
    row = Invitation.objects.get()

    assert saved(vera.post(f"{INVITED}{row.pk}/erneut/"))
    assert Invitation.objects.get().digest != row.digest
    assert saved(vera.post(f"{INVITED}{row.pk}/zurueckziehen/"))
    assert vera.post(f"{INVITED}{row.pk}/zurueckziehen/").status_code == 404
    assert not Invitation.objects.exists()


def test_an_expired_invitation_says_so(vera):
    vera.post(INVITE, told())
    Invitation.objects.update(invited_at=CREATED_AT - timedelta(days=30))
    assert "Abgelaufen" in text(vera.get(INVITED))


def test_roles_are_changed_within_what_the_organisation_gives_and_end_sessions(vera, client):
    lars = account_of("lars")
    log_in(client, lars)

    assert vera.post(f"{page_of(lars)}rollen/", {"roles": ["statistics"]}).status_code == 422
    assert Session.objects.filter(account=lars).exists()
    assert saved(vera.post(f"{page_of(lars)}rollen/", {"roles": ["administrator"]}))
    assert roles_of(lars) == {Role.ADMINISTRATOR}
    assert not Session.objects.filter(account=lars).exists()
    assert last_line().action == "account.roles.administrator"


@pytest.mark.parametrize("act", ["rollen", "schliessen", "oeffnen", "zweiter-faktor"])
def test_nobody_changes_the_own_account(vera, act):
    own = account_of("vera")
    values = {"roles": ["guide"], "reason": "lost", "called_back": ["called"]}
    answer = vera.post(f"{page_of(own)}{act}/", values)

    assert answer.status_code == 422
    assert roles_of(own) == {Role.ADMINISTRATOR}
    assert "Das eigene Konto ändert jemand anderes." in text(answer)
    assert "Rollen ändern" not in text(vera.get(page_of(own)))


def test_a_closed_account_has_no_session_and_can_be_opened_again(vera, client):
    lars = account_of("lars")
    log_in(client, lars)

    assert saved(vera.post(f"{page_of(lars)}schliessen/"))
    assert not Session.objects.filter(account=lars).exists()
    assert client.get("/konto/").status_code == 303
    assert last_line().action == "account.close"
    assert vera.post(f"{page_of(lars)}schliessen/").status_code == 422
    assert saved(vera.post(f"{page_of(lars)}oeffnen/"))
    assert vera.post(f"{page_of(lars)}oeffnen/").status_code == 422


@pytest.mark.parametrize("missing", ["reason", "called_back"])
def test_a_second_factor_is_reset_only_after_a_call_back_and_with_a_reason(vera, missing):
    lars = account_of("lars")
    values = {"reason": "lost", "called_back": ["called"]}
    refused = vera.post(
        f"{page_of(lars)}zweiter-faktor/", {k: v for k, v in values.items() if k != missing}
    )

    assert refused.status_code == 422
    assert Authenticator.objects.filter(user=lars).exists()


def test_a_reset_second_factor_is_gone_with_all_sessions_and_stands_in_the_trail(vera, client):
    lars = account_of("lars")
    log_in(client, lars)
    values = {"reason": "lost", "called_back": ["called"]}

    assert saved(vera.post(f"{page_of(lars)}zweiter-faktor/", values))
    assert not Authenticator.objects.filter(user=lars).exists()
    assert not Session.objects.filter(account=lars).exists()
    line, by = last_line(), account_of("vera")
    assert (line.by, line.action, line.subject) == (
        f"account:{by.pk}", "account.reset-factor.lost", f"account:{lars.pk}",
    )  # fmt: skip


def test_an_organisation_is_added_renamed_closed_and_opened(vera):
    assert saved(vera.post(HOUSES, {"name": "Stadt  Muster", "kind": "municipality"}))
    house = Organisation.objects.get(name="Stadt Muster")
    page = f"{HOUSES}{house.pk}/"

    assert saved(vera.post(page, {"name": "Musterstadt"}))
    assert saved(vera.post(f"{page}schliessen/"))
    assert "Geschlossen" in text(vera.get(page))
    assert vera.post(f"{page}schliessen/").status_code == 422
    assert saved(vera.post(f"{page}oeffnen/"))
    assert vera.post(f"{page}oeffnen/").status_code == 422
    acts = [line.action for line in lines(subject=f"organisation:{house.pk}")]
    assert acts == [f"organisation.{act}" for act in ("reopen", "close", "rename", "create")]


def test_a_name_that_is_taken_is_told(vera):
    taken, house = "Ansprechstelle Musterland", organisation_of(OrganisationKind.MINISTRY)
    for path in (HOUSES, f"{HOUSES}{house.pk}/"):
        answer = vera.post(path, {"name": taken, "kind": "ministry"})
        assert "Diese Organisation gibt es schon." in text(answer)
    assert Organisation.objects.filter(name=taken).count() == 1


def test_nobody_closes_the_own_organisation(vera):
    answer = vera.post(f"{HOUSES}{account_of('vera').organisation_id}/schliessen/")
    assert "Die eigene Organisation schließt jemand anderes." in text(answer)


def test_a_closed_organisation_ends_all_sessions_of_its_people(vera, as_person):
    petra, house = as_person("petra"), account_of("petra").organisation
    assert saved(vera.post(f"{HOUSES}{house.pk}/schliessen/"))
    assert petra.get("/konto/").status_code == 303


def fill(number: int) -> None:
    house = organisation_of(OrganisationKind.MINISTRY)
    for n in range(number):
        account_with(Role.MINISTRY, email=f"m{n}@musterhaus.invalid")
        create_organisation(
            name=f"Muster {n:02}", kind=OrganisationKind.MINISTRY, by=None, now=CREATED_AT
        )
        invite(
            name="Neu", email=f"i{n}@musterhaus.invalid", organisation=house,
            roles=[Role.MINISTRY], by=None, token=f"t{n}", now=CREATED_AT,
        )  # fmt: skip


def asked(client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


@pytest.mark.parametrize("path", [PEOPLE, HOUSES, INVITED])
def test_a_list_asks_the_database_as_often_for_three_rows_as_for_one(vera, path):
    fill(1)
    vera.get(path)  # the first page with a form stores its token
    one = asked(vera, path)
    for n in range(1, 3):
        account_with(Role.MINISTRY, email=f"x{n}@musterhaus.invalid")
        create_organisation(name=f"X {n}", kind=OrganisationKind.MINISTRY, by=None, now=CREATED_AT)
        vera.post(INVITE, told(email=f"y{n}@musterhaus.invalid"))
    assert asked(vera, path) == one


@pytest.mark.parametrize(("path", "mark"), [(PEOPLE, "– Ministerium"), (INVITED, "Gilt bis")])
def test_a_list_shows_25_rows_a_page(vera, path, mark, time_machine):
    time_machine.move_to(CREATED_AT, tick=False)
    fill(27)
    pages = [text(vera.get(f"{path}?seite={n}")) for n in (1, 2, "x")]

    assert [page.count(mark) for page in pages] == [25, 2, 25]
    assert "Nächste Seite" in pages[0]
    assert "Vorherige Seite" in pages[1]
