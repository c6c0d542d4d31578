"""Passphrase, open vault and inbox duty, as guides use them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from rueckhalt.config.urls import handler400, handler403, handler404, handler500  # noqa: F401
from rueckhalt.config.urls import urlpatterns as house
from rueckhalt.foundation.accounts.api import needs_vault
from rueckhalt.foundation.audit.api import lines
from rueckhalt.foundation.vault.api import PoolFullError, on_inbox_duty
from rueckhalt.foundation.vault.models import HolderKey, OpenVault
from tests.people import account_of, client_of

pytestmark = pytest.mark.django_db
VAULT, DUTY, SEALED = "/konto/tresor/", "/konto/dienst/", "/konto/geschuetzt/"
WRONG = "sechs ganz andere Wörter"
SIX = "abend kamera wolke teller garten fenster"


@require_http_methods(["GET", "POST"])
@needs_vault
def sealed_page(request, unlocked):
    """A page that works with an open vault; only tests have it."""
    return HttpResponse(f"{unlocked.holder} {request.POST.getlist('text')}")


urlpatterns = [*house, path("konto/geschuetzt/", sealed_page)]


@pytest.fixture(autouse=True)
def quick(settings, tmp_path, monkeypatch):
    """Cheap derivations: what they cost is tested in the vault; folders of their own."""
    from rueckhalt.foundation.vault.adapters import derivation, passphrase

    cheap = derivation.Cost(memory=64, passes=1)
    monkeypatch.setattr(passphrase, "CURRENT", cheap)
    monkeypatch.setattr(
        passphrase,
        "stretched",
        lambda text, salt, cost=cheap: derivation.stretched(text, salt, cost),
    )
    settings.ROOT_URLCONF = __name__
    settings.FILES_DIR, settings.SHARES_DIR = tmp_path / "files", tmp_path / "shares"
    cache.clear()


@pytest.fixture
def lars():
    """Lars at his browser, with a passphrase; his vault is closed."""
    client = client_of("lars")
    answer = client.post(f"{VAULT}passphrase/", {"passphrase": SIX, "again": SIX})
    assert (answer.status_code, answer["Location"]) == (302, VAULT)
    return client


def opened(client, **more):
    return client.post(f"{VAULT}oeffnen/", {"passphrase": SIX, "next": VAULT, **more})


def followed(client, address, told=None):
    """What a browser shows: it follows, and sends once more what it was told to send."""
    answer = client.get(address) if told is None else client.post(address, told)
    if answer.status_code != 307:
        return answer
    return followed(client, answer["Location"], told)


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_guide_without_a_passphrase_is_led_to_one_and_shown_six_words():
    client = client_of("lars")
    assert client.get(VAULT)["Location"] == f"{VAULT}passphrase/"
    page = client.get(f"{VAULT}passphrase/")
    (proposed,) = re.findall(r'app-passphrase"><strong>([^<]+)', page.content.decode())
    assert len(proposed.split()) == 6
    assert (
        client.post(f"{VAULT}passphrase/", {"passphrase": proposed, "again": proposed}).status_code
        == 302
    )


@pytest.mark.parametrize(
    ("typed", "again", "sentence"),
    [
        ("", "", "Bitte schreiben Sie Ihre Passphrase."),
        (SIX, SIX[:-1], "nicht gleich"),
        ("rathaus", "rathaus", "zu leicht zu erraten"),
        ("x" * 201, "x" * 201, "höchstens 200 Zeichen"),
    ],
)
def test_a_bad_passphrase_gets_a_sentence_and_makes_no_key(typed, again, sentence):
    answer = client_of("lars").post(f"{VAULT}passphrase/", {"passphrase": typed, "again": again})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not HolderKey.objects.exists()


def test_the_vault_opens_with_a_strict_cookie_and_closes_by_hand(lars):
    answer = opened(lars)
    cookie = answer.cookies["vault"]
    assert (cookie["httponly"], cookie["samesite"], cookie["expires"]) == (True, "Strict", "")
    assert "Ihr Tresor ist offen" in text(lars.get(VAULT))
    lars.post(f"{VAULT}schliessen/")
    assert not OpenVault.objects.exists()
    assert "Tresor öffnen" in text(lars.get(VAULT))


def test_in_production_the_cookie_needs_tls(lars, settings):
    settings.SESSION_COOKIE_SECURE = True
    assert opened(lars).cookies["vault"]["secure"] is True


def test_35_logging_in_opens_no_vault_and_logging_out_closes_it(lars):
    asked = followed(lars, SEALED)
    assert "Tresor öffnen" in text(asked)
    assert 'name="next" value="/konto/geschuetzt/"' in asked.content.decode()
    opened(lars)
    assert text(lars.get(SEALED)) == f"{account_of('lars').pk} []"
    lars.post("/konto/abmelden/")
    assert not OpenVault.objects.exists()


def test_a_vault_left_alone_asks_again_and_what_was_typed_comes_back(lars):
    opened(lars)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=16), tick=False):
        asked = followed(lars, SEALED, {"text": ["Ein langer <Text>", "zweiter"]})
        assert "Nichts ist verloren" in text(asked)
        carried = re.findall(r'name="text" value="([^"]*)"', asked.content.decode())
        assert carried == ["Ein langer &lt;Text&gt;", "zweiter"]
        wrong = opened(lars, passphrase=WRONG, next=SEALED, text="Ein langer Text")
        assert 'value="Ein langer Text"' in wrong.content.decode()
        again = opened(lars, next=SEALED, text="Ein langer Text")
        assert "Ihr Text ist noch da" in text(again)
        assert 'action="/konto/geschuetzt/"' in again.content.decode()
        assert "Ein langer Text" in text(lars.post(SEALED, {"text": "Ein langer Text"}))


@pytest.mark.parametrize(
    "target", ["https://fremd.example/", "//fremd.example/", "javascript:1", ""]
)
def test_the_way_on_leads_to_no_other_house(lars, target):
    assert opened(lars, next=target)["Location"] == VAULT
    lars.post(f"{VAULT}schliessen/")
    assert f'action="{VAULT}"' in opened(lars, next=target, text="x").content.decode()


def test_36_guessing_a_passphrase_ends_after_ten_tries(lars):
    answers = [text(opened(lars, passphrase=WRONG)) for _ in range(11)]
    assert ["öffnet den Tresor nicht" in answer for answer in answers] == [True] * 10 + [False]
    assert "zu viele Versuche" in answers[-1]
    assert "zu viele Versuche" in text(opened(lars))


def test_every_act_on_keys_is_a_line_of_the_trail(lars):
    opened(lars, passphrase=WRONG)
    opened(lars)
    fresh = "wolke abend garten kamera fenster teller"
    told = {"old": SIX, "passphrase": fresh, "again": fresh}
    assert lars.post(f"{VAULT}passphrase/aendern/", told).status_code == 302
    assert "Tresor öffnen" in text(lars.get(VAULT))
    me = f"account:{account_of('lars').pk}"
    found = [line.action for line in lines(subject=me) if line.action.startswith("vault.")]
    assert sorted(found) == sorted(
        ["vault.first-key", "vault.wrong-passphrase", "vault.open", "vault.change"]
    )


def test_a_lost_passphrase_costs_every_key(lars):
    before = bytes(HolderKey.objects.get().public)
    page = lars.get(f"{VAULT}passphrase/verloren/")
    assert "Die alten öffnen nichts mehr" in text(page)
    lars.post(f"{VAULT}passphrase/verloren/", {"passphrase": SIX, "again": SIX})
    assert bytes(HolderKey.objects.get().public) != before


def test_who_finds_the_queue_full_gets_the_waiting_page(lars, monkeypatch):
    from rueckhalt.foundation.accounts.views import vault

    monkeypatch.setattr(vault, "open_vault", lambda **_: (_ for _ in ()).throw(PoolFullError))
    answer = opened(lars)
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Gerade melden sich viele Menschen an" in text(answer)


@pytest.fixture
def nadja():
    client = client_of("nadja")
    client.post(f"{VAULT}passphrase/", {"passphrase": SIX, "again": SIX})
    return client


def duty(client, who, act):
    return client.post(f"{DUTY}{account_of(who).pk}/{act}/")


def test_the_first_guide_begins_the_duty_and_takes_the_others_in(lars, nadja):
    opened(lars)
    opened(nadja)
    assert duty(lars, "nadja", "beginnen").status_code == 422  # the first one begins with herself
    assert duty(lars, "lars", "beginnen")["Location"] == DUTY
    assert duty(nadja, "nadja", "beginnen").status_code == 422
    duty(lars, "nadja", "beginnen")
    assert on_inbox_duty() == {account_of("lars").pk, account_of("nadja").pk}
    assert text(lars.get(DUTY)).count("im Dienst") >= 2


def test_the_duty_of_the_last_but_one_does_not_end(lars, nadja):
    for client in (lars, nadja):
        opened(client)
    duty(lars, "lars", "beginnen")
    duty(lars, "nadja", "beginnen")
    assert "mindestens zwei Menschen" in text(duty(lars, "nadja", "beenden"))
    assert "beendet jemand anderes" in text(duty(lars, "lars", "beenden"))
    assert len(on_inbox_duty()) == 2


def test_the_duty_of_people_who_are_no_guides_cannot_be_changed(lars):
    opened(lars)
    for stranger in ("petra", "vera", "sofia"):
        assert duty(lars, stranger, "beginnen").status_code == 404


@pytest.mark.parametrize("somebody", ["petra", "sofia", "vera"])
@pytest.mark.parametrize("page", [VAULT, f"{VAULT}passphrase/", DUTY, SEALED])
def test_37_who_works_on_no_cases_has_no_vault(somebody, page):
    assert client_of(somebody).get(page).status_code == 404
