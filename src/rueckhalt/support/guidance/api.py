"""The door of the guide."""

from rueckhalt.support.guidance.documents import plan_as_data, plan_as_text
from rueckhalt.support.guidance.queries import (
    plan_page,
    rulebook,
    shipped_evidence,
    shipped_household,
    today,
)
from rueckhalt.support.guidance.rules.schema import situation_schema
from rueckhalt.support.guidance.rules.told import told_from_json

__all__ = [
    "plan_as_data",
    "plan_as_text",
    "plan_page",
    "rulebook",
    "shipped_evidence",
    "shipped_household",
    "situation_schema",
    "today",
    "told_from_json",
]
