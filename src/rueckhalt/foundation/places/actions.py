from datetime import datetime

from django.db import transaction
from django.utils import timezone

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.foundation.places.models import Edition, Municipality
from rueckhalt.foundation.places.queries import (
    directory_on,
    nearest_directory,
    reference_state,
    shipped_table,
)
from rueckhalt.foundation.places.rules import (
    Directory,
    Imported,
    Place,
    changes_between,
    check_plausible,
    check_whole,
    parse_directory,
    read_quarter,
    size_of,
    state_of,
)

_BATCH = 1000


def load_reference_places(*, now: datetime) -> bool:
    """Stores the table of places that the product ships; returns whether there was something to do.

    Nothing happens if this Gebietsstand or a newer one is stored already, so every start may call it.
    """
    text = shipped_table()
    state_on, _ = state_of(text)
    if Edition.objects.filter(state_on__gte=state_on).exists():
        return False
    return store_directory(directory=parse_directory(text), now=now)


def import_quarter(*, raw: bytes, now: datetime) -> Imported:
    """Stores what a file of GV100AD says; the same file again changes nothing.

    The state with the newest Gebietsstand is present, whichever was imported first; an older one is
    kept as history. Refused: what `read_quarter`, `check_whole` and `check_plausible` refuse, and
    another content for a Gebietsstand that is stored, since a stored state is never changed.
    """
    quarter = read_quarter(raw)
    check_whole(quarter)
    directory = quarter.directory
    nearest = nearest_directory(directory.state_on)
    known = nearest or parse_directory(shipped_table())
    check_plausible(size_of(directory), size_of(known), timezone.localdate(now))
    is_new = store_directory(directory=directory, now=now)
    if not is_new:
        _check_same(directory)
    present = reference_state()
    return Imported(
        state_on=directory.state_on,
        present=present.state_on if present else directory.state_on,
        is_new=is_new,
        changes=changes_between(nearest, directory) if nearest else None,
    )


@transaction.atomic
def store_directory(*, directory: Directory, now: datetime) -> bool:
    """Stores one Gebietsstand whole or not at all; returns False if it is stored already."""
    # Of two processes that come here together, the second waits and then finds the edition.
    edition, is_new = Edition.objects.get_or_create(
        state_on=directory.state_on, defaults={"source": directory.source, "loaded_at": now}
    )
    if is_new:
        rows = (_row(edition, place) for place in directory.places)
        Municipality.objects.bulk_create(rows, batch_size=_BATCH)
    return is_new


def _check_same(directory: Directory) -> None:
    stored = directory_on(directory.state_on)
    different = set(directory.places) ^ set(stored.places if stored else ())
    if different:
        first = min(different, key=lambda place: place.ars)
        raise Refused(
            "places-other-content",
            gettext_noop(
                "Der Gebietsstand %(day)s ist schon gespeichert, aber mit anderen Angaben (Orte: %(count)s, zuerst %(first)s). Ein gespeicherter Stand bleibt, wie er ist."
            ),
            day=f"{directory.state_on:%d.%m.%Y}",
            count=len({place.ags for place in different}),
            first=f"{first.ags} {first.name}",
        )


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
