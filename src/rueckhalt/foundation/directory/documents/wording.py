"""Says in plain words how old a statement is, when a body opens, and where it helps.

Age and hours come in the language of the page, everything else in German.
"""

import re
from collections.abc import Iterable
from datetime import date, time

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext, gettext_lazy

from rueckhalt.foundation.directory.rules import (
    Body,
    Interval,
    SourceKind,
    Window,
    attested_interval,
)
from rueckhalt.foundation.directory.rules.attested import AFTER
from rueckhalt.foundation.directory.rules.window import MIDNIGHT

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NTH = {
    1: gettext_lazy("ersten"),
    2: gettext_lazy("zweiten"),
    3: gettext_lazy("dritten"),
    4: gettext_lazy("vierten"),
    5: gettext_lazy("fünften"),
    -1: gettext_lazy("letzten"),
}
UNDATED = gettext_lazy("Quelle ohne Datum")


def attested_words(body: Body) -> str:
    """How old the source is: "belegt am 14. Mai 2024", "belegt: 2024", "Quelle ohne Datum"."""
    days = attested_interval(body.attested_on)
    if body.source.kind is SourceKind.PRESS:
        told = _span(body.attested_on, days) if days else gettext("ohne Datum")
        return gettext("Quelle: Presse, %(date)s") % {"date": told}
    if days is None:
        return str(UNDATED)
    is_day = days.earliest == days.latest
    sentence = gettext("belegt am %(date)s") if is_day else gettext("belegt: %(date)s")
    return sentence % {"date": _span(body.attested_on, days)}


def day_words(day: date) -> str:
    """A day as people write it: "14. Mai 2024"."""
    parts = {"day": day.day, "month": MONTHS[day.month], "year": day.year}
    return gettext("%(day)s. %(month)s %(year)s") % parts


def _span(text: str, days: Interval) -> str:
    if days.latest is None:
        before = text.removeprefix(AFTER)
        span = attested_interval(before)
        return _after(before, span) if span else before
    first, last = days.earliest, days.latest
    if first.year != last.year:
        return gettext("%(first)s oder %(last)s") % {"first": first.year, "last": last.year}
    if first == last:
        return day_words(first)
    is_month = first.month == last.month
    return f"{MONTHS[first.month]} {first.year}" if is_month else str(first.year)


def _after(text: str, span: Interval) -> str:
    is_day = span.earliest == span.latest
    sentence = gettext("nach dem %(date)s") if is_day else gettext("nach %(date)s")
    return sentence % {"date": _span(text, span)}


def reach_words(body: Body) -> str:
    """Where a body helps: "ganz Deutschland", "Hessen", "Teile von Bremen"."""
    if body.land is None:
        return "ganz Deutschland"
    is_narrow = body.kreise or body.court_districts or body.municipalities
    return f"Teile von {body.land.label}" if is_narrow else body.land.label


def timetable(body: Body) -> tuple[str, ...]:
    """The hours of a body, one line for the same days; empty where they are unknown."""
    if body.always_open:
        return (gettext("rund um die Uhr"),)
    by_rule: dict[str, list[Window]] = {}
    for window in body.hours:
        by_rule.setdefault(window.rule, []).append(window)
    lines = [f"{_days(rule)}: {_joined(map(_clock, windows))}" for rule, windows in by_rule.items()]
    keeps_holidays = any(not window.on_holidays for window in body.hours)
    return (*lines, gettext("nicht an Feiertagen")) if keeps_holidays else tuple(lines)


def _days(rule: str) -> str:
    """The days of a recurrence rule, as far as `Window` takes it."""
    if rule == "FREQ=DAILY":
        return gettext("täglich")
    frequency, _, days = rule.partition(";")
    days = days.partition("=")[2]
    if frequency == "FREQ=WEEKLY":
        return _weekdays(days)
    if "BYMONTHDAY" in rule:
        return gettext("am %(day)s. jedes Monats") % {"day": days}
    return gettext("%(days)s im Monat") % {"days": _joined(map(_nth, days.split(",")))}


def _weekdays(days: str) -> str:
    numbers = sorted(_CODES.index(day) for day in days.split(","))
    names = [str(WEEKDAYS[number]) for number in numbers]
    is_row = len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1
    ends = {"first": names[0], "last": names[-1]}
    return gettext("%(first)s bis %(last)s") % ends if is_row else _joined(names)


def _nth(day: str) -> str:
    number, code = re.fullmatch(r"(-?\d)(\w\w)", day).groups()  # type: ignore[union-attr]  # Window took it
    which = _NTH.get(int(number), f"{number}.")
    return gettext("jeden %(which)s %(day)s") % {
        "which": which,
        "day": WEEKDAYS[_CODES.index(code)],
    }


def _joined(words: Iterable[str]) -> str:
    *before, last = words
    both = gettext("%(before)s und %(last)s")
    return both % {"before": ", ".join(before), "last": last} if before else last


def _clock(window: Window) -> str:
    end = _full_hour(24) if window.closes == MIDNIGHT else _hour(window.closes)
    hours = {"opens": _hour(window.opens), "closes": end}
    return gettext("%(opens)s bis %(closes)s Uhr") % hours


def _hour(clock: time) -> str:
    return f"{clock.hour}:{clock.minute:02}" if clock.minute else _full_hour(clock.hour)


def _full_hour(hour: int) -> str:
    # German says "9 Uhr", English on a 24-hour clock "9:00".
    return gettext("%(hour)s") % {"hour": hour}
