"""What the administration reads: people, organisations and open invitations, 25 a page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from allauth.mfa.models import Authenticator
from django.db.models import Model, QuerySet

from rueckhalt.foundation.accounts.models import Account, AccountRole, Invitation, Organisation
from rueckhalt.foundation.accounts.rules import (
    INVITATION_DAYS,
    KINDS,
    ROLES,
    OrganisationKind,
    Role,
    is_open_invitation,
    must_have_second_factor,
    roles_from_text,
)

PAGE_SIZE = 25
# More pages than any house has people; a number beyond it means the last page.
MOST_PAGES = 10_000
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

Row = TypeVar("Row")
Stored = TypeVar("Stored", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list, and whether there are more before and after them."""

    rows: tuple[Row, ...]
    number: int
    has_next: bool

    @property
    def before(self) -> str:
        """Returns where the page before stands; nothing if this is the first."""
        return f"?seite={self.number - 1}" if self.number > 1 else ""

    @property
    def after(self) -> str:
        """Returns where the next page stands; nothing if this is the last."""
        return f"?seite={self.number + 1}" if self.has_next else ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody with an account, as the administration sees her."""

    number: int
    name: str
    email: str
    organisation: str
    roles: tuple[str, ...]
    has_second_factor: bool
    must_have_second_factor: bool
    is_active: bool
    is_organisation_active: bool


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation as the administration sees it."""

    number: int
    name: str
    kind: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation that nobody has taken yet."""

    number: int
    name: str
    email: str
    organisation: str
    roles: tuple[str, ...]
    ends_at: datetime
    is_open: bool


@dataclass(frozen=True, slots=True)
class InvitedName:
    """Somebody who was invited, and until when she can accept."""

    name: str
    ends_at: datetime


def people(number: int) -> Page[PersonRow]:
    """Returns a page of all accounts by name, closed ones too."""
    rows = Account.objects.select_related("organisation").order_by("name", "pk")
    found, has_next = _slice(rows, number)
    return Page(_person_rows(found), _bounded(number), has_next)


def person(account: Account) -> PersonRow:
    """Returns one account as its row."""
    return _person_rows([account])[0]


def organisations(number: int) -> Page[OrganisationRow]:
    """Returns a page of all organisations by name, closed ones too."""
    found, has_next = _slice(Organisation.objects.order_by("name", "pk"), number)
    rows = tuple(
        OrganisationRow(row.pk, row.name, KINDS[OrganisationKind(row.kind)].title, row.is_active)
        for row in found
    )
    return Page(rows, _bounded(number), has_next)


def open_organisations() -> tuple[Organisation, ...]:
    """Returns the organisations that somebody can be invited to, by name."""
    return tuple(Organisation.objects.filter(is_active=True).order_by("name", "pk"))


def invitations(number: int, *, now: datetime) -> Page[InvitationRow]:
    """Returns a page of the invitations that nobody has taken, the newest first."""
    stored = Invitation.objects.select_related("organisation").order_by("-invited_at", "-pk")
    found, has_next = _slice(stored, number)
    rows = tuple(
        InvitationRow(
            number=row.pk,
            name=row.name,
            email=row.email,
            organisation=row.organisation.name,
            roles=_titles(roles_from_text(row.roles)),
            ends_at=row.invited_at + timedelta(days=INVITATION_DAYS),
            is_open=is_open_invitation(row.invited_at, now=now),
        )
        for row in found
    )
    return Page(rows, _bounded(number), has_next)


def people_of(organisation: Organisation) -> tuple[Account, ...]:
    """Returns the people of an organisation who can log in, by name."""
    rows = Account.objects.filter(organisation=organisation, is_active=True)
    return tuple(rows.order_by("name", "pk"))


def invited_to(organisation: Organisation, *, now: datetime) -> tuple[InvitedName, ...]:
    """Returns who can still accept an invitation to an organisation, by name."""
    rows = Invitation.objects.filter(organisation=organisation).order_by("name", "pk")
    return tuple(
        InvitedName(row.name, row.invited_at + timedelta(days=INVITATION_DAYS))
        for row in rows
        if is_open_invitation(row.invited_at, now=now)
    )


def _person_rows(accounts: Iterable[Account]) -> tuple[PersonRow, ...]:
    """Three questions to the database, however many rows."""
    found = list(accounts)
    keys = [account.pk for account in found]
    roles = _roles_of(keys)
    secured = set(
        Authenticator.objects.filter(user__in=keys, type__in=FACTORS).values_list("user", flat=True)
    )
    return tuple(
        PersonRow(
            number=account.pk,
            name=account.name,
            email=account.email,
            organisation=account.organisation.name,
            roles=_titles(roles[account.pk]),
            has_second_factor=account.pk in secured,
            must_have_second_factor=must_have_second_factor(roles[account.pk]),
            is_active=account.is_active,
            is_organisation_active=account.organisation.is_active,
        )
        for account in found
    )


def _roles_of(keys: list[int]) -> defaultdict[int, set[Role]]:
    roles: defaultdict[int, set[Role]] = defaultdict(set)
    stored = AccountRole.objects.filter(account__in=keys).values_list("account", "role")
    for key, role in stored:
        roles[key].add(Role(role))
    return roles


def _titles(roles: Iterable[Role]) -> tuple[str, ...]:
    return tuple(ROLES[role].words.title for role in sorted(roles))


def _slice(rows: QuerySet[Stored], number: int) -> tuple[list[Stored], bool]:
    """A page and whether there is another: one row more is asked for than shown."""
    first = (_bounded(number) - 1) * PAGE_SIZE
    found = list(rows[first : first + PAGE_SIZE + 1])
    return found[:PAGE_SIZE], len(found) > PAGE_SIZE


def _bounded(number: int) -> int:
    return min(max(number, 1), MOST_PAGES)
