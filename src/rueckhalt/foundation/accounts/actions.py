from collections.abc import Iterable
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from rueckhalt.foundation.accounts.access import has_right, roles_of
from rueckhalt.foundation.accounts.models import Account, AccountRole, Organisation, Session
from rueckhalt.foundation.accounts.queries import account_by_email, handle_of, living_sessions
from rueckhalt.foundation.accounts.rules import (
    OrganisationKind,
    Right,
    Role,
    check_roles,
    clean_email,
    rights_of,
)
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop


def create_organisation(*, name: str, kind: OrganisationKind, by: Account | None) -> Organisation:
    """Stores an organisation; `by` is nobody only for the operator at the command line.

    Refused: who may not manage accounts, no name, more than 200 characters, a name that is taken.
    """
    _check_may_manage(by)
    label = " ".join(name.split())
    if not label or len(label) > 200:
        raise Refused("organisation-name", gettext_noop("Der Name braucht 1 bis 200 Zeichen."))
    row, is_new = Organisation.objects.get_or_create(
        name=label, defaults={"kind": kind.value, "is_active": True}
    )
    if not is_new:
        raise Refused("organisation-taken", gettext_noop("Diese Organisation gibt es schon."))
    return row


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
    _check_may_manage(by)
    wanted = frozenset(roles)
    check_roles(OrganisationKind(organisation.kind), wanted)
    address, label = _checked(email, name, organisation)
    # The hash takes long, and nobody else may wait for it: it comes before the transaction.
    hashed = make_password(password)
    with transaction.atomic():
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
            raise Refused("email-taken", gettext_noop("Für diese E-Mail gibt es schon ein Konto."))
        EmailAddress.objects.create(user=account, email=address, verified=True, primary=True)
        _store_roles(account, wanted)
    return account


@transaction.atomic
def set_roles(*, account: Account, roles: Iterable[Role], by: Account | None) -> None:
    """Gives an account these roles and no other; all its sessions end, so that they count at once.

    Refused: who may not manage accounts, one's own account, what `check_roles` refuses, and to
    leave nobody who manages accounts.
    """
    _check_may_manage(by, other=account)
    wanted = frozenset(roles)
    check_roles(OrganisationKind(account.organisation.kind), wanted)
    managers = _managers()
    if wanted == roles_of(account):
        return
    if Right.MANAGE_ACCOUNTS not in rights_of(wanted):
        _check_somebody_stays(managers, account)
    AccountRole.objects.filter(account=account).delete()
    _store_roles(account, wanted)
    Session.objects.filter(account=account).delete()


@transaction.atomic
def deactivate_account(*, account: Account, by: Account | None) -> None:
    """Closes an account and ends all its sessions.

    Refused: who may not manage accounts, one's own account, an account that is closed already, and
    to leave nobody who manages accounts.
    """
    _check_may_manage(by, other=account)
    _check_somebody_stays(_managers(), account)
    changed = Account.objects.filter(pk=account.pk, is_active=True).update(is_active=False)
    if not changed:
        raise Refused("account-closed", gettext_noop("Dieses Konto ist schon geschlossen."))
    Session.objects.filter(account=account).delete()


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


@transaction.atomic
def close_organisation(*, organisation: Organisation, by: Account | None) -> None:
    """Closes an organisation and ends all sessions of its people.

    Refused: who may not manage accounts, one's own organisation, and one that is closed already.
    """
    _check_may_manage(by)
    if by is not None and by.organisation_id == organisation.pk:
        raise Refused(
            "own-organisation", gettext_noop("Die eigene Organisation schließt jemand anderes.")
        )
    rows = Organisation.objects.filter(pk=organisation.pk, is_active=True)
    if not rows.update(is_active=False):
        raise Refused("organisation-closed", gettext_noop("Diese Organisation ist geschlossen."))
    Session.objects.filter(account__organisation=organisation).delete()


def clear_ended_sessions(*, now: datetime) -> int:
    """Deletes what is left of sessions that ended by themselves; returns how many."""
    cleared, _ = Session.objects.filter(expire_date__lte=now).delete()
    return cleared


def _checked(email: str, name: str, organisation: Organisation) -> tuple[str, str]:
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
        raise Refused("email-taken", gettext_noop("Für diese E-Mail gibt es schon ein Konto."))
    return address, label


def _store_roles(account: Account, roles: Iterable[Role]) -> None:
    AccountRole.objects.bulk_create(
        AccountRole(account=account, role=role.value) for role in sorted(roles)
    )


def _check_may_manage(by: Account | None, other: Account | None = None) -> None:
    if by is None:
        return
    if not has_right(by, Right.MANAGE_ACCOUNTS):
        raise Refused("not-allowed", gettext_noop("Das darf nur, wer Konten verwaltet."))
    if other is not None and other.pk == by.pk:
        raise Refused("own-account", gettext_noop("Das eigene Konto ändert jemand anderes."))


def _managers() -> set[int]:
    """Returns who manages accounts, and keeps that unchanged until the transaction ends."""
    roles = [role.value for role in Role if Right.MANAGE_ACCOUNTS in rights_of([role])]
    rows = AccountRole.objects.select_for_update().filter(role__in=roles).order_by("pk")
    ids = set(rows.values_list("account_id", flat=True))
    return set(Account.objects.filter(pk__in=ids, is_active=True).values_list("pk", flat=True))


def _check_somebody_stays(managers: set[int], leaving: Account) -> None:
    if managers == {leaving.pk}:
        raise Refused(
            "last-manager", gettext_noop("Mindestens ein Mensch muss die Konten verwalten.")
        )
