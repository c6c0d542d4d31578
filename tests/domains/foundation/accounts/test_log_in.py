import json
import re
import time
from threading import BoundedSemaphore

import pytest
from django.conf import settings

from rueckhalt.foundation.accounts.api import (
    Organisation,
    Role,
    Session,
    close_organisation,
    deactivate_account,
)
from rueckhalt.foundation.outbox.models import Message
from rueckhalt.foundation.vault.adapters import derivation
from tests.accounts import CREATED_AT, PASSWORD, account_with
from tests.domains.foundation.accounts.people import (
    FACTOR,
    LOG_IN,
    OWN,
    SECOND_STEP,
    app_of,
    browser,
    code,
    factors,
    log_in,
    send,
)
from tests.house.test_routes import ROUTES

pytestmark = pytest.mark.django_db
WRONG = "ganz falsches Wort"
FORGOTTEN = "/konto/passwort/vergessen/"


@pytest.fixture
def client():
    return browser()


@pytest.fixture
def statistics():
    return account_with(Role.STATISTICS, password=PASSWORD)


@pytest.fixture
def guide():
    return account_with(Role.GUIDE, password=PASSWORD)


def is_logged_in(client) -> bool:
    return client.get(OWN).status_code == 200


def test_the_own_page_asks_for_a_log_in_and_comes_back(client, statistics):
    asked = client.get(OWN)
    assert (asked.status_code, asked["Location"]) == (303, f"{LOG_IN}?next={OWN}")

    answer = log_in(client, statistics)
    assert (answer.status_code, answer["Location"]) == (302, OWN)
    page = client.get(OWN).content.decode()
    assert statistics.name in page
    assert "Sie planen Befragungen" in page


def test_the_email_may_be_typed_in_any_case(client, statistics):
    send(client, LOG_IN, login=statistics.email.upper(), password=PASSWORD)
    assert is_logged_in(client)


def test_the_session_cookie_is_strict_enough_and_has_no_date(client, statistics):
    cookie = log_in(client, statistics).cookies["sessionid"]

    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert set(client.cookies) == {"sessionid"}


def test_a_wrong_password_and_an_unknown_email_get_the_same_page(client, statistics):
    wrong = log_in(client, statistics, password=WRONG)
    unknown = send(client, LOG_IN, login="niemand@rueckhalt.example", password=WRONG)

    def text(answer) -> str:
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
        return re.sub(r'value="[\w.]+@[\w.]+"', "", page)

    assert text(wrong) == text(unknown)
    assert "E-Mail oder Passwort stimmt nicht." in text(wrong)
    assert not is_logged_in(client)


@pytest.mark.parametrize("email", ["statistics@rueckhalt.example", "niemand@rueckhalt.example"])
@pytest.mark.parametrize("password", [WRONG, PASSWORD])
def test_known_and_unknown_cost_one_derivation_each(
    client, statistics, email, password, monkeypatch
):
    runs, run = [], derivation.pool.run
    monkeypatch.setattr(derivation.pool, "run", lambda work: runs.append(1) or run(work))
    send(client, LOG_IN, login=email, password=password)
    assert len(runs) == 1


def test_whoever_finds_the_queue_full_waits_before_anything_is_written(
    client, statistics, monkeypatch, django_assert_num_queries
):
    page = client.get(LOG_IN)
    monkeypatch.setattr(derivation.pool, "_places", BoundedSemaphore(1))
    with derivation.pool._place(), django_assert_num_queries(1):  # the session
        answer = client.post(LOG_IN, {"login": statistics.email, "password": PASSWORD})
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Gerade melden sich viele Menschen an" in answer.content.decode()
    assert client.cookies["sessionid"].value == page.cookies["sessionid"].value
    assert log_in(client, statistics)["Location"] == OWN


@pytest.mark.parametrize("name", settings.DERIVING_PAGES)
def test_each_form_that_may_be_sent_away_has_an_address(name):
    found = {one["name"]: one["path"] for one in ROUTES}
    assert found[name].startswith(settings.STAFF_PATHS)


def test_a_post_without_its_token_is_refused(client, statistics):
    answer = client.post(LOG_IN, {"login": statistics.email, "password": PASSWORD})
    assert answer.status_code == 403


def test_logging_out_ends_the_session(client, statistics):
    log_in(client, statistics)
    send(client, "/konto/abmelden/")

    assert not is_logged_in(client)
    assert not Session.objects.filter(account=statistics).exists()


def test_nobody_can_sign_up(client):
    assert client.get("/konto/registrieren/").status_code == 404
    assert client.get("/accounts/signup/").status_code == 404
    assert "signup" not in client.get(LOG_IN).content.decode()


