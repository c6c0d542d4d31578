from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from rueckhalt.foundation.directory.models import OwnEntry, Report
from rueckhalt.foundation.directory.queries import (
    all_entries,
    own_changes,
    own_states,
    shipped_entries,
)
from rueckhalt.foundation.directory.rules import (
    BERLIN,
    Change,
    Entries,
    as_text,
    differences,
    findings,
    merged,
)
from rueckhalt.foundation.directory.rules.body import AGELESS, Way
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop

LONGEST_MESSAGE = 1000
LONGEST_LABEL = 80
# A flood of hints must not fill the disk; whoever reads them makes room again.
MOST_REPORTS = 1000


@transaction.atomic
def set_entries(*, changes: Iterable[Change], by: str, now: datetime) -> tuple[str, ...]:
    """Stores what the operator says of entries, all or nothing; returns what changed, as lines.

    Refused: no label of who sets it, an id that nobody ships or set, errors in the directory that
    were not there before, or a directory without the emergency numbers.
    """
    wanted, label = {change.id: change for change in changes}, by.strip()
    if not label or len(label) > LONGEST_LABEL:
        raise Refused("label", gettext_noop("Sagen Sie, wer das ändert (höchstens 80 Zeichen)."))
    _refuse_unknown(wanted)
    own = {change.id: change for change in own_changes()} | wanted
    before, after = all_entries(), merged(shipped_entries(), own.values())
    _refuse_errors(before, after, now.astimezone(BERLIN).date())
    for change in wanted.values():
        _store(change, label, now)
    return differences(before, after)


def _refuse_unknown(wanted: Mapping[str, Change]) -> None:
    known = shipped_entries().by_id().keys() | {state.entry_id for state in own_states()}
    for change in wanted.values():
        if change.entry is None and change.id not in known:
            raise Refused(
                "unknown", gettext_noop("Den Eintrag %(id)s gibt es nicht."), id=change.id
            )


def _refuse_errors(before: Entries, after: Entries, on: date) -> None:
    old = findings(before, on)
    errors = [
        f"{one.entry_id}: {one.text}"
        for one in findings(after, on)
        if one.is_error and one not in old
    ]
    if errors:
        message = gettext_noop("So hätte das Verzeichnis Fehler:\n%(errors)s")
        raise Refused("errors", message, errors="\n".join(errors))
    reachable = [body for body in after.bodies if body.way is Way.KNOWN and body.is_valid(on)]
    if not all(any(one in body.competences for body in reachable) for one in AGELESS):
        raise Refused("emergency", gettext_noop("Ohne 110 und 112 geht es nicht."))


def _store(change: Change, label: str, now: datetime) -> None:
    if change.entry is None and not change.is_hidden:
        OwnEntry.objects.filter(entry_id=change.id).delete()
        return
    text = as_text(change.entry) if change.entry else ""
    values = {"text": text, "is_hidden": change.is_hidden, "set_at": now, "set_by": label}
    OwnEntry.objects.update_or_create(entry_id=change.id, defaults=values)


def report_entry(*, entry_id: str, message: str, has_operator: bool, now: datetime) -> None:
    """Keeps a hint that an entry is wrong, and nothing of who sent it.

    Refused: nobody would read it (no operator), an unknown entry, no words, more than 1,000
    characters, control characters, or a thousand hints that wait already.
    """
    text = message.replace("\r\n", "\n").strip()
    if not has_operator:
        raise Refused(
            "nobody", gettext_noop("Hier liest niemand. Die Nachricht ist nicht gespeichert.")
        )
    if entry_id not in all_entries().by_id():
        raise Refused("unknown", gettext_noop("Den Eintrag %(id)s gibt es nicht."), id=entry_id)
    if not text or len(text) > LONGEST_MESSAGE:
        raise Refused("length", gettext_noop("Schreiben Sie zwischen 1 und 1.000 Zeichen."))
    if any(ord(sign) < ord(" ") and sign not in "\n\t" for sign in text):
        raise Refused("signs", gettext_noop("Der Text enthält Zeichen, die man nicht lesen kann."))
    if Report.objects.count() >= MOST_REPORTS:
        raise Refused(
            "full", gettext_noop("Zurzeit liegen zu viele Hinweise vor. Versuchen Sie es später.")
        )
    on = now.astimezone(BERLIN).date()
    Report.objects.create(entry_id=entry_id, message=text, reported_on=on)


def close_report(*, number: int) -> None:
    """Deletes a hint that was dealt with; refuses a number that does not exist."""
    deleted, _ = Report.objects.filter(pk=number).delete()
    if not deleted:
        raise Refused(
            "unknown", gettext_noop("Den Hinweis %(number)s gibt es nicht."), number=number
        )
