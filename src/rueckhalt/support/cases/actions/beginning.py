"""A case begins: by the person herself, or by a guide who writes for her on the phone."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string

from rueckhalt.foundation.accounts.api import Account
from rueckhalt.foundation.directory.api import BERLIN
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.outbox.api import put_mail
from rueckhalt.foundation.vault.api import (
    NotHeldError,
    RecordKey,
    StretchedSecret,
    Unlocked,
    hold_alone,
    keep_secret,
    known_record,
    make_record,
    seal,
)
from rueckhalt.support.cases.actions.entries import author, note, say
from rueckhalt.support.cases.actions.taking import (
    ask_for_somebody,
    check_nobody_else,
    check_stand_in,
    hold_by_two,
)
from rueckhalt.support.cases.models import Case
from rueckhalt.support.cases.queries.entries import summary_place
from rueckhalt.support.cases.queries.people import guides_on_duty, kept_out_of_inbox
from rueckhalt.support.cases.rules.arriving import title_of
from rueckhalt.support.cases.rules.contents import Summary, Told, summary_as_text
from rueckhalt.support.cases.rules.keeping import Retention
from rueckhalt.support.cases.rules.reading import Reading, answer_by
from rueckhalt.support.cases.rules.states import State, Urgency, due_after

# Easy to read out: no O and 0, no I, L and 1.
REFERENCE_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class Arrival:
    """How something arrived: as a case or a question, how urgent, and whether in a flood."""

    retention: Retention
    urgency: Urgency
    is_confirmed: bool = True


@dataclass(frozen=True)
class ByPhone:
    """The guide who writes for somebody on the phone, and who stands in for her, if somebody can."""

    guide: Account
    unlocked: Unlocked
    stand_in: int | None


def begin_case(
    *, told: Told, arrival: Arrival, secret: StretchedSecret, reading: Reading, now: datetime,
    phone: ByPhone | None = None,
) -> Case:  # fmt: skip
    """Stores what somebody told, sealed; the same form once more finds the case that it made.

    The secret was stretched before, outside of every transaction.

    Raises:
        Refused: the form was used and its case visited, nobody may read it, or by phone, the
            stand-in may not, or is missing although somebody could stand in.
    """
    if known := known_record(secret):
        return _begun(known, phone, now)
    try:
        with transaction.atomic():
            return _begin(told, arrival, secret, reading, now, phone)
    except IntegrityError as error:
        if known := known_record(secret):  # the other half of a double click was faster
            return _begun(known, phone, now)
        raise Refused(
            "form-used",
            gettext_noop("Dieses Formular wurde schon gesendet. Beginnen Sie bitte ein neues."),
        ) from error


def _begun(record: uuid.UUID, phone: ByPhone | None, now: datetime) -> Case:
    """Returns the case that the same form made; a guide sees its words once more then."""
    case = Case.objects.get(id=record)
    if phone:
        with transaction.atomic():
            note(author(phone.guide), "case.repeat-secret", case, now=now)
    return case


def _begin(
    told: Told, arrival: Arrival, secret: StretchedSecret, reading: Reading, now: datetime,
    phone: ByPhone | None,
) -> Case:  # fmt: skip
    record = uuid.uuid4()
    new = make_record(record=record, without=kept_out_of_inbox(told), now=now)
    keep_secret(record=record, half=new.half, secret=secret, now=now)
    case = _row(record, new.key, told, arrival, reading, now)
    by = author(phone.guide if phone else None)
    say(case=record, key=new.key, content=told, by=by, now=now)
    if phone:
        _hold(phone, told, record, now)
        first = due_after(State.TAKEN, on=case.changed_on, first_answer=case.changed_on)
        Case.objects.filter(id=record).update(
            state=State.TAKEN.value, assigned=phone.guide, stand_in=phone.stand_in, due_on=first
        )
        if phone.stand_in is None:
            ask_for_somebody(case, now)
    else:
        _tell(guides_on_duty(), case, now)
    note(by, "case.begin", case, now=now)
    if phone and phone.stand_in is None:
        note(by, "case.take-alone", case, now=now)
    return case


def _hold(phone: ByPhone, told: Told, record: uuid.UUID, now: datetime) -> None:
    """Two people hold the case; one alone only where nobody else here may read it."""
    try:
        if phone.stand_in is None:
            check_nobody_else(phone.guide, told)
            hold_alone(by=phone.unlocked, record=record, now=now)
        else:
            check_stand_in(phone.guide, phone.stand_in, told)
            hold_by_two(by=phone.unlocked, record=record, stand_in=phone.stand_in, now=now)
    except NotHeldError as error:
        raise Refused(
            "not-on-duty",
            gettext_noop("Dafür müssen Sie im Dienst sein, und die Person darf Sie nicht nennen."),
        ) from error


def _row(
    record: uuid.UUID, key: RecordKey, told: Told, arrival: Arrival, reading: Reading, now: datetime
) -> Case:
    summary = Summary(title_of(told), now)
    return Case.objects.create(
        id=record, reference=_reference(), state=State.NEW.value, urgency=arrival.urgency.value,
        changed_on=now.astimezone(BERLIN).date(), due_on=answer_by(reading, now),
        retention=arrival.retention.value, is_on_hold=False, is_confirmed=arrival.is_confirmed,
        summary=seal(key, summary_place(record), summary_as_text(summary)),
    )  # fmt: skip


def _reference() -> str:
    chance = get_random_string(8, REFERENCE_SIGNS)
    return f"{chance[:4]}-{chance[4:]}"


def _tell(duty: Collection[Account], case: Case, now: datetime) -> None:
    """Tells everybody on duty that something waits, and nothing more."""
    for account in duty:
        put_mail(
            template="desk_news", to=account.email, now=now, values={},
            key=f"desk:{account.pk}:{case.changed_on}", path="/arbeit/",
        )  # fmt: skip
