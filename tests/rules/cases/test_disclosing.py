"""What may leave the house, and what may not."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.support.cases.rules.consents import consents
from rueckhalt.support.cases.rules.contents import (
    Consent,
    Disclosure,
    DisclosureProposal,
    Reply,
    Said,
    SecondView,
    Withdrawal,
)
from rueckhalt.support.cases.rules.disclosing import (
    Recipient,
    check_consent,
    check_emergency,
    check_second,
    open_proposals,
    replies_to,
)

AT = datetime(2026, 11, 27, 9, tzinfo=UTC)
ON, UNTIL = date(2026, 11, 27), date(2026, 12, 31)
AGREED = Consent("Polizei Musterstadt", "Schutz", ("Name und Amt", "Dateien"), UNTIL, "Ja.")
GIVEN = Disclosure("Polizei Musterstadt", "police", "Schutz", ("Dateien",), ON)


def said(number, content, by="person"):
    return Said(uuid.UUID(int=number), AT, by, content)


def refusal(disclosure=GIVEN, entries=(), on=ON):
    (consent,) = consents([said(1, AGREED), *entries])
    with pytest.raises(Refused) as refused:
        check_consent(disclosure, consent, on=on)
    return refused.value.code


@pytest.mark.parametrize(
    "disclosure",
    [
        GIVEN,
        replace(GIVEN, items=AGREED.items),
        replace(GIVEN, recipient="  polizei  Musterstadt "),
    ],
)
def test_what_she_agreed_to_may_go_out_up_to_the_last_day(disclosure):
    (consent,) = consents([said(1, AGREED)])
    check_consent(disclosure, consent, on=UNTIL)


@pytest.mark.parametrize("recipient", ["Polizei", "Polizei Musterstadt Nord", ""])
def test_to_nobody_else(recipient):
    assert refusal(replace(GIVEN, recipient=recipient)) == "other-recipient"


@pytest.mark.parametrize("items", [(), ("Tagebuch der Vorfälle",), ("Dateien", "Einschätzung")])
def test_nothing_more(items):
    assert refusal(replace(GIVEN, items=items)) == "more-than-agreed"


def test_nothing_once_it_is_over_or_taken_back():
    assert refusal(on=date(2027, 1, 1)) == "consent-over"
    assert refusal(entries=[said(2, Withdrawal(uuid.UUID(int=1)))]) == "consent-withdrawn"


@pytest.mark.parametrize("kind", [one.value for one in Recipient] + ["", "110", "POLICE"])
def test_an_emergency_knows_police_and_rescue_only(kind):
    if kind in {"police", "rescue"}:
        assert check_emergency(kind).value == kind
        return
    with pytest.raises(Refused) as refused:
        check_emergency(kind)
    assert refused.value.code == "no-emergency-recipient"


def test_nobody_is_her_own_second_person():
    check_second("account:1", "account:2")
    with pytest.raises(Refused) as refused:
        check_second("account:1", "account:1")
    assert refused.value.code == "own-second"


def test_a_proposal_is_open_until_somebody_answers_it():
    proposal = said(1, DisclosureProposal("Jugendamt", "authority", "Schutz", ("Dateien",), "Kind"))
    other = said(2, replace(proposal.content, recipient="Polizei"))
    answer = said(3, SecondView(proposal.id, agrees=False))
    assert open_proposals([proposal, other, answer]) == (other,)


def test_an_answer_belongs_to_its_disclosure():
    mine, other = said(2, Reply(uuid.UUID(int=1), "Ja.")), said(3, Reply(uuid.UUID(int=9), "Nein."))
    assert replies_to([mine, other], uuid.UUID(int=1)) == (mine,)
