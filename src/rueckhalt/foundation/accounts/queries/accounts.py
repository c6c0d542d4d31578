from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet
from django.urls import reverse

from rueckhalt.foundation.accounts.access import roles_of
from rueckhalt.foundation.accounts.models import Account, AccountRole, Organisation, Session
from rueckhalt.foundation.accounts.rules import (
    KINDS,
    RIGHTS,
    ROLES,
    OrganisationKind,
    Right,
    Role,
    RoleEntry,
    Words,
    must_have_second_factor,
    rights_of,
)
from rueckhalt.foundation.vault.api import recovery_people


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A log-in that still lives, named by a word that opens nothing."""

    handle: str
    began_at: datetime
    ends_at: datetime
    is_this: bool


def account_by_email(email: str) -> Account | None:
    """Returns the account with this e-mail, active or not."""
    return Account.objects.filter(email=email.strip().lower()).first()


def accounts_by_number(numbers: Iterable[int]) -> list[Account]:
    """Returns these accounts as far as they are open, by name."""
    return list(Account.objects.filter(pk__in=list(numbers), is_active=True).order_by("name"))


def names_of(numbers: Iterable[int]) -> dict[int, str]:
    """Returns names by number of account, those of closed accounts too."""
    return dict(Account.objects.filter(pk__in=list(numbers)).values_list("pk", "name"))


def accounts_with(right: Right) -> tuple[Account, ...]:
    """Returns the open accounts that have a right, the oldest first."""
    roles = [role.value for role in Role if right in rights_of([role])]
    found = Account.objects.filter(
        pk__in=AccountRole.objects.filter(role__in=roles).values("account"),
        is_active=True,
        organisation__is_active=True,
    )
    return tuple(found.order_by("pk"))


def count_accounts() -> int:
    """Returns how many accounts there are, open or closed."""
    return Account.objects.count()


def has_administrator() -> bool:
    """Says whether somebody manages accounts, or did."""
    roles = [role.value for role in Role if Right.MANAGE_ACCOUNTS in rights_of([role])]
    return AccountRole.objects.filter(role__in=roles).exists()


def invitation_path(token: str) -> str:
    """Returns the page of this house that the link of an invitation opens."""
    return reverse("account_invitation", args=[token])


def organisation_by_name(name: str) -> Organisation | None:
    """Returns the organisation of this name, open or closed."""
    return Organisation.objects.filter(name=name).first()


def open_sessions(account: Account, *, key: str | None, now: datetime) -> tuple[OpenSession, ...]:
    """Returns the living sessions of an account, the newest first; `key` marks the asking one."""
    rows = living_sessions(account, now=now).order_by("-began_at", "session_key")
    return tuple(
        OpenSession(handle_of(row), row.began_at, row.expire_date, row.session_key == key)
        for row in rows
        if row.began_at
    )


def living_sessions(account: Account, *, now: datetime) -> QuerySet[Session]:
    """Returns the rows of an account's sessions that have not ended."""
    return Session.objects.filter(account=account, expire_date__gt=now)


def handle_of(row: Session) -> str:
    """Returns what a page may call a session: the key itself would be the log-in."""
    return sha256(row.session_key.encode()).hexdigest()[:16]


def has_second_factor(account: Account) -> bool:
    """Says whether an account has an authenticator app or a passkey."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user=account, type__in=kinds).exists())


def lacks_second_factor(account: Account) -> bool:
    """Says whether somebody must set up a second factor before anything else."""
    return must_have_second_factor(roles_of(account)) and not has_second_factor(account)


@dataclass(frozen=True, slots=True)
class Profile:
    """What the own page shows about whoever looks at it."""

    name: str
    email: str
    organisation: str
    kind: str
    roles: tuple[RoleEntry, ...]
    rights: tuple[Words, ...]
    has_second_factor: bool
    must_have_second_factor: bool
    has_vault: bool
    may_recover: bool
    may_manage_accounts: bool
    sessions: tuple[OpenSession, ...]


def profile_of(account: Account, *, key: str | None, now: datetime) -> Profile:
    """Returns all that the own page shows."""
    roles = sorted(roles_of(account))
    organisation = account.organisation
    return Profile(
        name=account.name,
        email=account.email,
        organisation=organisation.name,
        kind=KINDS[OrganisationKind(organisation.kind)].title,
        roles=tuple(ROLES[role] for role in roles),
        rights=tuple(RIGHTS[right] for right in sorted(rights_of(roles))),
        has_second_factor=has_second_factor(account),
        must_have_second_factor=must_have_second_factor(roles),
        has_vault=Right.WORK_ON_CASES in rights_of(roles),
        may_recover=account.pk in recovery_people(),
        may_manage_accounts=Right.MANAGE_ACCOUNTS in rights_of(roles),
        sessions=open_sessions(account, key=key, now=now),
    )
