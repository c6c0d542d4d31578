"""Who takes part: whoever has a mandate today, or runs the exchange; and nobody else."""

from datetime import timedelta

import pytest
from django.http import Http404

from rueckhalt.dialogue.exchange.access import managed_membership, membership_of, seat_of
from rueckhalt.dialogue.exchange.actions.partners import (
    MandateDraft,
    add_partner,
    end_membership,
    give_consent,
    take_in,
    withdraw_consent,
)
from rueckhalt.dialogue.exchange.models import ChannelConsent
from rueckhalt.dialogue.exchange.queries.content import groups
from rueckhalt.dialogue.exchange.queries.partners import member_list
from rueckhalt.dialogue.exchange.rules.partner import Term
from rueckhalt.foundation.accounts.api import deactivate_account
from rueckhalt.foundation.lib.refusal import Refused
from tests.exchange import NOW, TODAY, reference, seat
from tests.people import account_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("person", ["lars", "petra", "sofia", "vera"])
def test_a_role_without_a_mandate_has_no_seat(person):
    assert seat_of(account_of(person), on=TODAY) is None


def test_a_mandate_holds_until_its_end_and_what_she_could_see_ends_with_it():
    membership = seat("katrin").memberships[0]
    end_membership(membership=membership, on=TODAY, by=seat("aylin"), now=NOW)
    account = account_of("katrin")
    assert seat_of(account, on=TODAY - timedelta(days=1)) is not None
    assert seat_of(account, on=TODAY) is None


def test_a_closed_account_has_no_seat():
    account = account_of("katrin")
    deactivate_account(account=account, by=account_of("vera"), now=NOW)
    account.refresh_from_db()
    assert seat_of(account, on=TODAY) is None


def test_only_the_secretariat_takes_people_in():
    partner, by = seat("katrin").memberships[0].partner, seat("katrin")
    draft = MandateDraft("Referat", Term(TODAY, None))
    with pytest.raises(Refused) as refused:
        take_in(
            partner=partner, account=account_of("lars"), draft=draft, reference=reference(), by=by,
            now=NOW,
        )  # fmt: skip
    assert refused.value.code == "not-allowed"


def test_one_open_mandate_for_a_partner_and_a_deputy_of_the_same_house():
    katrin, jonas = seat("katrin").memberships[0], seat("jonas").memberships[0]
    term = Term(TODAY, None)
    for account, draft, code in (
        ("katrin", MandateDraft("Referat", term), "member-taken"),
        ("lars", MandateDraft("Referat", term, stands_in_for=jonas), "deputy"),
    ):
        with pytest.raises(Refused) as refused:
            take_in(
                partner=katrin.partner, account=account_of(account), draft=draft,
                reference=reference(), by=seat("aylin"), now=NOW,
            )  # fmt: skip
        assert refused.value.code == code


def test_a_partner_has_a_group_of_the_list():
    with pytest.raises(Refused):
        add_partner(
            organisation=account_of("petra").organisation, group="friends", reference=reference(),
            by=seat("aylin"), now=NOW,
        )  # fmt: skip


def test_the_groups_are_those_of_the_issue():
    assert list(groups()) == [
        "municipal-associations", "party-associations", "young-mayors", "local-politicians",
        "parliamentary-groups", "ministries", "secretariat",
    ]  # fmt: skip


def test_the_member_list_names_people_by_group():
    katrin, _ = seat("katrin"), seat("aylin")
    rows = member_list(katrin, on=TODAY)
    assert [(one.name, one.group) for one in rows] == [
        ("Katrin Muster", "Kommunale Spitzenverbände"),
        ("Aylin Muster", "Geschäftsstelle"),
    ]


def test_only_she_herself_agrees_to_be_named_and_takes_it_back():
    katrin = seat("katrin")
    membership = katrin.memberships[0]
    with pytest.raises(Refused):
        give_consent(membership=membership, channel="oparl", by=seat("aylin"), now=NOW)
    give_consent(membership=membership, channel="oparl", by=katrin, now=NOW)
    withdraw_consent(membership=membership, channel="oparl", by=katrin, now=NOW)
    give_consent(membership=membership, channel="oparl", by=katrin, now=NOW)
    rows = ChannelConsent.objects.filter(membership=membership)
    assert [one.withdrawn_at is None for one in rows.order_by("pk")] == [False, True]


def test_a_mandate_of_another_is_not_there():
    hers = seat("katrin").memberships[0].reference
    for find in (membership_of, managed_membership):
        with pytest.raises(Http404):
            find(seat("jonas"), hers)
    assert managed_membership(seat("aylin"), hers).reference == hers
