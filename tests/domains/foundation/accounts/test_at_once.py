"""What several people do in the same moment.

Asked of PostgreSQL: on SQLite every transaction of ours has the only lock from its beginning.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from rueckhalt.foundation.accounts.api import (
    Account,
    OrganisationKind,
    Role,
    accept_invitation,
    deactivate_account,
    invite,
)
from rueckhalt.foundation.accounts.models import Invitation
from rueckhalt.foundation.lib.refusal import Refused
from tests.accounts import CREATED_AT, PASSWORD, account_with, organisation_of

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def at_once(*acts) -> list[str]:
    """Does all of it in the same moment; returns what came of each: a refusal's code, or nothing."""
    gate = Barrier(len(acts))

    def done(act) -> str:
        gate.wait(timeout=30)
        try:
            act()
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(done, acts))


def invited(token: str) -> None:
    invite(
        name="Neu Muster", email="neu@musterhaus.invalid", roles=[Role.GUIDE], by=None,
        organisation=organisation_of(OrganisationKind.CONTACT_POINT), token=token, now=CREATED_AT,
    )  # fmt: skip


def test_one_link_makes_one_account():
    invited("one")
    values = {"token": "one", "password": PASSWORD, "now": CREATED_AT}
    # As many as may wait for a derivation together.
    found = at_once(*[lambda: accept_invitation(**values)] * 3)

    assert found.count("") == 1
    assert set(found) <= {"", "invitation-gone", "email-taken"}
    assert Account.objects.count() == 1


def test_two_invitations_for_one_email_leave_one():
    organisation_of(OrganisationKind.CONTACT_POINT)
    assert at_once(lambda: invited("one"), lambda: invited("two")) == ["", ""]
    assert Invitation.objects.count() == 1


def test_two_administrators_who_close_each_other_leave_one():
    one, two = (account_with(Role.ADMINISTRATOR, email=f"{n}@musterhaus.invalid") for n in range(2))
    found = at_once(
        lambda: deactivate_account(account=one, by=two, now=CREATED_AT),
        lambda: deactivate_account(account=two, by=one, now=CREATED_AT),
    )

    assert found.count("") == 1
    assert Account.objects.filter(is_active=True).count() == 1
