from rueckhalt.support.guidance.queries.english import (
    EnglishStepView,
    english_book,
    english_page,
    english_steps,
)
from rueckhalt.support.guidance.queries.letters import (
    LetterPage,
    letter_named,
    letter_page,
    written,
)
from rueckhalt.support.guidance.queries.plans import (
    OffenceView,
    PlanView,
    StepView,
    letter_book,
    letters_for,
    plan_page,
    rulebook,
    today,
)

__all__ = [
    "EnglishStepView",
    "LetterPage",
    "OffenceView",
    "PlanView",
    "StepView",
    "english_book",
    "english_page",
    "english_steps",
    "letter_book",
    "letter_named",
    "letter_page",
    "letters_for",
    "plan_page",
    "rulebook",
    "today",
    "written",
]
