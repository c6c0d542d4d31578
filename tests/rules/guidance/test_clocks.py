"""The clocks against tables that were written by hand from the law (tests/spec/clocks)."""

import tomllib
from datetime import date, timedelta

import pytest

from rueckhalt.foundation.places.rules import Land
from rueckhalt.support.guidance.rules.clocks import (
    ClockState,
    Conciliation,
    Deadline,
    Knowledge,
    TermsAfterDeath,
    compensation_deadline,
    deadline_after_death,
    deadlines_of_each,
    discontinued_deadline,
    limitation,
    look_again_on,
    months_after,
    moved_end,
    refusal_deadline,
    renewal_deadline,
    strafantrag_deadline,
    suspended_end,
    trauma_help_deadline,
    withdrawn,
)
from tests.rules.guidance.clock_tables import (
    TABLES,
    Row,
    day,
    expected,
    knowledge,
    land,
    rows,
    said,
)

D = date.fromisoformat
MONTHS = 3
AFTER_DEATH = TermsAfterDeath(ordinary=3, earliest=3, latest=6)
ENOUGH = 200  # dates, as promised


def today(row: Row) -> date:
    """The day on which the plan of a row is made."""
    found = day(row, "heute")
    assert found is not None
    return found


def holds(row: Row, found: Deadline, act_by: str = "handeln_bis") -> None:
    """A deadline is what its row says; one that says "today" shows today."""
    assert said(found, act_by) == expected(row, "stand", act_by, "ende")
    assert not found.is_today or found.act_by == today(row)


@pytest.mark.parametrize("row", rows("monatsenden"))
def test_a_term_of_months_ends_on_the_same_day_or_the_months_last(row: Row) -> None:
    assert months_after(row["ab"], row["monate"]) == row["ende"]  # type: ignore[arg-type]


@pytest.mark.parametrize("row", rows("feiertage_bund"))
def test_the_legal_end_moves_and_the_day_to_act_by_never_does(row: Row) -> None:
    learned_on = day(row, "kenntnis")
    assert learned_on is not None
    found = strafantrag_deadline(learned_on, Knowledge(learned_on, True), None, MONTHS)  # noqa: FBT003
    assert found.state is ClockState.STRAFANTRAG_RUNNING
    assert (found.act_by, found.legal_end) == (row["handeln_bis"], row["ende"])


@pytest.mark.parametrize("land_of_16", Land)
@pytest.mark.parametrize("row", rows("feiertage_laender"))
def test_a_holiday_of_a_land_moves_the_end_there_and_nowhere_else(
    row: Row, land_of_16: Land
) -> None:
    there = land_of_16.value in row["laender"]  # type: ignore[operator]
    assert moved_end(row["tag"], land_of_16).earliest == row["dort" if there else "sonst"]  # type: ignore[arg-type]


@pytest.mark.parametrize("row", rows("feiertage_gemeinden"))
def test_a_holiday_of_some_municipalities_is_a_named_doubt(row: Row) -> None:
    found = moved_end(row["tag"], land(row))  # type: ignore[arg-type]
    assert (found.earliest, found.latest) == (row["ende"], row["spaetestens"])
    assert found.is_doubtful == row["zweifel"]


@pytest.mark.parametrize("row", rows("kenntnis"))
def test_what_she_knows_decides_where_the_term_stands(row: Row) -> None:
    holds(row, strafantrag_deadline(today(row), knowledge(row), land(row), MONTHS))


@pytest.mark.parametrize("row", rows("mehrere"))
def test_of_several_offenders_none_closes_the_matter(row: Row) -> None:
    known = knowledge(row, several=True)
    holds(row, strafantrag_deadline(today(row), known, Land.HH, MONTHS))


@pytest.mark.parametrize("row", rows("tod"))
def test_after_a_death_relatives_have_three_to_six_months(row: Row) -> None:
    died_on = day(row, "gestorben")
    found = deadline_after_death(today(row), died_on, knowledge(row), Land.HH, AFTER_DEATH)
    holds(row, found)
    assert found.latest_end == day(row, "spaetestens")


@pytest.mark.parametrize("row", rows("suehneversuch"))
def test_an_attempt_at_conciliation_stops_the_term(row: Row) -> None:
    received_on, last_day = day(row, "eingang"), day(row, "letzter_tag")
    assert last_day is not None
    stop = Conciliation(received_on, day(row, "bescheinigung")) if received_on else None
    end = suspended_end(last_day, Land.HH, stop)
    found = (end.earliest, end.latest) if end else (None, None)
    assert found == (day(row, "ende"), day(row, "spaetestens"))


@pytest.mark.parametrize("row", rows("auskunftssperre"))
def test_a_lock_is_to_be_renewed_before_its_end(row: Row) -> None:
    years = row["jahre"]
    assert isinstance(years, int)
    holds(row, renewal_deadline(today(row), day(row, "eingetragen"), years, 3), "handeln_am")


