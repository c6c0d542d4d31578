from collections.abc import Iterable
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Model

from rueckhalt.foundation.accounts.access import has_right, roles_of
from rueckhalt.foundation.accounts.models import Account, AccountRole, Organisation, Session
from rueckhalt.foundation.accounts.queries import account_by_email, handle_of, living_sessions
from rueckhalt.foundation.accounts.rules import (
    OrganisationKind,
    ResetReason,
    Right,
    Role,
    check_roles,
    clean_email,
    rights_of,
)
from rueckhalt.foundation.audit.api import append
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop

EMAIL_TAKEN = gettext_noop("Für diese E-Mail gibt es schon ein Konto.")


def create_account(
    *,
    email: str,
    name: str,
    organisation: Organisation,
    roles: Iterable[Role],
    password: str | None,
    by: Account | None,
    now: datetime,
) -> Account:
    """Stores an account with a verified e-mail; without a password only mail or OIDC opens it.

    `by` is nobody only for the operator at the command line. Refused: who may not manage accounts,
    an e-mail that is none or taken, no name, a closed organisation, and what `check_roles` refuses.
    """
    check_may_manage(by)
    wanted = frozenset(roles)
    check_roles(OrganisationKind(organisation.kind), wanted)
    address, label = checked_person(email, name, organisation)
    # The hash takes long, and nobody else may wait for it: it comes before the transaction.
    hashed = make_password(password)
    with transaction.atomic():
        account = store_account(address, label, organisation, wanted, hashed=hashed, now=now)
        note(by, "account.create", account, now=now)
    return account


def store_account(
    address: str,
    label: str,
    organisation: Organisation,
    roles: frozenset[Role],
    *,
    hashed: str,
    now: datetime,
) -> Account:
    """Stores an account with its roles and its verified e-mail, inside the caller's transaction.

    What comes in has been checked. Refused: an e-mail that is taken, also by somebody a moment ago.
    """
    account, is_new = Account.objects.get_or_create(
        email=address,
        defaults={
            "name": label,
            "organisation": organisation,
            "password": hashed,
            "is_active": True,
            "created_at": now,
        },
    )
    if not is_new:
        raise Refused("email-taken", EMAIL_TAKEN)
    EmailAddress.objects.create(user=account, email=address, verified=True, primary=True)
    _store_roles(account, roles)
    return account


@transaction.atomic
def set_roles(
    *, account: Account, roles: Iterable[Role], by: Account | None, now: datetime
) -> None:
    """Gives an account these roles and no other; all its sessions end, so that they count at once.

    Refused: who may not manage accounts, one's own account, what `check_roles` refuses, and to
    leave nobody who manages accounts.
    """
    check_may_manage(by, other=account)
    wanted = frozenset(roles)
    check_roles(OrganisationKind(account.organisation.kind), wanted)
    active = managers()
    if wanted == roles_of(account):
        return
    if Right.MANAGE_ACCOUNTS not in rights_of(wanted):
        check_somebody_stays(active, account)
    AccountRole.objects.filter(account=account).delete()
    _store_roles(account, wanted)
    Session.objects.filter(account=account).delete()
    note(by, f"account.roles.{'-'.join(sorted(wanted))}", account, now=now)


@transaction.atomic
def deactivate_account(*, account: Account, by: Account | None, now: datetime) -> None:
    """Closes an account and ends all its sessions.

    Refused: who may not manage accounts, one's own account, an account that is closed already, and
    to leave nobody who manages accounts.
    """
    check_may_manage(by, other=account)
    check_somebody_stays(managers(), account)
    changed = Account.objects.filter(pk=account.pk, is_active=True).update(is_active=False)
    if not changed:
        raise Refused("account-closed", gettext_noop("Dieses Konto ist schon geschlossen."))
    Session.objects.filter(account=account).delete()
    note(by, "account.close", account, now=now)


@transaction.atomic
def reopen_account(*, account: Account, by: Account | None, now: datetime) -> None:
    """Opens a closed account again, with its old password, second factor and roles.

    Refused: who may not manage accounts, one's own account, and an account that is open.
    """
    check_may_manage(by, other=account)
    changed = Account.objects.filter(pk=account.pk, is_active=False).update(is_active=True)
    if not changed:
        raise Refused("account-open", gettext_noop("Dieses Konto ist schon offen."))
    note(by, "account.reopen", account, now=now)


