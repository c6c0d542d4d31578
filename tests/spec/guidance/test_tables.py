"""Tables that a jurist can read: a situation, what its plan must hold and must not hold.

They are written from the law and the collected facts. They also make docs/fachlich/lagen.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

import pytest
from pydantic import ConfigDict

from rueckhalt.foundation.directory.rules import BERLIN, bodies_for
from rueckhalt.foundation.lib.content import parse_entries
from rueckhalt.foundation.places.rules import Land
from rueckhalt.support.guidance.rules.conditions import Condition, condition_faults
from rueckhalt.support.guidance.rules.plan import Plan, advise
from rueckhalt.support.guidance.rules.rulebook import Question, known_facts
from rueckhalt.support.guidance.rules.situation import Incident, Situation
from tests.rules.guidance.books import shipped_book
from tests.rules.guidance.never import shipped_bodies
from tests.rules.guidance.situations import all_places

ON = date(2026, 11, 26)
AT = datetime(2026, 11, 26, 10, tzinfo=BERLIN)
BOOK = shipped_book()
STEPS = {step.id for step in BOOK.steps}
OFFENCES = {offence.id for offence in BOOK.offences.offences}
BODIES = {body.id for body in shipped_bodies()}
ASKED_BACK = {one.id: one.ask for one in BOOK.contradictions}
# Steps that hold whatever happened: no table can forbid them.
ALWAYS = {"starke-stelle", "reden", "tagebuch", "wiedervorlage"}
SHOWN = 2  # bodies that a page shows for one step
COMPLAINT = "strafantrag"  # the step whose day the tables hold


@dataclass(frozen=True)
class Table:
    """One situation; what is not given is not held.

    `ags` is the place, `weitere` are further incidents. `stellen` must be offered by some step.
    `handeln_bis`, `heute` and `gesetz_bis` are the day of the Strafantrag, whether the plan says
    to act today, and the end of its term. `fragt_zurueck` are exactly the contradictions asked.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    id: str
    name: str
    antworten: Condition
    grund: str
    ags: str = ""
    tage: dict[str, date] = field(default_factory=dict)
    weitere: tuple[Condition, ...] = ()
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
    stellen: tuple[str, ...] = ()
    stellen_nicht: tuple[str, ...] = ()
    handeln_bis: date | None = None
    heute: bool | None = None
    gesetz_bis: date | None = None
    fragt_zurueck: tuple[str, ...] | None = None

    def plan(self) -> Plan:
        """The plan of this situation."""
        place = all_places()[self.ags] if self.ags else None
        further = tuple(Incident(_told(incident)) for incident in self.weitere)
        return advise(Situation(place, _told(self.antworten), self.tage, further), BOOK, ON)


def _told(condition: Condition) -> dict[str, frozenset[str]]:
    return {name: frozenset(values) for name, values in condition.items()}


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
    lines += [item.deadline_text for item in plan.advice]
    for possible in plan.offences:
        offence = possible.offence
        explained = BOOK.offences.texts[f"complaint_{offence.complaint}"]
        lines += [offence.name, offence.about, offence.complaint_note, *possible.limits]
        lines += [explained.label, explained.text]
    if plan.complaint.superior:
        lines += [plan.complaint.superior.text, plan.complaint.superior.ask]
    return "\n".join(lines)


def bodies_of(plan: Plan) -> set[str]:
    """The bodies that the steps of a plan offer on a Thursday morning."""
    matters = {item.step.competence for item in plan.advice if item.step.competence}
    place = plan.situation.place
    offers = (bodies_for(shipped_bodies(), matter, place, AT) for matter in matters)
    return {offer.body.id for found in offers for offer in found[:SHOWN]}


def day_faults(table: Table, plan: Plan) -> Iterator[str]:
    """What is wrong with the day of the Strafantrag."""
    days = [item.deadline for item in plan.advice if item.step.id == COMPLAINT]
    day = days[0] if days else None
    for name, wanted, found in (
        ("handeln_bis", table.handeln_bis, day and day.act_by),
        ("heute", table.heute, day and day.is_today),
        ("gesetz_bis", table.gesetz_bis, day and day.legal_end),
    ):
        if wanted is not None and wanted != found:
            yield f"{name}: {found}"


def faults(table: Table, plan: Plan) -> list[str]:
    """What a plan lacks or holds against a table, in words."""
    steps, offences, words = steps_of(plan), offences_of(plan), words_of(plan)
    complaint, superior = plan.complaint, plan.complaint.superior
    bodies, asked_back = bodies_of(plan), [ASKED_BACK[one] for one in table.fragt_zurueck or ()]
    return [
        *day_faults(table, plan),
        *(f"fehlt: {one}" for one in table.stellen if one not in bodies),
        *(f"zu viel: {one}" for one in table.stellen_nicht if one in bodies),
        *(["fragt zurück"] if table.fragt_zurueck is not None and asked_back != list(plan.contradictions) else []),
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
    for told in (table.antworten, *table.weitere):
        assert list(condition_faults(table.id, "antworten", told, facts)) == []
    assert {*table.stellen, *table.stellen_nicht} <= BODIES
    assert set(table.fragt_zurueck or ()) <= set(ASKED_BACK)
    assert {*table.schritte, *table.schritte_nicht, *filter(None, [table.zuerst])} <= STEPS
    assert {*table.taten, *table.taten_nicht} <= OFFENCES
    assert table.strafantrag in ("", "nötig", "vielleicht", "nicht")
    assert table.vorgesetzter in ("", "possible", "no", "open")


@pytest.mark.parametrize("question", BOOK.questions, ids=lambda question: question.id)
def test_every_answer_of_every_question_has_a_table(question: Question) -> None:
    told = {value for table in TABLES for value in table.antworten.get(question.id, ())}
    assert told == question.option_ids


def test_each_land_and_no_place_have_a_table() -> None:
    assert {Land.of(table.ags) for table in TABLES if table.ags} == set(Land)
    assert [table for table in TABLES if not table.ags]


@pytest.mark.parametrize("step", sorted(STEPS))
def test_every_step_is_demanded_by_a_table_and_forbidden_by_another(step: str) -> None:
    demanded = [table.id for table in TABLES if step in table.schritte]
    assert demanded
    if step not in ALWAYS:
        assert [table.id for table in TABLES if step in table.schritte_nicht]


def test_every_contradiction_is_asked_by_a_table_and_some_plan_asks_nothing() -> None:
    asked = [set(table.fragt_zurueck) for table in TABLES if table.fragt_zurueck is not None]
    assert set().union(*asked) == set(ASKED_BACK)
    assert set() in asked


def test_every_offence_is_demanded_by_a_table() -> None:
    assert {one for table in TABLES for one in table.taten} == OFFENCES


def test_a_plan_that_breaks_its_table_is_seen() -> None:
    table = Table(
        id="x", name="x", grund="x", antworten={"happened": ("insult",)}, zuerst="strafantrag",
        schritte=("krise",), schritte_nicht=("starke-stelle",), taten=("stgb123",),
        taten_nicht=("stgb185",), strafantrag="nicht", vorgesetzter="no", widerspruch=True,
        sagt=("Kaffee",), sagt_nicht=("Strafantrag",), stellen=("onlinewache-by",),
        stellen_nicht=("onlinewache-portal",), handeln_bis=ON, heute=True,
        gesetz_bis=ON, fragt_zurueck=("parcel-ohne-gefahr",),
    )  # fmt: skip
    assert len(faults(table, table.plan())) == 16
