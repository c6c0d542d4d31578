"""What people do with meetings: plan, invite, put on the agenda, record, approve."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from rueckhalt.dialogue.exchange.access import Seat
from rueckhalt.dialogue.exchange.actions.topics import follow_result, put_on_agenda, take_back
from rueckhalt.dialogue.exchange.actions.trail import check_changed, check_secretariat, note
from rueckhalt.dialogue.exchange.models import (
    AgendaItem,
    Meeting,
    MeetingSeries,
    Result,
    ResultNotes,
    Topic,
)
from rueckhalt.dialogue.exchange.queries.agenda import topics_waiting_for
from rueckhalt.dialogue.exchange.rules.meeting import (
    PLANNABLE,
    STATE_AFTER,
    WRITABLE,
    MeetingDraft,
    MeetingState,
    ResultDraft,
    check_meeting_step,
    check_times,
    checked_result,
)
from rueckhalt.dialogue.exchange.rules.series import check_place
from rueckhalt.dialogue.exchange.rules.topic import LONGEST_TITLE, check_length, check_reference
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility, Visibility, check_item
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop

TIME_ZONE = "Europe/Berlin"
# Where a meeting ends for the topics that still wait for it, and what their way says of it.
TAKEN_BACK = {
    MeetingState.CANCELLED: "",
    MeetingState.APPROVED: gettext_noop(
        "Das Treffen hat nicht darüber beraten. Das Thema kommt auf eine andere Tagesordnung."
    ),
}


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """What stands on an agenda: a topic, or words of its own; `minutes` is how long it may take."""

    visibility: ItemVisibility
    topic: Topic | None = None
    title: str = ""
    minutes: int | None = None


@transaction.atomic
def plan_meeting(
    *,
    draft: MeetingDraft,
    reference: str,
    series: MeetingSeries | None = None,
    planned_at: datetime | None = None,
    by: Seat,
    now: datetime,
) -> Meeting:
    """Stores a meeting; `planned_at` is its moment in a series before it was moved.

    The page makes `reference` before anybody types, so that a double click makes one meeting.
    Refused: who does not run the exchange, a reference that is none, no name, a long place, a
    confidential one, and times that cannot be.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    check_reference(reference)
    name, place = _checked_name(draft.name), " ".join(draft.place.split())
    check_place(place)
    check_times(draft.starts_at, draft.ends_at)
    if draft.visibility is Visibility.CONFIDENTIAL:
        raise Refused("visibility", gettext_noop("Ein Treffen ist intern oder öffentlich."))
    meeting, is_new = Meeting.objects.get_or_create(
        reference=reference,
        defaults={
            "series": series, "planned_at": planned_at, "name": name,
            "visibility": draft.visibility.value, "state": MeetingState.PLANNED.value,
            "starts_at": draft.starts_at, "ends_at": draft.ends_at, "time_zone": TIME_ZONE,
            "place": place, "online_url": draft.online_url.strip(), "sequence": 0,
            "created_at": now, "changed_at": now,
        },
    )  # fmt: skip
    if is_new:
        note(by.account, "meeting.plan", "meeting", reference, now=now)
    return meeting


@transaction.atomic
def change_meeting_state(*, meeting: Meeting, new: MeetingState, by: Seat, now: datetime) -> None:
    """Takes a meeting one step on: invited, held, minutes approved, or cancelled.

    Topics that still wait for a meeting go back to the backlog when it is cancelled and when its
    minutes stand, and what was typed and never recorded goes. Refused: who does not run the exchange,
    a step that a meeting does not take, and one that somebody else took meanwhile.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    old = MeetingState(meeting.state)
    check_meeting_step(old, new)
    rows = Meeting.objects.filter(pk=meeting.pk, state=old.value)
    check_changed(
        rows.update(
            state=new.value, changed_at=now, sequence=F("sequence") + 1,
            invited_at=now if new is MeetingState.INVITED else meeting.invited_at,
            approved_at=now if new is MeetingState.APPROVED else None,
            approved_by=by.account if new is MeetingState.APPROVED else None,
        )
    )  # fmt: skip
    meeting.refresh_from_db()
    if new in TAKEN_BACK:
        for topic in topics_waiting_for(meeting).order_by("pk"):
            take_back(topic, TAKEN_BACK[new], by=by.account, now=now)
        ResultNotes.objects.filter(item__meeting=meeting).delete()
    note(by.account, f"meeting.{new}", "meeting", meeting.reference, now=now)


@transaction.atomic
def release_meeting(*, meeting: Meeting, by: Seat, now: datetime) -> None:
    """Lets place and time of a public meeting out before it takes place.

    Refused: who does not run the exchange, an internal meeting, and one that is out.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    rows = Meeting.objects.filter(
        pk=meeting.pk, visibility=Visibility.PUBLIC.value, released_at__isnull=True
    )
    check_changed(rows.update(released_at=now, changed_at=now))
    note(by.account, "meeting.release", "meeting", meeting.reference, now=now)


