"""The outbox on the command line: how it stands, what was given up, and a mail to try."""

import secrets
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.outbox.api import (
    discard,
    failed_messages,
    outbox_state,
    put_mail,
    retry,
)

REFUSED = 2
FAULTY = 1


def show_state() -> int:
    """Prints how many messages wait, failed and are done; 1 when some failed."""
    state = outbox_state()
    print(
        f"warten: {state.waiting}, in Arbeit: {state.claimed}, gescheitert: {state.failed}, erledigt: {state.done}"
    )
    if state.oldest_due_at:
        print(f"am längsten fällig: {_moment(state.oldest_due_at)}")
    for one in failed_messages():
        print(f"{one.number}  {one.kind}  {one.failure}  seit {_moment(one.created_at)}")
    return FAULTY if state.failed else 0


def try_again(number: int) -> int:
    """Lets a given-up message begin anew."""
    return _refusing(lambda: retry(number=number, now=_now()))


def give_up(number: int) -> int:
    """Deletes a given-up message."""
    return _refusing(lambda: discard(number=number))


def send_trial(to: str) -> int:
    """Puts a mail that says nothing into the outbox; the worker sends it."""
    try:
        with transaction.atomic():
            put_mail(template="trial", to=to, key=f"trial:{secrets.token_hex(8)}", now=_now())
    except ValueError:
        print("Das ist keine E-Mail-Adresse.", file=sys.stderr)
        return REFUSED
    print("Die Probe liegt im Postausgang. `rueckhalt work` schickt sie.")
    return 0


def _refusing(act: Callable[[], None]) -> int:
    try:
        act()
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    return 0


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%d.%m.%Y %H:%M}"


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the clock enters here
