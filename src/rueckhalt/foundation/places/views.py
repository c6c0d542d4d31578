"""Places for machines. Places are public; what somebody searches is not, so POST exists, too."""

from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router

from rueckhalt.foundation.places.documents import matches_as_data, place_as_data
from rueckhalt.foundation.places.forms import FoundPlaces, OnePlace, PlaceQuery
from rueckhalt.foundation.places.queries import place_by_ags, reference_state, search_places
from rueckhalt.foundation.web.refusals import ASKING, FINDING, READ, SENDING

router = Router(tags=["Orte"])
IN_ADDRESS = (
    "Was in einer Adresse steht, schreiben Server auf dem Weg oft mit. "
    "Für die Suche nach dem Wohnort eines Menschen benutzen Sie POST /places/search."
)


@router.api_operation(
    READ,
    "/places",
    response={200: FoundPlaces, **ASKING},
    operation_id="searchPlaces",
    summary="Sucht Orte nach einem Wort in der Adresse",
    description=IN_ADDRESS,
)
def search_by_address(
    request: HttpRequest,  # noqa: ARG001 -- ninja's signature
    query: Query[PlaceQuery],
) -> dict[str, object]:
    """The places that a text in the address can mean."""
    return matches_as_data(search_places(query.q, query.limit), reference_state())


@router.post(
    "/places/search",
    response={200: FoundPlaces, **SENDING},
    operation_id="searchPlacesUnseen",
    summary="Sucht Orte nach einem Wort im Inhalt der Anfrage",
    description="Dieselbe Suche wie GET /places. Das gesuchte Wort steht in keiner Adresse.",
)
def search_by_body(request: HttpRequest, query: PlaceQuery) -> dict[str, object]:  # noqa: ARG001 -- as above
    """The places that a text in the body can mean."""
    return matches_as_data(search_places(query.q, query.limit), reference_state())


@router.api_operation(
    READ,
    "/places/{ags}",
    response={200: OnePlace, **FINDING},
    operation_id="placeByAgs",
    summary="Zeigt einen Ort",
    description="Der Ort mit einem Amtlichen Gemeindeschlüssel, wie er heute gilt.",
)
def place_by_key(
    request: HttpRequest,  # noqa: ARG001 -- as above
    ags: Annotated[str, Path(pattern=r"^[0-9]{8}$", description="8 Ziffern", example="01002000")],
) -> dict[str, object]:
    """The present place with a key."""
    place = place_by_ags(ags)
    if place is None:
        raise Http404
    return place_as_data(place, reference_state())