@pytest.mark.parametrize("row", rows("ablehnung"))
def test_a_refused_lock_leaves_a_month(row: Row) -> None:
    holds(row, refusal_deadline(today(row), day(row, "brief"), 1))


@pytest.mark.parametrize("row", rows("einstellung"))
def test_a_discontinued_case_leaves_two_weeks(row: Row) -> None:
    holds(row, discontinued_deadline(today(row), day(row, "brief"), 2))


@pytest.mark.parametrize("row", rows("traumaambulanz"))
def test_the_first_session_is_within_twelve_months(row: Row) -> None:
    holds(row, trauma_help_deadline(today(row), day(row, "tat"), day(row, "tat_bekannt"), 12))


@pytest.mark.parametrize("row", rows("entschaedigung"))
def test_compensation_for_the_time_before_needs_an_application_within_a_year(row: Row) -> None:
    holds(row, compensation_deadline(today(row), day(row, "tat"), 1))


@pytest.mark.parametrize("row", rows("verjaehrung"))
def test_civil_claims_can_end_with_a_year_and_name_no_day_to_act_by(row: Row) -> None:
    found = limitation(today(row), day(row, "tat"), day(row, "tat_bekannt"), 3)
    holds(row, found)
    assert found.act_by is None


def test_each_entitled_person_has_a_term_of_her_own() -> None:
    """§§ 77 (4), 77b (3): what the mayor knew since May moves nothing for her husband."""
    mayor = Knowledge(D("2026-05-01"), knows_offender=True)
    husband = Knowledge(D("2026-11-20"), knows_offender=True)
    hers, his = deadlines_of_each(D("2026-11-26"), (mayor, husband), None, MONTHS)
    assert hers.state is ClockState.STRAFANTRAG_PASSED
    assert (his.state, his.act_by) == (ClockState.STRAFANTRAG_RUNNING, D("2027-02-20"))


@pytest.mark.parametrize(("on", "act_by"), [("2026-09-20", "2026-10-15"), ("2026-11-01",) * 2])
def test_during_an_attempt_at_conciliation_nothing_is_late(on: str, act_by: str) -> None:
    known = Knowledge(D("2026-07-15"), knows_offender=True)
    stop = Conciliation(D("2026-09-01"))
    found = strafantrag_deadline(D(on), known, None, MONTHS, stop)
    assert found.state is ClockState.STRAFANTRAG_SUSPENDED
    assert (found.act_by, found.legal_end) == (D(act_by), None)


def test_after_an_attempt_at_conciliation_the_later_end_counts() -> None:
    known = Knowledge(D("2026-07-15"), knows_offender=True)
    stop = Conciliation(D("2026-09-01"), D("2026-09-21"))
    found = strafantrag_deadline(D("2026-11-01"), known, Land.HH, MONTHS, stop)
    assert (found.state, found.legal_end) == (
        ClockState.STRAFANTRAG_STILL_RUNS,
        D("2026-11-03"),
    )


def test_a_withdrawn_complaint_has_a_sentence_and_no_day() -> None:
    assert withdrawn() == Deadline(ClockState.STRAFANTRAG_WITHDRAWN)


def test_the_plan_is_opened_again_after_a_week() -> None:
    assert look_again_on(D("2026-12-28")).act_by == D("2027-01-04")


def test_a_doubt_is_flagged_while_its_day_is_ahead() -> None:
    """15 August 2025 is a Friday and a holiday in some municipalities of Bavaria."""
    known = Knowledge(D("2025-05-15"), knows_offender=True)
    before, after = (
        strafantrag_deadline(D(on), known, Land.BY, MONTHS) for on in ("2025-08-15", "2025-08-16")
    )
    assert (before.is_doubtful, before.latest_end) == (True, D("2025-08-18"))
    assert (after.is_doubtful, after.state) == (False, ClockState.STRAFANTRAG_MAY_BE_OVER)


def test_no_day_to_act_by_is_later_than_the_legal_end_while_it_is_ahead() -> None:
    for offset in range(800):
        learned_on = D("2026-01-01") + timedelta(days=offset)
        known = Knowledge(learned_on, knows_offender=True)
        found = strafantrag_deadline(learned_on, known, Land.BY, MONTHS)
        assert found.act_by is not None
        assert found.legal_end is not None
        assert found.act_by <= found.legal_end


def test_the_tables_hold_as_many_dates_as_promised() -> None:
    tables = [tomllib.loads(file.read_text("utf-8"))["rows"] for file in TABLES.glob("*.toml")]
    assert sum(map(len, tables)) >= ENOUGH
    assert all(row["warum"] for table in tables for row in table)
