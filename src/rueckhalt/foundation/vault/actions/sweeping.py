"""Takes away what a broken-off act left behind: shares without a record, files that nobody took in."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from rueckhalt.foundation.vault.adapters.shares import shares
from rueckhalt.foundation.vault.adapters.uploads import incoming
from rueckhalt.foundation.vault.models import Record

AGE = timedelta(days=1)  # younger ones may belong to a transaction that still runs


def sweep(*, now: datetime) -> int:
    """Removes leftovers older than a day; returns how many.

    A share that came back after its record was erased is destroyed once more, with its mark. One
    without a record leaves no mark: nobody has erased it.
    """
    erased_at = dict(Record.objects.values_list("id", "erased_at"))
    store, removed = shares(), 0
    for record in store.records():
        is_living = record in erased_at and erased_at[record] is None
        if is_living or not _is_old(Path(settings.SHARES_DIR) / record.hex, now):
            continue
        take_away = store.destroy if record in erased_at else store.drop
        take_away(record)
        removed += 1
    for left in (incoming(), Path(settings.SHARES_DIR)):
        for path in left.glob("*" if left == incoming() else "*.part"):
            if _is_old(path, now):
                path.unlink(missing_ok=True)
                removed += 1
    return removed


def _is_old(path: Path, now: datetime) -> bool:
    return path.exists() and now.timestamp() - path.stat().st_mtime > AGE.total_seconds()
