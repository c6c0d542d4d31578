"""Nothing of what a person tells lies in the clear, and nothing says who was here."""

import logging
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rueckhalt.support.cases.forms.intake import IntakeForm
from tests.domains.foundation.vault.holders import bytes_on_disk
from tests.domains.support.cases.visits import (
    DOOR,
    ERASE,
    JSON,
    MORE,
    NEW,
    OWN,
    QUESTION,
    WRITE,
    post,
    secret_on,
    send,
)

pytestmark = pytest.mark.django_db
CANARY = "Kanarienvogel"
CLIENT = {
    "User-Agent": "Kanarienbrowser", "Referer": "https://kanarienvogel.example/",
    "X-Forwarded-For": "203.0.113.77", "Accept-Language": "kanarisch",
}  # fmt: skip
CHOICES = {"urgency", "answers", "protected", "consent", "website"}


def typed() -> dict[str, str]:
    """A canary for every field in which one can type."""
    names = [name for name in IntakeForm(None).fields if name not in CHOICES]
    return {f"c__{name}": f"{CANARY}{number}" for number, name in enumerate(names)}


def test_no_field_message_or_file_lies_in_the_clear_nor_who_was_here(contact_point, caplog):
    caplog.set_level(logging.DEBUG)
    birgit = Client(headers=CLIENT, REMOTE_ADDR="203.0.113.77")
    secret = secret_on(send(birgit, place=CANARY, c__answers="place", **typed()))
    post(birgit, DOOR, secret=secret)
    birgit.post(
        WRITE, {"text": CANARY, "files": [SimpleUploadedFile(f"{CANARY}.txt", CANARY.encode())]}
    )
    for path in (OWN, MORE, JSON):
        birgit.get(path)

    found = bytes_on_disk().lower() + caplog.text.lower().encode()
    told = [CANARY, "Kanarienbrowser", "kanarisch", "203.0.113.77", " ".join(secret.split()[1:3])]
    assert len(typed()) >= 10
    assert [word for word in told if word.lower().encode() in found] == []
    assert list(Path(settings.FILES_DIR).rglob(f"*{CANARY}*")) == []


def test_nothing_is_set_in_a_browser_before_she_comes_back(birgit):
    for path in (DOOR, NEW, QUESTION):
        assert not birgit.get(path).cookies
    assert not send(birgit).cookies
    assert not post(birgit, DOOR, secret="x").cookies  # noqa: S106 -- no secret


def test_no_page_is_kept_by_a_cache_and_none_names_a_reason_in_its_title(birgit):
    secret = secret_on(send(birgit))
    post(birgit, DOOR, secret=secret)
    for path in (DOOR, NEW, OWN, MORE, ERASE):
        page = birgit.get(path)
        assert page["Cache-Control"] == "no-store"
        title = page.content.decode().split("<title>")[1].split("</title>")[0]
        assert title in {"Kontakt – Rückhalt", "Stand – Rückhalt", "Löschen – Rückhalt"}
