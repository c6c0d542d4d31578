"""Accounts for tests: one organisation of each kind, and people with one role."""

from datetime import UTC, datetime

from rueckhalt.foundation.accounts.api import (
    KINDS,
    Account,
    Organisation,
    OrganisationKind,
    Role,
    create_account,
)

CREATED_AT = datetime(2026, 11, 26, 9, tzinfo=UTC)
PASSWORD = "fuenf Pferde im Regen"  # noqa: S105 -- opens nothing outside of tests


def organisation_of(kind: OrganisationKind) -> Organisation:
    """The one organisation of a kind."""
    values = {"kind": kind.value, "is_active": True}
    return Organisation.objects.get_or_create(name=f"Test {kind}", defaults=values)[0]


def account_with(*roles: Role, email: str = "", password: str | None = None) -> Account:
    """A new account with these roles, in the first kind of organisation that gives them."""
    kind = next(kind for kind, entry in KINDS.items() if entry.roles >= set(roles))
    return create_account(
        email=email or f"{'.'.join(roles)}@rueckhalt.example",
        name=" ".join(roles).title(),
        organisation=organisation_of(kind),
        roles=roles,
        password=password,
        by=None,
        now=CREATED_AT,
    )
