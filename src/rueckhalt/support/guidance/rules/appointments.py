"""The days of a plan on which somebody has to act, one after the other."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rueckhalt.support.guidance.rules.clocks import ClockState, Deadline
from rueckhalt.support.guidance.rules.plan import Advice, Plan


@dataclass(frozen=True)
class Appointment:
    """A day to act on or before, with the numbers of the steps that name it."""

    day: date
    steps: tuple[int, ...]


def appointments(plan: Plan) -> tuple[Appointment, ...]:
    """The days to act by, each once and in order; one that has passed is today."""
    found: dict[date, set[int]] = defaultdict(set)
    for number, advice in enumerate(plan.advice, start=1):
        for day in _days(advice, plan.on):
            found[max(day, plan.on)].add(number)
    return tuple(Appointment(day, tuple(sorted(found[day]))) for day in sorted(found))


def _days(advice: Advice, on: date) -> Iterator[date]:
    """The day of a step, and those of further incidents."""
    for deadline in (advice.deadline, *(one for _, one in advice.further)):
        if deadline and deadline.act_by:
            yield on if _is_guess(deadline) else deadline.act_by


def _is_guess(deadline: Deadline) -> bool:
    """Says whether nobody told when the term began: a calendar cannot say so, and today is safe."""
    return deadline.state is ClockState.STRAFANTRAG_ASSUMED
