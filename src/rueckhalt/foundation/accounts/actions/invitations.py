from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from rueckhalt.foundation.accounts.access import has_right, invitation_by_token
from rueckhalt.foundation.accounts.actions.accounts import (
    check_may_manage,
    checked_person,
    note,
    store_account,
)
from rueckhalt.foundation.accounts.models import Account, Invitation, Organisation
from rueckhalt.foundation.accounts.queries import invitation_path
from rueckhalt.foundation.accounts.rules import (
    INVITATION_DAYS,
    OrganisationKind,
    Right,
    Role,
    check_roles,
    digest_of,
    invitations_deleted_before,
    may_invite,
    roles_as_text,
    roles_from_text,
)
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.outbox.api import put_mail

_GONE = gettext_noop("Diese Einladung gibt es nicht mehr.")


@transaction.atomic
def invite(
    *,
    name: str,
    email: str,
    organisation: Organisation,
    roles: Iterable[Role],
    by: Account | None,
    token: str,
    now: datetime,
) -> Invitation:
    """Writes an invitation and its mail; one that this e-mail had before is replaced.

    `token` is the word of the link, 256 random bits. `by` is nobody only for the operator at the
    command line. Who runs the exchange invites people of partners (`may_invite`). Refused: what
    `create_account` refuses, and to replace an invitation that one could not have written.
    """
    wanted = frozenset(roles)
    _check_may_invite(by, wanted)
    check_roles(OrganisationKind(organisation.kind), wanted)
    address, label = checked_person(email, name, organisation)
    earlier = Invitation.objects.select_for_update().filter(email=address).first()
    if earlier is not None:
        _check_may_invite(by, roles_from_text(earlier.roles))
    # Updated and not replaced by a second row: of two that come at once, the later counts.
    row, _ = Invitation.objects.update_or_create(
        email=address,
        defaults={
            "name": label,
            "organisation": organisation,
            "roles": roles_as_text(wanted),
            "digest": digest_of(token),
            "invited_at": now,
            "invited_by": by,
        },
    )
    _send(row, token, now)
    note(by, f"invitation.create.{'-'.join(sorted(wanted))}", row, now=now)
    return row


@transaction.atomic
def invite_again(*, invitation: Invitation, by: Account | None, token: str, now: datetime) -> None:
    """Sends a new link that counts from now; the old one opens nothing any more.

    Refused: who may not manage accounts, an invitation that somebody took or withdrew meanwhile,
    and one whose organisation is closed.
    """
    check_may_manage(by)
    checked_person(invitation.email, invitation.name, invitation.organisation)
    values = {"digest": digest_of(token), "invited_at": now, "invited_by": by}
    _refuse_none(Invitation.objects.filter(pk=invitation.pk).update(**values))
    _send(invitation, token, now)
    note(by, "invitation.send-again", invitation, now=now)


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Account | None, now: datetime) -> None:
    """Takes an invitation back: its link opens nothing any more.

    Refused: who may not manage accounts, an invitation that somebody took or withdrew meanwhile.
    """
    check_may_manage(by)
    deleted, _ = Invitation.objects.filter(pk=invitation.pk).delete()
    _refuse_none(deleted)
    note(by, "invitation.withdraw", invitation, now=now)


def accept_invitation(*, token: str, password: str, now: datetime) -> Account:
    """Makes an account from an invitation, with the password that somebody chose; once.

    The form has checked the password. Refused: a link that is none, is over or was used, a closed
    organisation, an e-mail that has an account.
    """
    invitation = invitation_by_token(token, now=now)
    if invitation is None:
        raise Refused("invitation-gone", _GONE)
    address, label = checked_person(invitation.email, invitation.name, invitation.organisation)
    roles = roles_from_text(invitation.roles)
    check_roles(OrganisationKind(invitation.organisation.kind), roles)
    # The hash takes long, and nobody else may wait for it: it comes before the transaction.
    hashed = make_password(password)
    with transaction.atomic():
        # Of two that come with one link the second finds nothing; so does who has a replaced one.
        _refuse_none(Invitation.objects.filter(digest=invitation.digest).delete()[0])
        account = store_account(
            address, label, invitation.organisation, roles, hashed=hashed, now=now
        )
        note(account, "invitation.accept", invitation, now=now)
    return account


def clear_old_invitations(*, now: datetime) -> int:
    """Deletes invitations that nobody took and nobody sent again; returns how many."""
    old = Invitation.objects.filter(invited_at__lt=invitations_deleted_before(now))
    return old.delete()[0]


def _check_may_invite(by: Account | None, roles: frozenset[Role]) -> None:
    if by is None or (
        has_right(by, Right.RUN_DIALOGUE) and may_invite([Right.RUN_DIALOGUE], roles)
    ):
        return
    check_may_manage(by)


def _send(invitation: Invitation, token: str, now: datetime) -> None:
    put_mail(
        template="invitation",
        to=invitation.email,
        key=f"invitation:{digest_of(token)}",
        path=invitation_path(token),
        values={"days": INVITATION_DAYS},
        now=now,
    )


def _refuse_none(changed: int) -> None:
    if not changed:
        raise Refused("invitation-gone", _GONE)
