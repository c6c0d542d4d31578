"""How an agenda is put in order: what comes onto it by itself, places, and who may read an item."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rueckhalt.dialogue.exchange.access import Seat
from rueckhalt.dialogue.exchange.actions.meetings import ItemDraft, add_item
from rueckhalt.dialogue.exchange.actions.trail import check_changed, check_secretariat, note
from rueckhalt.dialogue.exchange.models import AgendaItem, Meeting, Topic
from rueckhalt.dialogue.exchange.queries.public import item_is_public
from rueckhalt.dialogue.exchange.rules.meeting import PLANNABLE, MeetingState
from rueckhalt.dialogue.exchange.rules.visibility import (
    ITEMS_FOR,
    ItemVisibility,
    Visibility,
    check_item,
)
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop


@transaction.atomic
def take_on(
    *, meeting: Meeting, topics: Sequence[Topic], references: Sequence[str], by: Seat, now: datetime
) -> int:
    """Puts topics on an agenda in their order, each as open as the topic itself; returns how many.

    Refused: what `add_item` refuses of one of them; then none comes onto the agenda.
    """
    for topic, reference in zip(topics, references, strict=True):
        visibility = ITEMS_FOR[Visibility(topic.visibility)]
        draft = ItemDraft(visibility, topic)
        add_item(meeting=meeting, draft=draft, reference=reference, by=by, now=now)
    return len(topics)


@transaction.atomic
def move_item(*, item: AgendaItem, is_up: bool, by: Seat, now: datetime) -> None:
    """Moves an item one place up or down; at the end of the agenda it stays where it is.

    Refused: who does not run the exchange, a meeting that is over, an item that is gone.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    _check_plannable(item.meeting)
    rows = AgendaItem.objects.select_for_update().filter(
        meeting=item.meeting, withdrawn_at__isnull=True
    )
    order = list(rows.order_by("position", "pk"))
    here = next((place for place, one in enumerate(order) if one.pk == item.pk), None)
    if here is None:
        check_changed(0)
        return
    there = here - 1 if is_up else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for position, one in enumerate(order, start=1):
        AgendaItem.objects.filter(pk=one.pk).exclude(position=position).update(
            position=position, changed_at=now
        )
    note(by.account, "agenda.move", "item", item.reference, now=now)


@transaction.atomic
def change_visibility(*, item: AgendaItem, new: ItemVisibility, by: Seat, now: datetime) -> None:
    """Changes who may read an item.

    One that everybody could read until now is marked as let out, so that OParl names it as deleted.

    Refused: who does not run the exchange, a meeting that is over, an item more open than its topic,
    and one that somebody changed meanwhile.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    _check_plannable(item.meeting)
    if item.topic is not None:
        check_item(new, Visibility(item.topic.visibility))
    rows = AgendaItem.objects.filter(
        pk=item.pk, visibility=item.visibility, withdrawn_at__isnull=True
    )
    let_out = item.released_at or (now if item_is_public(item, now) else None)
    check_changed(rows.update(visibility=new.value, changed_at=now, released_at=let_out))
    note(by.account, f"agenda.{new}", "item", item.reference, now=now)


def _check_plannable(meeting: Meeting) -> None:
    if MeetingState(meeting.state) not in PLANNABLE:
        raise Refused("meeting-step", gettext_noop("Das geht bei diesem Treffen nicht mehr."))
