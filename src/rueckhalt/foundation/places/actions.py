from datetime import date, datetime

from django.db import transaction

from rueckhalt.foundation.places.models import Edition, Municipality
from rueckhalt.foundation.places.queries import shipped_table
from rueckhalt.foundation.places.rules import Directory, Place, parse_directory, state_of

_BATCH = 1000


def load_reference_places(*, now: datetime) -> bool:
    """Stores the table of places that the product ships; returns whether there was something to do.

    Nothing happens if this Gebietsstand or a newer one is stored already, so every start may call it.
    """
    text = shipped_table()
    state_on, _ = state_of(text)
    if _is_stored(state_on=state_on):
        return False
    return store_directory(directory=parse_directory(text), now=now)


@transaction.atomic
def store_directory(*, directory: Directory, now: datetime) -> bool:
    """Stores one Gebietsstand whole or not at all; returns False if it or a newer one is stored."""
    if _is_stored(state_on=directory.state_on):
        return False
    # Of two processes that come here together, the second waits and then finds the edition.
    edition, is_new = Edition.objects.get_or_create(
        state_on=directory.state_on, defaults={"source": directory.source, "loaded_at": now}
    )
    if is_new:
        rows = (_row(edition, place) for place in directory.places)
        Municipality.objects.bulk_create(rows, batch_size=_BATCH)
    return is_new


def _is_stored(*, state_on: date) -> bool:
    return Edition.objects.filter(state_on__gte=state_on).exists()


def _row(edition: Edition, place: Place) -> Municipality:
    kreis, association = place.kreis, place.association
    return Municipality(
        edition=edition,
        ags=place.ags,
        ars=place.ars,
        name=place.name,
        kind=place.kind.value,
        kreis_key=kreis.key if kreis else "",
        kreis_kind=kreis.kind.value if kreis else "",
        kreis_name=kreis.name if kreis else "",
        kreis_seat=kreis.seat if kreis else "",
        association_key=association.key if association else "",
        association_kind=association.kind.value if association else "",
        association_name=association.name if association else "",
        association_seat=association.seat if association else "",
        population=place.population,
        postcode=place.postcode,
        court_key=place.court_key,
    )
