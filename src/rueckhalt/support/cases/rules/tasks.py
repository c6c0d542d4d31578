"""What is still to do in a case: tasks of the guides and days by which the person must act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rueckhalt.support.cases.rules.contents import Clock, Done, Said, Step, Task


@dataclass(frozen=True, slots=True)
class ToDo:
    """A task or a clock, and whether it is done."""

    said: Said
    what: Task | Clock
    is_done: bool

    def is_late(self, on: date) -> bool:
        """Says whether its day has passed and nobody did it."""
        return not self.is_done and self.what.due_on < on


def to_dos(entries: Iterable[Said]) -> tuple[ToDo, ...]:
    """Returns all tasks and clocks: what is open first, then by day."""
    said = tuple(entries)
    done = {one.content.entry for one in said if isinstance(one.content, Done)}
    found = (
        ToDo(one, one.content, one.id in done)
        for one in said
        if isinstance(one.content, Task | Clock)
    )
    return tuple(sorted(found, key=lambda one: (one.is_done, one.what.due_on, one.what.title)))


def next_day(entries: Iterable[Said]) -> date | None:
    """Returns the first day on which something open is due, or None."""
    return next((one.what.due_on for one in to_dos(entries) if not one.is_done), None)


def day_after_done(entries: Iterable[Said], current: date | None) -> date | None:
    """Returns the next day of a case once something in it is done.

    Before the first answer the day that was promised may lie behind a task: it stays as it is.
    """
    said = tuple(entries)
    steps = [one.content for one in said if isinstance(one.content, Step)]
    if not steps:
        return current
    days = (steps[-1].due_on, next_day(said))
    return min((day for day in days if day is not None), default=None)
