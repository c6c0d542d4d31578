"""How tries are counted without a trace of who tried: keys that nobody can read tomorrow."""

import hashlib
import hmac
from datetime import UTC, date, datetime

from django.conf import settings
from django.db import connection


def key_of_today(key: str, key_prefix: str, version: int) -> str:
    """Returns the word under which a count is stored; Django's cache asks for it each time.

    allauth names an account or an e-mail in its keys. What is stored is an HMAC under a secret of
    the day, so that the table says nothing, and two days cannot be joined.
    """
    today = datetime.now(UTC).date()  # noqa: TID251 -- the clock enters here
    return stored_key(f"{key_prefix}:{version}:{key}", on=today, secret=settings.SECRET_KEY)


def stored_key(key: str, *, on: date, secret: str) -> str:
    """Returns the stored word for a key on a day."""
    of_the_day = hmac.digest(secret.encode(), f"tries {on}".encode(), hashlib.sha256)
    return hmac.new(of_the_day, key.encode(), hashlib.sha256).hexdigest()


def clear_tries(*, now: datetime) -> None:
    """Deletes counts that have expired: the table itself forgets them only when it grows full."""
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    moment = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [moment])  # noqa: S608 -- our own table
