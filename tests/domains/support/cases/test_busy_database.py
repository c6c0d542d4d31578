"""While others keep the database busy, nothing that somebody typed is lost and nothing is half stored."""

import html
import json
import re

import pytest
from django.core.cache.backends.db import DatabaseCache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, OperationalError, connection
from django.http import HttpResponse
from django.test import Client

from rueckhalt.config.staff import Sessions
from rueckhalt.foundation.vault.models import HolderKey
from rueckhalt.foundation.web.locked import is_locked
from rueckhalt.foundation.web.middleware import WaitingPage
from rueckhalt.support.cases.models import Case, Entry
from rueckhalt.support.cases.queries.entries import entries_of
from tests.domains.foundation.vault.holders import make_holder_key
from tests.domains.support.cases.busy import busy_database
from tests.domains.support.cases.desk import NOW
from tests.domains.support.cases.guides import at_desk
from tests.domains.support.cases.visits import (
    DOOR,
    NEW,
    OWN,
    TOLD,
    WRITE,
    post,
    secret_on,
    send,
    text_of,
    the_case,
    token,
)
from tests.people import client_of

pytestmark = pytest.mark.django_db(transaction=True)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
SIX = "abend kamera wolke teller garten fenster"
STORY = 'Ein Brief.\r\n"Wir <kriegen> dich" & mehr 🙁'


def carried(page) -> list[tuple[str, str]]:
    """What the waiting page sends on by its button."""
    return [(html.unescape(a), html.unescape(b)) for a, b in HIDDEN.findall(page.content.decode())]


def test_a_form_that_meets_a_busy_database_comes_back_whole_and_its_repeat_makes_one_case(
    birgit, contact_point
):
    typed = {"c-text": STORY, "c-name": "Kanarie", "form": token(), "do": "send"}
    with busy_database():
        answer = post(birgit, NEW, **{**TOLD, **typed})
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert Case.objects.count() == 0
    assert f'action="{NEW}"' in answer.content.decode()
    kept = carried(answer)
    assert dict(kept) == {**TOLD, **typed}

    words = [secret_on(post(birgit, NEW, **dict(kept))) for _ in range(2)]
    assert words[0] == words[1] != ""
    told = entries_of(contact_point.of("lars", the_case()))[0].content
    assert told.text == STORY.replace("\r\n", "\n")


def test_whoever_comes_back_to_a_busy_database_keeps_her_secret_and_her_text(birgit):
    words = secret_on(send(birgit))
    with busy_database():
        answer = post(Client(), DOOR, secret=words, text="Noch ein Brief.")
    assert answer.status_code == 503
    assert carried(answer) == [("secret", words), ("text", "Noch ein Brief.")]
    again = post(Client(), DOOR, **dict(carried(answer)))
    assert "Noch ein Brief." in text_of(again)


def test_a_message_keeps_its_text_and_says_that_files_must_be_chosen_again(birgit, settings):
    post(birgit, DOOR, secret=secret_on(send(birgit)))
    before = Entry.objects.count()
    file = SimpleUploadedFile("brief.txt", b"Brief")
    with busy_database():
        answer = birgit.post(WRITE, {"text": STORY, "files": file})
    assert answer.status_code == 503
    assert dict(carried(answer))["text"] == STORY
    assert "Wählen Sie diese danach bitte noch einmal aus." in text_of(answer)
    assert Entry.objects.count() == before
    assert [one for one in settings.FILES_DIR.rglob("*") if one.is_file()] == []


def test_her_page_asks_to_wait_and_leads_back_to_itself(birgit):
    post(birgit, DOOR, secret=secret_on(send(birgit)))
    with busy_database():
        answer = birgit.get(OWN)
    assert answer.status_code == 503
    assert f'href="{OWN}"' in answer.content.decode()


