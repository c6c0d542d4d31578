"""The household sheet on one page of paper."""

from rueckhalt.foundation.web import pdf
from rueckhalt.support.guidance.documents.plan import UNREVIEWED
from rueckhalt.support.guidance.queries import Household
from rueckhalt.support.guidance.rules.deadlines import day_in_words
from rueckhalt.support.guidance.rules.grounds import Mark, Statement
from rueckhalt.support.guidance.rules.household import Occasion

TEMPLATE = "support/guidance/templates/guidance/household.typ"
TITLE = "Blatt"


def household_as_pdf(sheet: Household) -> bytes:
    """The sheet as PDF/A-3a and PDF/UA-1. Its metadata say nothing."""
    data: dict[str, pdf.Value] = {
        "day": day_in_words(sheet.on),
        "unreviewed": UNREVIEWED,
        "grounds": sheet.grounds,
        "parts": [
            {"heading": part.heading, "occasions": [_occasion(one) for one in part.occasions]}
            for part in sheet.parts
        ],
    }
    return pdf.render(TEMPLATE, data, title=TITLE, on=sheet.on)


def _occasion(one: Occasion) -> dict[str, pdf.Value]:
    return {"title": one.title, "lines": [_line(said) for said in one.advice]}


def _line(said: Statement) -> dict[str, pdf.Value]:
    mark = "" if said.mark is Mark.PRACTICE else said.mark.value
    return {"text": f"{said.text} {said.ask}".strip(), "mark": mark}
