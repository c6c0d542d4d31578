from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from django.utils import timezone

from rueckhalt.foundation.audit.models import Checkpoint, StoredLine
from rueckhalt.foundation.audit.rules import GENESIS, Head, Line, Verdict, verdict_on

_FIELDS = ("number", "at", "by", "action", "subject", "previous", "digest")
_CHUNK = 2000  # rows that lie in memory at once


def head() -> Head:
    """The newest line, as number and digest; `str(head())` is what leaves the house daily."""
    row = StoredLine.objects.order_by("-number").values_list("number", "digest").first()
    return Head(row[0], bytes(row[1])) if row else checkpoint()


def checkpoint() -> Head:
    """Where the trail begins here: the newest checkpoint, or the beginning of all."""
    row = Checkpoint.objects.order_by("-number").values_list("number", "digest").first()
    return Head(row[0], bytes(row[1])) if row else GENESIS


def lines(
    *, subject: str | None = None, before: int | None = None, limit: int = 50
) -> tuple[Line, ...]:
    """Lines, newest first: about one subject if it is named, and older than number `before`.

    The next page begins before the number of the last line of this one.
    """
    rows = StoredLine.objects.order_by("-number")
    if subject is not None:
        rows = rows.filter(subject=subject)
    if before is not None:
        rows = rows.filter(number__lt=before)
    found = (_line(row) for row in rows.values_list(*_FIELDS)[:limit])
    return tuple(line for line in found if line)


def first_number_since(on: date) -> int:
    """The number of the first line of a day or later; the next free one if there is none."""
    begin = timezone.make_aware(datetime.combine(on, time.min))
    later = StoredLine.objects.filter(at__gte=begin).order_by("number")
    return later.values_list("number", flat=True).first() or head().number + 1


def stored_lines() -> Iterator[Line | None]:
    """Every line by number, from one moment, in flat memory; None ends them where one is unreadable.

    It is one statement as long as all is well: on both engines others can write meanwhile, and none of it is seen.
    """
    rows = StoredLine.objects.order_by("number").values_list(*_FIELDS)
    last = None
    # Where a chunk cannot be read, its lines are read one by one up to the one that is to blame.
    for size in (_CHUNK, 1):
        try:
            for row in rows.iterator(chunk_size=size):
                last = row[0]
                yield _line(row)
        except (TypeError, ValueError):  # no moment: only a foreign hand can write that
            rows = rows if last is None else rows.filter(number__gt=last)
        else:
            return
    yield None


def _line(row: tuple[object, ...]) -> Line | None:
    """A row as a line; None if it holds what no column should (SQLite lets any value in)."""
    match row:
        case (
            int(number), datetime() as at, str(by), str(action), str(subject),
            bytes(previous), bytes(digest),
        ):  # fmt: skip
            return Line(number, at, by, action, subject, previous, digest)
    return None


def verdict(heads: Sequence[Head] = ()) -> Verdict:
    """Whether the trail is whole, checked from the newest checkpoint and against known heads."""
    start = checkpoint()
    found = verdict_on(stored_lines(), start=start, heads=heads)
    # Whoever removes old lines while we read moves the start; then we begin again.
    return found if checkpoint() == start else verdict(heads)
