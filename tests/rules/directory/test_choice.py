"""Which bodies are offered for a matter at a place, and in which order."""

from datetime import date, datetime, time

import pytest

from rueckhalt.foundation.directory.rules import (
    BERLIN,
    Competence,
    Gap,
    Nearness,
    Way,
    Window,
    bodies_for,
    gaps_for,
    nearest_first,
    pathless_for,
    successor_of,
)
from rueckhalt.foundation.places.rules import Land
from tests.rules.directory.bodies import a_body, a_place

HELP, POLICE = Competence.VICTIM_SUPPORT, Competence.POLICE_CONTACT
MUNICH = a_place("09162000", "1101")
AT = datetime(2026, 11, 26, 10, tzinfo=BERLIN)  # a Thursday
NIGHT = (Window("FREQ=DAILY", time(22), time(23)),)
DAY = (Window("FREQ=DAILY", time(8), time(16)),)


def names(*bodies, place=MUNICH, at=AT, competence=HELP) -> list[str]:
    return [offer.body.name for offer in bodies_for(bodies, competence, place, at)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"land": Land.BY}, {}),
        ({"land": Land.BY, "court_districts": ("11",)}, {"land": Land.BY}),
        ({"land": Land.BY, "kreise": ("09162",)}, {"land": Land.BY, "court_districts": ("1101",)}),
        ({"land": Land.BY, "municipalities": ("09162000",)}, {"land": Land.BY, "kreise": ("09162",)}),
        ({"hours": DAY}, {"hours": NIGHT, "land": Land.BY}),
        ({"always_open": True}, {}),
        ({}, {"hours": NIGHT}),
        ({"competences": (HELP, POLICE)}, {"competences": (POLICE, HELP), "always_open": True}),
        ({"hours": NIGHT}, {"attested_on": "2023", "always_open": True, "land": Land.BY}),
        ({"hours": NIGHT}, {"attested_on": "o. D.", "always_open": True, "land": Land.BY}),
        ({"attested_on": "2026-10"}, {"attested_on": "2026-09"}),
        ({"attested_on": "2025", "checked_on": date(2026, 11, 1)}, {"attested_on": "2026-10"}),
    ],
)  # fmt: skip
def test_what_fits_better_comes_first(first, second):
    one, other = a_body("Zwei", **first), a_body("Eins", **second)
    assert names(one, other) == names(other, one) == ["Zwei", "Eins"]


@pytest.mark.parametrize(
    "values",
    [
        {"land": Land.HE},
        {"land": Land.BY, "kreise": ("09163",)},
        {"land": Land.BY, "municipalities": ("09162001",)},
        {"land": Land.BY, "court_districts": ("12",)},
        {"competences": (POLICE,)},
        {"way": Way.UNKNOWN, "phone": ""},
        {"way": Way.DORMANT},
        {"way": Way.PARTNERS},
        {"way": Way.WITHHELD, "phone": ""},
        {"valid_until": date(2026, 11, 26)},
        {"valid_from": date(2026, 11, 27)},
    ],
)
def test_what_does_not_fit_is_not_offered(values):
    assert names(a_body(**values)) == []


def test_a_body_is_offered_from_its_first_to_the_day_before_its_end():
    assert names(a_body(valid_from=date(2026, 11, 26), valid_until=date(2026, 11, 27))) == [
        "Stelle"
    ]


def test_without_a_place_only_the_bodies_of_the_federation_are_offered():
    assert names(a_body("Bund"), a_body("Bayern", land=Land.BY), place=None) == ["Bund"]


def test_a_place_without_a_court_is_in_no_district():
    body = a_body(land=Land.BY, court_districts=("11",))
    assert names(body, place=a_place(court_key="")) == []


def test_an_offer_says_how_near_open_and_old_it_is():
    (offer,) = bodies_for([a_body(land=Land.BY, attested_on="2019", hours=DAY)], HELP, MUNICH, AT)
    assert (offer.nearness, offer.opening.is_open, offer.is_older) == (Nearness.LAND, True, True)


def test_a_body_without_a_way_is_named_apart_and_a_gap_is_a_sentence():
    body = a_body(land=Land.BY, way=Way.UNKNOWN, phone="")
    gaps = [Gap(land.value, HELP, "Fehlt.", "Fragen.", land) for land in (Land.BY, Land.HE)]
    assert pathless_for([body, a_body("Karte")], HELP, MUNICH, AT.date()) == (body,)
    assert [gap.id for gap in gaps_for(gaps, HELP, MUNICH)] == ["BY"]
    assert gaps_for(gaps, POLICE, MUNICH) == ()


def closed(name: str, successor: str):
    return a_body(name, valid_until=date(2026, 2, 25), successor=successor)


def test_a_closed_body_points_to_the_next_one_that_works():
    bodies = [closed("A", "B"), closed("B", "C"), a_body("C"), closed("D", "E"), closed("E", "D")]
    found = {body.name: successor_of(bodies, body, AT.date()) for body in bodies}
    assert found == {"A": bodies[2], "B": bodies[2], "C": None, "D": None, "E": None}


def test_all_bodies_are_listed_from_near_to_far_and_those_of_elsewhere_last():
    town = a_body("Stadt", land=Land.BY, municipalities=("09162000",))
    kreis = a_body("Kreis", land=Land.BY, kreise=("09162",))
    land, federal = a_body("Land", land=Land.BY), a_body("Bund")
    other_town = a_body("Andere Stadt", land=Land.BY, municipalities=("09163000",))
    hesse = a_body("Hessen", land=Land.HE)
    found = nearest_first([hesse, federal, other_town, land, kreis, town], MUNICH, AT.date())
    assert [body.name for body, _ in found] == [
        "Stadt", "Kreis", "Land", "Bund", "Andere Stadt", "Hessen",
    ]  # fmt: skip
    assert [nearness for _, nearness in found][-3:] == [Nearness.FEDERATION, None, None]


def test_without_a_place_the_federation_comes_first_and_a_closed_body_nowhere():
    closed = a_body("Zu", valid_until=date(2026, 1, 1))
    bodies = [a_body("Hessen", land=Land.HE), a_body("Bund"), closed]
    found = [body.name for body, _ in nearest_first(bodies, None, AT.date())]
    assert found == ["Bund", "Hessen"]
