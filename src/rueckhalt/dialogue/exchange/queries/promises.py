"""Reads promises as the alliance sees them; the public side stands in `queries.public`."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

from rueckhalt.dialogue.exchange.access import Seat, promises_for
from rueckhalt.dialogue.exchange.models import Promise, Update
from rueckhalt.dialogue.exchange.queries.pages import Page, page_of
from rueckhalt.dialogue.exchange.rules.promise import (
    PROMISE_KINDS,
    PromiseKind,
    Status,
    is_late,
    status_in_words,
)


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise in a list of the alliance."""

    reference: str
    kind: str
    sentence: str
    owner: str
    due_on: date | None
    status: str
    is_late: bool
    is_released: bool
    asked_by: str


def promise_list(seat: Seat, number: int, *, on: date) -> Page[PromiseRow]:
    """Returns a page of the promises that somebody may read, those with the nearest day first."""
    newest = Update.objects.filter(promise=OuterRef("pk")).order_by("-on", "-pk")
    rows = promises_for(seat).annotate(status=Subquery(newest.values("status")[:1]))
    rows = rows.select_related("asked_by__account").order_by("due_on", "given_on", "pk")
    return page_of(rows, number, lambda found: tuple(_row(one, on) for one in found))


def _row(promise: Promise, on: date) -> PromiseRow:
    told = getattr(promise, "status", None)  # of the annotation above
    status = Status(told) if told else None
    asked = promise.asked_by
    return PromiseRow(
        reference=promise.reference,
        kind=PROMISE_KINDS[PromiseKind(promise.kind)],
        sentence=promise.sentence,
        owner=promise.owner,
        due_on=promise.due_on,
        status=status_in_words(status),
        is_late=is_late(promise.due_on, status, on=on),
        is_released=promise.released_at is not None,
        asked_by=asked.account.name if asked else "",
    )
