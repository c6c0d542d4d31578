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
    "OffenceView",
    "PlanView",
    "StepView",
    "plan_for",
    "plan_page",
    "rulebook",
    "today",
]
