"""Days as people remember them, seen from Thursday, 26 November 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rueckhalt.support.guidance.rules.remembered import remembered

ON = date(2026, 11, 26)
D = date.fromisoformat


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2026-01-31", "2026-01-31", "2026-01-31"),
        ("31.1.2026", "2026-01-31", "2026-01-31"),
        ("31. 1. 2026", "2026-01-31", "2026-01-31"),
        ("31.01.26", "2026-01-31", "2026-01-31"),
        ("am 31. Januar 2026", "2026-01-31", "2026-01-31"),
        ("3 Mai 2026", "2026-05-03", "2026-05-03"),
        ("24. Dez. 2025", "2025-12-24", "2025-12-24"),
        ("29.2.2024", "2024-02-29", "2024-02-29"),
        # without a year: the last such day that is not in the future
        ("24.12.", "2025-12-24", "2025-12-24"),
        ("1. November", "2026-11-01", "2026-11-01"),
        ("26.11.", "2026-11-26", "2026-11-26"),
        ("27.11.", "2025-11-27", "2025-11-27"),
        # a month, a part of it, a season, a year
        ("Januar 2026", "2026-01-01", "2026-01-31"),
        ("im Februar 2024", "2024-02-01", "2024-02-29"),
        ("Dezember", "2025-12-01", "2025-12-31"),
        ("November", "2026-11-01", "2026-11-26"),
        ("Anfang März", "2026-03-01", "2026-03-10"),
        ("Mitte Oktober 2025", "2025-10-11", "2025-10-20"),
        ("Ende Februar 2026", "2026-02-21", "2026-02-28"),
        ("Sommer 2025", "2025-06-01", "2025-08-31"),
        ("Winter 2025", "2025-12-01", "2026-02-28"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2026", "2026-01-01", "2026-11-26"),
        # seen from today
        ("heute", "2026-11-26", "2026-11-26"),
        ("Gestern", "2026-11-25", "2026-11-25"),
        ("vorgestern", "2026-11-24", "2026-11-24"),
        ("letzte Woche", "2026-11-16", "2026-11-22"),
        ("vor 10 Tagen", "2026-11-16", "2026-11-16"),
        ("vor drei Wochen", "2026-10-30", "2026-11-11"),
        ("vor einem Monat", "2026-10-11", "2026-11-10"),
    ],
)
def test_a_day_is_understood_as_its_earliest_and_latest(
    text: str, earliest: str, latest: str
) -> None:
    found = remembered(text, ON)
    assert found is not None
    assert (found.earliest, found.latest) == (D(earliest), D(latest))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "irgendwann",
        "31.2.2026",
        "29.2.2025",
        "32.1.2026",
        "1.13.2026",
        "0.0.0",
        "vor langer Zeit",
        "2026-02-30",
    ],
)
def test_what_is_no_day_is_not_guessed(text: str) -> None:
    assert remembered(text, ON) is None


@given(st.text(max_size=60))
def test_no_text_breaks_it_and_no_span_is_upside_down(text: str) -> None:
    found = remembered(text, ON)
    assert found is None or found.earliest <= found.latest
