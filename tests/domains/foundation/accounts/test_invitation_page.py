"""What somebody sees who was invited, from her link to her own page."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from rueckhalt.foundation.accounts.api import (
    OrganisationKind,
    Role,
    Session,
    account_by_email,
    invite,
)
from tests.accounts import PASSWORD, organisation_of
from tests.domains.foundation.accounts.people import FACTOR, OWN, browser, send

TOKEN = "word-of-a-link"  # noqa: S105 -- opens nothing outside of tests
PAGE = f"/konto/einladung/{TOKEN}/"
EMAIL = "neu@musterhaus.invalid"
BOTH = {"password": PASSWORD, "again": PASSWORD}

pytestmark = pytest.mark.django_db


def invited(role: Role = Role.GUIDE, kind: OrganisationKind = OrganisationKind.CONTACT_POINT):
    return invite(
        name="Neu Muster", email=EMAIL, organisation=organisation_of(kind), roles=[role],
        by=None, token=TOKEN, now=datetime.now(UTC),
    )  # fmt: skip


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_she_is_greeted_by_name_and_told_for_whom():
    invited()
    page = text(browser().get(PAGE))
    assert "Guten Tag, Neu Muster" in page
    assert "Test contact-point" in page
    assert EMAIL in page


def test_her_password_opens_the_account_and_leads_a_guide_to_her_second_factor():
    invited()
    client = browser()
    answer = send(client, PAGE, **BOTH)

    assert answer.status_code == 302
    assert client.get(OWN)["Location"] == FACTOR
    assert client.get(FACTOR).status_code == 200
    account = account_by_email(EMAIL)
    assert account.check_password(PASSWORD)
    assert Session.objects.filter(account=account).exists()


def test_who_needs_no_second_factor_sees_her_own_page():
    invited(Role.STATISTICS, OrganisationKind.STATISTICS)
    client = browser()
    send(client, PAGE, **BOTH)

    assert "Neu Muster" in text(client.get(OWN))


def test_right_after_it_she_need_not_say_her_password_again_to_set_up_an_app():
    invited()
    client = browser()
    send(client, PAGE, **BOTH)
    assert client.get(f"{FACTOR}app/").status_code == 200


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"password": "", "again": ""}, "Bitte schreiben Sie das Passwort in beide Felder."),
        ({"password": "zu kurz 11!", "again": "zu kurz 11!"}, "mindestens 12 Zeichen"),
        ({"password": "passwordpassword", "again": "passwordpassword"}, "leicht zu raten"),
        ({"password": PASSWORD, "again": PASSWORD + "x"}, "sind nicht gleich"),
        ({"password": "x" * 1001, "again": "x" * 1001}, "höchstens 1.000 Zeichen"),
    ],
)
def test_a_password_that_will_not_do_is_told_and_the_link_stays(told, said):
    invited()
    client = browser()
    answer = send(client, PAGE, **told)

    assert answer.status_code == 422
    assert said in text(answer)
    assert told["password"] not in text(answer) or not told["password"]
    assert account_by_email(EMAIL) is None
    assert client.get(PAGE).status_code == 200


def test_a_link_that_is_none_or_was_used_looks_the_same_and_names_nobody():
    invited()
    send(browser(), PAGE, **BOTH)
    used, none = Client().get(PAGE), Client().get("/konto/einladung/unbekannt/")

    assert (used.status_code, used.content) == (none.status_code, none.content)
    assert used.status_code == 404
    assert "Muster" not in text(used)
    assert not used.cookies


def test_a_post_from_another_site_is_refused():
    invited()
    assert browser().post(PAGE, BOTH).status_code == 403
    assert account_by_email(EMAIL) is None


def test_only_the_first_of_two_open_pages_makes_an_account():
    invited()
    first, second = browser(), browser()
    second.get(PAGE)
    send(first, PAGE, **BOTH)
    token = second.session["_csrftoken"]
    answer = second.post(PAGE, {"csrfmiddlewaretoken": token, **BOTH})

    assert answer.status_code == 404
    assert second.get(OWN)["Location"].startswith("/konto/anmelden/")
