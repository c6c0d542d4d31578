"""Who takes part: partners by group, and the member list, which only members see."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from rueckhalt.dialogue.exchange.access import Seat, memberships_on
from rueckhalt.dialogue.exchange.models import ChannelConsent, Membership, Partner
from rueckhalt.dialogue.exchange.queries.content import groups
from rueckhalt.dialogue.exchange.rules.channel import CHANNELS, ChannelWords
from rueckhalt.foundation.accounts.api import (
    Account,
    InvitedName,
    Organisation,
    invited_to,
    open_organisations,
    people_of,
)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody who takes part, as members see her."""

    reference: str
    name: str
    organisation: str
    group: str
    mandate: str
    stands_in_for: str
    valid_from: date
    valid_until: date | None

    @property
    def last_day(self) -> date | None:
        """Returns the last day of the mandate; none while it is open."""
        return self.valid_until - timedelta(days=1) if self.valid_until else None


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A partner in the list of the secretariat."""

    reference: str
    name: str
    group: str
    members: int
    has_left: bool


@dataclass(frozen=True, slots=True)
class PartnerPage:
    """A partner with its people: with a mandate now or later, with one that ended, invited.

    `eligible` are those who can get a mandate: who has none, or one with a last day.
    """

    reference: str
    name: str
    group: str
    has_left: bool
    members: tuple[MemberRow, ...]
    former: tuple[MemberRow, ...]
    eligible: tuple[Account, ...]
    invited: tuple[InvitedName, ...]


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A channel, and whether somebody agreed to be named there."""

    channel: str
    words: ChannelWords
    given_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnMandate:
    """A mandate of who asks, with her consents."""

    row: MemberRow
    consents: tuple[ConsentRow, ...]


def member_list(seat: Seat, *, on: date) -> tuple[MemberRow, ...]:
    """Returns everybody who takes part on a day, by group, organisation and name.

    A seat comes in, because nobody without one may read it.
    """
    del seat  # that somebody has one is enough
    found = _member_rows(memberships_on(on))
    ranks = {group.name: group.rank for group in groups().values()}
    return tuple(sorted(found, key=lambda one: (ranks[one.group], one.organisation, one.name)))


def partner_list(*, on: date) -> tuple[PartnerRow, ...]:
    """Returns all partners by group and name, those that left at the end."""
    known = groups()
    members = Counter(memberships_on(on).values_list("partner", flat=True))
    rows = Partner.objects.select_related("organisation")
    ordered = sorted(
        rows,
        key=lambda row: (
            row.withdrawn_at is not None,
            known[row.group].rank,
            row.organisation.name,
        ),
    )
    return tuple(
        PartnerRow(
            reference=row.reference,
            name=row.organisation.name,
            group=known[row.group].name,
            members=members[row.pk],
            has_left=row.withdrawn_at is not None,
        )
        for row in ordered
    )


def organisations_outside() -> tuple[Organisation, ...]:
    """Returns the organisations that could become partners, by name."""
    taking_part = set(
        Partner.objects.filter(withdrawn_at__isnull=True).values_list("organisation", flat=True)
    )
    return tuple(one for one in open_organisations() if one.pk not in taking_part)


def partner_page(partner: Partner, *, on: date, now: datetime) -> PartnerPage:
    """Returns a partner with all its people, for the secretariat."""
    terms = Membership.objects.filter(partner=partner).order_by("account__name", "pk")
    is_over = Q(valid_until__isnull=False, valid_until__lte=on)
    living = terms.exclude(is_over)
    lasting = set(terms.filter(valid_until__isnull=True).values_list("account", flat=True))
    return PartnerPage(
        reference=partner.reference,
        name=partner.organisation.name,
        group=groups()[partner.group].name,
        has_left=partner.withdrawn_at is not None,
        members=_member_rows(living),
        former=_member_rows(terms.filter(is_over)),
        eligible=tuple(one for one in people_of(partner.organisation) if one.pk not in lasting),
        invited=invited_to(partner.organisation, now=now),
    )


def own_mandates(seat: Seat) -> tuple[OwnMandate, ...]:
    """Returns somebody's mandates of today, and where she agreed to be named."""
    keys = [one.pk for one in seat.memberships]
    living = ChannelConsent.objects.filter(membership__in=keys, withdrawn_at__isnull=True)
    given = {(one.membership.reference, one.channel): one.given_at
             for one in living.select_related("membership")}  # fmt: skip
    rows = _member_rows(Membership.objects.filter(pk__in=keys).order_by("pk"))
    return tuple(
        OwnMandate(
            row,
            tuple(
                ConsentRow(channel.value, words, given.get((row.reference, channel.value)))
                for channel, words in CHANNELS.items()
            ),
        )
        for row in rows
    )


def _member_rows(rows: QuerySet[Membership]) -> tuple[MemberRow, ...]:
    known = groups()
    named = rows.select_related("account", "partner__organisation", "stands_in_for__account")
    return tuple(
        MemberRow(
            reference=row.reference,
            name=row.account.name,
            organisation=row.partner.organisation.name,
            group=known[row.partner.group].name,
            mandate=row.mandate,
            stands_in_for=row.stands_in_for.account.name if row.stands_in_for else "",
            valid_from=row.valid_from,
            valid_until=row.valid_until,
        )
        for row in named
    )


def partner_of(organisation: Organisation) -> Partner | None:
    """Returns the partner that an organisation is, if it takes part."""
    return Partner.objects.filter(organisation=organisation, withdrawn_at__isnull=True).first()
