"""Partners come and go, people get mandates, and only a person herself says where she is named."""

from datetime import date, timedelta

import pytest

from rueckhalt.dialogue.exchange.access import seat_of
from rueckhalt.dialogue.exchange.actions.partners import (
    MandateDraft,
    add_partner,
    give_consent,
    invite_to,
    let_partner_go,
    take_in,
)
from rueckhalt.dialogue.exchange.models import ChannelConsent, Membership, Partner
from rueckhalt.dialogue.exchange.queries.partners import partner_of
from rueckhalt.dialogue.exchange.rules.channel import Channel
from rueckhalt.dialogue.exchange.rules.partner import Term
from rueckhalt.foundation.accounts.api import OrganisationKind, Role, create_organisation
from rueckhalt.foundation.accounts.models import Invitation
from rueckhalt.foundation.audit.api import lines
from rueckhalt.foundation.lib.refusal import Refused
from tests.accounts import account_with
from tests.exchange import NOW, TODAY, foreign_partner, seat
from tests.people import account_of, client_of

PARTNERS = "/austausch/partner/"
OWN = "/austausch/ich/"
TOKEN = "word-of-a-link"  # noqa: S105 -- opens nothing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def partner() -> Partner:
    return Partner.objects.get(reference=foreign_partner()["<slug:partner>"])


def house(name: str = "Neuer Bund (erfunden)", kind=OrganisationKind.ASSOCIATION):
    return create_organisation(name=name, kind=kind, by=None, now=NOW)


def invited(partner: Partner, by: str = "aylin", **changed) -> None:
    values = {"name": "Neu Muster", "email": "Neu@Haus.example", "token": TOKEN} | changed
    invite_to(partner=partner, by=seat(by), now=NOW, **values)


def test_an_organisation_comes_in_leaves_and_comes_back_under_its_old_reference(partner):
    aylin = seat("aylin")
    member = Membership.objects.get(partner=partner).account
    let_partner_go(partner=partner, by=aylin, now=NOW)

    assert seat_of(member, on=TODAY) is None
    assert partner_of(partner.organisation) is None

    back = add_partner(
        organisation=partner.organisation, group="ministries", reference="anders", by=aylin, now=NOW
    )
    assert (back.reference, back.group, back.withdrawn_at) == (
        partner.reference,
        "ministries",
        None,
    )
    assert seat_of(member, on=TODAY) is not None


def test_nobody_takes_the_own_organisation_out_and_none_leaves_twice(partner):
    aylin = seat("aylin")
    with pytest.raises(Refused, match="eigene Organisation"):
        let_partner_go(partner=partner_of(aylin.account.organisation), by=aylin, now=NOW)
    let_partner_go(partner=partner, by=aylin, now=NOW)
    partner.refresh_from_db()
    with pytest.raises(Refused, match="schneller"):
        let_partner_go(partner=partner, by=aylin, now=NOW)


def test_a_partner_that_left_gets_no_mandate_and_no_invitation(partner):
    aylin = seat("aylin")
    let_partner_go(partner=partner, by=aylin, now=NOW)
    partner.refresh_from_db()
    draft = MandateDraft("Vorsitz", Term(TODAY, None))

    with pytest.raises(Refused, match="nimmt nicht mehr teil"):
        take_in(partner=partner, account=account_of("jonas"), draft=draft, reference="x", by=aylin,
                now=NOW)  # fmt: skip
    with pytest.raises(Refused, match="nimmt nicht mehr teil"):
        invited(partner)
    assert not Invitation.objects.exists()


def test_the_secretariat_invites_somebody_of_a_partner_with_the_one_role_of_its_kind(partner):
    invited(partner)

    row = Invitation.objects.get()
    assert (row.email, row.organisation, row.roles) == (
        "neu@haus.example", partner.organisation, Role.ASSOCIATION.value,
    )  # fmt: skip


@pytest.mark.parametrize("kind", [OrganisationKind.SECRETARIAT, OrganisationKind.CONTACT_POINT,
                                  OrganisationKind.AUTHORITY, OrganisationKind.STATISTICS])  # fmt: skip
