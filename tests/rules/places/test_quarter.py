"""The reader of GV100AD; files are made by the tests, the official one is in tests/reference."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.places.rules import Land, check_whole, read_quarter
from tests.rules.places.quarters import (
    AREAS,
    NEXT_DAY,
    SMALL,
    as_file,
    line,
    municipality,
    whole,
    with_columns,
)

_, _, _, KREIS, _, AMT, AVERLAK, _, _ = SMALL


def changed(number: int, first: int, value: str) -> bytes:
    """The small quarter with other signs in the line of this number."""
    lines = list(SMALL)
    lines[number - 1] = with_columns(lines[number - 1], first, value)
    return as_file(lines)


def refusal_of(raw: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        read_quarter(raw)
    return caught.value


def test_a_record_becomes_a_place_with_its_kreis_and_association():
    quarter = read_quarter(as_file(SMALL))
    averlak = quarter.directory.places[1]
    assert (averlak.ags, averlak.ars, averlak.name) == ("01051003", "010515163003", "Averlak")
    assert (averlak.population, averlak.postcode, averlak.court_key) == (579, "25715", "1319")
    assert averlak.kreis.label == "Kreis Dithmarschen"
    assert (averlak.association.label, averlak.association.seat) == (
        "Amt Burg-St. Michaelisdonn", "Burg (Dithm.)",
    )  # fmt: skip


def test_a_quarter_names_its_day_its_source_and_the_area_of_each_land():
    quarter = read_quarter(as_file(SMALL))
    assert quarter.directory.state_on == date(2025, 11, 30)
    assert quarter.directory.source == (
        "© Statistisches Bundesamt (Destatis), Gebietsstand 2025-11-30, dl-de/by-2-0"
    )
    assert quarter.areas == {Land.SH: 300}


def test_a_municipality_of_its_own_has_no_association():
    heide = read_quarter(as_file(SMALL)).directory.places[0]
    assert (heide.name, heide.association) == ("Heide, Stadt", None)


@pytest.mark.parametrize("kind", ["51", "52", "53", "54", "55", "56", "57", "58"])
def test_every_kind_of_association_is_read(kind):
    places = read_quarter(changed(6, 123, kind)).directory.places
    assert places[1].association.kind.value == kind


@pytest.mark.parametrize("kind", ["60", "61", "62", "63", "64", "65", "66", "67"])
def test_every_kind_of_municipality_is_read(kind):
    assert read_quarter(changed(7, 123, kind)).directory.places[1].kind.value == kind


def test_an_area_without_kreis_and_inhabitants_is_read():
    coast = municipality("130009999999", "Küstengewässer", "66", 0)
    coast = with_columns(coast, 129, " " * 47)
    belongs_to_none = line("50", "13000   9999", "Küstengewässer", "", "50")
    (*_, place) = read_quarter(as_file((*SMALL, belongs_to_none, coast))).directory.places
    assert (place.kreis, place.association, place.population, place.postcode) == (None, None, 0, "")


@pytest.mark.parametrize(
    "raw",
    [
        as_file(SMALL, end="\r\n"),
        as_file(SMALL).removesuffix(b"\n"),
        b"\xef\xbb\xbf" + as_file(SMALL),
        as_file(SMALL, encoding="cp1252"),
        as_file(SMALL, encoding="iso8859-1"),
        as_file(reversed(SMALL)),
        changed(7, 73, "landesintern"),
        changed(7, 201, "landesintern"),
    ],
    ids=["CRLF", "no last line end", "BOM", "cp1252", "latin-1", "order", "unread", "remark"],
)
def test_what_the_description_leaves_open_makes_no_difference(raw):
    assert read_quarter(raw).directory == read_quarter(as_file(SMALL)).directory


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "Die Datei ist leer."),
        (b" \r\n\n", "Die Datei ist leer."),
        (b"\xef\xbb\xbf", "Zeile 1 hat 0 Zeichen statt 220."),
        (b"x" * 10_000_001, "Die Datei ist größer als 10 MB"),
        (b"PK\x03\x04" + b"\x00" * 99, "Das ist ein ZIP-Archiv"),
        (b"%PDF-1.7\n", "Das ist ein PDF."),
        ("a;b\n".encode("utf-16"), "Die Datei ist in UTF-16 gespeichert."),
        (as_file(SMALL).decode().encode("utf-16-le"), "Zeile 1 hat"),
        (bytes(range(256)) * 9, "enthält Zeichen, die weder UTF-8 noch eindeutig"),
        (as_file(SMALL, encoding="cp850"), "Zeile 9 enthält Zeichen, die weder UTF-8 noch"),
        (as_file(SMALL, encoding="mac-roman"), "Zeile 9 enthält Zeichen, die weder UTF-8 noch"),
        (b"ags;name\n01051003;Averlak\n", "Zeile 1 hat 8 Zeichen statt 220."),
        (as_file(SMALL, end="\r"), "Zeile 1 hat 1988 Zeichen statt 220."),
        (as_file(SMALL, end="\n\n"), "Zeile 2 hat 0 Zeichen statt 220."),
        (as_file(SMALL)[:700], "Zeile 4 hat 37 Zeichen statt 220."),
        (as_file(SMALL, encoding="utf-8").decode("latin-1").encode(), "Zeile 9 hat 222 Zeichen"),
        (changed(7, 30, "\x00"), "Zeile 7 enthält ein Zeichen, das kein Text ist"),
        (changed(7, 30, "\x1b"), "Zeile 7 enthält ein Zeichen, das kein Text ist"),
        (changed(7, 30, "\u202e"), "Zeile 7 enthält ein Zeichen, das kein Text ist"),
        (changed(7, 30, "\u2028"), "Zeile 7 enthält ein Zeichen, das kein Text ist"),
        (changed(7, 30, "\ufffd"), "Zeile 7 enthält ein Zeichen, das kein Text ist"),
        (changed(7, 1, "70"), "Zeile 7: Die Satzart „70“ gibt es in GV100AD nicht."),
        (changed(7, 3, NEXT_DAY), "Zeile 7 nennt den Gebietsstand „20260228“, Zeile 1 aber"),
        (changed(1, 3, "2025113X"), "Zeile 1: In den Spalten 3 bis 10 müssen Ziffern stehen"),
        (changed(1, 3, "٢٠٢٥١١٣٠"), "Zeile 1: In den Spalten 3 bis 10 müssen Ziffern stehen"),
        (as_file(with_columns(one, 3, "20250230") for one in SMALL), "„20250230“ ist kein Tag."),
        (as_file(with_columns(one, 3, "00000000") for one in SMALL), "„00000000“ ist kein Tag."),
        (changed(7, 11, "17"), "Zeile 7: Ein Land mit dem Schlüssel „17“ gibt es nicht."),
        (changed(7, 11, "01 51003"), "Zeile 7: In den Spalten 11 bis 18 müssen Ziffern stehen"),
        (changed(7, 19, "    "), "Zeile 7: In den Spalten 19 bis 22 müssen Ziffern stehen"),
        (as_file((*SMALL, AVERLAK)), "Zeile 10: Der Schlüssel „01051003“ steht schon in Zeile 7"),
        (as_file((*SMALL, KREIS)), "Zeile 10: Der Schlüssel „01051“ steht schon in Zeile 4"),
        (as_file((*SMALL, with_columns(AVERLAK, 19, "0044"))), "Zeile 10: Der Schlüssel „01051003“"),
        (as_file((KREIS, AVERLAK)), "Zeile 2: Der Verband „010515163“ (Satzart 50) fehlt."),
        (as_file((AMT, AVERLAK)), "Zeile 2: Der Kreis „01051“ (Satzart 40) fehlt."),
        (changed(4, 123, "46"), "Zeile 4: Das Textkennzeichen „46“ gibt es in Satzart 40 nicht."),
        (changed(6, 123, "59"), "Zeile 6: Das Textkennzeichen „59“ gibt es in Satzart 50 nicht."),
        (changed(7, 123, "68"), "Zeile 7: Das Textkennzeichen „68“ gibt es in Satzart 60 nicht."),
        (changed(7, 123, "  "), "Zeile 7: Das Textkennzeichen „“ gibt es in Satzart 60 nicht."),
        (changed(7, 23, " " * 50), "Zeile 7: Der Name fehlt."),
        (changed(7, 140, "-0000000579"), "Zeile 7: In den Spalten 140 bis 150 müssen Ziffern"),
        (changed(7, 140, " " * 11), "Zeile 7: In den Spalten 140 bis 150 müssen Ziffern stehen"),
        (changed(7, 129, "       12,50"), "Zeile 7: In den Spalten 129 bis 139 müssen Ziffern"),
        (changed(7, 166, "2571 "), "Zeile 7: In den Spalten 166 bis 170 müssen Ziffern stehen"),
    ],
)  # fmt: skip
def test_a_file_with_a_fault_is_refused_with_line_and_reason(raw, sentence):
    assert sentence in str(refusal_of(raw))


def test_a_refusal_is_one_short_line():
    for raw in (as_file(SMALL)[:700], changed(7, 11, "01051X03"), changed(7, 3, NEXT_DAY)):
        sentence = str(refusal_of(raw))
        assert sentence.isprintable()
        assert len(sentence) < 200


@given(st.integers(0, len(as_file(SMALL)) - 1), st.binary(min_size=1, max_size=1))
def test_one_other_byte_is_refused_or_changes_what_it_stands_in(position, byte):
    raw = as_file(SMALL)
    try:
        read = read_quarter(raw[:position] + byte + raw[position + 1 :]).directory
    except Refused:
        return
    assert read.state_on == date(2025, 11, 30)
    assert len(read.places) == 3


@given(st.integers(0, len(as_file(SMALL)) - 1))
def test_a_cut_file_is_refused_or_lacks_whole_lines_at_its_end(end):
    try:
        read = read_quarter(as_file(SMALL)[:end]).directory
    except Refused:
        return
    whole_lines = [len(as_file(SMALL[:number])) for number in range(len(SMALL) + 1)]
    assert {end, end + 1} & set(whole_lines)
    assert set(read.places) <= set(read_quarter(as_file(SMALL)).directory.places)


@given(st.binary(max_size=500))
def test_any_bytes_are_refused(raw):
    assert refusal_of(raw).code.startswith("places-")


def test_all_of_germany_is_whole():
    check_whole(read_quarter(as_file(whole())))


@pytest.mark.parametrize("lines", [20, 2_000, 8_000, 15_000])
def test_a_file_that_lacks_lines_at_its_end_is_not_whole(lines):
    with pytest.raises(Refused, match=r"nicht vollständig: .* ha Fläche statt etwa"):
        check_whole(read_quarter(as_file(whole()[:-lines])))


@pytest.mark.parametrize("land", Land)
def test_a_file_without_one_of_the_laender_is_not_whole(land):
    quarter = read_quarter(as_file(SMALL))
    areas = {other: AREAS[other.value] * 100 for other in Land}
    check_whole(replace(quarter, areas=areas))
    del areas[land]
    with pytest.raises(Refused, match=f"nicht vollständig: {land.label} hat darin 0 ha"):
        check_whole(replace(quarter, areas=areas))
