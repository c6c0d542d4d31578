"""The directory as Open Referral HSDS 3.0: one organization with one service for each body.

What HSDS has no place for stands in attributes of the service, named like our fields. Gaps and
prosecutor's offices are left out (DROPPED): HSDS describes what exists, and these are derived.
"""

from collections.abc import Iterator
from uuid import NAMESPACE_URL, UUID, uuid5

from rueckhalt.foundation.directory.rules import Body, Entries, Window

DROPPED = ("gaps", "prosecutors")
SCHEME = "rueckhalt"
LOCAL_TIME = "Ortszeit in Deutschland, im Sommer +02:00."
ON_HOLIDAYS = "Auch an Feiertagen."
ALL_DAYS = "MO,TU,WE,TH,FR,SA,SU"
_NAMESPACE = uuid5(NAMESPACE_URL, "urn:rueckhalt:directory")

Json = dict[str, object]


def directory_as_hsds(entries: Entries) -> list[Json]:
    """All bodies as HSDS organizations with their services; the same ids at each export."""
    return [_organization(body) for body in entries.bodies]


def _organization(body: Body) -> Json:
    organization = _id(body, "organization")
    return _filled(
        id=organization,
        name=body.name,
        description=body.note or ", ".join(one.label for one in body.competences),
        email=body.email,
        website=body.url,
        organization_identifiers=[
            _filled(
                id=_id(body, "identifier"),
                organization_id=organization,
                identifier_scheme=SCHEME,
                identifier_type="Kennung im Verzeichnis von Rückhalt",
                identifier=body.id,
            )
        ],
        services=[_service(body)],
    )


def _service(body: Body) -> Json:
    return _filled(
        id=_id(body, "service"),
        organization_id=_id(body, "organization"),
        name=body.competences[0].label,
        status="defunct" if body.valid_until else "active",
        description=body.note,
        alert=body.way.explanation,
        email=body.email,
        url=body.url,
        assured_date=body.checked_on.isoformat() if body.checked_on else "",
        phones=[{"id": _id(body, "phone"), "number": body.phone}] if body.phone else [],
        schedules=[_schedule(body, n, window) for n, window in enumerate(body.hours)],
        service_areas=list(_areas(body)),
        attributes=[
            {"id": _id(body, field, n), "link_type": field, "value": value}
            for field, values in _attributes(body).items()
            for n, value in enumerate(values)
        ],
    )


def _schedule(body: Body, number: int, window: Window) -> Json:
    """HSDS knows no daily rule: every day is each day of the week."""
    rule = dict(part.split("=") for part in window.rule.split(";"))
    if rule["FREQ"] == "DAILY":
        rule = {"FREQ": "WEEKLY", "BYDAY": ALL_DAYS}
    return _filled(
        id=_id(body, "schedule", number),
        service_id=_id(body, "service"),
        freq=rule["FREQ"],
        byday=rule.get("BYDAY", ""),
        bymonthday=rule.get("BYMONTHDAY", ""),
        opens_at=f"{window.opens:%H:%M}+01:00",
        closes_at=f"{window.closes:%H:%M}+01:00",
        notes=f"{LOCAL_TIME} {ON_HOLIDAYS if window.on_holidays else ''}".strip(),
    )


def _areas(body: Body) -> Iterator[Json]:
    """The reach: keys of places (AGS, Kreis, court district), a Land, or Germany."""
    land = ("land", body.land.value, body.land.label) if body.land else None
    keys = [
        *(("ags", key, key) for key in body.municipalities),
        *(("kreis", key, key) for key in body.kreise),
        *(("court_district", key, key) for key in body.court_districts),
        land or ("federation", "DE", "Deutschland"),
    ]
    for number, (kind, key, name) in enumerate(keys):
        yield {"id": _id(body, "area", number), "name": name, "extent": key, "extent_type": kind}


def _attributes(body: Body) -> dict[str, list[str]]:
    """Our fields without a place in HSDS; a flag stands there only when it is set."""
    flags = ("has_form", "second_hand", "always_open")
    found = {
        "competence": [one.value for one in body.competences],
        "source": [body.source.text],
        "source_kind": [body.source.kind.value],
        "source_on": [body.source.on],
        "attested_on": [body.attested_on],
        "way": [body.way.value],
        "seat": [body.seat.value if body.seat else ""],
        "valid_from": [body.valid_from.isoformat() if body.valid_from else ""],
        "valid_until": [body.valid_until.isoformat() if body.valid_until else ""],
        "successor": [body.successor],
        **{flag: ["yes" if getattr(body, flag) else ""] for flag in flags},
    }
    return {field: values for field, values in found.items() if any(values)}


def _filled(**values: object) -> Json:
    """The values without those that say nothing."""
    return {key: value for key, value in values.items() if value not in ("", [], None)}


def _id(body: Body, part: str, number: int = 0) -> str:
    name: UUID = uuid5(_NAMESPACE, f"{body.id}/{part}/{number}")
    return str(name)
