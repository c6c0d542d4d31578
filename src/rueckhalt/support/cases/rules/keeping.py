"""How long a case is kept, on what ground, and when somebody is told before."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rueckhalt.foundation.lib.refusal import gettext_noop


class Retention(StrEnum):
    """Why something is still here."""

    QUESTION = "question"
    UNCONFIRMED = "unconfirmed"
    CASE = "case"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class RetentionEntry:
    """Days after the last change after which something is erased, and days before with a warning.

    `days` None: it stays while somebody works on it. `purpose` and `basis` are what the record of
    processing says (Art. 30 DSGVO).
    """

    title: str
    purpose: str
    basis: str
    days: int | None
    warns: int = 0


RETENTIONS: dict[Retention, RetentionEntry] = {
    Retention.QUESTION: RetentionEntry(
        gettext_noop("Frage ohne Fall"),
        gettext_noop("eine Frage beantworten"),
        gettext_noop("Einwilligung, Art. 6 Abs. 1 Buchst. a und Art. 9 Abs. 2 Buchst. a DSGVO"),
        30,
    ),
    Retention.UNCONFIRMED: RetentionEntry(
        gettext_noop("nicht bestätigt"),
        gettext_noop("eine Nachricht aus einer Flut prüfen"),
        gettext_noop("Einwilligung, Art. 6 Abs. 1 Buchst. a und Art. 9 Abs. 2 Buchst. a DSGVO"),
        30,
    ),
    Retention.CASE: RetentionEntry(
        gettext_noop("laufender Fall"),
        gettext_noop("einen Menschen begleiten"),
        gettext_noop("Einwilligung, Art. 6 Abs. 1 Buchst. a und Art. 9 Abs. 2 Buchst. a DSGVO"),
        None,
    ),
    Retention.CLOSED: RetentionEntry(
        gettext_noop("abgeschlossener Fall"),
        gettext_noop("wieder anknüpfen, wenn etwas geschieht"),
        gettext_noop("Einwilligung, Art. 6 Abs. 1 Buchst. a und Art. 9 Abs. 2 Buchst. a DSGVO"),
        365, 30,
    ),
}  # fmt: skip


def erased_on(retention: Retention, changed_on: date, *, is_on_hold: bool) -> date | None:
    """Returns the day on which something is erased; None while nobody knows or a hold stops it."""
    days = RETENTIONS[retention].days
    return None if days is None or is_on_hold else changed_on + timedelta(days=days)


def is_warned(retention: Retention, changed_on: date, *, on: date, is_on_hold: bool) -> bool:
    """Says whether the desk shows that something will soon be erased."""
    end = erased_on(retention, changed_on, is_on_hold=is_on_hold)
    return end is not None and on >= end - timedelta(days=RETENTIONS[retention].warns)


def is_erasable(retention: Retention, changed_on: date, *, on: date, is_on_hold: bool) -> bool:
    """Says whether the time of something has come."""
    end = erased_on(retention, changed_on, is_on_hold=is_on_hold)
    return end is not None and on >= end


def last_change_erased(retention: Retention, on: date) -> date | None:
    """Returns the last day of change with which something is erased on a day; None: never."""
    days = RETENTIONS[retention].days
    return None if days is None else on - timedelta(days=days)


def last_change_warned(retention: Retention, on: date) -> date | None:
    """Returns the last day of change with which somebody is warned on a day; None: never."""
    return last_change_erased(retention, on + timedelta(days=RETENTIONS[retention].warns))
