"""Something leaves the house: with her consent, against it by two people, or in an emergency."""

import uuid
from datetime import date, datetime

from django.db import IntegrityError, transaction

from rueckhalt.foundation.accounts.api import Account
from rueckhalt.foundation.directory.api import BERLIN
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.support.cases.access import OpenCase
from rueckhalt.support.cases.actions.entries import author, move, note, say, sealed_content
from rueckhalt.support.cases.actions.talking import earliest
from rueckhalt.support.cases.models import GivenConsent, GivenDisclosure
from rueckhalt.support.cases.queries.entries import entries_of
from rueckhalt.support.cases.rules.consents import consents
from rueckhalt.support.cases.rules.contents import (
    Consent,
    Disclosure,
    DisclosureProposal,
    Reply,
    Said,
    SecondView,
    Step,
)
from rueckhalt.support.cases.rules.disclosing import (
    EMERGENCY,
    EMERGENCY_ITEMS,
    EMERGENCY_PURPOSE,
    REVIEW_WITHIN,
    check_consent,
    check_emergency,
    check_second,
    open_proposals,
)
from rueckhalt.support.cases.rules.states import State, due_after
from rueckhalt.support.cases.rules.tasks import next_day

ALREADY_SEEN = gettext_noop("Das hat schon jemand angesehen.")


def record_consent(*, case: OpenCase, consent: Consent, by: Account, now: datetime) -> None:
    """Writes down what she agreed to, in her words. She sees it, and can take it back."""
    said = Said(uuid.uuid4(), now, author(by), consent)
    with transaction.atomic():
        GivenConsent.objects.create(
            id=said.id, case=case.row, content=sealed_content(GivenConsent, case.opened.key(), said)
        )
        move(case.row, now=now)
        note(author(by), "case.consent", case.row, now=now)


def disclose(
    *, case: OpenCase, disclosure: Disclosure, consent: uuid.UUID, by: Account, now: datetime
) -> None:
    """Writes down what went to somebody with her consent; then it is the recipient's turn.

    Raises:
        Refused: she has not agreed to this, or no longer does.
    """
    on = now.astimezone(BERLIN).date()
    with transaction.atomic():
        given = next((one for one in consents(entries_of(case)) if one.id == consent), None)
        if given is None:
            raise Refused("no-consent", gettext_noop("Diese Einwilligung gibt es nicht."))
        check_consent(disclosure, given, on=on)
        _give(case, disclosure, by, now, consent_id=consent)
        _wait_for(case, disclosure, by, now)
        note(author(by), "case.disclose", case.row, now=now)


def propose_disclosure(
    *, case: OpenCase, proposal: DisclosureProposal, by: Account, now: datetime
) -> None:
    """Asks a second person whether something must go out without consent; nothing goes out yet."""
    with transaction.atomic():
        say(case=case.row.id, key=case.opened.key(), content=proposal, by=author(by), now=now)
        move(case.row, now=now)
        note(author(by), "case.propose", case.row, now=now)


def answer_proposal(
    *, case: OpenCase, entry: uuid.UUID, agrees: bool, words: str, by: Account, now: datetime
) -> None:
    """A second person agrees, and it goes out; or she does not, and nothing does.

    Raises:
        Refused: somebody has answered it, or it is her own.
    """
    try:
        with transaction.atomic():
            proposal = next(
                (one for one in open_proposals(entries_of(case)) if one.id == entry), None
            )
            if proposal is None:
                raise Refused("already-seen", ALREADY_SEEN)
            check_second(proposal.by, author(by))
            view = SecondView(entry, agrees, words)
            say(case=case.row.id, key=case.opened.key(), content=view, by=author(by), now=now)
            if agrees:
                _give_proposed(case, proposal, by, now)
            move(case.row, now=now)
            note(author(by), "case.override" if agrees else "case.decline", case.row, now=now)
    except IntegrityError as error:  # two people agreed at the same moment
        raise Refused("already-seen", ALREADY_SEEN) from error


