from collections.abc import Iterable, Iterator
from datetime import date

from django.utils import timezone

from rueckhalt.foundation.places.queries import ReferenceState
from rueckhalt.foundation.places.rules import (
    Association,
    Changes,
    Imported,
    Kreis,
    Match,
    Place,
)


def matches_as_data(matches: Iterable[Match], state: ReferenceState | None) -> dict[str, object]:
    """The places that were found, best first, as plain values, and the source to be named."""
    found = [
        {"label": one.label, "score": one.score, "reason": one.reason.value,
         "place": _place_as_data(one.place)}
        for one in matches
    ]  # fmt: skip
    return {"matches": found, **_origin(state)}


def place_as_data(place: Place, state: ReferenceState | None) -> dict[str, object]:
    """One place as plain values, and the source to be named."""
    return {"place": _place_as_data(place), **_origin(state)}


def _origin(state: ReferenceState | None) -> dict[str, object]:
    state_on = state.state_on.isoformat() if state else None
    return {"source": state.source if state else "", "state_on": state_on}


def _place_as_data(place: Place) -> dict[str, object]:
    return {
        "ags": place.ags,
        "ars": place.ars,
        "name": place.name,
        "label": place.label,
        "long_label": place.long_label,
        "kind": place.kind.label,
        "land": place.land.value,
        "kreis": _area_as_data(place.kreis),
        "association": _area_as_data(place.association),
        "population": place.population,
        "postcode": place.postcode,
    }


def _area_as_data(area: Kreis | Association | None) -> dict[str, object] | None:
    return {"key": area.key, "kind": area.kind.label, "label": area.label} if area else None


def import_as_text(imported: Imported) -> str:
    """Returns what came of an import, as German text for an operator."""
    changes = [] if imported.changes is None else ["", *_changes(imported.changes)]
    return "\n".join([_outcome(imported), *changes])


def states_as_text(states: Iterable[ReferenceState]) -> str:
    """Returns the stored states, the present one first, each with counts, source and day of import."""
    return "\n".join(_state(state, is_present=not place) for place, state in enumerate(states))


def _outcome(imported: Imported) -> str:
    state_on, present = _day(imported.state_on), _day(imported.present)
    if not imported.is_new:
        return f"Der Gebietsstand {state_on} ist schon genauso gespeichert. Nichts wurde geändert."
    if imported.state_on < imported.present:
        return f"Der Gebietsstand {state_on} ist als Geschichte gespeichert. Es gilt weiter der {present}."
    return f"Der Gebietsstand {state_on} ist gespeichert und gilt jetzt."


def _changes(changes: Changes) -> Iterator[str]:
    yield f"Vom {_day(changes.earlier)} zum {_day(changes.later)}:"
    yield from _listed("neu", map(_named, changes.added))
    yield from _listed("umbenannt", (f"{_named(old)} → {new.name}" for old, new in changes.renamed))
    yield from _listed("weggefallen, Nachfolge unbekannt", map(_named, changes.gone))
    yield (
        f"Andere Angaben bei Orten, die es vorher und nachher gibt: Art {changes.other_kind}, "
        f"Kreis {changes.other_kreis}, Verband {changes.other_association}, "
        f"Postleitzahl {changes.other_postcode}, Einwohnerzahl {changes.other_population}."
    )


def _listed(title: str, rows: Iterable[str]) -> Iterator[str]:
    lines = list(rows)
    yield f"{len(lines)} {title}"
    yield from (f"  {line}" for line in lines)


def _named(place: Place) -> str:
    return f"{place.ags}  {place.label}"


def _state(state: ReferenceState, *, is_present: bool) -> str:
    return (
        f"{_day(state.state_on)}  {'gilt' if is_present else 'Geschichte'}: "
        f"{state.municipalities} Gemeinden, {state.unincorporated_areas} gemeindefreie Gebiete\n"
        f"  {state.source}, eingelesen am {_day(timezone.localdate(state.loaded_at))}"
    )


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
