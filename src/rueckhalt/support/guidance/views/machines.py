"""The plan for machines. The situation stands in the body only; nothing is stored or logged."""

from datetime import UTC, datetime

from django.http import HttpRequest
from ninja import Router

from rueckhalt.foundation.web.refusals import READ, READING, SENDING
from rueckhalt.support.guidance.documents import plan_as_data
from rueckhalt.support.guidance.forms.machines import PlanData
from rueckhalt.support.guidance.queries import plan_page, rulebook, today
from rueckhalt.support.guidance.rules.schema import situation_schema
from rueckhalt.support.guidance.rules.told import told_from_json

router = Router(tags=["Plan"])
# The document says by this name what a situation may hold; it is made from the questions.
SITUATION = "Situation"
BODY = {"application/json": {"schema": {"$ref": f"#/components/schemas/{SITUATION}"}}}


@router.post(
    "/plan",
    response={200: PlanData, **SENDING},
    operation_id="plan",
    summary="Macht aus einer Lage einen Plan",
    description=(
        "Derselbe Plan wie beim Lotsen auf den Seiten. Jede Angabe darf fehlen. "
        "Kein Schritt ist bisher juristisch geprüft. Zeigen Sie notice und mark mit an."
    ),
    openapi_extra={"requestBody": {"required": True, "content": BODY}},
)
def plan(request: HttpRequest) -> dict[str, object]:
    """The plan for a situation."""
    at = _now()
    told = told_from_json(request.body, rulebook(), today(at))
    return plan_as_data(plan_page(told, at))


@router.api_operation(
    READ,
    "/situation.schema.json",
    response={200: dict[str, object], **READING},
    operation_id="situationSchema",
    summary="Sagt, was eine Lage enthalten darf",
    description="JSON Schema in der Fassung 2020-12, gemacht aus den Fragen des Lotsen.",
)
def schema(request: HttpRequest) -> dict[str, object]:  # noqa: ARG001 -- ninja's signature
    """What a situation may hold."""
    return situation_schema(rulebook())


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the clock enters here and is passed on
