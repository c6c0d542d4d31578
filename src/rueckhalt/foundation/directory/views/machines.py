"""Bodies for machines. Nothing is stored, no cookie; what somebody searches stands in the body."""

from datetime import UTC, datetime
from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router

from rueckhalt.foundation.directory.documents import (
    Asked,
    bodies_as_data,
    body_as_data,
    directory_as_hsds,
    found_as_data,
)
from rueckhalt.foundation.directory.forms.machines import (
    BodiesData,
    BodiesQuery,
    BodyData,
    BodySearch,
    SearchData,
)
from rueckhalt.foundation.directory.queries import all_entries
from rueckhalt.foundation.web.refusals import ASKING, FINDING, READ, READING, SENDING

router = Router(tags=["Stellen"])


@router.api_operation(
    READ,
    "/bodies",
    response={200: BodiesData, **ASKING},
    operation_id="bodies",
    summary="Listet Stellen",
    description="Alle Stellen, die heute arbeiten, auch solche ohne belegten Weg.",
)
def bodies(request: HttpRequest, query: Query[BodiesQuery]) -> dict[str, object]:  # noqa: ARG001 -- ninja's signature
    """The bodies of a Land or for a matter."""
    return bodies_as_data(query.land, query.competence, _now())


@router.post(
    "/bodies/search",
    response={200: SearchData, **SENDING},
    operation_id="searchBodies",
    summary="Sucht Hilfe an einem Ort",
    description=(
        "Dieselbe Auswahl und Reihenfolge wie auf den Seiten. "
        "Ohne Ort kommen nur bundesweite Stellen."
    ),
)
def search_bodies(request: HttpRequest, query: BodySearch) -> dict[str, object]:  # noqa: ARG001 -- as above
    """The bodies for a matter at a place, best first."""
    return found_as_data(Asked(query.competence, query.place, query.place_ags), _now())


@router.api_operation(
    READ,
    "/bodies.hsds.json",
    response={200: list[dict[str, object]], **READING},
    operation_id="bodiesAsHsds",
    summary="Das ganze Verzeichnis als Open Referral HSDS 3.0",
    description="Eine Liste von Organisationen nach HSDS 3.0, jede mit ihrem Dienst.",
    openapi_extra={"externalDocs": {"url": "https://docs.openreferral.org/en/v3.0.1/"}},
)
def bodies_as_hsds(request: HttpRequest) -> list[dict[str, object]]:  # noqa: ARG001 -- as above
    """The whole directory in a format that other directories read."""
    return directory_as_hsds(all_entries())


@router.api_operation(
    READ,
    "/bodies/{body_id}",
    response={200: BodyData, **FINDING},
    operation_id="bodyById",
    summary="Zeigt eine Stelle",
    description="Eine Stelle nach ihrer Kennung, auch eine geschlossene.",
)
def one_body(
    request: HttpRequest,  # noqa: ARG001 -- as above
    body_id: Annotated[
        str,
        Path(max_length=80, description="Kennung", example="starke-stelle"),
    ],
) -> dict[str, object]:
    """One body by its id."""
    body = body_as_data(body_id, _now())
    if body is None:
        raise Http404
    return body


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the clock enters here and is passed on
