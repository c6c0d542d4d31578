"""People in OParl: everybody who agreed to this channel, while she does and her mandate holds."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time

from django.utils import timezone

from rueckhalt.dialogue.exchange.access import memberships_on
from rueckhalt.dialogue.exchange.models import ChannelConsent
from rueckhalt.dialogue.exchange.rules.channel import Channel
from rueckhalt.dialogue.exchange.rules.oparl import Asked, Entry, NamedMember


class Members:
    """Everybody who agreed to be named in OParl, first who agreed first.

    Who took that back, whose mandate has ended or whose account is closed has no name here any more.
    """

    def page(
        self, asked: Asked, start: int, stop: int, *, now: datetime
    ) -> tuple[int, tuple[Entry[NamedMember], ...]]:
        """Returns how many were asked for, and some of them."""
        found = tuple(one for one in _members(now) if asked.takes(one))
        return len(found), found[start:stop]

    def one(self, reference: str, *, now: datetime) -> Entry[NamedMember] | None:
        """Returns one of them, also if she took it back; none if she never agreed."""
        return next((one for one in _members(now) if one.reference == reference), None)


MEMBERS = Members()


def _members(now: datetime) -> tuple[Entry[NamedMember], ...]:
    consents: defaultdict[int, list[ChannelConsent]] = defaultdict(list)
    rows = ChannelConsent.objects.filter(channel=Channel.OPARL.value, given_at__lte=now)
    for row in rows.select_related("membership__partner").order_by("given_at", "pk"):
        consents[row.membership_id].append(row)
    told = _named(consents, now)
    found = (_member_entry(given, told, now) for given in consents.values())
    return tuple(one for one in found if one.created_at <= now)


def _named(
    consents: Mapping[int, list[ChannelConsent]], now: datetime
) -> Mapping[int, NamedMember]:
    living = [
        key for key, given in consents.items() if any(one.withdrawn_at is None for one in given)
    ]
    rows = memberships_on(timezone.localdate(now)).filter(
        pk__in=living, account__is_active=True, account__organisation__is_active=True
    )
    return {
        row.pk: NamedMember(
            reference=row.reference,
            name=row.account.name,
            partner=row.partner.reference,
            mandate=row.mandate,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
        )
        for row in rows
    }


def _member_entry(
    given: list[ChannelConsent], told: Mapping[int, NamedMember], now: datetime
) -> Entry[NamedMember]:
    term = given[0].membership
    begin = max(given[0].given_at, _start_of(term.valid_from))
    changes = [begin, term.changed_at, *(one.given_at for one in given)]
    withdrawals = (term.partner.withdrawn_at, *(one.withdrawn_at for one in given))
    changes += [moment for moment in withdrawals if moment is not None]
    if term.valid_until is not None and _start_of(term.valid_until) <= now:
        changes.append(_start_of(term.valid_until))
    return Entry(term.reference, begin, max(changes), told.get(term.pk))


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
