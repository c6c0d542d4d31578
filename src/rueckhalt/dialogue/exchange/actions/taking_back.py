"""How the secretariat takes back what was let out: it becomes internal, and OParl names it as deleted."""

from datetime import datetime

from django.db import transaction

from rueckhalt.dialogue.exchange.access import Seat
from rueckhalt.dialogue.exchange.actions.trail import check_changed, check_secretariat, note
from rueckhalt.dialogue.exchange.models import AgendaItem, Meeting, Promise, Result, Topic
from rueckhalt.dialogue.exchange.queries.public import item_is_public, meeting_is_public
from rueckhalt.dialogue.exchange.rules.meeting import MeetingState
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility, Visibility

PUBLIC, INTERNAL = Visibility.PUBLIC.value, Visibility.INTERNAL.value


@transaction.atomic
def take_topic_back(*, topic: Topic, by: Seat, now: datetime) -> None:
    """Makes a topic internal that was let out, and its public items with it.

    Refused: who does not run the exchange, and a topic that is not out.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    # An item is never more open than its topic; one that was read is named as deleted.
    items = AgendaItem.objects.filter(topic=topic, visibility=ItemVisibility.PUBLIC.value)
    for item in items.select_related("meeting", "topic"):
        let_out = item.released_at or (now if item_is_public(item, now) else None)
        AgendaItem.objects.filter(pk=item.pk).update(
            visibility=ItemVisibility.INTERNAL.value, changed_at=now, released_at=let_out
        )
    rows = Topic.objects.filter(pk=topic.pk, visibility=PUBLIC, released_at__isnull=False)
    check_changed(rows.update(visibility=INTERNAL, changed_at=now))
    note(by.account, "topic.take-back", "topic", topic.reference, now=now)


@transaction.atomic
def take_promise_back(*, promise: Promise, by: Seat, now: datetime) -> None:
    """Makes a promise internal that was let out. Refused: as of a topic."""
    check_secretariat(is_secretariat=by.is_secretariat)
    rows = Promise.objects.filter(pk=promise.pk, visibility=PUBLIC, released_at__isnull=False)
    check_changed(rows.update(visibility=INTERNAL, changed_at=now))
    note(by.account, "promise.take-back", "promise", promise.reference, now=now)


@transaction.atomic
def take_meeting_back(*, meeting: Meeting, by: Seat, now: datetime) -> None:
    """Makes a meeting internal that everybody could read, with all that stands in it.

    One that nobody let out was public since its end; that moment is kept, so that OParl can name it.
    One that was let out for its invitation was not public yet, and leaves nothing. Refused: who does
    not run the exchange, a meeting that is neither, and one that somebody changed meanwhile.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    is_out = meeting_is_public(meeting, now)
    check_changed(int(is_out or meeting.released_at is not None))
    rows = Meeting.objects.filter(pk=meeting.pk, visibility=PUBLIC, sequence=meeting.sequence)
    let_out = meeting.released_at or meeting.ends_at if is_out else None
    check_changed(rows.update(visibility=INTERNAL, changed_at=now, released_at=let_out))
    note(by.account, "meeting.take-back", "meeting", meeting.reference, now=now)


@transaction.atomic
def blank_public_words(*, result: Result, by: Seat, now: datetime) -> None:
    """Takes the words of a result away that everybody may read; those for the alliance stay.

    Refused: who does not run the exchange, and a result without such words.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    rows = Result.objects.filter(pk=result.pk).exclude(public_text="")
    check_changed(rows.update(public_text=""))
    AgendaItem.objects.filter(pk=result.item_id).update(changed_at=now)
    minutes = Meeting.objects.filter(pk=result.item.meeting_id, state=MeetingState.APPROVED.value)
    minutes.update(changed_at=now)
    note(by.account, "result.blank", "item", result.item.reference, now=now)
