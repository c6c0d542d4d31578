from rueckhalt.support.guidance.documents.calendar import (
    days_as_calendar,
)
from rueckhalt.support.guidance.documents.household_pdf import (
    household_as_pdf,
)
from rueckhalt.support.guidance.documents.letter import (
    fit_for_paper,
    letter_as_data,
    letter_as_pdf,
    letter_as_text,
    letters_as_data,
)
from rueckhalt.support.guidance.documents.plan import (
    UNREVIEWED,
    plan_as_data,
    plan_as_text,
)
from rueckhalt.support.guidance.documents.plan_pdf import (
    plan_as_pdf,
)

__all__ = [
    "UNREVIEWED",
    "days_as_calendar",
    "fit_for_paper",
    "household_as_pdf",
    "letter_as_data",
    "letter_as_pdf",
    "letter_as_text",
    "letters_as_data",
    "plan_as_data",
    "plan_as_pdf",
    "plan_as_text",
]
