"""Says in plain German how old a statement is, when a body opens, and where it helps."""

import re
from datetime import date, time

from rueckhalt.foundation.directory.rules import (
    Body,
    Interval,
    SourceKind,
    Window,
    attested_interval,
)
from rueckhalt.foundation.directory.rules.attested import AFTER
from rueckhalt.foundation.directory.rules.hours import WEEKDAYS
from rueckhalt.foundation.directory.rules.window import MIDNIGHT

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NTH = {1: "ersten", 2: "zweiten", 3: "dritten", 4: "vierten", 5: "fünften", -1: "letzten"}
UNDATED = "Quelle ohne Datum"


def attested_words(body: Body) -> str:
    """How old the source is: "belegt am 14. Mai 2024", "belegt: 2024", "Quelle ohne Datum"."""
    days = attested_interval(body.attested_on)
    if body.source.kind is SourceKind.PRESS:
        told = _span(body.attested_on, days) if days else "ohne Datum"
        return f"Quelle: Presse, {told}"
    if days is None:
        return UNDATED
    told = _span(body.attested_on, days)
    return f"belegt am {told}" if days.earliest == days.latest else f"belegt: {told}"


def day_words(day: date) -> str:
    """A day as people write it: "14. Mai 2024"."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def _span(text: str, days: Interval) -> str:
    if days.latest is None:
        before = text.removeprefix(AFTER)
        span = attested_interval(before)
        return f"nach {'dem ' if _is_day(span) else ''}{_span(before, span)}" if span else before
    first, last = days.earliest, days.latest
    if first.year != last.year:
        return f"{first.year} oder {last.year}"
    if first == last:
        return day_words(first)
    is_month = first.month == last.month
    return f"{MONTHS[first.month - 1]} {first.year}" if is_month else str(first.year)


def _is_day(days: Interval | None) -> bool:
    return days is not None and days.earliest == days.latest


def reach_words(body: Body) -> str:
    """Where a body helps: "ganz Deutschland", "Hessen", "Teile von Bremen"."""
    if body.land is None:
        return "ganz Deutschland"
    is_narrow = body.kreise or body.court_districts or body.municipalities
    return f"Teile von {body.land.label}" if is_narrow else body.land.label


def timetable(body: Body) -> tuple[str, ...]:
    """The hours of a body for paper, one line for the same days; empty where they are unknown."""
    if body.always_open:
        return ("rund um die Uhr",)
    by_rule: dict[str, list[Window]] = {}
    for window in body.hours:
        by_rule.setdefault(window.rule, []).append(window)
    lines = [
        f"{_days(rule)}: {' und '.join(map(_clock, windows))}" for rule, windows in by_rule.items()
    ]
    keeps_holidays = any(not window.on_holidays for window in body.hours)
    return (*lines, "nicht an Feiertagen") if keeps_holidays else tuple(lines)


def _days(rule: str) -> str:
    """The days of a recurrence rule, as far as `Window` takes it."""
    if rule == "FREQ=DAILY":
        return "täglich"
    frequency, _, days = rule.partition(";")
    days = days.partition("=")[2]
    if frequency == "FREQ=WEEKLY":
        return _weekdays(days)
    if "BYMONTHDAY" in rule:
        return f"am {days}. jedes Monats"
    return _joined([_nth(day) for day in days.split(",")]) + " im Monat"


def _weekdays(days: str) -> str:
    numbers = sorted(_CODES.index(day) for day in days.split(","))
    names = [WEEKDAYS[number] for number in numbers]
    is_row = len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1
    return f"{names[0]} bis {names[-1]}" if is_row else _joined(names)


def _nth(day: str) -> str:
    number, code = re.fullmatch(r"(-?\d)(\w\w)", day).groups()  # type: ignore[union-attr]  # Window took it
    name = WEEKDAYS[_CODES.index(code)]
    return f"jeden {_NTH.get(int(number), f'{number}.')} {name}"


def _joined(words: list[str]) -> str:
    return " und ".join([*([", ".join(words[:-1])] if words[1:] else []), words[-1]])


def _clock(window: Window) -> str:
    end = "24" if window.closes == MIDNIGHT else _hour(window.closes)
    return f"{_hour(window.opens)} bis {end} Uhr"


def _hour(clock: time) -> str:
    return f"{clock.hour}:{clock.minute:02}" if clock.minute else str(clock.hour)