def test_a_guide_keeps_her_note(contact_point):
    case = contact_point.arrives()
    lars = at_desk(contact_point, "lars")
    address = f"/arbeit/fall/{case.reference}/arbeit/"
    with busy_database():
        answer = lars.post(address, {"text": "Ich rufe morgen an."})
    assert answer.status_code == 503
    assert dict(carried(answer))["text"] == "Ich rufe morgen an."
    assert "110 anrufen" not in text_of(answer)
    lars.post(address, dict(carried(answer)))
    assert "Ich rufe morgen an." in text_of(lars.get(address))


@pytest.fixture
def opening(contact_point):
    """Lars, before the form that opens his vault, and what goes along in it."""
    HolderKey.objects.filter(holder=contact_point.lars.pk).delete()
    make_holder_key(holder=contact_point.lars.pk, passphrase=SIX, now=NOW)
    lars = client_of("lars")
    lars.get("/konto/tresor/")  # the page with the form, and its token in the session
    return lars, {"passphrase": SIX, "next": "/arbeit/", "text": "Ich rufe morgen an."}


def check_kept(answer) -> None:
    """Nothing is lost, no passphrase is shown, and the sentence is true."""
    assert answer.status_code == 422
    assert "Gerade kommen viele Menschen auf einmal" in text_of(answer)
    assert ("text", "Ich rufe morgen an.") in carried(answer)
    assert SIX not in answer.content.decode()


def test_whoever_opens_her_vault_meanwhile_keeps_the_note_that_she_had_sent(opening):
    lars, told = opening
    with busy_database():
        answer = lars.post("/konto/tresor/oeffnen/", told)
    check_kept(answer)


def test_so_does_whose_try_was_counted_when_the_database_became_busy(opening, monkeypatch):
    real = DatabaseCache.delete

    def delete(*key: object) -> bool:
        with busy_database():
            return real(*key)

    monkeypatch.setattr(DatabaseCache, "delete", delete)
    lars, told = opening
    check_kept(lars.post("/konto/tresor/oeffnen/", told))


def test_a_session_that_cannot_be_stored_asks_to_wait_too():
    with busy_database():
        answer = Client().get("/konto/anmelden/")
    assert answer.status_code == 503
    assert "Noch einmal versuchen" in text_of(answer)


def test_no_page_shows_a_password_again(contact_point, rf):
    typed = rf.post("/konto/anmelden/", {"login": "lars", "password": "geheim"})
    with busy_database(), pytest.raises(OperationalError) as caught:
        contact_point.arrives()
    answer = WaitingPage(lambda _: None).process_exception(typed, caught.value)
    assert answer.status_code == 503
    assert carried(answer) == []
    assert "geheim" not in answer.content.decode()
    # A password may have been changed before whatever comes after it met the lock.
    assert "Vielleicht ist es schon gespeichert. Sehen Sie nach." in text_of(answer)
    assert "Wir haben nichts gespeichert" not in text_of(answer)


def test_where_only_the_session_met_the_lock_the_page_says_that_it_may_be_stored(rf):
    def view(request):
        request.session["seen"] = True
        return HttpResponse("stored")

    with busy_database():
        answer = Sessions(view)(rf.post("/arbeit/telefon/", {"text": STORY}))
    assert answer.status_code == 503
    assert dict(carried(answer)) == {"text": STORY}
    assert "Vielleicht ist es schon gespeichert. Sehen Sie nach." in text_of(answer)
    assert "Gespeichert haben wir ihn noch nicht" not in text_of(answer)


def test_a_program_is_told_so_as_json(contact_point, rf):
    with busy_database(), pytest.raises(OperationalError) as caught:
        contact_point.arrives()
    answer = WaitingPage(lambda _: None).process_exception(rf.get("/api/v1/x"), caught.value)
    assert (answer.status_code, json.loads(answer.content)["code"]) == (503, "busy")


def test_any_other_mistake_of_the_database_stays_a_mistake():
    with pytest.raises(DatabaseError) as caught, connection.cursor() as cursor:
        cursor.execute("SELECT * FROM no_such_table")
    assert not is_locked(caught.value)
    assert not is_locked(OperationalError("database is locked"))
