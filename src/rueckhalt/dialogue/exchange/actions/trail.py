"""The line of an act in the trail, as the last thing of its transaction."""

from datetime import datetime

from rueckhalt.foundation.accounts.api import Account
from rueckhalt.foundation.audit.api import append
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop


def note(by: Account | None, action: str, kind: str, reference: str, *, now: datetime) -> None:
    """Writes who did what to which thing; nobody is the house itself."""
    who = f"account:{by.pk}" if by else "system"
    append(by=who, action=action, subject=f"{kind}:{reference}", now=now)


def check_secretariat(*, is_secretariat: bool) -> None:
    """Refuses what only the secretariat does."""
    if not is_secretariat:
        raise Refused("not-allowed", gettext_noop("Das macht nur die Geschäftsstelle."))


def check_changed(rows: int) -> None:
    """Refuses a change of state that somebody else made a moment ago."""
    if rows != 1:
        raise Refused(
            "changed-meanwhile",
            gettext_noop("Jemand war schneller. Laden Sie die Seite neu und sehen Sie den Stand."),
        )
