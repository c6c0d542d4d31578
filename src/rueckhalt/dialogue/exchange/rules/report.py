"""The follow-up report: half-years, which promises stand in which, and what a line tells.

A public line has no field for a person. An internal line holds the public one and what is for the
alliance only beside it, so both reports come from the same lines and cannot differ.
"""

import re
from dataclasses import dataclass
from datetime import date

from rueckhalt.dialogue.exchange.rules.promise import (
    DONE,
    PROMISE_KINDS,
    PromiseKind,
    Status,
    status_in_words,
)

_CODE = re.compile(r"(?P<year>2\d{3})-(?P<half>[12])")


@dataclass(frozen=True, slots=True, order=True)
class HalfYear:
    """The time that a report tells of: `half` is 1 (January to June) or 2."""

    year: int
    half: int

    @property
    def begins_on(self) -> date:
        """Returns the first day."""
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def ends_before(self) -> date:
        """Returns the first day that does not belong to it any more."""
        return date(self.year, 7, 1) if self.half == 1 else date(self.year + 1, 1, 1)

    @property
    def before(self) -> "HalfYear":
        """Returns the half-year before this one."""
        return HalfYear(self.year - 1, 2) if self.half == 1 else HalfYear(self.year, 1)

    @property
    def code(self) -> str:
        """Returns how an address names it, as 2026-2."""
        return f"{self.year}-{self.half}"

    @property
    def name(self) -> str:
        """Returns how people name it."""
        return f"{self.half}. Halbjahr {self.year}"


def half_year_of(on: date) -> HalfYear:
    """Returns the half-year to which a day belongs."""
    return HalfYear(on.year, 1 if on.month <= 6 else 2)


def half_year_named(code: str, *, on: date) -> HalfYear | None:
    """Returns the half-year that an address names; none if there is none such, or it lies ahead."""
    told = _CODE.fullmatch(code)
    if told is None:
        return None
    asked = HalfYear(int(told["year"]), int(told["half"]))
    return asked if asked <= half_year_of(on) else None


def stands_in_report(
    half_year: HalfYear, *, stored_on: date, status: Status | None, told_on: date | None
) -> bool:
    """Says whether a promise stands in the report of a half-year.

    It does once it is stored, as long as it is open, and one last time in the half-year in which
    somebody recorded that it is done. `status` is how far it was at the end of the half-year, and
    `told_on` the day on which that was recorded.
    """
    if stored_on >= half_year.ends_before:
        return False
    return status not in DONE or (told_on is not None and told_on >= half_year.begins_on)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A promise, question or review order as everybody may read it; `owner` is an office."""

    reference: str
    kind: PromiseKind
    sentence: str
    owner: str
    given_on: date
    due_on: date | None
    status: Status | None
    said_on: date | None
    said: str
    is_late: bool

    @property
    def kind_words(self) -> str:
        """Returns what it is, in German words."""
        return PROMISE_KINDS[self.kind]

    @property
    def status_words(self) -> str:
        """Returns how far it is, in German words."""
        return status_in_words(self.status)

    @property
    def is_last_time(self) -> bool:
        """Says whether it is done, so that the next report does not name it any more."""
        return self.status in DONE


@dataclass(frozen=True, slots=True)
class InternalLine:
    """A line and what is for the alliance only: who asked, and whether everybody may read it."""

    public: ReportLine
    asked_by: str
    is_released: bool
