"""How partners and people come and go."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from rueckhalt.dialogue.exchange.access import Seat
from rueckhalt.dialogue.exchange.actions.trail import check_changed, check_secretariat, note
from rueckhalt.dialogue.exchange.models import ChannelConsent, Membership, Partner
from rueckhalt.dialogue.exchange.queries.content import groups
from rueckhalt.dialogue.exchange.rules.channel import Channel
from rueckhalt.dialogue.exchange.rules.partner import Term, check_term, checked_mandate
from rueckhalt.foundation.accounts.api import (
    KINDS,
    PARTNER_ROLES,
    Account,
    Organisation,
    OrganisationKind,
    invite,
)
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop


@dataclass(frozen=True, slots=True)
class MandateDraft:
    """As what somebody speaks for a partner, for how long, and for whom she stands in."""

    mandate: str
    term: Term
    stands_in_for: Membership | None = None


@transaction.atomic
def add_partner(
    *, organisation: Organisation, group: str, reference: str, by: Seat | None, now: datetime
) -> Partner:
    """Takes an organisation in as a partner; nobody is the operator at the command line.

    One that left comes back with its old reference. Refused: who does not run the exchange, a group
    that is not on the list, and a partner already.
    """
    _check_runs(by)
    if group not in groups():
        raise Refused("group", gettext_noop("Diese Gruppe gibt es nicht."))
    partner, is_new = Partner.objects.get_or_create(
        organisation=organisation,
        defaults={
            "reference": reference, "group": group, "created_at": now, "changed_at": now,
        },
    )  # fmt: skip
    if not is_new and not _came_back(partner, group, now):
        raise Refused("partner-taken", gettext_noop("Diese Organisation nimmt schon teil."))
    note(_account(by), "partner.add", "partner", partner.reference, now=now)
    return partner


def _came_back(partner: Partner, group: str, now: datetime) -> bool:
    rows = Partner.objects.filter(pk=partner.pk, withdrawn_at__isnull=False)
    changed = rows.update(withdrawn_at=None, group=group, changed_at=now)
    partner.refresh_from_db()
    return changed == 1


@transaction.atomic
def let_partner_go(*, partner: Partner, by: Seat, now: datetime) -> None:
    """Ends that an organisation takes part: its people have no seat any more, what they said stays.

    Refused: who does not run the exchange, the own organisation, and a partner that left already.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    if partner.organisation_id == by.account.organisation_id:
        raise Refused(
            "own-partner", gettext_noop("Die eigene Organisation nimmt jemand anderes heraus.")
        )
    rows = Partner.objects.filter(pk=partner.pk, withdrawn_at__isnull=True)
    check_changed(rows.update(withdrawn_at=now, changed_at=now))
    note(by.account, "partner.leave", "partner", partner.reference, now=now)


def invite_to(
    *, partner: Partner, name: str, email: str, token: str, by: Seat, now: datetime
) -> None:
    """Invites somebody of a partner's organisation to an account; her mandate comes when she has it.

    Refused: who does not run the exchange, a partner that left, an organisation whose people see or
    run more than partners do, and what `invite` refuses.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    _check_takes_part(partner)
    roles = KINDS[OrganisationKind(partner.organisation.kind)].roles & PARTNER_ROLES
    if not roles:
        raise Refused(
            "partner-kind",
            gettext_noop("Menschen dieser Organisation lädt ein, wer Konten verwaltet."),
        )
    invite(
        name=name, email=email, organisation=partner.organisation, roles=roles, by=by.account,
        token=token, now=now,
    )  # fmt: skip


@transaction.atomic
def take_in(
    *,
    partner: Partner,
    account: Account,
    draft: MandateDraft,
    reference: str,
    by: Seat | None,
    now: datetime,
) -> Membership:
    """Gives somebody a mandate of a partner for a term; nobody is the operator at the command line.

    Refused: who does not run the exchange, a partner that left, no mandate, a term that ends before
    it begins, somebody who has a mandate of this partner on one of its days, and to stand in for
    somebody of another one.
    """
    _check_runs(by)
    _check_takes_part(partner)
    label, term, first = checked_mandate(draft.mandate), draft.term, draft.stands_in_for
    check_term(term)
    if first is not None and first.partner_id != partner.pk:
        raise Refused("deputy", gettext_noop("Eine Stellvertretung gilt nur im eigenen Haus."))
    rows = Membership.objects.select_for_update().filter(partner=partner, account=account)
    if rows.filter(_overlaps(term)).exists():
        raise Refused("member-taken", gettext_noop("Dieser Mensch hat hier schon ein Mandat."))
    row = Membership.objects.create(
        reference=reference,
        partner=partner,
        account=account,
        mandate=label,
        stands_in_for=first,
        valid_from=term.valid_from,
        valid_until=term.valid_until,
        created_at=now,
        changed_at=now,
    )
    note(_account(by), "membership.begin", "membership", reference, now=now)
    return row


def _overlaps(term: Term) -> Q:
    lasts = Q(valid_until__isnull=True) | Q(valid_until__gt=term.valid_from)
    return lasts & Q(valid_from__lt=term.valid_until) if term.valid_until else lasts


@transaction.atomic
def end_membership(*, membership: Membership, on: date, by: Seat, now: datetime) -> None:
    """Ends a mandate on a day, which is excluded; what she raised stays.

    Refused: who does not run the exchange, a day before the mandate, and one that ends by then anyway.
    """
    _check_runs(by)
    check_term(Term(membership.valid_from, on))
    lasts_longer = Q(valid_until__isnull=True) | Q(valid_until__gt=on)
    rows = Membership.objects.filter(lasts_longer, pk=membership.pk)
    if not rows.exists():
        raise Refused("term", gettext_noop("Das Mandat endet schon früher oder am selben Tag."))
    check_changed(rows.update(valid_until=on, changed_at=now))
    note(by.account, "membership.end", "membership", membership.reference, now=now)


@transaction.atomic
def give_consent(*, membership: Membership, channel: Channel, by: Seat, now: datetime) -> None:
    """Notes that somebody agrees to be named in a channel; only she herself can.

    Refused: a membership of somebody else.
    """
    _check_own(membership, by)
    ChannelConsent.objects.get_or_create(
        membership=membership, channel=channel.value, withdrawn_at=None, defaults={"given_at": now}
    )
    note(by.account, f"consent.give.{channel}", "membership", membership.reference, now=now)


@transaction.atomic
def withdraw_consent(*, membership: Membership, channel: Channel, by: Seat, now: datetime) -> None:
    """Takes back what somebody agreed to; only she herself can, and it holds at once.

    Refused: a membership of somebody else.
    """
    _check_own(membership, by)
    rows = ChannelConsent.objects.filter(
        membership=membership, channel=channel.value, withdrawn_at__isnull=True
    )
    rows.update(withdrawn_at=now)
    note(by.account, f"consent.withdraw.{channel}", "membership", membership.reference, now=now)


def _check_runs(by: Seat | None) -> None:
    if by is not None:
        check_secretariat(is_secretariat=by.is_secretariat)


def _check_takes_part(partner: Partner) -> None:
    if partner.withdrawn_at is not None:
        raise Refused("partner-gone", gettext_noop("Diese Organisation nimmt nicht mehr teil."))


def _check_own(membership: Membership, by: Seat) -> None:
    if membership.account_id != by.account.pk:
        raise Refused("not-own", gettext_noop("Das entscheidet nur dieser Mensch selbst."))


def _account(by: Seat | None) -> Account | None:
    return by.account if by else None