def test_the_secretariat_invites_nobody_who_would_see_or_run_more_than_partners_do(kind):
    odd = add_partner(
        organisation=house(kind=kind), group="ministries", reference="odd", by=None, now=NOW
    )
    with pytest.raises(Refused) as refused:
        invited(odd)

    assert refused.value.code == "partner-kind"
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("name", ["katrin", "jonas"])
def test_members_neither_invite_nor_let_go(partner, name):
    with pytest.raises(Refused, match="Geschäftsstelle"):
        invited(partner, name)
    with pytest.raises(Refused, match="Geschäftsstelle"):
        let_partner_go(partner=partner, by=seat(name), now=NOW)


def test_only_she_herself_agrees_to_be_named():
    (hers,) = seat("katrin").memberships
    for other in ("aylin", "jonas"):
        with pytest.raises(Refused, match="selbst"):
            give_consent(membership=hers, channel=Channel.OPARL, by=seat(other), now=NOW)
    assert not ChannelConsent.objects.exists()


# --- Pages


def test_the_secretariat_takes_in_an_organisation_invites_and_gives_a_mandate():
    aylin, new = client_of("aylin"), house()
    page = client_of("aylin").get(PARTNERS).content.decode()
    assert new.name in page

    aylin.post(PARTNERS, {"organisation": new.pk, "group": "party-associations"})
    partner = partner_of(new)
    assert partner is not None
    address = f"{PARTNERS}{partner.reference}/"
    invited = aylin.post(f"{address}einladen/", {"name": "Neu Muster", "email": "neu@haus.example"})
    assert invited.status_code == 303
    assert "Neu Muster" in aylin.get(address).content.decode()

    account = account_with(Role.ASSOCIATION)
    account.organisation = new
    account.save()
    told = {"person": account.pk, "mandate": "Vorsitz", "first_day": "2026-12-01",
            "term": "31.12.2026"}  # fmt: skip
    assert aylin.post(f"{address}mandat/", told).status_code == 303

    term = Membership.objects.get(account=account)
    assert (term.valid_from, term.valid_until) == (date(2026, 12, 1), date(2027, 1, 1))
    assert seat_of(account, on=date(2026, 12, 31)) is not None
    assert seat_of(account, on=date(2027, 1, 1)) is None
    assert "31. Dezember 2026" in aylin.get(address).content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"person": ""}, "Bitte wählen Sie einen Menschen."),
        ({"person": "999999"}, "Diese Antwort kennen wir nicht."),
        ({"mandate": "   "}, "Bitte schreiben Sie, welches Mandat es ist."),
        ({"mandate": "x" * 151}, "Höchstens 150 Zeichen."),
        ({"first_day": "morgen"}, "Das ist kein Datum."),
        ({"term": "2026-11-01"}, "Das Mandat endet, bevor es beginnt."),
        ({"deputy": "fremd"}, "Diese Antwort kennen wir nicht."),
    ],
)
def test_a_mandate_that_cannot_be_is_refused_and_what_was_typed_stays(partner, changes, said):
    other = account_with(Role.ASSOCIATION, email="zweite@rueckhalt.example")
    told = {"person": other.pk, "mandate": "Mein <Mandat>", "first_day": "2026-12-01"} | changes
    answer = client_of("aylin").post(f"{PARTNERS}{partner.reference}/mandat/", told)

    assert answer.status_code == 422
    text = answer.content.decode()
    assert said in text
    assert "mandate" in changes or "Mein &lt;Mandat&gt;" in text
    assert Membership.objects.filter(partner=partner).count() == 1


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"name": "", "email": "n@haus.example"}, "Bitte schreiben Sie einen Namen."),
        ({"name": "Neu", "email": "keine"}, "Das ist keine E-Mail-Adresse."),
        ({"name": "Neu\x00", "email": "n@haus.example"}, "Null"),
        ({"name": "Neu", "email": "katrin@musterhaus.invalid"}, "schon ein Konto"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused_in_words(partner, told, said):
    account_of("katrin")
    answer = client_of("aylin").post(f"{PARTNERS}{partner.reference}/einladen/", told)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Invitation.objects.exists()


def test_a_mandate_ends_with_its_last_day(partner):
    term = Membership.objects.get(partner=partner)
    address = f"/austausch/mandate/{term.reference}/beenden/"
    aylin = client_of("aylin")
    assert aylin.post(address, {"term": ""}).status_code == 422
    assert aylin.post(address, {"term": "2026-12-05"}).status_code == 303

    term.refresh_from_db()
    assert term.valid_until == date(2026, 12, 6)
    assert aylin.post(address, {"term": "2026-12-07"}).status_code == 422


def test_members_see_each_other_and_the_mandates_that_hold_today(partner):
    gone = Membership.objects.get(partner=partner)
    Membership.objects.filter(pk=gone.pk).update(
        valid_from=TODAY - timedelta(days=9), valid_until=TODAY
    )
    account_of("jonas")
    page = client_of("katrin").get("/austausch/mitglieder/").content.decode()

    assert "Jonas Muster" in page
    assert gone.account.name not in page


def test_somebody_agrees_on_her_own_page_and_takes_it_back():
    katrin = client_of("katrin")
    (hers,) = seat("katrin").memberships
    address = f"{OWN}{hers.reference}/"
    assert "Wir nennen Sie dort nicht." in katrin.get(OWN).content.decode()

    assert katrin.post(f"{address}zustimmen/", {"channel": "oparl"}).status_code == 303
    assert "1. Dezember 2026 zugestimmt" in katrin.get(OWN).content.decode()
    katrin.post(f"{address}zustimmen/", {"channel": "oparl"})  # a double click
    assert ChannelConsent.objects.filter(withdrawn_at=None).count() == 1

    assert katrin.post(f"{address}zuruecknehmen/", {"channel": "oparl"}).status_code == 303
    assert not ChannelConsent.objects.filter(withdrawn_at=None).exists()
    assert [one.action for one in lines()].count("consent.withdraw.oparl") == 1


def test_a_channel_that_does_not_exist_is_refused():
    (hers,) = seat("katrin").memberships
    answer = client_of("katrin").post(f"{OWN}{hers.reference}/zustimmen/", {"channel": "zeitung"})

    assert answer.status_code == 422
    assert "Diesen Kanal gibt es nicht." in answer.content.decode()
    assert not ChannelConsent.objects.exists()


@pytest.mark.parametrize("name", ["katrin", "jonas", "lars", "petra", "sofia", "vera"])
def test_only_the_secretariat_sees_the_partners(partner, name):
    client = client_of(name)
    for address in (PARTNERS, f"{PARTNERS}{partner.reference}/"):
        assert client.get(address).status_code == 404


def test_the_list_of_partners_asks_as_often_for_many_as_for_one(django_assert_max_num_queries):
    aylin = client_of("aylin")
    aylin.get(PARTNERS)
    for number in range(8):
        add_partner(
            organisation=house(f"Bund {number} (erfunden)"), group="ministries",
            reference=f"bund-{number}", by=None, now=NOW,
        )  # fmt: skip
    with django_assert_max_num_queries(14):
        assert "Bund 7" in aylin.get(PARTNERS).content.decode()


def test_who_leaves_early_reads_nothing_from_then_on_also_with_a_last_day(partner):
    term = Membership.objects.get(partner=partner)
    address, aylin = f"/austausch/mandate/{term.reference}/beenden/", client_of("aylin")
    aylin.post(address, {"term": "2027-12-31"})
    page = aylin.get(f"{PARTNERS}{partner.reference}/").content.decode()
    assert "Früher beenden" in page

    assert aylin.post(address, {"term": "2026-12-05"}).status_code == 303
    assert seat_of(term.account, on=date(2026, 12, 5)) is not None
    assert seat_of(term.account, on=date(2026, 12, 6)) is None


def test_the_next_mandate_is_entered_ahead_and_not_on_a_day_of_the_last_one(partner):
    term = Membership.objects.get(partner=partner)
    Membership.objects.filter(pk=term.pk).update(valid_until=date(2027, 1, 1))
    way, aylin = f"{PARTNERS}{partner.reference}/mandat/", client_of("aylin")
    told = {"person": term.account.pk, "mandate": "Vorsitz", "first_day": "2026-12-31"}

    answer = aylin.post(way, told)
    assert answer.status_code == 422
    assert "Dieser Mensch hat hier schon ein Mandat." in answer.content.decode()
    assert aylin.post(way, told | {"first_day": "2027-01-01"}).status_code == 303
    for on in (date(2026, 12, 31), date(2027, 1, 1)):
        found = seat_of(term.account, on=on)
        assert found is not None
        assert len(found.memberships) == 1
