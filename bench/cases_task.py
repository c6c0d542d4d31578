"""A house with two guides on duty and as many cases as asked for; prints what it made as JSON.

`python -m bench.cases_task CASES` works on the database of DATABASE_URL; once more adds to what is there.
The cases are made by the product's own actions: real keys, real seals, real lines in the trail.
"""

import json
import os
import sys
from datetime import UTC, datetime, timedelta
from time import perf_counter

import django
from django.core.management import call_command
from django.db import transaction

PASSWORD = "fuenf Pferde im Regen"  # noqa: S105 -- opens nothing outside of the bench
PASSPHRASE = "abend kamera wolke teller garten fenster"  # noqa: S105 -- as above
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 -- as above
GUIDES = ("guide0", "guide1")
BATCH = 200
MINE = 3  # of ten cases stay in the inbox; the others are taken over by the one guide or the other


def main(cases: int) -> dict[str, object]:
    """Makes what is asked for; `taken` are references of cases that guide0 can open."""
    call_command("migrate", verbosity=0, skip_checks=True)
    guides = prepared()
    # Nobody relies on this house after a power cut, and 10,000 cases shall not take an hour.
    os.fsync = lambda _: None
    begun, taken = perf_counter(), []
    for first in range(0, cases, BATCH):
        with transaction.atomic():
            taken += [made(guides, n) for n in range(first, min(first + BATCH, cases))]
    return {"seconds": perf_counter() - begun, "taken": [one for one in taken if one]}


def prepared() -> list[object]:
    """The guides with a second factor, a key and the inbox; made when first asked for."""
    from django.contrib.auth.hashers import make_password

    from rueckhalt.foundation.accounts.api import (
        Account,
        OrganisationKind,
        Role,
        account_by_email,
        create_account,
        create_organisation,
        store_app,
    )
    from rueckhalt.foundation.vault.api import (
        join_inbox,
        keep_first_key,
        make_recovery_key,
        open_inbox,
        prepare_key,
        unlock_vault,
    )

    now, mails = datetime.now(UTC), [f"{name}@rueckhalt.example" for name in GUIDES]
    if account_by_email(mails[0]) is None:
        point = create_organisation(
            name="Messung", kind=OrganisationKind.CONTACT_POINT, by=None, now=now
        )
        for mail in mails:
            account = create_account(
                email=mail, name=f"Messung {mail[5]}", organisation=point, roles=[Role.GUIDE],
                password=None, by=None, now=now,
            )  # fmt: skip
            store_app(account=account, secret=SECRET)
            keep_first_key(prepare_key(holder=account.pk, passphrase=PASSPHRASE), now=now)
        Account.objects.filter(email__in=mails).update(password=make_password(PASSWORD))
        make_recovery_key(now=now)
        first, second = (account_by_email(mail) for mail in mails)
        open_inbox(holder=first.pk, now=now)
        join_inbox(by=unlock_vault(holder=first.pk, passphrase=PASSPHRASE), holder=second.pk)
    found = [account_by_email(mail) for mail in mails]
    return [(one, unlock_vault(holder=one.pk, passphrase=PASSPHRASE)) for one in found]


def made(guides: list, number: int) -> str:
    """One case; returns its reference if somebody has taken it over, otherwise nothing."""
    from rueckhalt.support.cases.access import case_for
    from rueckhalt.support.cases.actions.beginning import Arrival, begin_case
    from rueckhalt.support.cases.actions.taking import take_case
    from rueckhalt.support.cases.rules.contents import Told
    from rueckhalt.support.cases.rules.keeping import Retention
    from rueckhalt.support.cases.rules.reading import parse_reading
    from rueckhalt.support.cases.rules.states import Urgency
    from tests.domains.support.cases.desk import quick_secret

    at = datetime.now(UTC) - timedelta(minutes=number)
    case = begin_case(
        told=Told(f"Erfundene Meldung {number}. " + "Ein Brief lag im Kasten. " * 40),
        arrival=Arrival(Retention.CASE, Urgency(str(1 + number % 3))),
        secret=quick_secret(os.urandom(32)), now=at,
        reading=parse_reading("MO,TU,WE,TH,FR 09:00-16:00", "NW"),
    )  # fmt: skip
    if number % 10 < MINE:
        return ""
    (guide, key), (stand_in, _) = guides if number % 2 else guides[::-1]
    opened = case_for(key, case.reference)
    take_case(case=opened, by=guide, unlocked=key, stand_in=stand_in, now=at)
    return case.reference


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(main(int(sys.argv[1]))))
