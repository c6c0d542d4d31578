"""Files on the public side: those that a person let out, of meetings and items that are public."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from rueckhalt.dialogue.exchange.models import AgendaItem, Material, Meeting
from rueckhalt.dialogue.exchange.rules.public import PublicFile


@dataclass(frozen=True, slots=True)
class FilesByHome:
    """The public files of some meetings and items, by the number of their row."""

    meetings: defaultdict[int, list[PublicFile]] = field(default_factory=lambda: defaultdict(list))
    items: defaultdict[int, list[PublicFile]] = field(default_factory=lambda: defaultdict(list))


def files_by_home(meetings: Iterable[Meeting], items: Iterable[AgendaItem]) -> FilesByHome:
    """Returns the public files of meetings and items of which each is public, the oldest first."""
    told = FilesByHome()
    homes = Q(meeting__in=list(meetings)) | Q(item__in=list(items))
    rows = Material.objects.filter(homes, released_at__isnull=False, withdrawn_at__isnull=True)
    for row in rows.order_by("created_at", "pk"):
        home = told.items[row.item_id] if row.item_id else told.meetings[row.meeting_id or 0]
        home.append(_told(row))
    return told


def _told(row: Material) -> PublicFile:
    return PublicFile(
        reference=row.reference,
        title=row.title,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        digest=row.digest,
        sha512=row.sha512,
    )
