"""The days of a plan as a calendar (RFC 5545) that says nothing about why they matter."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_OID, uuid5

from rueckhalt.support.guidance.rules.appointments import Appointment

if TYPE_CHECKING:
    from icalendar import Alarm, Event

# A calendar shows up on other devices and in other hands, so its words fit anybody's papers.
MAKER = "-//Termine//DE"
TITLE = "Termin {number}: Unterlagen ansehen"
NOTE = "Unterlagen ansehen, Punkt {steps}."
# In the morning, seven days and one day before.
MORNING = timedelta(hours=9)
REMINDERS = (timedelta(days=7), timedelta(days=1))


def days_as_calendar(days: Iterable[Appointment], on: date) -> bytes:
    """The days as iCalendar, one event of a whole day each; the same bytes for the same input.

    Args:
        days: the days in their order.
        on: today; a reminder that is due by now is left out.
    """
    from icalendar import Calendar  # a fifth of a second that no other page needs

    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    for number, one in enumerate(days, start=1):
        calendar.add_component(_event(number, one, on))
    content: bytes = calendar.to_ical()
    return content


def _event(number: int, one: Appointment, on: date) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_OID, f"{number} {one.day}")))
    event.add("dtstamp", datetime.combine(on, time(), UTC))
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("summary", TITLE.format(number=number))
    event.add("description", NOTE.format(steps=" und ".join(map(str, one.steps))))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    for before in REMINDERS:
        if one.day - before > on:
            event.add_component(_reminder(number, before))
    return event


def _reminder(number: int, before: timedelta) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", TITLE.format(number=number))
    alarm.add("trigger", MORNING - before)
    return alarm
