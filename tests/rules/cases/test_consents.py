"""Where a consent stands, told from what was said."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime

from rueckhalt.support.cases.rules.consents import consents, given_consents, open_requests
from rueckhalt.support.cases.rules.contents import PERSON, Consent, Said, Withdrawal

AT = datetime(2026, 11, 27, 9, tzinfo=UTC)
TODAY = date(2026, 11, 27)
POLICE = Consent("Polizei", "Anzeige", ("Brief",), date(2027, 1, 31), "")


def said(content, by=PERSON) -> Said:
    return Said(uuid.uuid4(), AT, by, content)


ASKED = said(POLICE, "account:1")
AGREED = said(replace(POLICE, words="Ja."))


def test_what_a_guide_writes_is_a_request_and_no_consent():
    assert [one.id for one in open_requests([ASKED])] == [ASKED.id]
    assert given_consents([ASKED], on=TODAY) == ()


def test_once_she_agreed_the_request_is_gone_and_the_consent_holds():
    assert open_requests([ASKED, AGREED]) == ()
    assert [one.id for one in given_consents([ASKED, AGREED], on=TODAY)] == [AGREED.id]


def test_a_consent_to_something_else_answers_no_request():
    other = said(replace(POLICE, items=("Anderes",)))
    assert [one.id for one in open_requests([ASKED, other])] == [ASKED.id]


def test_a_no_ends_a_request():
    assert open_requests([ASKED, said(Withdrawal(ASKED.id))]) == ()


def test_her_words_that_a_guide_wrote_down_are_a_consent():
    spoken = said(replace(POLICE, words="Ja."), "account:1")
    assert open_requests([ASKED, spoken]) == ()
    assert [one.id for one in given_consents([ASKED, spoken], on=TODAY)] == [spoken.id]


def test_what_she_took_back_holds_no_more():
    assert given_consents([ASKED, AGREED, said(Withdrawal(AGREED.id))], on=TODAY) == ()


def test_a_consent_holds_on_its_last_day_and_not_after():
    assert given_consents([AGREED], on=POLICE.until)
    assert given_consents([AGREED], on=date(2027, 2, 1)) == ()


def test_all_she_ever_agreed_to_stays_in_the_list_and_says_what_she_took_back():
    again = said(replace(POLICE, words="Ja."))
    found = consents([ASKED, AGREED, again, said(Withdrawal(AGREED.id))])
    assert [(one.id, one.is_withdrawn) for one in found] == [(AGREED.id, True), (again.id, False)]
    assert [one.holds(TODAY) for one in found] == [False, True]
    assert not found[1].holds(date(2027, 2, 1))


def test_what_a_guide_only_asks_for_is_in_no_list_until_the_person_says_so():
    assert consents([ASKED]) == ()
    assert [one.id for one in consents([ASKED, said(POLICE)])] != [ASKED.id]
    assert len(consents([ASKED, said(POLICE)])) == 1
