"""The door of the trail: who did what, as lines that nobody can change unseen."""

from rueckhalt.foundation.audit.actions import append, forget_before, forget_before_day, record
from rueckhalt.foundation.audit.queries import head, lines, verdict
from rueckhalt.foundation.audit.rules import (
    Finding,
    Head,
    Line,
    Verdict,
    Wrong,
    parse_heads,
)

__all__ = [
    "Finding",
    "Head",
    "Line",
    "Verdict",
    "Wrong",
    "append",
    "forget_before",
    "forget_before_day",
    "head",
    "lines",
    "parse_heads",
    "record",
    "verdict",
]