@pytest.mark.parametrize("closing", ["account", "organisation"])
def test_who_is_closed_is_told_so_and_not_let_in(client, statistics, closing):
    if closing == "account":
        deactivate_account(account=statistics, by=None, now=CREATED_AT)
    else:
        close_organisation(organisation=statistics.organisation, by=None, now=CREATED_AT)
    answer = log_in(client, statistics)

    assert answer["Location"] == "/konto/geschlossen/"
    assert "geschlossen" in client.get("/konto/geschlossen/").content.decode()
    assert not is_logged_in(client)


def test_a_closed_organisation_ends_a_session_in_the_middle(client, statistics):
    log_in(client, statistics)
    close_organisation(organisation=statistics.organisation, by=None, now=CREATED_AT)
    assert not is_logged_in(client)


def test_a_closed_organisation_closes_each_page_even_while_a_session_lives(client, statistics):
    log_in(client, statistics)
    Organisation.objects.filter(pk=statistics.organisation_id).update(is_active=False)
    for path in (OWN, "/konto/passwort/", FACTOR):
        assert client.get(path)["Location"].startswith(LOG_IN), path


def test_whoever_sees_cases_sets_up_a_second_factor_before_anything_else(client, guide):
    log_in(client, guide)
    for path in (OWN, "/konto/passwort/", "/konto/zweiter-faktor/notfallcodes/neu/"):
        assert client.get(path)["Location"] == FACTOR, path

    page = client.get(f"{FACTOR}app/").content.decode()
    secret = re.search(r'class="app-secret">(\w+)<', page)[1]
    assert "data:image/svg+xml;base64," in page
    # Asking for the page once more would make a new secret.
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    done = client.post(f"{FACTOR}app/", {"csrfmiddlewaretoken": token, "code": code(secret)})

    assert done["Location"] == f"{FACTOR}notfallcodes/"
    assert factors(guide) == {"totp", "recovery_codes"}
    assert is_logged_in(client)


def test_with_an_app_the_password_alone_opens_nothing(client, guide):
    secret = app_of(guide)
    assert log_in(client, guide)["Location"] == SECOND_STEP
    assert not is_logged_in(client)

    assert "stimmt nicht" in send(client, SECOND_STEP, code="000000").content.decode()
    assert send(client, SECOND_STEP, code=code(secret))["Location"] == OWN
    assert is_logged_in(client)


def test_a_code_of_an_app_works_once(client, guide):
    secret = app_of(guide)
    log_in(client, guide)
    used = code(secret)
    send(client, SECOND_STEP, code=used)

    again = browser()
    log_in(again, guide)
    send(again, SECOND_STEP, code=used)
    assert not is_logged_in(again)


def test_recovery_codes_are_shown_once_and_each_opens_once(client, statistics):
    app_of(statistics)
    client.force_login(statistics)
    log_in_again(client, statistics)
    send(client, f"{FACTOR}notfallcodes/neu/")
    page = client.get(f"{FACTOR}notfallcodes/").content.decode()
    codes = re.findall(r"<code>(\d{8})</code>", page)

    assert len(set(codes)) == 10
    assert f"{codes[0]}%0D%0A" in page  # the file to keep
    assert codes[0] not in client.get(f"{FACTOR}notfallcodes/").content.decode()
    for expected in (True, False):
        other = browser()
        log_in(other, statistics)
        send(other, SECOND_STEP, code=codes[0])
        assert is_logged_in(other) is expected


def log_in_again(client, account) -> None:
    """A session that was made by hand proves nothing about who is there: type the password."""
    send(client, "/konto/bestaetigen/", password=PASSWORD)


def test_what_protects_the_account_asks_once_more_who_is_there(client, statistics, time_machine):
    log_in(client, statistics)
    assert client.get(f"{FACTOR}app/").status_code == 200
    time_machine.move_to(time.time() + 301)
    assert client.get(f"{FACTOR}app/")["Location"].startswith("/konto/bestaetigen/")
    log_in_again(client, statistics)
    assert client.get(f"{FACTOR}app/").status_code == 200


def test_a_new_password_ends_every_other_session(client, statistics):
    other = browser()
    log_in(client, statistics)
    log_in(other, statistics)
    new = "sieben Ziegen am Hang"
    changed = send(client, "/konto/passwort/", oldpassword=PASSWORD, password1=new, password2=new)

    assert changed["Location"] == OWN
    # Asked before the other browser comes back: nothing is left of its session by then.
    assert Session.objects.filter(account=statistics).count() == 1
    assert (is_logged_in(client), is_logged_in(other)) == (True, False)
    statistics.refresh_from_db()
    assert statistics.check_password(new)


@pytest.mark.parametrize("weak", ["kurz", "123456789012", "passwordpassword", "statistics2026"])
def test_a_weak_password_is_refused(client, statistics, weak):
    log_in(client, statistics)
    answer = send(client, "/konto/passwort/", oldpassword=PASSWORD, password1=weak, password2=weak)
    statistics.refresh_from_db()
    assert (answer.status_code, statistics.check_password(PASSWORD)) == (200, True)


