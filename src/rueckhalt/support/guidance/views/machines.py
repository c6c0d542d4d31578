"""The plan for machines. The situation stands in the body only; nothing is stored or logged."""

from datetime import UTC, datetime
from typing import Annotated

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Router

from rueckhalt.foundation.web.refusals import READ, READING, SENDING, Refusal
from rueckhalt.support.guidance.documents import (
    fit_for_paper,
    letter_as_data,
    letter_as_pdf,
    letters_as_data,
    plan_as_data,
)
from rueckhalt.support.guidance.forms.machines import LetterData, LetterKinds, PlanData
from rueckhalt.support.guidance.queries import (
    LetterPage,
    letter_book,
    letter_named,
    letter_page,
    plan_page,
    rulebook,
    today,
    written,
)
from rueckhalt.support.guidance.rules.schema import situation_schema
from rueckhalt.support.guidance.rules.sent_letter import letter_from_json
from rueckhalt.support.guidance.rules.told import told_from_json
from rueckhalt.support.guidance.rules.writing import Written

router = Router(tags=["Plan und Briefe"])
# The document says by this name what a situation may hold; it is made from the questions.
SITUATION = "Situation"
LETTER = "LetterRequest"
BODY = {"application/json": {"schema": {"$ref": f"#/components/schemas/{SITUATION}"}}}
LETTER_BODY = {"application/json": {"schema": {"$ref": f"#/components/schemas/{LETTER}"}}}
PDF = "application/pdf"
Kind = Annotated[str, Path(max_length=40, description="Kennung des Briefs", example="strafanzeige")]


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


@router.api_operation(
    READ,
    "/letters",
    response={200: LetterKinds, **READING},
    operation_id="letters",
    summary="Listet die Briefe",
    description="Welche Briefe es gibt und was jeder fragt.",
)
def letters(request: HttpRequest) -> dict[str, object]:  # noqa: ARG001 -- ninja's signature
    """All letters that can be written."""
    return letters_as_data(letter_book().on(today(_now())), letter_book())


@router.post(
    "/letters/{kind}",
    response={200: LetterData, 404: Refusal, **SENDING},
    operation_id="letter",
    summary="Schreibt einen Brief",
    description=(
        "Derselbe Brief wie auf den Seiten. Die private Anschrift gehört nur in die "
        "Auskunftssperre. Zeigen Sie notice, know und mark mit an."
    ),
    openapi_extra={"requestBody": {"required": True, "content": LETTER_BODY}},
)
def letter(request: HttpRequest, kind: Kind) -> dict[str, object]:
    """A letter for a situation and what was filled in."""
    page, found = _written(request, kind)
    return letter_as_data(found, page)


@router.post(
    "/letters/{kind}/pdf",
    response={200: None, 404: Refusal, **SENDING},
    operation_id="letterAsPdf",
    summary="Schreibt einen Brief als PDF",
    description="Der Brief als PDF/A-3a und PDF/UA-1. Dieselben Angaben ergeben dieselbe Datei.",
    openapi_extra={
        "requestBody": {"required": True, "content": LETTER_BODY},
        "responses": {200: {"content": {PDF: {"schema": {"type": "string", "format": "binary"}}}}},
    },
)
def letter_pdf(request: HttpRequest, kind: Kind) -> HttpResponse:
    """The same letter for paper."""
    _, found = _written(request, kind)
    return HttpResponse(letter_as_pdf(found), content_type=PDF)


def _written(request: HttpRequest, kind: str) -> tuple[LetterPage, Written]:
    at = _now()
    chosen = letter_named(kind, today(at))
    if chosen is None:
        raise Http404
    told, filled = letter_from_json(request.body, chosen, letter_book(), rulebook(), today(at))
    return letter_page(chosen, told, at), fit_for_paper(written(chosen, filled, told, at))


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the clock enters here and is passed on
