"""Which municipalities reach somebody, and what is told of the rest."""

from datetime import date, datetime, time

import pytest

from rueckhalt.foundation.directory.rules import (
    BERLIN,
    Competence,
    Entries,
    Gap,
    Way,
    Window,
    coverage,
    missing,
)
from rueckhalt.foundation.places.rules import Land
from tests.rules.directory.bodies import a_body, a_place

HELP = Competence.VICTIM_SUPPORT
AT = datetime(2026, 11, 26, 10, tzinfo=BERLIN)
HOURS = (Window("FREQ=DAILY", time(9), time(11)),)
PLACES = [a_place("09162000"), a_place("09163000"), a_place("14612000")]


def counted(*bodies, land=Land.BY) -> tuple[int, int, int]:
    rows = coverage(bodies, PLACES, AT)
    (one,) = [row for row in rows if (row.land, row.competence) == (land, HELP)]
    return one.municipalities, one.reached, one.only_old


@pytest.mark.parametrize(
    ("values", "reached"),
    [
        ({"hours": HOURS}, 2),
        ({"always_open": True}, 2),
        ({"url": "https://a.example", "has_form": True}, 2),
        ({"hours": HOURS, "land": Land.BY, "municipalities": ("09162000",)}, 1),
        ({"hours": (Window("FREQ=DAILY", time(11), time(12)),)}, 0),
        ({}, 0),  # nobody knows when
        ({"url": "https://a.example", "always_open": True}, 0),  # a page is no form
        ({"phone": "116 006", "always_open": True}, 0),
        ({"phone": "110", "always_open": True}, 0),
        ({"way": Way.DORMANT, "always_open": True}, 0),
        ({"hours": HOURS, "valid_until": date(2026, 11, 26)}, 0),
        ({"hours": HOURS, "land": Land.HE}, 0),
    ],
)
def test_a_municipality_is_reached_by_a_phone_in_its_hours_or_a_form(values, reached):
    assert counted(a_body(**values))[:2] == (2, reached)


def test_old_are_those_that_have_nothing_fresher_than_180_days():
    old = a_body("alt", hours=HOURS, attested_on="2026-05-29")
    fresh = a_body("neu", hours=HOURS, attested_on="2026-05-30", land=Land.BY, kreise=("09162",))
    assert counted(old) == (2, 2, 2)
    assert counted(fresh) == (2, 1, 0)
    assert counted(old, fresh) == (2, 2, 1)


def told(*bodies, gaps=(), land=Land.SL) -> list[str]:
    found = missing(Entries(bodies, tuple(gaps)), AT.date())
    return [one.text for one in found if (one.competence, one.land) == (HELP, land)]


def test_a_land_without_a_card_is_a_gap_that_names_who_exists():
    pathless = a_body("Landesstelle", land=Land.SL, way=Way.UNKNOWN, phone="")
    assert told() == ["Für das Saarland ist keine Stelle belegt."]
    assert told(pathless) == ["Für das Saarland ist kein Weg belegt zu: Landesstelle."]
    assert told(a_body("Bund")) == []


def test_a_written_gap_stands_as_it_is_and_only_once():
    gap = Gap("luecke", HELP, "Das fehlt.", "Fragen.", Land.SL)
    assert told(gaps=[gap]) == ["Das fehlt."]
    assert told(a_body("Bund"), gaps=[gap]) == ["Das fehlt."]
