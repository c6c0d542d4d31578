"""How far promises are, asked of the table: the newest update of each counts."""

from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from rueckhalt.dialogue.exchange.models import Promise, Update
from rueckhalt.dialogue.exchange.rules.promise import DONE

_DONE = [one.value for one in DONE]


def newest_updates(*, before: datetime | None = None) -> QuerySet[Update]:
    """Returns the updates of the promise around them, the newest first; only those stored before a moment."""
    rows = Update.objects.filter(promise=OuterRef("pk")).order_by("-on", "-pk")
    return rows.filter(stored_at__lt=before) if before else rows


def with_status(rows: QuerySet[Promise]) -> QuerySet[Promise]:
    """Returns promises with `status`; none if nobody has assessed them."""
    return rows.annotate(status=Subquery(newest_updates().values("status")[:1]))


def is_open(status: str = "status") -> Q:
    """Says of a promise that it is neither complete nor dropped; `status` names its annotation."""
    return Q(**{f"{status}__isnull": True}) | ~Q(**{f"{status}__in": _DONE})


def still_open(rows: QuerySet[Promise]) -> QuerySet[Promise]:
    """Returns those promises that are neither complete nor dropped, with their status."""
    return with_status(rows).filter(is_open())