def test_a_forgotten_password_is_set_by_a_link_that_works_once(client, statistics):
    log_in(browser(), statistics)
    send(client, FORGOTTEN, email=statistics.email)
    link = mailed()[0]["path"]
    form = client.get(link)["Location"]
    new = "sieben Ziegen am Hang"
    send(client, form, password1=new, password2=new)

    statistics.refresh_from_db()
    assert statistics.check_password(new)
    assert not Session.objects.filter(account=statistics).exists()
    assert "gilt nicht mehr" in browser().get(link).content.decode()


def test_the_link_lives_an_hour(client, statistics, time_machine):
    send(client, FORGOTTEN, email=statistics.email)
    link = mailed()[0]["path"]
    time_machine.move_to(time.time() + 3601)
    assert "gilt nicht mehr" in browser().get(link).content.decode()


def test_the_mail_says_nothing_but_the_link(client, statistics):
    send(client, FORGOTTEN, email=statistics.email)
    (told,) = mailed()
    assert (told["template"], told["to"]) == ("password_reset", statistics.email)
    assert set(told) == {"template", "to", "path", "minutes"}


def mailed() -> list[dict]:
    """What waits in the outbox."""
    return [json.loads(text) for text in Message.objects.values_list("payload", flat=True)]


def test_an_unknown_email_gets_the_same_answer_and_no_mail(client, statistics):
    known = send(client, FORGOTTEN, email=statistics.email)
    unknown = send(browser(), FORGOTTEN, email="niemand@rueckhalt.example")

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mailed()) == 1


def test_wrong_passwords_are_slowed_down_and_for_minutes_only(client, statistics, time_machine):
    for _ in range(10):
        log_in(client, statistics, password=WRONG)
    stopped = log_in(client, statistics)
    assert "zu viele Versuche" in stopped.content.decode()
    assert not is_logged_in(client)

    time_machine.move_to(time.time() + 301)
    log_in(client, statistics)
    assert is_logged_in(client)


def test_wrong_codes_are_slowed_down_too(client, guide):
    secret = app_of(guide)
    log_in(client, guide)
    for _ in range(10):
        send(client, SECOND_STEP, code="000000")
    assert "zu viele Versuche" in send(client, SECOND_STEP, code=code(secret)).content.decode()


def test_own_sessions_are_listed_and_ended(client, statistics):
    other, third = browser(), browser()
    for one in (client, other, third):
        log_in(one, statistics)
    page = client.get(OWN).content.decode()
    handles = re.findall(r"/konto/anmeldungen/(\w{16})/beenden/", page)

    assert (len(handles), page.count("diese hier")) == (2, 1)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    client.post(f"/konto/anmeldungen/{handles[0]}/beenden/", {"csrfmiddlewaretoken": token})
    assert sorted([is_logged_in(other), is_logged_in(third)]) == [False, True]
    client.post("/konto/anmeldungen/beenden/", {"csrfmiddlewaretoken": token})
    assert (is_logged_in(client), is_logged_in(other), is_logged_in(third)) == (True, False, False)


def test_one_cannot_end_the_session_of_somebody_else(client, statistics, guide):
    from rueckhalt.foundation.accounts.queries import handle_of

    other = browser()
    app_of(guide)
    other.force_login(guide)
    log_in(client, statistics)
    token = re.search(
        r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(OWN).content.decode()
    )[1]
    handle = handle_of(Session.objects.get(account=guide))
    client.post(f"/konto/anmeldungen/{handle}/beenden/", {"csrfmiddlewaretoken": token})
    assert Session.objects.filter(account=guide).exists()


def test_secrets_of_second_factors_are_sealed_in_the_database(statistics):
    from allauth.mfa.models import Authenticator

    secret = app_of(statistics)
    stored = Authenticator.objects.get(user=statistics)
    assert secret not in str(stored.data)
    assert stored.wrap().validate_code(code(secret))


@pytest.mark.parametrize(
    "path",
    [
        "anmelden/",
        "passwort/vergessen/",
        "passwort/gesendet/",
        "passwort/neu/1-a-b/",
        "geschlossen/",
    ],
)
def test_each_page_has_the_whole_frame(client, settings, path):
    page = client.get(f"/konto/{path}").content.decode()
    assert f'class="app-exit" href="{settings.QUICK_EXIT_URL}"' in page
    assert 'class="app-nav"' in page


def test_the_second_step_has_the_whole_frame(client, settings, guide):
    app_of(guide)
    log_in(client, guide)
    page = client.get(SECOND_STEP).content.decode()
    assert f'class="app-exit" href="{settings.QUICK_EXIT_URL}"' in page


def test_public_pages_read_no_session_and_set_none(client, statistics, django_assert_num_queries):
    log_in(client, statistics)
    with django_assert_num_queries(0):
        answer = client.get("/lotse/")
    assert not answer.cookies
    assert not hasattr(answer.wsgi_request, "session")
