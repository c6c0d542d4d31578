from rueckhalt.support.guidance.queries.leaflets import (
    Household,
    Way,
    household_on,
    shipped_evidence,
    shipped_household,
    ways_on,
)
from rueckhalt.support.guidance.queries.plan import (
    Group,
    OffenceView,
    PlanView,
    StepView,
    plan_for,
    plan_page,
    rulebook,
    today,
)

__all__ = [
    "Group",
    "Household",
    "OffenceView",
    "PlanView",
    "StepView",
    "Way",
    "household_on",
    "plan_for",
    "plan_page",
    "rulebook",
    "shipped_evidence",
    "shipped_household",
    "today",
    "ways_on",
]
