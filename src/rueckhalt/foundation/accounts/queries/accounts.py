from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import QuerySet

from rueckhalt.foundation.accounts.models import Account, Session


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A log-in that still lives, named by a word that opens nothing."""

    handle: str
    began_at: datetime
    ends_at: datetime
    is_this: bool


def account_by_email(email: str) -> Account | None:
    """Returns the account with this e-mail, active or not."""
    return Account.objects.filter(email=email.strip().lower()).first()


def open_sessions(account: Account, *, key: str | None, now: datetime) -> tuple[OpenSession, ...]:
    """Returns the living sessions of an account, the newest first; `key` marks the asking one."""
    rows = living_sessions(account, now=now).order_by("-began_at", "session_key")
    return tuple(
        OpenSession(handle_of(row), row.began_at, row.expire_date, row.session_key == key)
        for row in rows
        if row.began_at
    )


def living_sessions(account: Account, *, now: datetime) -> QuerySet[Session]:
    """Returns the rows of an account's sessions that have not ended."""
    return Session.objects.filter(account=account, expire_date__gt=now)


def handle_of(row: Session) -> str:
    """Returns what a page may call a session: the key itself would be the log-in."""
    return sha256(row.session_key.encode()).hexdigest()[:16]
