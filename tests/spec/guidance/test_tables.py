"""Tables that a jurist can read: a situation, what its plan must hold and must not hold.

They are written from the law and the collected facts. They also make docs/fachlich/lagen.md.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest
from pydantic import ConfigDict

from rueckhalt.foundation.lib.content import parse_entries
from rueckhalt.support.guidance.rules.conditions import Condition, condition_faults
from rueckhalt.support.guidance.rules.plan import Plan, advise
from rueckhalt.support.guidance.rules.rulebook import known_facts
from rueckhalt.support.guidance.rules.situation import Situation
from tests.rules.guidance.books import shipped_book

ON = date(2026, 11, 26)
BOOK = shipped_book()
STEPS = {step.id for step in BOOK.steps}
OFFENCES = {offence.id for offence in BOOK.offences.offences}


@dataclass(frozen=True)
class Table:
    """One situation. `strafantrag`, `vorgesetzter` and `widerspruch` are held only if they are given."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    id: str
    name: str
    antworten: Condition
    grund: str
    tage: dict[str, date] = field(default_factory=dict)
    zuerst: str = ""
    schritte: tuple[str, ...] = ()
    schritte_nicht: tuple[str, ...] = ()
    taten: tuple[str, ...] = ()
    taten_nicht: tuple[str, ...] = ()
    strafantrag: str = ""
    vorgesetzter: str = ""
    widerspruch: bool | None = None
    sagt: tuple[str, ...] = ()
    sagt_nicht: tuple[str, ...] = ()

    def plan(self) -> Plan:
        """The plan of this situation."""
        answers = {name: frozenset(values) for name, values in self.antworten.items()}
        return advise(Situation(answers=answers, days=self.tage), BOOK, ON)


FILES = sorted(Path(__file__).parent.glob("*.toml"))
TABLES = parse_entries({file.name: file.read_text("utf-8") for file in FILES}, "lage", Table)


def steps_of(plan: Plan) -> list[str]:
    return [item.step.id for item in plan.advice]


def offences_of(plan: Plan) -> set[str]:
    return {possible.offence.id for possible in plan.offences}


def strafantrag_of(plan: Plan) -> str:
    if plan.complaint.needed_for:
        return "nötig"
    return "vielleicht" if plan.complaint.may_be_needed_for else "nicht"


def words_of(plan: Plan) -> str:
    """Everything that a person can read in a plan."""
    lines = [part for item in plan.advice for part in (item.title, *item.do, item.why, item.ask)]
    for possible in plan.offences:
        offence = possible.offence
        explained = BOOK.offences.texts[f"complaint_{offence.complaint}"]
        lines += [offence.name, offence.about, offence.complaint_note, *possible.limits]
        lines += [explained.label, explained.text]
    if plan.complaint.superior:
        lines += [plan.complaint.superior.text, plan.complaint.superior.ask]
    return "\n".join(lines)


def faults(table: Table, plan: Plan) -> list[str]:
    """What a plan lacks or holds against a table, in words."""
    steps, offences, words = steps_of(plan), offences_of(plan), words_of(plan)
    complaint, superior = plan.complaint, plan.complaint.superior
    return [
        *(f"fehlt: {one}" for one in table.schritte if one not in steps),
        *(f"zu viel: {one}" for one in table.schritte_nicht if one in steps),
        *(f"fehlt: {one}" for one in table.taten if one not in offences),
        *(f"zu viel: {one}" for one in table.taten_nicht if one in offences),
        *(f"sagt nicht: {one}" for one in table.sagt if one not in words),
        *(f"sagt: {one}" for one in table.sagt_nicht if one in words),
        *([f"zuerst: {steps[0]}"] if table.zuerst not in ("", steps[0]) else []),
        *([strafantrag_of(plan)] if table.strafantrag not in ("", strafantrag_of(plan)) else []),
        *(["Vorgesetzter"] if table.vorgesetzter and (not superior or superior.answer != table.vorgesetzter) else []),
        *(["Widerspruch"] if table.widerspruch not in (None, bool(complaint.objection_for)) else []),
    ]  # fmt: skip


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.id)
def test_a_plan_holds_what_its_table_demands_and_nothing_that_it_forbids(table: Table) -> None:
    assert faults(table, table.plan()) == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.id)
def test_a_table_names_only_what_exists(table: Table) -> None:
    facts = known_facts(BOOK.questions)
    assert list(condition_faults(table.id, "antworten", table.antworten, facts)) == []
    assert {*table.schritte, *table.schritte_nicht, *filter(None, [table.zuerst])} <= STEPS
    assert {*table.taten, *table.taten_nicht} <= OFFENCES
    assert table.strafantrag in ("", "nötig", "vielleicht", "nicht")
    assert table.vorgesetzter in ("", "possible", "no", "open")


@pytest.mark.parametrize("question", ["role", "channel", "happened"])
def test_every_role_channel_and_kind_of_incident_has_a_table(question: str) -> None:
    told = {value for table in TABLES for value in table.antworten.get(question, ())}
    (asked,) = (one for one in BOOK.questions if one.id == question)
    assert told == asked.option_ids


def test_every_offence_is_demanded_by_a_table() -> None:
    assert {one for table in TABLES for one in table.taten} == OFFENCES


def test_a_plan_that_breaks_its_table_is_seen() -> None:
    table = Table(
        id="x", name="x", grund="x", antworten={"happened": ("insult",)}, zuerst="strafantrag",
        schritte=("krise",), schritte_nicht=("starke-stelle",), taten=("stgb123",),
        taten_nicht=("stgb185",), strafantrag="nicht", vorgesetzter="no", widerspruch=True,
        sagt=("Kaffee",), sagt_nicht=("Strafantrag",),
    )  # fmt: skip
    assert len(faults(table, table.plan())) == 10
