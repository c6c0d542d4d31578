"""Where somebody who is logged in can work; the only place that knows all wings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from rueckhalt.dialogue.exchange.api import seat_of
from rueckhalt.foundation.accounts.api import account_for


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the house that shows itself to who asks."""

    label: str
    address: str


def areas(request: HttpRequest) -> dict[str, Callable[[], tuple[Area, ...]]]:
    """Returns `areas` for the templates; only a page that shows it asks the tables."""
    return {"areas": lambda: _areas(request)}


def _areas(request: HttpRequest) -> tuple[Area, ...]:
    on = timezone.localdate(datetime.now(UTC))  # noqa: TID251 -- the clock enters here
    if seat_of(account_for(request), on=on) is None:
        return ()
    return (Area("Austausch der Allianz", reverse("exchange:start")),)
