"""Who takes part: partners by group, and the member list, which only members see."""

from dataclasses import dataclass
from datetime import date

from rueckhalt.dialogue.exchange.access import Seat, memberships_on
from rueckhalt.dialogue.exchange.models import Partner
from rueckhalt.dialogue.exchange.queries.content import groups
from rueckhalt.foundation.accounts.api import Organisation


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


def member_list(seat: Seat, *, on: date) -> tuple[MemberRow, ...]:
    """Returns everybody who takes part on a day, by group, organisation and name.

    A seat comes in, because nobody without one may read it.
    """
    del seat  # that somebody has one is enough
    known = groups()
    rows = memberships_on(on).select_related(
        "account", "partner__organisation", "stands_in_for__account"
    )
    found = [
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
        for row in rows
    ]
    ranks = {group.name: group.rank for group in known.values()}
    return tuple(sorted(found, key=lambda one: (ranks[one.group], one.organisation, one.name)))


def partner_of(organisation: Organisation) -> Partner | None:
    """Returns the partner that an organisation is, if it takes part."""
    return Partner.objects.filter(organisation=organisation, withdrawn_at__isnull=True).first()
