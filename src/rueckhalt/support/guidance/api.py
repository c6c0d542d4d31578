"""The door of the guide."""

from rueckhalt.support.guidance.documents import plan_as_data, plan_as_text
from rueckhalt.support.guidance.queries import english_book, plan_page, rulebook, today
from rueckhalt.support.guidance.rules.schema import situation_schema
from rueckhalt.support.guidance.rules.told import told_from_json

__all__ = [
    "english_book",
    "plan_as_data",
    "plan_as_text",
    "plan_page",
    "rulebook",
    "situation_schema",
    "today",
    "told_from_json",
]
