"""Fills a house with an invented exchange of any size; the same numbers give the same content."""

from datetime import UTC, datetime, timedelta
from random import Random

from django.conf import settings
from django.test import Client

from rueckhalt.config.demo import DEMO_ACCOUNTS
from rueckhalt.dialogue.exchange.models import (
    AgendaItem,
    Meeting,
    Membership,
    Promise,
    Topic,
    Update,
)
from rueckhalt.dialogue.exchange.rules.meeting import MeetingState
from rueckhalt.dialogue.exchange.rules.promise import PromiseKind, Status
from rueckhalt.dialogue.exchange.rules.similar import stems_as_text, stems_of
from rueckhalt.dialogue.exchange.rules.topic import REFERENCE_SIGNS, TopicState, WaitsFor
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility, Visibility
from rueckhalt.foundation.accounts.api import Account, account_by_email
from tests.people import log_in

# Of so many topics that were raised, five came onto the agenda of one meeting.
TOPICS_OF_A_MEETING, ITEMS = 40, 5
WORDS = (
    "Die Stelle legt einen erfundenen Entwurf vor, der die Arbeit in den Gemeinden leichter macht. "
)


def fill(promises: int, topics: int) -> str:
    """Stores so many promises and topics, and returns the cookie of somebody of the secretariat."""
    now, random = datetime.now(UTC), Random(2026)
    account = account_by_email(next(one.email for one in DEMO_ACCOUNTS if one.key == "aylin"))
    assert account is not None
    made = _topics(topics, now, random)
    given = _promises(promises, made, now, random)
    _updates(given, account, now, random)
    _meetings(topics // TOPICS_OF_A_MEETING, made, now, random)
    return f"{settings.SESSION_COOKIE_NAME}={log_in(Client(), account)}"


def _reference(random: Random) -> str:
    return "".join(random.choices(REFERENCE_SIGNS, k=8))


def _topics(count: int, now: datetime, random: Random) -> list[Topic]:
    title, members = "Erfundenes Thema Nummer", list(Membership.objects.all())
    rows = [
        Topic(
            reference=_reference(random), title=f"{title} {number}", description=WORDS * 3,
            visibility=random.choice([Visibility.PUBLIC.value, Visibility.INTERNAL.value]),
            raised_by=random.choice(members), **_stand(number, now, random),
            stems=stems_as_text(stems_of(title)), created_at=now, changed_at=now, released_at=now,
        )
        for number in range(count)
    ]  # fmt: skip
    return Topic.objects.bulk_create(rows, batch_size=500)


def _stand(number: int, now: datetime, random: Random) -> dict[str, object]:
    """Every fourth topic has ended."""
    due_on = (now + timedelta(days=random.randint(-200, 200))).date()
    if number % 4 == 0:
        return {"state": TopicState.CLOSED.value, "waits_for": WaitsFor.NOBODY.value}
    return {
        "state": TopicState.TAKEN_UP.value, "waits_for": WaitsFor.SECRETARIAT.value, "due_on": due_on,
    }  # fmt: skip


def _promises(count: int, topics: list[Topic], now: datetime, random: Random) -> list[Promise]:
    members = list(Membership.objects.all())
    rows = [
        Promise(
            reference=_reference(random), kind=random.choice(list(PromiseKind)).value,
            sentence=f"{WORDS}Das ist Nummer {number}.", visibility=Visibility.PUBLIC.value,
            owner=f"Erfundenes Ministerium {number % 16}", topic=random.choice(topics),
            given_on=(now - timedelta(days=random.randint(200, 900))).date(),
            due_on=(now + timedelta(days=random.randint(-200, 400))).date(),
            asked_by=random.choice(members), created_at=now - timedelta(days=200), changed_at=now,
            released_at=now,
        )
        for number in range(count)
    ]  # fmt: skip
    return Promise.objects.bulk_create(rows, batch_size=500)


def _updates(promises: list[Promise], account: Account, now: datetime, random: Random) -> None:
    """Three updates of each promise; all but the newest say that it goes on."""
    rows = [
        Update(
            promise=one, status=Status.LIMITED.value, text=WORDS * 2, stored_by=account,
            on=(now - timedelta(days=days)).date(), stored_at=now - timedelta(days=days),
        )
        for one in promises
        for days in (150, 90, random.randint(1, 60))
    ]  # fmt: skip
    Update.objects.bulk_create(rows, batch_size=500)


def _meetings(count: int, topics: list[Topic], now: datetime, random: Random) -> None:
    """Public meetings that are over, one a day, each with its agenda."""
    begins = [now - timedelta(days=number + 1) for number in range(count)]
    rows = [
        Meeting(
            reference=_reference(random), name=f"Erfundenes Treffen {number}",
            visibility=Visibility.PUBLIC.value, state=MeetingState.HELD.value, starts_at=begin,
            ends_at=begin + timedelta(hours=2), time_zone="Europe/Berlin", place="Erfundenes Haus",
            sequence=0, invited_at=begin - timedelta(days=14), created_at=begin - timedelta(days=30),
            changed_at=begin,
        )
        for number, begin in enumerate(begins)
    ]  # fmt: skip
    held = Meeting.objects.bulk_create(rows, batch_size=500)
    items = [
        AgendaItem(
            reference=_reference(random), meeting=one, position=position, visibility=ItemVisibility.PUBLIC.value, topic=topic,
            created_at=one.created_at, changed_at=one.changed_at,
        )
        for one in held
        for position, topic in enumerate(random.sample(topics, ITEMS))
    ]  # fmt: skip
    AgendaItem.objects.bulk_create(items, batch_size=500)