def disclose_in_emergency(
    *, case: OpenCase, recipient: str, reason: str, by: Account, now: datetime
) -> None:
    """One guide alone tells police or rescue at once; a second person looks at it within 24 hours.

    Raises:
        Refused: it is neither police nor rescue.
    """
    kind = check_emergency(recipient)
    disclosure = Disclosure(
        recipient=EMERGENCY[kind], recipient_kind=kind.value, purpose=EMERGENCY_PURPOSE,
        items=EMERGENCY_ITEMS, given_on=now.astimezone(BERLIN).date(), reason=reason,
    )  # fmt: skip
    with transaction.atomic():
        _give(case, disclosure, by, now, due_on=now + REVIEW_WITHIN)
        move(case.row, now=now)
        note(author(by), "case.emergency", case.row, now=now)


def review_emergency(
    *, case: OpenCase, entry: uuid.UUID, words: str, by: Account, now: datetime
) -> None:
    """A second person has looked at what one gave out alone.

    Raises:
        Refused: somebody has looked at it, or it is her own.
    """
    given = next((one for one in entries_of(case) if one.id == entry), None)
    if given is None:
        raise Refused("already-seen", ALREADY_SEEN)
    check_second(given.by, author(by))
    view = SecondView(entry, agrees=True, words=words)
    with transaction.atomic():
        waiting = GivenDisclosure.objects.filter(
            id=entry, case=case.row, assigned=None, due_on__isnull=False
        )
        if waiting.update(assigned=by) != 1:
            raise Refused("already-seen", ALREADY_SEEN)
        say(case=case.row.id, key=case.opened.key(), content=view, by=author(by), now=now)
        note(author(by), "case.review", case.row, now=now)


def keep_reply(*, case: OpenCase, reply: Reply, by: Account, now: datetime) -> None:
    """Writes down what a recipient answered; then it is the contact point's turn.

    Raises:
        Refused: nothing of this case went there.
    """
    if not GivenDisclosure.objects.filter(id=reply.disclosure, case=case.row).exists():
        raise Refused("no-disclosure", gettext_noop("Dorthin haben wir nichts gegeben."))
    on = now.astimezone(BERLIN).date()
    with transaction.atomic():
        say(case=case.row.id, key=case.opened.key(), content=reply, by=author(by), now=now)
        if case.row.state == State.REFERRED:
            due = due_after(State.TAKEN, on=on, first_answer=on)
            _step(case, State.TAKEN, due, by, now)
        else:
            move(case.row, now=now)
        note(author(by), "case.reply", case.row, now=now)


def _give(
    case: OpenCase, disclosure: Disclosure, by: Account, now: datetime, *,
    number: uuid.UUID | None = None, **ground: object,
) -> None:  # fmt: skip
    said = Said(number or uuid.uuid4(), now, author(by), disclosure)
    content = sealed_content(GivenDisclosure, case.opened.key(), said)
    GivenDisclosure.objects.create(id=said.id, case=case.row, content=content, **ground)


def _give_proposed(case: OpenCase, proposal: Said, by: Account, now: datetime) -> None:
    told = proposal.content
    if not isinstance(told, DisclosureProposal):
        raise TypeError("Only a proposal goes out this way.")
    disclosure = Disclosure(
        recipient=told.recipient, recipient_kind=told.recipient_kind, purpose=told.purpose,
        items=told.items, given_on=now.astimezone(BERLIN).date(), body=told.body,
        reason=told.reason,
    )  # fmt: skip
    # The same proposal makes the same row: of two who agree at once, one is refused.
    number = uuid.uuid5(proposal.id, "disclosure")
    _give(case, disclosure, by, now, number=number, assigned=by)


def _wait_for(case: OpenCase, disclosure: Disclosure, by: Account, now: datetime) -> None:
    if disclosure.answer_by is None or case.row.state == State.NEW:
        move(case.row, now=now)
    else:
        _step(case, State.REFERRED, disclosure.answer_by, by, now)


def _step(case: OpenCase, state: State, due: date | None, by: Account, now: datetime) -> None:
    step = Step(state.value, "", due)
    say(case=case.row.id, key=case.opened.key(), content=step, by=author(by), now=now)
    to_do = next_day(entries_of(case))
    move(case.row, now=now, state=state.value, due_on=earliest(due, to_do))
