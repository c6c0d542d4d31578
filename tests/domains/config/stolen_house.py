"""Fills a house with what nobody may read there later, and tries to open it as its thief.

Runs in a process of its own, with a database file and folders. What people type goes through the
pages, and through one page more that takes a text and a file into a record.
"""

import base64
import json
import os
import pickle
import re
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from rueckhalt.config.sessions import SessionStore
from rueckhalt.config.urls import handler400, handler403, handler404, handler500  # noqa: F401
from rueckhalt.config.urls import urlpatterns as house
from rueckhalt.config.work import work_once
from rueckhalt.foundation.accounts.api import Account, Role, Session, invite, needs_vault
from rueckhalt.foundation.vault.api import (
    NotHeldError,
    Place,
    arrived_files,
    keep_file,
    keep_secret,
    make_record,
    make_recovery_key,
    opened_record,
    read,
    seal,
    sealing_uploads,
    stretch_secret,
    take_over,
    unlock_vault,
)
from rueckhalt.foundation.vault.models import Record
from rueckhalt.foundation.vault.rules.sealed import Sealed
from tests.domains.foundation.accounts.people import code
from tests.people import account_of, client_of

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
# Each of them is typed, sent or uploaded once, and has the mark in it.
MARK = "kanarien"
TYPED = {
    "text": "Kanarientext: Er stand wieder vor der Tür.",
    "note": "Kanariennotiz: Sie ruft morgen zurück.",
    "file name": "kanarienname.pdf",
    "file type": "application/x-kanarientyp",
    "file": "Kanarieninhalt " * 40_000,
    "file sent to a closed vault": "Kanarienrest " * 40_000,
    "text sent to a closed vault": "Kanarienentwurf",
    "passphrase of Lars": "kanarienlars wolke teller garten fenster lampe",
    "passphrase of Nadja": "kanariennadja wolke teller garten fenster lampe",
    "passphrase of Tom": "kanarientom wolke teller garten fenster lampe",
    "changed passphrase": "kanarienneu abend kamera stiefel brunnen leiter",
    "wrong passphrase": "kanarienfalsch wolke teller garten fenster lampe",
    "weak passphrase": "kanarien",
    "password": "kanarienpasswort im leisen Regen",
    "weak password": "kanarien12",
    "changed password": "kanarienwechsel im lauten Wind",
    "wrong password": "kanarienfehler im Nebel",
    "unknown e-mail": "kanarienpost@rueckhalt.example",
    "code of an app": "kanarien",
    "link of an invitation": "kanarieneinladung-7391",
    "wrong link": "kanarienlink-7391",
    "browser": "Kanarienbrowser",
    "address": "kanarienadresse.example",
}
VAULT, RECORD, LOG_IN = "/konto/tresor/", "/konto/probe/", "/konto/anmelden/"


@sealing_uploads
@needs_vault
def take_in(request, unlocked):
    """A page as a domain will have it: a record with two texts, a file and a return secret."""
    number = uuid.uuid4()
    new = make_record(record=number, now=NOW)
    (file,) = arrived_files(request, "file")
    values = {"text": request.POST["text"], "note": request.POST["note"], "name": file.name, "kind": file.content_type}  # fmt: skip
    rows = {name: seal(new.key, place(name), value) for name, value in values.items()}
    rows["file"] = keep_file(new.key, place("file"), file)
    secret = stretch_secret(os.urandom(32))
    keep_secret(record=number, half=new.half, secret=secret, now=NOW)
    keep_rows(number, rows)
    return HttpResponse(json.dumps([str(number), secret.secret.text()]))


urlpatterns = [*house, path(RECORD[1:], take_in)]


def place(field: str) -> Place:
    return Place("trial.Text", "1", field)


def keep_rows(number: uuid.UUID, rows: dict[str, Sealed]) -> None:
    """Stands for a table of a domain: what is sealed, beside the files."""
    folder = Path(settings.FILES_DIR) / "rows"
    folder.mkdir(parents=True, exist_ok=True)
    texts = {name: base64.b64encode(sealed.data).decode() for name, sealed in rows.items()}
    (folder / str(number)).write_text(json.dumps(texts))


def text_of(opened) -> str:
    """The text of a record that somebody opened."""
    rows = json.loads((Path(settings.FILES_DIR) / "rows" / opened.record).read_text())
    return read(opened, place("text"), Sealed(base64.b64decode(rows["text"])))


def fill() -> None:
    """Lets people work, writes what a test must know, and stops without closing anything."""
    call_command("migrate", verbosity=0, skip_checks=True)
    call_command("createcachetable", verbosity=0)
    with override_settings(ROOT_URLCONF=__name__):
        told = people_work()
    sys.stdout.write(json.dumps(told))
    sys.stdout.flush()
    os._exit(0)  # the write-ahead log stays as it is


def people_work() -> dict[str, object]:
    paper = make_recovery_key(now=NOW)
    lars, nadja, tom = (guide(name) for name in ("lars", "nadja", "tom"))
    begin_duty(lars, nadja, tom)
    numbers, secrets = zip(*(took_in(lars) for _ in range(3)), strict=True)
    unlocked = {name: unlock_vault(holder=number(name), passphrase=TYPED[f"passphrase of {name.title()}"]) for name in ("lars", "nadja")}  # fmt: skip
    hers, other, waiting = (uuid.UUID(text) for text in numbers)
    take_over(by=unlocked["lars"], record=hers, stand_in=number("nadja"), now=NOW)
    take_over(by=unlocked["nadja"], record=other, stand_in=number("tom"), now=NOW)
    nadja.post(f"/konto/dienst/{number('lars')}/beenden/")
    sent_to_a_closed_vault(tom)
    strangers()
    work_once()
    return {
        "lars": number("lars"), "hers": str(hers), "others": [str(other), str(waiting)],
        "secrets": [paper, *secrets], "keys": [one.private.hex() for one in unlocked.values()],
        "cookies": [client.cookies["vault"].value for client in (lars, nadja)],
    }  # fmt: skip


