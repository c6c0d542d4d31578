"""Makes a house ready for people: first administrator, and the key that opens what nobody else can."""

import secrets
import sys
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from getpass import getpass
from typing import TypeVar

from django.conf import settings
from django.db import transaction

from rueckhalt.config.recoverable import Cases
from rueckhalt.foundation.accounts.api import (
    Account,
    OrganisationKind,
    Role,
    account_by_email,
    create_organisation,
    has_administrator,
    invitation_path,
    invite,
    organisation_by_name,
)
from rueckhalt.foundation.audit.api import append
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.vault.api import (
    NotHeldError,
    appoint_recovery,
    make_recovery_key,
    recover_by_paper,
    recovery_key,
    renew_recovery_key,
)

Result = TypeVar("Result")
REFUSED = 2
PAPER = """
Schlüssel zur Wiederherstellung, nur jetzt:

  {key}

Drucken Sie ihn zweimal und schließen Sie ihn weg. Er öffnet jeden Fall, der nicht gelöscht ist.
Gespeichert ist er nirgends. Mehr dazu: docs/betrieb/schluessel.md
"""
INVITED = """
Einladung für {email}, sieben Tage gültig, nur jetzt zu sehen:

  {address}

Dort wählt die Person ihr Passwort und richtet den zweiten Faktor ein.
"""
UNKNOWN = gettext_noop("%(email)s hat hier kein Konto.")
MISSING = {
    "name": "RUECKHALT_OPERATOR_NAME",
    "address": "RUECKHALT_OPERATOR_ADDRESS",
    "email": "RUECKHALT_OPERATOR_EMAIL",
    "phone": "RUECKHALT_OPERATOR_PHONE",
}


def init(*, name: str, email: str, organisation: str) -> int:
    """Invites the first administrator and makes the recovery key; once."""
    if has_administrator():
        return _refused(gettext_noop("Es gibt schon jemanden, der Konten verwaltet."))
    try:
        token = _invited(name, email, organisation)
    except Refused as refusal:
        return _refused(str(refusal))
    print(INVITED.format(email=email, address=settings.ADDRESS + invitation_path(token)))
    if recovery_key() is None:
        print(PAPER.format(key=_noted("recovery.make", lambda: make_recovery_key(now=_now()))))
    for key, setting in MISSING.items():
        if not settings.OPERATOR[key]:
            print(f"Noch leer: {setting}. Ohne Betreiber bleibt alles eine Vorführung.")
    return 0


def appoint(emails: Sequence[str]) -> int:
    """Says which people recover records, two of them together. Asks for the key on paper."""
    try:
        people = [_account(email).pk for email in emails]
        paper = _paper()
        _noted("recovery.appoint", lambda: appoint_recovery(offline=paper, people=people))
    except Refused as refusal:
        return _refused(str(refusal))
    print("Benannt. Je zwei von ihnen können einen Fall wieder öffnen.")
    return 0


def renew() -> int:
    """Replaces the key on paper. Asks for the old one."""
    try:
        paper = _paper()
        key = _noted("recovery.renew", lambda: renew_recovery_key(offline=paper, now=_now()))
    except Refused as refusal:
        return _refused(str(refusal))
    print(PAPER.format(key=key))
    print(
        "Der alte Schlüssel öffnet nichts mehr. Benennen Sie die Menschen neu: rueckhalt recovery appoint"
    )
    return 0


def give(record_text: str, email: str) -> int:
    """Lets somebody open one case by the key on paper; the number that people read names it."""
    try:
        cases = Cases()
        receiver, number = _account(email), cases.record_of(record_text) or uuid.UUID(record_text)
        paper = _paper()
        _noted(
            "recovery.give",
            lambda: recover_by_paper(
                offline=paper,
                record=number,
                receiver=receiver.pk,
                now=_now(),
                check=cases.check_receiver,
            ),
            subject=cases.subject_of(number),
        )
    except (NotHeldError, ValueError):
        return _refused(gettext_noop("Diesen Fall gibt es nicht, oder er ist gelöscht."))
    except Refused as refusal:
        return _refused(str(refusal))
    print(f"{receiver.name} kann diesen Fall jetzt öffnen.")
    return 0


def _invited(name: str, email: str, organisation: str) -> str:
    """Writes the invitation and returns the word of its link."""
    token, now = secrets.token_urlsafe(32), _now()
    with transaction.atomic():
        house = organisation_by_name(organisation) or create_organisation(
            name=organisation, kind=OrganisationKind.CONTACT_POINT, by=None, now=now
        )
        invite(
            name=name, email=email, organisation=house, roles=[Role.ADMINISTRATOR],
            by=None, token=token, now=now,
        )  # fmt: skip
    return token


def _noted(action: str, act: Callable[[], Result], *, subject: str = "recovery:key") -> Result:
    """Does something to the recovery key, or with it to a case, with its line in the trail."""
    with transaction.atomic():
        done = act()
        append(by="operator", action=action, subject=subject, now=_now())
    return done


def _account(email: str) -> Account:
    found = account_by_email(email)
    if found is None:
        raise Refused("no-account", UNKNOWN, email=email)
    return found


def _paper() -> str:
    """Returns what somebody types from the paper; without a terminal, a line of what is piped in."""
    return getpass("Schlüssel vom Papier: ") if sys.stdin.isatty() else sys.stdin.readline()


def _refused(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return REFUSED


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the clock enters here
