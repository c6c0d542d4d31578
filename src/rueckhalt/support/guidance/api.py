"""The door of the guide."""

from rueckhalt.support.guidance.documents import (
    fit_for_paper,
    letter_as_data,
    letter_as_pdf,
    letter_as_text,
    plan_as_data,
    plan_as_pdf,
    plan_as_text,
)
from rueckhalt.support.guidance.queries import (
    RetoldLine,
    content_texts,
    english_book,
    letter_book,
    letter_named,
    letter_page,
    plan_page,
    retold,
    rulebook,
    shipped_evidence,
    shipped_household,
    today,
    written,
)
from rueckhalt.support.guidance.rules.schema import (
    letter_schema,
    situation_schema,
)
from rueckhalt.support.guidance.rules.sent_letter import (
    letter_from_json,
)
from rueckhalt.support.guidance.rules.told import (
    told_from_json,
)

__all__ = [
    "RetoldLine",
    "content_texts",
    "english_book",
    "fit_for_paper",
    "letter_as_data",
    "letter_as_pdf",
    "letter_as_text",
    "letter_book",
    "letter_from_json",
    "letter_named",
    "letter_page",
    "letter_schema",
    "plan_as_data",
    "plan_as_pdf",
    "plan_as_text",
    "plan_page",
    "retold",
    "rulebook",
    "shipped_evidence",
    "shipped_household",
    "situation_schema",
    "today",
    "told_from_json",
    "written",
]
