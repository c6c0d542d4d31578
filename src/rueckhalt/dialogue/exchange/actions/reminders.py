"""Reminds people of what waits for them: one mail a day at most, each thing once per step."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from rueckhalt.dialogue.exchange.models import Reminder
from rueckhalt.dialogue.exchange.queries.reminders import Step, due_reminders
from rueckhalt.foundation.accounts.api import Account
from rueckhalt.foundation.outbox.api import put_mail


def put_reminders(*, now: datetime) -> int:
    """Writes a mail to everybody for whom something waits; returns how many.

    It may come again at any moment, also after it was killed: a mail and the note that it was put
    stand or fall together, for one person after the other. The mail counts and names nothing.
    """
    due = due_reminders(on=timezone.localdate(now))
    return sum(_remind(account, steps, now) for account, steps in due.items())


@transaction.atomic
def _remind(account: Account, steps: Sequence[Step], now: datetime) -> bool:
    """Puts one mail; not if she got one today. What is new since then comes into the next one."""
    promises = sum(step.is_promise for step in steps)
    is_new = put_mail(
        template="exchange_reminder",
        to=account.email,
        key=f"exchange-reminder:{account.pk}:{timezone.localdate(now)}",
        path=reverse("exchange:start"),
        values={"promises": promises, "topics": len(steps) - promises},
        now=now,
    )
    if is_new:
        Reminder.objects.bulk_create(
            Reminder(account=account, thing=one.thing, step=one.step, put_at=now) for one in steps
        )
    return is_new
