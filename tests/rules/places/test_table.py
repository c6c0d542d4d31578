from collections import Counter
from datetime import date

import pytest

from rueckhalt.foundation.places.rules import Land, parse_directory
from tests.rules.places.conftest import TABLE

HEAD = "# © Statistisches Bundesamt (Destatis), Gebietsstand 2025-11-30, dl-de/by-2-0"
KREIS = "kreis;01051;43;Dithmarschen;Heide"
AMT = "association;010515163;51;Burg-St. Michaelisdonn;Burg (Dithm.)"
AVERLAK = "municipality;01051003;010515163003;64;Averlak;579;25715;1319"


def table(*rows: str) -> str:
    return "\n".join((HEAD, "# kreis;key;kind;name;seat", *rows, ""))


def test_a_record_becomes_a_place_with_its_kreis_and_association():
    directory = parse_directory(table(KREIS, AMT, AVERLAK))
    (averlak,) = directory.places
    assert directory.state_on == date(2025, 11, 30)
    assert directory.source == HEAD.removeprefix("# ")
    assert (averlak.ags, averlak.name, averlak.population) == ("01051003", "Averlak", 579)
    assert (averlak.postcode, averlak.court_key) == ("25715", "1319")
    assert averlak.kreis.label == "Kreis Dithmarschen"
    assert averlak.association.label == "Amt Burg-St. Michaelisdonn"


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ((KREIS, AMT, AVERLAK, AVERLAK), "Line 6: 01051003 stands there twice"),
        ((KREIS, AVERLAK), "Line 4: '010515163'"),
        ((AMT, AVERLAK), "Line 4: no Kreis 01051"),
        ((KREIS, AMT, AVERLAK + ";1"), "Line 5: no record of this table"),
        ((KREIS, AMT, AVERLAK[:-5]), "Line 5: no record of this table"),
        ((KREIS, AMT, AVERLAK.replace(";64;", ";99;")), "Line 5: '99' is not a valid"),
        ((KREIS, AMT, AVERLAK.replace(";579;", ";many;")), "Line 5: invalid literal"),
        (
            (KREIS, AMT, AVERLAK.replace(";01051003;", ";01051004;")),
            "Line 5: the AGS 01051004 does not fit",
        ),
        ((KREIS, ""), "Line 4: no record of this table"),
        (("town;1",), "Line 3: no record of this table"),
    ],
)
def test_a_table_with_a_fault_is_refused_with_the_number_of_the_line(rows, complaint):
    with pytest.raises(ValueError, match=complaint):
        parse_directory(table(*rows))


@pytest.mark.parametrize(
    "text", ["", "\n", KREIS, HEAD.replace("2025-11-30", "2025"), "\x00" * 100]
)
def test_a_table_without_source_is_refused(text):
    with pytest.raises(ValueError, match="Line 1 must name the source"):
        parse_directory(text)


def test_the_shipped_table_is_one_small_file_in_the_order_of_the_ars(directory):
    keys = [place.ars for place in directory.places]
    assert TABLE.stat().st_size < 1_000_000
    assert keys == sorted(keys)


def test_the_shipped_table_has_the_counts_of_the_official_directory(directory):
    municipalities = [place for place in directory.places if not place.is_unincorporated]
    assert directory.state_on == date(2025, 11, 30)
    assert len(directory.places) == 10_953
    assert len(municipalities) == 10_751
    assert sum(place.population for place in directory.places) == 83_577_140


def test_the_shipped_table_has_the_municipalities_of_each_land(directory):
    lands = Counter(place.land.value for place in directory.places if not place.is_unincorporated)
    assert lands == {
        "RP": 2300, "BY": 2056, "SH": 1104, "BW": 1101, "NI": 939, "MV": 724, "TH": 605, "HE": 421,
        "SN": 418, "BB": 413, "NW": 396, "ST": 218, "SL": 52, "HB": 2, "HH": 1, "BE": 1,
    }  # fmt: skip


def test_only_areas_without_inhabitants_have_no_kreis(directory):
    homeless = [place for place in directory.places if place.kreis is None]
    assert {place.land for place in homeless} == {Land.RP, Land.MV}
    assert sum(place.population for place in homeless) == 0
