"""A contact point with Lars and Nadja on inbox duty, and cases that arrive there."""

import os
from datetime import UTC, datetime

from django.db import transaction

from rueckhalt.config.demo import CONTACT_POINT, DemoAccount
from rueckhalt.foundation.accounts.api import Account, OrganisationKind, Role
from rueckhalt.foundation.vault.actions.secrets import StretchedSecret
from rueckhalt.foundation.vault.adapters.sealing import unlock
from rueckhalt.foundation.vault.api import (
    Unlocked,
    join_inbox,
    make_recovery_key,
    open_inbox,
    words,
)
from rueckhalt.foundation.vault.models import ReturnKey
from rueckhalt.foundation.vault.queries.opening import with_half
from rueckhalt.foundation.vault.rules import bindings
from rueckhalt.foundation.vault.rules.return_secret import (
    form_digest,
    lookup_and_key,
    secret_from,
)
from rueckhalt.support.cases.access import OpenCase, case_for, own_case
from rueckhalt.support.cases.actions.beginning import Arrival, begin_case
from rueckhalt.support.cases.actions.entries import say
from rueckhalt.support.cases.actions.talking import turn_to_contact_point
from rueckhalt.support.cases.models import Case
from rueckhalt.support.cases.rules.contents import PERSON, Content, Told
from rueckhalt.support.cases.rules.keeping import Retention
from rueckhalt.support.cases.rules.reading import parse_reading
from rueckhalt.support.cases.rules.states import Urgency
from tests.domains.foundation.vault.holders import holder
from tests.people import account_of, made

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)  # a Friday
READING = parse_reading("MO,TU,WE,TH,FR 09:00-16:00", "NW")
LETTER = Told("Ein Brief lag im Kasten.")
USUAL = Arrival(Retention.CASE, Urgency.THIS_WEEK)


def quick_secret(form_value: bytes) -> StretchedSecret:
    """The secret of a form without the third of a second that Argon2id takes."""
    secret = secret_from(form_value, words())
    lookup, key = lookup_and_key(secret.password().ljust(32, b"-")[:32])
    return StretchedSecret(secret, form_digest(form_value), lookup, key)


class Desk:
    """Lars and Nadja have keys, share the inbox duty, and a recovery key lies on paper."""

    def __init__(self) -> None:
        self.paper = make_recovery_key(now=NOW)
        self.lars, self.nadja = account_of("lars"), account_of("nadja")
        self.keys: dict[str, Unlocked] = {
            "lars": holder(self.lars.pk), "nadja": holder(self.nadja.pk),
        }  # fmt: skip
        open_inbox(holder=self.lars.pk, now=NOW)
        join_inbox(by=self.keys["lars"], holder=self.nadja.pk)
        self.forms: dict[str, bytes] = {}

    def add(self, name: str) -> str:
        """Gives somebody a key who is not on duty; returns her name."""
        self.keys[name] = holder(account_of(name).pk)
        return name

    def third(self, name: str = "mira", *, house: str = CONTACT_POINT) -> Account:
        """One more guide with a key and not on duty, of the same contact point or of another one."""
        person = DemoAccount(
            name, f"{name.title()} Probe", house, OrganisationKind.CONTACT_POINT,
            frozenset({Role.GUIDE}),
        )  # fmt: skip
        account = made(person)
        self.keys[name] = holder(account.pk)
        return account

    def arrives(self, told: Told = LETTER, arrival=USUAL, **named) -> Case:
        """A case that somebody sent; `form` repeats one."""
        form = named.pop("form", None) or os.urandom(32)
        case = begin_case(
            told=told, arrival=arrival, secret=quick_secret(form), reading=READING,
            now=named.pop("now", NOW), **named,
        )  # fmt: skip
        self.forms[case.reference] = form
        return Case.objects.get(pk=case.pk)

    def of(self, name: str, case: Case) -> OpenCase:
        """A case as somebody on the desk opens it."""
        return case_for(self.keys[name], case.reference)

    def writes(self, case: Case, content: Content, *, now: datetime = NOW) -> None:
        """The person writes something into her case; then it is the contact point's turn."""
        own = self.own(case)
        with transaction.atomic():
            say(case=case.pk, key=own.opened.key(), content=content, by=PERSON, now=now)
            turn_to_contact_point(case=own, reading=READING, now=now)

    def own(self, case: Case) -> OpenCase:
        """A case as the person herself opens it."""
        secret = quick_secret(self.forms[case.reference])
        found = ReturnKey.objects.get(lookup=secret.lookup)
        half = unlock(secret.key, found.half, bindings.half_for_return(str(found.record_id)))
        return own_case(with_half(found.record_id, half))