def number(name: str) -> int:
    return account_by(name).pk


def account_by(name: str):
    if name != "tom":
        return account_of(name)
    return Account.objects.get(email="tom@musterhaus.invalid")


def guide(name: str) -> Client:
    """A guide at her browser, with a passphrase and an open vault."""
    client = invited("tom") if name == "tom" else client_of(name, headers=SENT)
    phrase = TYPED[f"passphrase of {name.title()}"]
    for typed in (TYPED["weak passphrase"], phrase):
        answer = client.post(f"{VAULT}passphrase/", {"passphrase": typed, "again": typed})
    assert answer.status_code == 302
    opens(client, TYPED["wrong passphrase"], 422)
    opens(client, phrase)
    return client


SENT = {"user-agent": TYPED["browser"], "x-forwarded-for": TYPED["address"]}


def opens(client: Client, passphrase: str, status: int = 302) -> None:
    answer = client.post(f"{VAULT}oeffnen/", {"passphrase": passphrase, "next": VAULT})
    assert answer.status_code == status, answer.status_code


def invited(name: str) -> Client:
    """Somebody who comes by the link of an invitation, chooses a password and sets up an app."""
    token = TYPED["link of an invitation"]
    invite(
        name=name.title(), email=f"{name}@musterhaus.invalid", roles=[Role.GUIDE],
        organisation=account_of("lars").organisation, by=None, token=token, now=datetime.now(UTC),
    )  # fmt: skip
    work_once()  # the link leaves the house, and with it its word
    client = Client(headers=SENT)
    assert client.get(f"/konto/einladung/{TYPED['wrong link']}/").status_code == 404
    for password in (TYPED["weak password"], TYPED["password"]):
        client.post(f"/konto/einladung/{token}/", {"password": password, "again": password})
    page = client.get("/konto/zweiter-faktor/app/").content.decode()
    secret = re.search(r'class="app-secret">(\w+)<', page)[1]
    answer = client.post("/konto/zweiter-faktor/app/", {"code": code(secret)})
    assert answer.status_code == 302, answer.content
    old, new = TYPED["password"], TYPED["changed password"]
    answer = client.post(
        "/konto/passwort/", {"oldpassword": old, "password1": new, "password2": new}
    )
    assert answer.status_code == 302, answer.content
    assert account_by("tom").check_password(new), answer["Location"]
    return client


def begin_duty(first: Client, *_: Client) -> None:
    for name in ("lars", "nadja", "tom"):
        assert first.post(f"/konto/dienst/{number(name)}/beginnen/").status_code == 302


def took_in(client: Client) -> list[str]:
    file = SimpleUploadedFile(TYPED["file name"], TYPED["file"].encode(), TYPED["file type"])
    sent = {"text": TYPED["text"], "note": TYPED["note"], "file": file}
    answer = client.post(RECORD, sent)
    assert answer.status_code == 200, answer.status_code
    return json.loads(answer.content)


def sent_to_a_closed_vault(client: Client) -> None:
    """What comes too late, and a changed passphrase, which closes the vault everywhere."""
    client.post(f"{VAULT}schliessen/")
    rest = TYPED["file sent to a closed vault"].encode()
    late = {"text": TYPED["text sent to a closed vault"]}
    for page in (RECORD, f"{VAULT}?next={RECORD}"):
        client.post(page, {**late, "file": SimpleUploadedFile(TYPED["file name"], rest)})
    opens(client, TYPED["wrong passphrase"], 422)
    new = TYPED["changed passphrase"]
    told = {"old": TYPED["passphrase of Tom"], "passphrase": new, "again": new}
    assert client.post(f"{VAULT}passphrase/aendern/", told).status_code == 302
    opens(client, new)


def strangers() -> None:
    """Somebody who guesses, at the log-in and at the page for a forgotten password."""
    client = Client(headers=SENT)
    for email in (account_of("lars").email, TYPED["unknown e-mail"]):
        client.post(LOG_IN, {"login": email, "password": TYPED["wrong password"]})
    client.post("/konto/passwort/vergessen/", {"email": TYPED["unknown e-mail"]})
    login = {"login": account_by("tom").email, "password": TYPED["changed password"]}
    assert client.post(LOG_IN, login).status_code == 302
    client.post(f"{LOG_IN}zweiter-schritt/", {"code": TYPED["code of an app"]})


def show_what_is_packed() -> None:
    """Writes what tables hold in a form that a search would not read: sessions and counts."""
    for row in Session.objects.all():
        sys.stdout.write(f"{SessionStore().decode(row.session_data)}\n")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM tries")
        for _, value in cursor.fetchall():
            sys.stdout.write(f"{pickle.loads(base64.b64decode(value))}\n")  # noqa: S301 -- written by our own cache


def open_all(holder: int, passphrase: str) -> None:
    """Writes each record that opens with one passphrase, and its text."""
    unlocked, texts = unlock_vault(holder=holder, passphrase=passphrase), {}
    for record in Record.objects.all():
        try:
            texts[str(record.pk)] = text_of(opened_record(unlocked, record.pk))
        except NotHeldError:
            continue
    sys.stdout.write(json.dumps([texts, Record.objects.count()]))
