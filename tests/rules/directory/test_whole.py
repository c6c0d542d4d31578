"""The whole shipped directory: every Land and matter, every hour, and moments by chance.

bench/directory.py runs the same questions over all municipalities and many more moments.
"""

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from rueckhalt.foundation.directory.rules import (
    BERLIN,
    Body,
    Competence,
    Opening,
    Way,
    bodies_for,
    opening_of,
)
from rueckhalt.foundation.places.rules import Land, Place
from tests.house.repository import CONTENT
from tests.rules.directory.bodies import all_places, shipped

BODIES = shipped().bodies
PLACES = all_places()
AT = datetime(2026, 11, 26, 22, tzinfo=BERLIN)
MONDAY = datetime(2026, 11, 23, tzinfo=BERLIN)  # a week without a holiday anywhere
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
FIRST = {
    Competence.EMERGENCY: "110",
    Competence.RESCUE: "112",
    Competence.DOCTOR: "116 117",
    Competence.CRISIS_LINE: "116 123",
}
FEDERAL = {
    Competence.MUNICIPAL_CONTACT: "0800 300 99 44",
    Competence.VICTIM_SUPPORT: "116 006",
    Competence.HELPLINE: "116 016",
}


def faults_at(place: Place | None, competence: Competence, at: datetime) -> Iterator[str]:
    """What is wrong with the offers for a matter at a place: nothing is expected."""
    offers = bodies_for(BODIES, competence, place, at)
    phones = [offer.body.phone for offer in offers]
    if competence in FIRST and phones[:1] != [FIRST[competence]]:
        yield f"{competence} begins with {phones[:1]}"
    if competence in FEDERAL and FEDERAL[competence] not in phones:
        yield f"{competence} lacks its number for all of Germany"
    if [offer.is_older for offer in offers] != sorted(offer.is_older for offer in offers):
        yield "an older statement stands before a fresher one"
    for offer in offers:
        if offer.body.way is not Way.KNOWN or not offer.body.is_valid(at.date()):
            yield f"{offer.body.id} is no card"
        if offer.body.land not in (None, place.land if place else None):
            yield f"{offer.body.id} is of another Land"
        yield from faults_of_opening(offer.body, at)


def faults_of_opening(body: Body, at: datetime) -> Iterator[str]:
    """An opening must hold until its change, and be another from then on."""
    now = opening_of(body, at)
    if now.changes_at is None:
        return
    before, after = (
        opening_of(body, now.changes_at + step) for step in (-timedelta(minutes=1), timedelta())
    )
    if now.changes_at <= at.astimezone(BERLIN) or before.is_open is not now.is_open:
        yield f"{body.id} at {at} changes earlier than it says"
    if after.is_open is now.is_open:
        yield f"{body.id} at {at} does not change when it says"


def random_triples(
    chance: Random, size: int
) -> Iterator[tuple[Place | None, Competence, datetime]]:
    """Places (now and then none), matters, and moments of twelve years, to the minute."""
    begin = datetime(2020, 1, 1, tzinfo=UTC)
    for _ in range(size):
        place = chance.choice(PLACES) if chance.random() > 0.05 else None
        minutes = chance.randrange(12 * 365 * 24 * 60)
        yield place, chance.choice(list(Competence)), begin + timedelta(minutes=minutes)


@pytest.mark.parametrize("land", [*Land, None])
def test_every_matter_is_answered_in_every_land_and_the_federal_numbers_are_there(land):
    places = [place for place in PLACES if place.land is land]
    asked = [places[0], places[-1], Random(7).choice(places)] if land else [None]
    found = [fault for place in asked for one in Competence for fault in faults_at(place, one, AT)]
    assert found == []


@pytest.mark.parametrize("seed", range(5))
def test_moments_by_chance_have_no_faults(seed):
    triples = random_triples(Random(seed), 100)
    assert [fault for triple in triples for fault in faults_at(*triple)] == []


def raw_bodies() -> list[dict]:
    files = sorted((CONTENT / "directory").glob("*.toml"))
    return [body for file in files for body in tomllib.loads(file.read_text("utf-8"))["body"]]


def is_open_by_hand(raw: dict, at: datetime) -> bool | None:
    """What the text itself says for a week without holidays, by other code."""
    if raw.get("always_open"):
        return True
    if "hours" not in raw:
        return None
    return any(
        ("DAILY" in hours["rule"] or DAYS[at.weekday()] in hours["rule"].partition("BYDAY=")[2])
        and hours["opens"] <= at.time() < hours["closes"]
        for hours in raw["hours"]
    )


def test_every_body_says_at_each_hour_of_a_week_what_its_text_says():
    by_id = {body.id: body for body in BODIES}
    hours = [MONDAY + timedelta(hours=n) for n in range(7 * 24)]
    raws = raw_bodies()
    assert {raw["id"] for raw in raws} == set(by_id)
    assert any("hours" in raw for raw in raws)
    assert [
        f"{raw['id']} {at}"
        for raw in raws
        for at in hours
        if opening_of(by_id[raw["id"]], at).is_open is not is_open_by_hand(raw, at)
    ] == []


def test_the_checks_see_a_wrong_number_and_a_wrong_change(monkeypatch):
    monkeypatch.setitem(FIRST, Competence.EMERGENCY, "111")
    assert list(faults_at(None, Competence.EMERGENCY, AT)) == ["notruf begins with ['110']"]
    always = Opening(is_open=True, changes_at=AT + timedelta(hours=1))
    monkeypatch.setitem(globals(), "opening_of", lambda *_: always)
    assert list(faults_of_opening(BODIES[0], AT))