@transaction.atomic
def add_item(
    *, meeting: Meeting, draft: ItemDraft, reference: str, by: Seat, now: datetime
) -> AgendaItem:
    """Puts a topic, or words of its own, at the end of an agenda; the topic waits for the meeting now.

    Refused: who does not run the exchange, a meeting that is over, an item more open than its topic,
    an item without both, and a topic that cannot come onto an agenda from where it stands.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    check_reference(reference)
    _check_state(meeting, PLANNABLE)
    topic = draft.topic
    title = "" if topic else _checked_name(draft.title)
    if topic is not None:
        check_item(draft.visibility, Visibility(topic.visibility))
    last = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0
    # One click too many finds what the first one made: the topic, or the reference of the page.
    key = {"topic": topic, "withdrawn_at": None} if topic else {"reference": reference}
    item, is_new = AgendaItem.objects.get_or_create(
        meeting=meeting,
        **key,
        defaults={
            "reference": reference, "position": last + 1, "visibility": draft.visibility.value,
            "title": title, "minutes": draft.minutes, "created_at": now, "changed_at": now,
        },
    )  # fmt: skip
    if not is_new:
        return item
    if topic is not None:
        put_on_agenda(item, topic, by=by.account, now=now)
    note(by.account, "agenda.add", "item", reference, now=now)
    return item


@transaction.atomic
def take_off(*, item: AgendaItem, by: Seat, now: datetime) -> None:
    """Takes an item off an agenda; its topic goes back to the backlog.

    Refused: who does not run the exchange, a meeting that is over, an item that has a result.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    _check_state(item.meeting, PLANNABLE)
    if Result.objects.filter(item=item).exists():
        raise Refused("item-done", gettext_noop("Dieser Punkt hat schon ein Ergebnis."))
    if item.topic is not None and _is_waited_for(item):
        take_back(item.topic, by=by.account, now=now)
    rows = AgendaItem.objects.filter(pk=item.pk, withdrawn_at__isnull=True)
    check_changed(rows.update(withdrawn_at=now, changed_at=now))
    note(by.account, "agenda.take-off", "item", item.reference, now=now)


@transaction.atomic
def record_result(
    *, item: AgendaItem, draft: ResultDraft, seen: int, by: Seat, now: datetime
) -> Result:
    """Records what came of an item; its topic follows, and what she typed meanwhile is gone.

    A second result of an item stands beside the first; the topic follows only while it waits for
    this meeting. `seen` is how many results the page showed. Refused: who does not run the exchange,
    minutes that stand or a meeting nobody was invited to, a result that somebody recorded meanwhile
    (or a double click), and what `checked_result` refuses.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    _check_state(item.meeting, WRITABLE)
    AgendaItem.objects.select_for_update().get(pk=item.pk)
    _check_seen(item, seen)
    told = checked_result(draft, on=timezone.localdate(now))
    topic, sides = item.topic, (told.one_side, told.other_side)
    is_followed = _is_waited_for(item)
    # Positions belong to a topic; without one that follows they stand in the words of the result.
    words = [told.text, *(() if is_followed else filter(None, sides))]
    result = Result.objects.create(
        item=item, kind=told.kind.value, text="\n\n".join(words),
        public_text=told.public_text, referred_to=told.referred_to,
        until=told.until, recorded_at=now, recorded_by=by.account,
    )  # fmt: skip
    if topic is not None and is_followed:
        follow_result(topic, result, STATE_AFTER[told.kind], sides=sides, by=by.account, now=now)
    _end_notes(item, told, by)
    note(by.account, f"result.{told.kind}", "item", item.reference, now=now)
    return result


def save_notes(*, item: AgendaItem, values: dict[str, str], by: Seat, now: datetime) -> None:
    """Keeps what is being typed about an item, so that a broken line loses nothing; the last one counts.

    Where all fields are empty, nothing is kept. No line in the trail: nothing has been decided. Refused: who does not run the exchange, and
    minutes that stand.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    _check_state(item.meeting, WRITABLE)
    kept = {"values": values, "saved_at": now, "saved_by": by.account}
    if any(word for name, word in values.items() if name != "kind"):
        ResultNotes.objects.update_or_create(item=item, defaults=kept)
    else:
        ResultNotes.objects.filter(item=item).delete()


def _end_notes(item: AgendaItem, told: ResultDraft, by: Seat) -> None:
    """What somebody else typed and is not part of the result is hers still."""
    others = ResultNotes.objects.filter(item=item).exclude(saved_by=by.account).first()
    if others is None or str(others.values.get("text", "")).strip() in told.text:
        ResultNotes.objects.filter(item=item).delete()


def _check_seen(item: AgendaItem, seen: int) -> None:
    if Result.objects.filter(item=item).count() != seen:
        raise Refused(
            "changed-meanwhile",
            gettext_noop(
                "Ein Ergebnis steht inzwischen oben. Soll Ihres daneben stehen? Dann halten Sie es noch einmal fest."
            ),
        )


def _is_waited_for(item: AgendaItem) -> bool:
    """Says whether an item has a topic that waits for this very meeting."""
    waiting = topics_waiting_for(item.meeting)
    return item.topic is not None and waiting.filter(pk=item.topic.pk).exists()


def _check_state(meeting: Meeting, wanted: frozenset[MeetingState]) -> None:
    if MeetingState(meeting.state) not in wanted:
        raise Refused("meeting-step", gettext_noop("Das geht bei diesem Treffen nicht mehr."))


def _checked_name(name: str) -> str:
    clean = " ".join(name.split())
    check_length("name", clean, LONGEST_TITLE)
    return clean
