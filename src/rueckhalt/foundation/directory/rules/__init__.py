from rueckhalt.foundation.directory.rules.attested import Interval, attested_interval
from rueckhalt.foundation.directory.rules.body import (
    Body,
    Competence,
    Gap,
    Source,
    SourceKind,
    Way,
)
from rueckhalt.foundation.directory.rules.checking import Finding, findings
from rueckhalt.foundation.directory.rules.choice import (
    Nearness,
    Offer,
    bodies_for,
    gaps_for,
    is_older,
    nearest_first,
    pathless_for,
    successor_of,
)
from rueckhalt.foundation.directory.rules.coverage import (
    CONCERNS,
    Coverage,
    Missing,
    coverage,
    missing,
)
from rueckhalt.foundation.directory.rules.holiday import is_holiday, is_holiday_somewhere
from rueckhalt.foundation.directory.rules.hours import (
    BERLIN,
    Opening,
    describe_opening,
    opening_of,
)
from rueckhalt.foundation.directory.rules.prosecutor import (
    DERIVED,
    Prosecutor,
    parse_prosecutors,
    prosecutor_of,
)
from rueckhalt.foundation.directory.rules.text import (
    Change,
    Entries,
    as_text,
    differences,
    from_text,
    merged,
    parse_changes,
    parse_entries_of,
)
from rueckhalt.foundation.directory.rules.window import Window

__all__ = [
    "BERLIN",
    "CONCERNS",
    "DERIVED",
    "Body",
    "Change",
    "Competence",
    "Coverage",
    "Entries",
    "Finding",
    "Gap",
    "Interval",
    "Missing",
    "Nearness",
    "Offer",
    "Opening",
    "Prosecutor",
    "Source",
    "SourceKind",
    "Way",
    "Window",
    "as_text",
    "attested_interval",
    "bodies_for",
    "coverage",
    "describe_opening",
    "differences",
    "findings",
    "from_text",
    "gaps_for",
    "is_holiday",
    "is_holiday_somewhere",
    "is_older",
    "merged",
    "missing",
    "nearest_first",
    "opening_of",
    "parse_changes",
    "parse_entries_of",
    "parse_prosecutors",
    "pathless_for",
    "prosecutor_of",
    "successor_of",
]
