from collections import Counter
from dataclasses import replace

import pytest

from rueckhalt.foundation.places.rules import (
    Association,
    AssociationKind,
    Kreis,
    KreisKind,
    Land,
    MunicipalityKind,
    Place,
)

MARBURG = Kreis("06534", KreisKind.LANDKREIS, "Marburg-Biedenkopf", "Marburg")
NEUSTADT = Place(
    ags="06534016",
    ars="065340016016",
    name="Neustadt (Hessen), Stadt",
    kind=MunicipalityKind.TOWN,
    kreis=MARBURG,
    association=None,
    population=9_000,
    postcode="35279",
    court_key="1234",
)


@pytest.mark.parametrize(
    ("ags", "land", "label"),
    [
        ("01001000", Land.SH, "Schleswig-Holstein"),
        ("05315000", Land.NW, "Nordrhein-Westfalen"),
        ("07316000", Land.RP, "Rheinland-Pfalz"),
        ("11000000", Land.BE, "Berlin"),
        ("16077043", Land.TH, "Thüringen"),
    ],
)
def test_the_first_two_digits_tell_the_land(ags, land, label):
    assert Land.of(ags) is land
    assert land.label == label
    assert ags.startswith(land.ags_prefix)


@pytest.mark.parametrize("key", ["", "0", "00123456", "17000000", "BY"])
def test_a_key_of_no_land_is_refused(key):
    with pytest.raises(ValueError, match="No Land has the key"):
        Land.of(key)


def test_laender_have_the_iso_codes_in_the_order_of_the_official_key():
    codes = "SH HH NI HB NW HE RP BW BY SL BE BB MV SN ST TH"
    assert " ".join(Land) == codes
    assert [land.ags_prefix for land in Land] == [f"{number:02}" for number in range(1, 17)]


@pytest.mark.parametrize(
    ("kind", "name", "label"),
    [
        (KreisKind.LANDKREIS, "Gifhorn", "Landkreis Gifhorn"),
        (KreisKind.KREIS, "Plön", "Kreis Plön"),
        (KreisKind.LANDKREIS, "Heidekreis", "Heidekreis"),
        (KreisKind.LANDKREIS, "Region Hannover", "Region Hannover"),
        (KreisKind.LANDKREIS, "Landkreis Rostock", "Landkreis Rostock"),
        (KreisKind.KREIS, "Städteregion Aachen", "Städteregion Aachen"),
        (
            KreisKind.REGIONAL_ASSOCIATION,
            "Regionalverband Saarbrücken",
            "Regionalverband Saarbrücken",
        ),
        (KreisKind.INDEPENDENT_CITY, "Trier, kreisfreie Stadt", "kreisfreie Stadt Trier"),
    ],
)
def test_a_kreis_is_called_as_people_say_it(kind, name, label):
    assert Kreis("00000", kind, name, "").label == label


@pytest.mark.parametrize(
    ("kind", "name", "label"),
    [
        (AssociationKind.AMT, "Landhagen", "Amt Landhagen"),
        (AssociationKind.AMT, "Amt Itzstedt", "Amt Itzstedt"),
        (AssociationKind.ADMINISTRATIVE_COMMUNITY, "Aub (VGem)", "Verwaltungsgemeinschaft Aub"),
        (
            AssociationKind.ADMINISTRATIVE_COMMUNITY,
            "VVG der Stadt Herrenberg",
            "Vereinbarte Verwaltungsgemeinschaft der Stadt Herrenberg",
        ),
        (
            AssociationKind.ADMINISTRATIVE_ASSOCIATION,
            "GVV Oberes Gäu",
            "Gemeindeverwaltungsverband Oberes Gäu",
        ),
        (AssociationKind.FULFILLING_MUNICIPALITY, "Weida, Stadt", "erfüllende Gemeinde Weida"),
    ],
)
def test_an_association_is_called_as_people_say_it(kind, name, label):
    assert Association("000000000", kind, name, "").label == label


def test_a_label_tells_kreis_and_land():
    assert NEUSTADT.short_name == "Neustadt (Hessen)"
    assert NEUSTADT.label == "Neustadt (Hessen) (Landkreis Marburg-Biedenkopf, Hessen)"


def test_a_city_without_kreis_says_so():
    city = replace(
        NEUSTADT,
        ags="07316000",
        name="Neustadt an der Weinstraße, Stadt",
        kind=MunicipalityKind.INDEPENDENT_CITY,
    )
    assert city.label == "Neustadt an der Weinstraße (kreisfreie Stadt, Rheinland-Pfalz)"


def test_a_city_that_is_a_land_says_so():
    hamburg = replace(NEUSTADT, ags="02000000", name="Hamburg, Freie und Hansestadt")
    assert hamburg.label == "Hamburg (Stadt und Land)"


@pytest.mark.parametrize("kind", list(MunicipalityKind))
def test_only_two_kinds_belong_to_no_municipality(kind):
    place = replace(NEUSTADT, kind=kind)
    assert place.is_unincorporated == (kind.value in {"65", "66"})
    assert ("gemeindefreies Gebiet" in place.label) == place.is_unincorporated


def test_no_two_places_have_the_same_label(index):
    assert [label for label, times in Counter(index.labels).items() if times > 1] == []


def test_two_municipalities_of_one_name_and_kreis_are_told_apart_by_their_amt(index):
    labels = {label for label in index.labels if label.startswith("Neuenkirchen (Amt ")}
    kreis = "Landkreis Vorpommern-Greifswald, Mecklenburg-Vorpommern"
    assert f"Neuenkirchen (Amt Landhagen, {kreis})" in labels
    assert len(labels) == 2
