"""Files of the exchange: where they lie, and which a meeting, an item or a topic has."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from rueckhalt.dialogue.exchange.access import Seat, items_for
from rueckhalt.dialogue.exchange.models import Material, Meeting, Topic
from rueckhalt.dialogue.exchange.rules.material import can_go_out
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility, Visibility


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """A file that can be asked for."""

    reference: str
    title: str
    name: str
    size: int
    added_at: datetime
    is_released: bool
    may_release: bool


def place_of(digest: str) -> Path:
    """Returns where the content of a digest lies."""
    return Path(settings.EXCHANGE_DIR) / digest


def meeting_of(material: Material) -> str | None:
    """Returns the reference of the meeting to which a file belongs; none if it is of a topic."""
    if material.meeting is not None:
        return material.meeting.reference
    return material.item.meeting.reference if material.item else None


def topic_of(material: Material) -> str:
    """Returns the reference of the topic to which a file belongs; nothing if it is of a meeting."""
    return material.topic.reference if material.topic else ""


def meeting_visibility(material: Material) -> Visibility | None:
    """Returns who may know of the meeting of a file; none if it is of a topic."""
    home = material.item.meeting if material.item else material.meeting
    return Visibility(home.visibility) if home else None


def item_visibility(material: Material) -> ItemVisibility | None:
    """Returns who may read the item of a file; none if it is of no item."""
    return ItemVisibility(material.item.visibility) if material.item else None


def materials_of_topic(topic: Topic) -> tuple[MaterialRow, ...]:
    """Returns the files of a topic that somebody may read."""
    return _rows(Q(topic=topic))


def materials_of_meeting(seat: Seat, meeting: Meeting) -> tuple[MaterialRow, ...]:
    """Returns the files of a meeting and of those items that somebody may read."""
    return _rows(Q(meeting=meeting) | Q(item__in=items_for(seat).filter(meeting=meeting)))


def _rows(of: Q) -> tuple[MaterialRow, ...]:
    rows = Material.objects.filter(of, withdrawn_at__isnull=True).order_by("created_at", "pk")
    return tuple(_row(one) for one in rows.select_related("meeting", "item__meeting"))


def _row(row: Material) -> MaterialRow:
    return MaterialRow(
        reference=row.reference,
        title=row.title,
        name=row.name,
        size=row.size,
        added_at=row.created_at,
        is_released=row.released_at is not None,
        may_release=row.released_at is None
        and can_go_out(meeting=meeting_visibility(row), item=item_visibility(row)),
    )
