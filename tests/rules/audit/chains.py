"""Short chains, and what a hostile hand does to them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from rueckhalt.foundation.audit.rules import GENESIS, Head, Line, digest_for, next_line

BEGUN = datetime(2026, 11, 27, 8, 30, 0, 250, tzinfo=UTC)


def chain(length: int, after: Head = GENESIS, *, subject: str = "case:K7F2") -> list[Line]:
    """So many sound lines, one a second."""
    lines: list[Line] = []
    last = after
    for second in range(length):
        at = BEGUN + timedelta(seconds=second)
        lines.append(next_line(last, at=at, by="account:17", action="case.read", subject=subject))
        last = head_of(lines[-1])
    return lines


def head_of(line: Line) -> Head:
    return Head(line.number, line.digest)


def signed(line: Line, **changes) -> Line:
    """The line with other fields and the digest that fits them: the digest needs no secret."""
    other = replace(line, **changes)
    digest = digest_for(
        other.previous, other.number, other.at, other.by, other.action, other.subject
    )
    return replace(other, digest=digest)
