"""Makes and shows the accounts of the demonstration, and keeps them out of an operator's house."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from rueckhalt.config.demo import DEMO_ACCOUNTS, PASSWORD, DemoAccount, totp_code
from rueckhalt.dialogue.exchange.api import (
    MandateDraft,
    Partner,
    Term,
    add_partner,
    partner_of,
    seat_of,
    take_in,
)
from rueckhalt.foundation.accounts.api import (
    ROLES,
    Account,
    Organisation,
    account_by_email,
    begin_duty,
    count_accounts,
    create_account,
    create_organisation,
    has_second_factor,
    make_passphrase,
    organisation_by_name,
    store_app,
)
from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.vault.api import (
    has_key,
    make_recovery_key,
    on_inbox_duty,
    unlock_vault,
)

# Since when the people of the demonstration speak for their partners.
TAKES_PART_FROM = date(2026, 1, 1)


def check_no_demo_account() -> None:
    """Refuses to start an operator's house in which somebody of the demonstration can log in.

    Raises:
        ImproperlyConfigured: there is such an account, open or closed.
    """
    found = [] if settings.HAS_DEMO_ACCOUNTS else [one.email for one in _stored()]
    if found:
        raise ImproperlyConfigured(
            f"This database has accounts of the demonstration, whose passwords everybody knows: "
            f"{', '.join(found)}. Start with an empty database."
        )


def make_demo_accounts() -> None:
    """Makes the accounts of the demonstration, where they may be and nobody else has an account.

    Whom a start that was broken off left out is made at the next one.
    """
    if not settings.HAS_DEMO_ACCOUNTS or count_accounts() > len(list(_stored())):
        return
    for one in DEMO_ACCOUNTS:
        _make(one)
    if not on_inbox_duty():
        _begin_duty([one for one in DEMO_ACCOUNTS if one.passphrase])
    with suppress(Refused):  # there is one
        print(f"Schlüssel zur Wiederherstellung, nur jetzt: {make_recovery_key(now=_now())}")


def _make(one: DemoAccount) -> None:
    account = account_by_email(one.email) or create_account(
        email=one.email,
        name=one.name,
        organisation=_organisation_of(one),
        roles=one.roles,
        password=PASSWORD,
        by=None,
        now=_now(),
    )
    if not has_second_factor(account):
        store_app(account=account, secret=one.totp_secret)
    if one.passphrase and not has_key(account.pk):
        make_passphrase(account=account, passphrase=one.passphrase, now=_now())
    if one.group:
        take_part(account, one)


def take_part(account: Account, one: DemoAccount) -> None:
    """Gives somebody of the demonstration her mandate in the exchange, unless she has it."""
    seat = seat_of(account, on=TAKES_PART_FROM)
    if seat is not None and seat.memberships:
        return
    partner = partner_of(account.organisation) or _partner_of(account.organisation, one)
    mandate = MandateDraft(one.mandate, Term(TAKES_PART_FROM, None))
    take_in(partner=partner, account=account, draft=mandate, reference=one.key, by=None, now=_now())


def _partner_of(organisation: Organisation, one: DemoAccount) -> Partner:
    return add_partner(
        organisation=organisation, group=one.group, reference=f"partner-{one.key}", by=None,
        now=_now(),
    )  # fmt: skip


def _begin_duty(guides: list[DemoAccount]) -> None:
    accounts = [account for one in guides if (account := account_by_email(one.email))]
    by = unlock_vault(holder=accounts[0].pk, passphrase=guides[0].passphrase)
    for account in accounts:
        begin_duty(account=account, by=by, now=_now())


def _organisation_of(one: DemoAccount) -> Organisation:
    found = organisation_by_name(one.organisation)
    return found or create_organisation(name=one.organisation, kind=one.kind, by=None, now=_now())


def show_demo_accounts() -> int:
    """Prints how to log in as somebody of the demonstration; returns 1 if there is nobody."""
    stored = list(_stored()) if settings.HAS_DEMO_ACCOUNTS else []
    if not stored:
        print("Hier gibt es keine Konten zur Probe.")
        return 1
    print("Konten zur Probe. Die Menschen sind erfunden, und die Passwörter kennt jeder.")
    print("Der Code gilt etwa eine Minute. Einen neuen zeigt: rueckhalt demo")
    for one in stored:
        print("")
        for label, value in _told(one):
            print(f"  {label:<12} {value}")
    print("", flush=True)
    return 0


def _told(one: DemoAccount) -> Iterator[tuple[str, str]]:
    """What somebody needs to be this person, a line each."""
    roles = ", ".join(ROLES[role].words.title for role in sorted(one.roles))
    yield "Name", f"{one.name}, {one.organisation}: {roles}"
    yield "E-Mail", one.email
    yield "Passwort", PASSWORD
    yield "Code", totp_code(one.totp_secret, now=_now())
    yield "für die App", one.totp_secret
    if one.passphrase:
        yield "Passphrase", one.passphrase


def _stored() -> Iterator[DemoAccount]:
    return (one for one in DEMO_ACCOUNTS if account_by_email(one.email))


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the clock enters here
