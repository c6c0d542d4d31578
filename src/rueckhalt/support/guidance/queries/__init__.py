from rueckhalt.support.guidance.queries.english import (
    EnglishStepView,
    english_book,
    english_page,
    english_steps,
)
from rueckhalt.support.guidance.queries.leaflets import (
    Household,
    Way,
    household_on,
    shipped_evidence,
    shipped_household,
    ways_on,
)
from rueckhalt.support.guidance.queries.letters import (
    LetterPage,
    letter_named,
    letter_page,
    written,
)
from rueckhalt.support.guidance.queries.plans import (
    Group,
    OffenceView,
    PlanView,
    StepView,
    content_texts,
    letter_book,
    letters_for,
    plan_for,
    plan_page,
    rulebook,
    today,
)
from rueckhalt.support.guidance.queries.retold import RetoldLine, retold

__all__ = [
    "EnglishStepView",
    "Group",
    "Household",
    "LetterPage",
    "OffenceView",
    "PlanView",
    "RetoldLine",
    "StepView",
    "Way",
    "content_texts",
    "english_book",
    "english_page",
    "english_steps",
    "household_on",
    "letter_book",
    "letter_named",
    "letter_page",
    "letters_for",
    "plan_for",
    "plan_page",
    "retold",
    "rulebook",
    "shipped_evidence",
    "shipped_household",
    "today",
    "ways_on",
    "written",
]
