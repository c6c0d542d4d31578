"""What the person herself does with her case: comes back, writes, agrees, takes back."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.http import Http404

from rueckhalt.foundation.directory.api import BERLIN
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.vault.api import (
    ArrivedFile,
    OpenRecord,
    forget_form,
    keep_returned,
)
from rueckhalt.support.cases.access import OpenCase, own_case
from rueckhalt.support.cases.actions.entries import note, once, say, sealed_content
from rueckhalt.support.cases.actions.files import (
    check_files,
    keep_files,
    keep_or_drop,
    signs_of,
)
from rueckhalt.support.cases.actions.talking import turn_to_contact_point
from rueckhalt.support.cases.models import Case, GivenConsent
from rueckhalt.support.cases.queries.entries import entries_of
from rueckhalt.support.cases.queries.files import file_content
from rueckhalt.support.cases.rules.consents import given_consents, open_requests
from rueckhalt.support.cases.rules.contents import PERSON, Incident, Message, Said, Withdrawal
from rueckhalt.support.cases.rules.files import FileAbout
from rueckhalt.support.cases.rules.keeping import Retention
from rueckhalt.support.cases.rules.reading import Reading
from rueckhalt.support.cases.rules.repeats import entry_id

# What her yes on the page means, kept as her words.
AGREED = "Ja, das dürfen Sie."
GONE = gettext_noop("Das hat sich inzwischen geändert. Bitte sehen Sie noch einmal nach.")


@dataclass(frozen=True)
class CameBack:
    """The case of somebody who came back, and what her browser keeps so that it stays open."""

    case: OpenCase
    cookie: bytes


def come_back(*, opened: OpenRecord, now: datetime) -> CameBack:
    """Lets somebody in who opened her record with her secret.

    From now on a repeat of her form shows no words any more, and nobody takes her for a flood.

    Raises:
        Http404: the record has no case any more.
    """
    with transaction.atomic():
        case = own_case(opened)
        forget_form(record=case.row.id)
        Case.objects.filter(id=case.row.id).update(is_confirmed=True)
        Case.objects.filter(id=case.row.id, retention=Retention.UNCONFIRMED.value).update(
            retention=Retention.CASE.value
        )
        cookie = keep_returned(opened, now=now)
        note(PERSON, "case.read", case.row, now=now)
    return CameBack(own_case(opened), cookie)


def write_message(
    *, case: OpenCase, form: str, text: str, when: str, arrived: list[ArrivedFile],
    reading: Reading, now: datetime,
) -> None:  # fmt: skip
    """The person sends a message with files, or tells of an incident if she says when it was.

    Then it is the contact point's turn.

    The same form with the same message once more changes nothing.

    Raises:
        Refused: a file cannot be kept, or the case was changed meanwhile; then no file is kept.
    """
    check_files(arrived)
    entry = entry_id(case.row.id, form, PERSON, text, when, *signs_of(arrived))

    def write() -> None:
        files = keep_files(case=case, arrived=arrived)
        told = Incident(when, text, files) if when else Message(text, files)
        key = case.opened.key()
        say(case=case.row.id, key=key, content=told, by=PERSON, now=now, entry=entry)
        turn_to_contact_point(case=case, reading=reading, now=now)
        note(PERSON, f"case.{told.kind}", case.row, now=now)

    keep_or_drop(arrived, lambda: once(entry, write))


def fetch_file(
    *, case: OpenCase, file: uuid.UUID, now: datetime
) -> tuple[FileAbout, Iterator[bytes]]:
    """Gives her a file of her case, and notes that it was read.

    Raises:
        Http404: her case has no such file.
    """
    found = file_content(case, file)
    if found is None:
        raise Http404
    with transaction.atomic():
        note(PERSON, "case.file", case.row, now=now)
    return found


def note_export(*, case: OpenCase, now: datetime) -> None:
    """Notes that she took everything along."""
    with transaction.atomic():
        note(PERSON, "case.export", case.row, now=now)


def give_consent(case: OpenCase, request: uuid.UUID, *, reading: Reading, now: datetime) -> None:
    """She agrees to what a guide asked her for.

    Raises:
        Refused: nobody asks for this any more.
    """
    asked = next((one for one in open_requests(entries_of(case)) if one.id == request), None)
    if asked is None:
        raise Refused("no-such-request", GONE)
    said = Said(uuid.uuid4(), now, PERSON, replace(asked.consent, words=AGREED))
    with transaction.atomic():
        sealed = sealed_content(GivenConsent, case.opened.key(), said)
        GivenConsent.objects.create(id=said.id, case=case.row, content=sealed)
        turn_to_contact_point(case=case, reading=reading, now=now)
        note(PERSON, "case.consent", case.row, now=now)


def withdraw_consent(
    case: OpenCase, consent: uuid.UUID, *, reading: Reading, now: datetime
) -> None:
    """She takes a consent back, or says no to a request.

    Raises:
        Refused: there is nothing to take back any more.
    """
    entries, on = entries_of(case), now.astimezone(BERLIN).date()
    known = {*open_requests(entries), *given_consents(entries, on=on)}
    if consent not in {one.id for one in known}:
        raise Refused("no-such-consent", GONE)
    with transaction.atomic():
        withdrawal = Withdrawal(consent)
        say(case=case.row.id, key=case.opened.key(), content=withdrawal, by=PERSON, now=now)
        turn_to_contact_point(case=case, reading=reading, now=now)
        note(PERSON, "case.withdrawal", case.row, now=now)
