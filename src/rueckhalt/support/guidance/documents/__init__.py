from rueckhalt.support.guidance.documents.letter import (
    fit_for_paper,
    letter_as_data,
    letter_as_pdf,
    letter_as_text,
    letters_as_data,
)
from rueckhalt.support.guidance.documents.plan import UNREVIEWED, plan_as_data, plan_as_text

__all__ = [
    "UNREVIEWED",
    "fit_for_paper",
    "letter_as_data",
    "letter_as_pdf",
    "letter_as_text",
    "letters_as_data",
    "plan_as_data",
    "plan_as_text",
]
