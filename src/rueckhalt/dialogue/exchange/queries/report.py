"""Reads the follow-up report: for everybody and for the alliance, from the same lines."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import islice
from typing import TypeVar

from django.db.models import F, Q, QuerySet, Subquery
from django.utils import timezone

from rueckhalt.dialogue.exchange.access import Seat, promises_for
from rueckhalt.dialogue.exchange.models import Promise, Update
from rueckhalt.dialogue.exchange.queries.pages import Page, page_of
from rueckhalt.dialogue.exchange.queries.public import is_public_promise, public_promise_rows
from rueckhalt.dialogue.exchange.queries.statuses import is_open, newest_updates
from rueckhalt.dialogue.exchange.rules.promise import PromiseKind, Status, is_late
from rueckhalt.dialogue.exchange.rules.report import (
    HalfYear,
    InternalLine,
    ReportLine,
    stands_in_report,
)

Line = TypeVar("Line")
PORTION = 500


@dataclass(frozen=True, slots=True)
class Span:
    """The half-year of a report, and the day on which it is read."""

    half_year: HalfYear
    today: date

    @property
    def state_on(self) -> date:
        """Returns the day whose state the report tells: today, or the last day of the half-year."""
        return min(self.today, self.half_year.ends_before - timedelta(days=1))

    @property
    def end(self) -> datetime:
        """Returns the moment from which on nothing belongs to the half-year."""
        return _midnight(self.half_year.ends_before)


def public_report(span: Span, number: int) -> Page[ReportLine]:
    """Returns a page of the report that everybody may read, those with the nearest day first."""
    return page_of(_rows(public_promise_rows(), span), number, partial(_public_lines, span))


def whole_public_report(span: Span) -> tuple[ReportLine, ...]:
    """Returns the whole report that everybody may read."""
    return _whole(_rows(public_promise_rows(), span), partial(_public_lines, span))


def internal_report(seat: Seat, span: Span, number: int) -> Page[InternalLine]:
    """Returns a page of the report as somebody of the alliance may read it."""
    return page_of(_internal_rows(seat, span), number, partial(_internal_lines, span))


def whole_internal_report(seat: Seat, span: Span) -> tuple[InternalLine, ...]:
    """Returns the whole report as somebody of the alliance may read it."""
    return _whole(_internal_rows(seat, span), partial(_internal_lines, span))


def _whole(
    rows: QuerySet[Promise], lines: Callable[[list[Promise]], tuple[Line, ...]]
) -> tuple[Line, ...]:
    """Makes lines of all rows, read in portions: a row takes ten times the memory of its line."""
    found = rows.iterator(PORTION)
    portions = iter(lambda: list(islice(found, PORTION)), [])
    return tuple(line for portion in portions for line in lines(portion))


def _internal_rows(seat: Seat, span: Span) -> QuerySet[Promise]:
    return _rows(promises_for(seat), span).select_related("asked_by__account")


def _rows(promises: QuerySet[Promise], span: Span) -> QuerySet[Promise]:
    """The promises of a report, each with its newest update of that time (`stands_in_report`)."""
    newest = newest_updates(before=span.end)
    rows = promises.select_related(None).annotate(
        newest=Subquery(newest.values("pk")[:1]),
        newest_status=Subquery(newest.values("status")[:1]),
        newest_stored_at=Subquery(newest.values("stored_at")[:1]),
    )
    is_fresh = Q(newest_stored_at__gte=_midnight(span.half_year.begins_on))
    found = rows.filter(is_open("newest_status") | is_fresh, created_at__lt=span.end)
    return found.order_by(F("due_on").asc(nulls_last=True), "given_on", "pk")


def _public_lines(span: Span, found: list[Promise]) -> tuple[ReportLine, ...]:
    shown = [promise for promise in found if is_public_promise(promise)]
    return _lines(span, shown, lambda _, line: line)


def _internal_lines(span: Span, found: list[Promise]) -> tuple[InternalLine, ...]:
    return _lines(span, found, _internal)


def _internal(promise: Promise, line: ReportLine) -> InternalLine:
    asked = promise.asked_by
    told = f"{asked.account.name}, {asked.mandate}" if asked else ""
    return InternalLine(line, told, is_released=is_public_promise(promise))


def _lines(
    span: Span, found: list[Promise], told: Callable[[Promise, ReportLine], Line]
) -> tuple[Line, ...]:
    """Makes lines of promises: the one source of both reports."""
    updates = Update.objects.in_bulk([one.newest for one in found if one.newest])  # type: ignore[attr-defined]  # annotated in _rows
    pairs = ((one, updates.get(one.newest)) for one in found)  # type: ignore[attr-defined]  # as above
    return tuple(
        told(promise, _line(span, promise, update))
        for promise, update in pairs
        if _stands(span, promise, update)
    )


def _stands(span: Span, promise: Promise, update: Update | None) -> bool:
    return stands_in_report(
        span.half_year,
        stored_on=timezone.localdate(promise.created_at),
        status=Status(update.status) if update else None,
        told_on=timezone.localdate(update.stored_at) if update else None,
    )


def _line(span: Span, promise: Promise, update: Update | None) -> ReportLine:
    status = Status(update.status) if update else None
    return ReportLine(
        reference=promise.reference,
        kind=PromiseKind(promise.kind),
        sentence=promise.sentence,
        owner=promise.owner,
        given_on=promise.given_on,
        due_on=promise.due_on,
        status=status,
        said_on=update.on if update else None,
        said=update.text if update else "",
        is_late=is_late(promise.due_on, status, on=span.state_on),
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
