"""Where sessions are stored: one row each, that names its account and no place and no browser."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from rueckhalt.foundation.accounts.api import Session
from rueckhalt.foundation.vault.api import close_vault

BEGAN_AT = "began_at"
# As long as somebody may look for her password or her second factor.
UNTIL_LOGGED_IN = timedelta(hours=1)


class SessionStore(DatabaseStore):
    """Sessions that end a fixed time after the log-in; the browser forgets its cookie when it closes."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Returns our own table, so that the sessions of an account can be listed and ended."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Returns the row of this session, with its account as soon as there is one."""
        account = data.get(SESSION_KEY)
        if account is not None and BEGAN_AT not in data:
            data[BEGAN_AT] = _now().replace(second=0, microsecond=0).isoformat()
        row = cast("Session", super().create_model_instance(data))
        if account is not None:
            row.account_id = int(account)
            row.began_at = datetime.fromisoformat(data[BEGAN_AT])
        return row

    def delete(self, session_key: str | None = None) -> None:
        """Ends a session; a vault that was open in it closes with it."""
        key = session_key or self.session_key
        if key is not None:
            close_vault(session=key)
        super().delete(session_key)

    def get_expiry_date(self, **_: object) -> datetime:
        """Returns when this session ends: hours after the log-in, or soon if nobody logs in."""
        began_at = self.get(BEGAN_AT)
        if began_at is None:
            return _now() + UNTIL_LOGGED_IN
        return datetime.fromisoformat(began_at) + timedelta(hours=settings.SESSION_HOURS)

    def get_expiry_age(self, **_: object) -> int:
        """Returns the seconds until the end."""
        return max(0, int((self.get_expiry_date() - _now()).total_seconds()))

    def get_expire_at_browser_close(self) -> bool:
        """Says that the cookie carries no date."""
        return True


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the clock enters here
