"""The export as HSDS 3: valid by its own schema, and every field of ours comes back."""

import dataclasses
import json
import re
from datetime import date, time

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from rueckhalt.foundation.directory.documents import directory_as_hsds
from rueckhalt.foundation.directory.documents.hsds import ALL_DAYS, DROPPED, ON_HOLIDAYS
from rueckhalt.foundation.directory.queries import shipped_entries
from rueckhalt.foundation.directory.rules import (
    Body,
    Competence,
    Entries,
    Source,
    SourceKind,
    Way,
    Window,
)
from rueckhalt.foundation.places.rules import Land
from tests.house.facts import FACTS
from tests.rules.directory.bodies import a_body

SCHEMA = FACTS.parent / "data/standards/hsds_3/hsds_organization.json"
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# A body with every field set, so that nothing can be lost unseen.
FULL = Body(
    id="voll", name="Musterstelle", competences=(Competence.FUND, Competence.HELPLINE),
    source=Source("Erfunden für Tests", SourceKind.LAW, "2026-01"), attested_on="nach 2026-01",
    land=Land.BY, kreise=("09162",), court_districts=("11", "1101"), municipalities=("09162000",),
    seat=Land.BE, way=Way.DORMANT, phone="030 25208838", email="a@b.example",
    url="https://b.example/", has_form=True, second_hand=True, always_open=False,
    hours=(
        Window("FREQ=DAILY", time(7), time(0), on_holidays=True),
        Window("FREQ=WEEKLY;BYDAY=MO,FR", time(9, 30), time(12)),
        Window("FREQ=MONTHLY;BYDAY=1TU", time(17), time(19)),
        Window("FREQ=MONTHLY;BYMONTHDAY=15", time(17), time(19)),
    ),
    note="Ein Satz.", valid_from=date(2026, 2, 1), valid_until=date(2027, 1, 1),
    successor="andere", checked_on=date(2026, 3, 1),
)  # fmt: skip
EXAMPLES = [FULL, a_body("immer", always_open=True), *shipped_entries().bodies]


def body_from(organization: dict) -> Body:
    """Reads an organization back, as somebody would who knows the attributes."""
    (service,) = organization["services"]
    said: dict[str, list[str]] = {}
    for one in service.get("attributes", []):
        said.setdefault(one["link_type"], []).append(one["value"])
    (land,) = [*areas(service, "land"), *areas(service, "federation")]
    return Body(
        id=organization["organization_identifiers"][0]["identifier"],
        name=organization["name"],
        competences=tuple(map(Competence, said["competence"])),
        source=Source(said["source"][0], SourceKind(said["source_kind"][0]), *said.get("source_on", [])),
        attested_on=said["attested_on"][0],
        land=None if land == "DE" else Land(land),
        kreise=areas(service, "kreis"),
        court_districts=areas(service, "court_district"),
        municipalities=areas(service, "ags"),
        seat=Land(said["seat"][0]) if "seat" in said else None,
        way=Way(said["way"][0]),
        phone=service["phones"][0]["number"] if "phones" in service else "",
        email=service.get("email", ""),
        url=service.get("url", ""),
        has_form="has_form" in said,
        second_hand="second_hand" in said,
        always_open="always_open" in said,
        hours=tuple(map(window_from, service.get("schedules", []))),
        note=service.get("description", ""),
        valid_from=day_of(said.get("valid_from")),
        valid_until=day_of(said.get("valid_until")),
        successor="".join(said.get("successor", [])),
        checked_on=day_of([service["assured_date"]] if "assured_date" in service else None),
    )  # fmt: skip


def areas(service: dict, kind: str) -> tuple[str, ...]:
    return tuple(one["extent"] for one in service["service_areas"] if one["extent_type"] == kind)


def day_of(values: list[str] | None) -> date | None:
    return date.fromisoformat(values[0]) if values else None


def window_from(schedule: dict) -> Window:
    byday = schedule.get("byday")
    last = f"BYDAY={byday}" if byday else f"BYMONTHDAY={schedule['bymonthday']}"
    rule = "FREQ=DAILY" if byday == ALL_DAYS else f"FREQ={schedule['freq']};{last}"
    opens, closes = (
        time.fromisoformat(schedule[key].removesuffix("+01:00"))
        for key in ("opens_at", "closes_at")
    )
    return Window(rule, opens, closes, ON_HOLIDAYS in schedule["notes"])


@pytest.mark.parametrize("body", EXAMPLES, ids=lambda body: body.id)
def test_every_field_of_a_body_comes_back(body):
    (organization,) = directory_as_hsds(Entries((body,)))
    assert body_from(json.loads(json.dumps(organization))) == body


def test_the_full_example_leaves_no_field_at_its_default_but_the_one_that_excludes_another():
    fields = dataclasses.fields(Body)
    assert [f.name for f in fields if getattr(FULL, f.name) == f.default] == ["always_open"]


def test_what_is_not_exported_is_named():
    exported = {"bodies"}
    assert {field.name for field in dataclasses.fields(Entries)} - exported <= set(DROPPED)


def walk(value: object):
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from walk(one)


def test_every_id_is_a_uuid_that_stands_there_once_and_stays_the_same():
    first, second = (directory_as_hsds(shipped_entries()) for _ in range(2))
    ids = [one["id"] for one in walk(first)]
    assert all(UUID.fullmatch(one) for one in ids)
    assert len(ids) == len(set(ids))
    assert first == second


@pytest.mark.skipif(not SCHEMA.exists(), reason="the schemas of HSDS 3 are not at hand")
def test_the_export_is_valid_by_the_schema_of_hsds_3():
    schema = json.loads(SCHEMA.read_text("utf-8"))
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    export = directory_as_hsds(Entries(tuple(EXAMPLES)))
    assert [error.message for one in export for error in validator.iter_errors(one)] == []
    broken = {**export[0], "name": None, "services": [{"id": "x", "status": "gone"}]}
    assert len(list(validator.iter_errors(broken))) >= 3
