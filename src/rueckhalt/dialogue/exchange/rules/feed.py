"""What a calendar holds of meetings: when, where, a name, and never an item of an agenda."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Appointment:
    """A meeting as a calendar shows it; `planned_at` is its moment in a series before it moved."""

    reference: str
    name: str
    place: str
    starts_at: datetime
    ends_at: datetime
    sequence: int
    changed_at: datetime
    is_cancelled: bool
    planned_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SeriesOfAppointments:
    """A series as a calendar shows it: its rule, and every meeting of it."""

    reference: str
    name: str
    place: str
    rule: str
    first_starts_at: datetime
    minutes: int
    meetings: tuple[Appointment, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """Everything that a calendar feed holds."""

    series: tuple[SeriesOfAppointments, ...]
    single: tuple[Appointment, ...]


def is_moved(series: SeriesOfAppointments, one: Appointment) -> bool:
    """Says whether a meeting differs from what the rule of its series says."""
    lasts = (one.ends_at - one.starts_at).total_seconds()
    return (
        one.starts_at != one.planned_at
        or lasts != series.minutes * 60
        or (one.name, one.place) != (series.name, series.place)
    )
