from rueckhalt.support.guidance.rules.clocks.auskunftssperre import (
    refusal_deadline,
    renewal_deadline,
)
from rueckhalt.support.guidance.rules.clocks.claims import (
    compensation_deadline,
    limitation,
    trauma_help_deadline,
)
from rueckhalt.support.guidance.rules.clocks.deadline import ClockState, Deadline
from rueckhalt.support.guidance.rules.clocks.proceedings import discontinued_deadline
from rueckhalt.support.guidance.rules.clocks.returning import look_again_on
from rueckhalt.support.guidance.rules.clocks.strafantrag import (
    Conciliation,
    Knowledge,
    TermsAfterDeath,
    deadline_after_death,
    deadlines_of_each,
    strafantrag_deadline,
    suspended_end,
    withdrawn,
)
from rueckhalt.support.guidance.rules.clocks.terms import (
    LegalEnd,
    months_after,
    moved_end,
    next_working_day,
    weeks_after,
    years_after,
)

__all__ = [
    "ClockState",
    "Conciliation",
    "Deadline",
    "Knowledge",
    "LegalEnd",
    "TermsAfterDeath",
    "compensation_deadline",
    "deadline_after_death",
    "deadlines_of_each",
    "discontinued_deadline",
    "limitation",
    "look_again_on",
    "months_after",
    "moved_end",
    "next_working_day",
    "refusal_deadline",
    "renewal_deadline",
    "strafantrag_deadline",
    "suspended_end",
    "trauma_help_deadline",
    "weeks_after",
    "withdrawn",
    "years_after",
]