def store_app(*, account: Account, secret: str) -> None:
    """Gives an account an authenticator app whose secret is known beforehand, for a demonstration.

    `secret` is base32 without padding, as apps take it.
    """
    TOTP.activate(account, secret)


@transaction.atomic
def reset_second_factor(
    *, account: Account, reason: ResetReason, by: Account | None, now: datetime
) -> None:
    """Takes every second factor from somebody and ends her sessions; the next log-in sets up a new one.

    The form has asked whether she was called back. Refused: who may not manage accounts, one's own
    account, and an account without a second factor.
    """
    check_may_manage(by, other=account)
    deleted, _ = Authenticator.objects.filter(user=account).delete()
    if not deleted:
        raise Refused("factor-none", gettext_noop("Dieses Konto hat keinen zweiten Faktor."))
    Session.objects.filter(account=account).delete()
    note(by, f"account.reset-factor.{reason}", account, now=now)


def end_session(*, account: Account, handle: str, now: datetime) -> None:
    """Ends one session of an account, named by its handle; refuses one that is not hers."""
    for row in living_sessions(account, now=now):
        if handle_of(row) == handle:
            row.delete()
            return
    raise Refused("session-unknown", gettext_noop("Diese Anmeldung ist schon beendet."))


def end_other_sessions(*, account: Account, key: str | None) -> int:
    """Ends all sessions of an account but the one with this key; returns how many."""
    ended, _ = Session.objects.filter(account=account).exclude(session_key=key or "").delete()
    return ended


def end_all_sessions(*, account: Account) -> int:
    """Ends all sessions of an account; returns how many."""
    return end_other_sessions(account=account, key=None)


def clear_ended_sessions(*, now: datetime) -> int:
    """Deletes what is left of sessions that ended by themselves; returns how many."""
    cleared, _ = Session.objects.filter(expire_date__lte=now).delete()
    return cleared


def checked_person(email: str, name: str, organisation: Organisation) -> tuple[str, str]:
    """Returns e-mail and name as they are stored.

    Refused: an e-mail that is none or has an account, no name or a long one, a closed organisation.
    """
    address, label = clean_email(email), " ".join(name.split())
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused("email", gettext_noop("Das ist keine E-Mail-Adresse.")) from error
    if len(address) > 254:
        raise Refused("email", gettext_noop("Das ist keine E-Mail-Adresse."))
    if not label or len(label) > 100:
        raise Refused("name", gettext_noop("Der Name braucht 1 bis 100 Zeichen."))
    if not organisation.is_active:
        raise Refused("organisation-closed", gettext_noop("Diese Organisation ist geschlossen."))
    if account_by_email(address):
        raise Refused("email-taken", EMAIL_TAKEN)
    return address, label


def _store_roles(account: Account, roles: Iterable[Role]) -> None:
    AccountRole.objects.bulk_create(
        AccountRole(account=account, role=role.value) for role in sorted(roles)
    )


def note(by: Account | None, action: str, subject: Model, *, now: datetime) -> None:
    """Writes the line of an act into the trail, as the last thing of its transaction."""
    who = f"account:{by.pk}" if by else "operator"
    kind = subject._meta.model_name  # noqa: SLF001 -- the type of who is logged in is a lazy object
    append(by=who, action=action, subject=f"{kind}:{subject.pk}", now=now)


def check_may_manage(by: Account | None, other: Account | None = None) -> None:
    """Refuses who may not manage accounts, and the own account as the other one."""
    if by is None:
        return
    if not has_right(by, Right.MANAGE_ACCOUNTS):
        raise Refused("not-allowed", gettext_noop("Das darf nur, wer Konten verwaltet."))
    if other is not None and other.pk == by.pk:
        raise Refused("own-account", gettext_noop("Das eigene Konto ändert jemand anderes."))


def managers() -> set[int]:
    """Returns who manages accounts, and keeps that unchanged until the transaction ends."""
    roles = [role.value for role in Role if Right.MANAGE_ACCOUNTS in rights_of([role])]
    rows = AccountRole.objects.select_for_update().filter(role__in=roles).order_by("pk")
    ids = set(rows.values_list("account_id", flat=True))
    able = Account.objects.filter(pk__in=ids, is_active=True, organisation__is_active=True)
    return set(able.values_list("pk", flat=True))


def check_somebody_stays(managers: set[int], leaving: Account) -> None:
    """Refuses to leave nobody who manages accounts."""
    if managers == {leaving.pk}:
        raise Refused(
            "last-manager", gettext_noop("Mindestens ein Mensch muss die Konten verwalten.")
        )
