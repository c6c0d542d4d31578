"""Whose turn it is: the one answer for reminders and for „Was liegt bei mir?“."""

from datetime import date

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from rueckhalt.dialogue.exchange.access import memberships_on
from rueckhalt.dialogue.exchange.models import Membership, Promise, Topic
from rueckhalt.dialogue.exchange.rules.topic import OF_SECRETARIAT, WaitsFor
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility, Visibility


def speakers_on(on: date) -> QuerySet[Membership]:
    """Returns the memberships of a day whose people can log in."""
    return memberships_on(on).filter(account__is_active=True, account__organisation__is_active=True)


def topics_with_turn(rows: QuerySet[Topic], *, on: date) -> QuerySet[Topic]:
    """Returns topics with `is_of_secretariat`: it goes on, or who raised it takes no part any more."""
    turns = Q(waits_for__in=[one.value for one in OF_SECRETARIAT])
    takes_part = Q(raised_by__account__in=speakers_on(on).values("account"))
    is_left = Q(waits_for=WaitsFor.RAISER.value) & ~takes_part
    return rows.annotate(is_of_secretariat=_says(turns | is_left))


def promises_with_turn(rows: QuerySet[Promise], *, on: date) -> QuerySet[Promise]:
    """Returns promises with `is_of_secretariat`: nobody speaks for the owner, or they find it nowhere.

    What comes of a confidential topic or a hidden item the owner cannot read; a reminder of it would
    tell that it is there.
    """
    speaks = Q(owner_partner__in=speakers_on(on).values("partner"))
    is_kept = Q(topic__visibility=Visibility.CONFIDENTIAL.value) | Q(
        result__item__visibility=ItemVisibility.HIDDEN.value
    )
    return rows.annotate(is_of_secretariat=_says(~speaks | is_kept))


def _says(what: Q) -> Case:
    return Case(
        When(what, then=Value(value=True)), default=Value(value=False), output_field=BooleanField()
    )
