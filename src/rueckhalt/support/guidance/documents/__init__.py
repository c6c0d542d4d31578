from rueckhalt.support.guidance.documents.calendar import days_as_calendar
from rueckhalt.support.guidance.documents.household_pdf import household_as_pdf
from rueckhalt.support.guidance.documents.plan import UNREVIEWED, plan_as_data, plan_as_text
from rueckhalt.support.guidance.documents.plan_pdf import plan_as_pdf

__all__ = [
    "UNREVIEWED",
    "days_as_calendar",
    "household_as_pdf",
    "plan_as_data",
    "plan_as_pdf",
    "plan_as_text",
]
