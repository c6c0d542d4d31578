"""Coverage against a second count, made straight from the collected rows by other code."""

import re
from collections import Counter
from datetime import datetime, timedelta

import pytest

from rueckhalt.foundation.directory.api import shipped_entries
from rueckhalt.foundation.directory.rules import BERLIN, CONCERNS, coverage
from rueckhalt.foundation.places.rules import Land
from tests.build import whole_directory
from tests.house import facts

OFFICIAL = facts.FACTS.parent / "data/places/GV100AD_30112025.txt"
# kind of a row → concerns; what a row does beside it stands in ALSO by its name.
CONCERN = {
    "ansprechstelle_kommunal": "ansprechstelle_kommunal", "ansprechstelle_polizei": "ansprechstelle_polizei",
    "hinweisaufnahme_polizei": "meldeportal", "meldeportal": "meldeportal",
    "meldeportal_amtstraeger": "meldeportal", "onlinewache": "onlinewache", "opferhilfe": "opferhilfe",
    "opferberatung": "opferberatung", "hilfetelefon": "hilfetelefon", "fonds": "fonds",
    "trusted_flagger": "trusted_flagger", "cyber_wirtschaft": "cybercrime",
    "zentralstelle_sta": "strafverfolgung", "opferbeauftragter": "opferbeauftragter",
    "aufsicht_dsa": "aufsicht_dsa",
}  # fmt: skip
ALSO = {"HateAid gGmbH": "beratung"}
FORM = re.compile(r"Online-Meldeverfahren|Online-Strafanzeige|Meldeformular|hassanzeigen\.de")
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
LANDS = {land.label: land.value for land in Land}
MOMENTS = ["2026-11-26T10:00", "2026-11-26T23:00", "2026-11-29T17:00", "2026-12-01T16:30"]

pytestmark = [
    facts.needs_facts,
    pytest.mark.skipif(not OFFICIAL.exists(), reason=f"{OFFICIAL.name} is not at hand"),
]


def is_there(row: dict[str, str], at: datetime) -> bool:
    """Whether a row can be reached by phone (not a short one) or form."""
    if not facts.is_attested(row) or row["phone"].startswith("11"):
        return False
    has_url = row["url"] and row["url_verified"] in ("yes", "second")
    if has_url and (row["kind"] == "onlinewache" or FORM.search(row["name"] + row["note"])):
        return True
    return bool(row["phone"]) and is_open(row, at)


def is_open(row: dict[str, str], at: datetime) -> bool:
    """None of the moments is a holiday, so days of the week are enough."""
    lines = zip(*(row[key].split("|") for key in ("opening_rrule", "opens", "closes")), strict=True)
    return any(
        rule and ("DAILY" in rule or DAYS[at.weekday()] in rule.partition("BYDAY=")[2].split(","))
        and opens <= f"{at:%H:%M}" < closes
        for rule, opens, closes in lines
    )  # fmt: skip


def is_old(row: dict[str, str], at: datetime) -> bool:
    """Older than 180 days, from the first day that its date can mean; without a date it is old."""
    found = re.search(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", row["source_date"])
    if not found:
        return True
    year, month, day = found.groups()
    return f"{year}-{month or '01'}-{day or '01'}" < f"{at - timedelta(days=180):%Y-%m-%d}"


def municipalities() -> Counter[str]:
    """Municipalities of each Land, from the official file."""
    rows = OFFICIAL.read_text("utf-8").splitlines()
    keys = [row[10:12] for row in rows if row[:2] == "60" and row[122:124] not in ("65", "66")]
    return Counter(Land.of(key).value for key in keys)


def second_count(at: datetime) -> dict[tuple[str, str], tuple[int, int, int]]:
    there: dict[tuple[str, str], list[bool]] = {}
    for row in facts.bodies():
        concerns = [CONCERN.get(row["kind"]), ALSO.get(row["name"])]
        lands = [LANDS[row["land"]]] if row["land"] in LANDS else list(LANDS.values())
        for key in ((land, one) for land in lands for one in concerns if one):
            there.setdefault(key, []).extend([is_old(row, at)] if is_there(row, at) else [])
    counted = municipalities()
    return {
        (land, concern.value): (
            counted[land],
            counted[land] if there.get((land, concern.value)) else 0,
            counted[land] if there.get((land, concern.value)) and all(there[land, concern.value]) else 0,
        )
        for land in LANDS.values()
        for concern in CONCERNS
    }  # fmt: skip


@pytest.mark.parametrize("moment", MOMENTS)
def test_both_counts_agree(moment):
    at = datetime.fromisoformat(moment).replace(tzinfo=BERLIN)
    counted = coverage(shipped_entries().bodies, whole_directory().places, at)
    assert sum(one.municipalities for one in counted if one.competence is CONCERNS[0]) == 10_751
    assert {
        (one.land.value, one.competence.value): (one.municipalities, one.reached, one.only_old)
        for one in counted
    } == second_count(at)


# Rows that are no body and no gap of ours: a file with the police stations of one Land.
NOT_OURS = {"264 Polizeidienststellen mit Telefon und E-Mail (Datei)"}


def test_every_collected_row_is_a_body_or_a_gap():
    rows = [row for row in facts.bodies() if row["name"] not in NOT_OURS]
    bodies = [
        row for row in rows if facts.is_attested(row) and "keine Sonderstelle" not in row["name"]
    ]
    entries = shipped_entries()
    # Bremerhaven has an entry of its own; the gap of Bavaria stands in the table of law.md.
    assert (len(entries.bodies), len(entries.gaps)) == (
        len(bodies) + 1,
        len(rows) - len(bodies) + 1,
    )


def test_every_shown_way_of_the_rows_stands_in_an_entry_but_that_of_a_closed_body():
    shown = {way for body in shipped_entries().bodies for way in (body.phone, body.email, body.url)}
    collected = {
        way
        for row in facts.bodies()
        if facts.is_attested(row)
        for way in (row["phone"], row["email"], row["url"] if row["url_verified"] != "no" else "")
    }
    assert {way for way in collected - shown if "polizei.sachsen-anhalt.de" not in way} == {
        "https://hessengegenhetze.de", "0611 353 9977",
    }  # fmt: skip
