"""The secret address of somebody's calendar feed."""

from datetime import datetime

from django.db import transaction

from rueckhalt.dialogue.exchange.access import Seat
from rueckhalt.dialogue.exchange.actions.trail import note
from rueckhalt.dialogue.exchange.models import CalendarKey
from rueckhalt.foundation.accounts.api import digest_of


@transaction.atomic
def make_calendar_key(*, word: str, by: Seat, now: datetime) -> None:
    """Gives somebody a secret address; the one before opens nothing any more.

    `word` is its secret part, 256 random bits, of which only a digest is kept.
    """
    values = {"digest": digest_of(word), "made_at": now}
    CalendarKey.objects.update_or_create(account=by.account, defaults=values)
    note(by.account, "calendar.make", "account", str(by.account.pk), now=now)


@transaction.atomic
def drop_calendar_key(*, by: Seat, now: datetime) -> None:
    """Takes somebody's secret address away; to have none already is no mistake."""
    CalendarKey.objects.filter(account=by.account).delete()
    note(by.account, "calendar.drop", "account", str(by.account.pk), now=now)
