"""Which clock a step names, fed with what the person told us and with the values of the day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from rueckhalt.foundation.places.rules import Land
from rueckhalt.support.guidance.rules import clocks
from rueckhalt.support.guidance.rules.clocks import Conciliation, Deadline, Knowledge
from rueckhalt.support.guidance.rules.rulebook import Clock, Rulebook
from rueckhalt.support.guidance.rules.situation import Situation

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
# The sentence that follows where a holiday holds only in some municipalities.
DOUBT = "legal_end_doubtful"


@dataclass(frozen=True)
class Case:
    """What a clock may ask for: days, answers, the Land, and legal values."""

    situation: Situation
    rulebook: Rulebook
    on: date

    def day(self, question: str) -> date | None:
        """The day she gave; None: she gave none, or nobody asked."""
        return self.situation.days.get(question)

    @property
    def land(self) -> Land | None:
        """The Land where she lives."""
        place = self.situation.place
        return place.land if place else None

    def number(self, parameter: str, on: date | None = None) -> int:
        """A legal value as it stands today, or as it stood on another day."""
        return self.rulebook.parameters[parameter].on(on or self.on).number

    @property
    def knowledge(self) -> Knowledge:
        """What she said of act and offender."""
        offender = self.situation.answers.get("offender", frozenset())
        return Knowledge(
            self.day("learned_on"),
            knows_offender=not offender.isdisjoint({"known", "several"}),
            offender_known_on=self.day("offender_known_on"),
            several="several" in offender,
        )

    @property
    def conciliation(self) -> Conciliation | None:
        """The Sühneversuch, where she gave its day."""
        received_on = self.day("conciliation_on")
        return Conciliation(received_on, self.day("certified_on")) if received_on else None


def deadline_for(
    clock: Clock | None, situation: Situation, rulebook: Rulebook, on: date
) -> Deadline | None:
    """Where the clock of a step stands today; None where a step has none."""
    return CLOCKS[clock](Case(situation, rulebook, on)) if clock else None


def further_deadlines(
    clock: Clock | None, situation: Situation, rulebook: Rulebook, on: date
) -> tuple[tuple[date, Deadline], ...]:
    """The day and the term of each further incident: every act has its own (§ 77b StGB).

    When she learned who it was is told for the first incident only, so these count from the day
    she learned of the act.
    """
    if clock is not Clock.STRAFANTRAG:
        return ()
    days = (incident.learned_on for incident in situation.further if incident.learned_on)
    alone = {day: Situation(situation.place, days={"learned_on": day}) for day in sorted(days)}
    return tuple((day, _strafantrag(Case(one, rulebook, on))) for day, one in alone.items())


def words_for(
    deadline: Deadline | None, rulebook: Rulebook, names: Mapping[str, str]
) -> tuple[str, str]:
    """What the plan says of a deadline: the label before its day, and its sentences.

    Args:
        deadline: None: nothing is said.
        rulebook: holds the sentences of each state.
        names: place and legal values that they may mention.
    """
    if deadline is None:
        return "", ""
    days = {"legal_end": deadline.legal_end, "latest_end": deadline.latest_end}
    words = {**names, **{name: day_in_words(day) for name, day in days.items() if day}}
    states = (deadline.state, DOUBT) if deadline.is_doubtful else (deadline.state,)
    said = [rulebook.clock_texts[state].text.format_map(words) for state in states]
    return rulebook.clock_texts[deadline.state].label, " ".join(said)


def day_in_words(day: date) -> str:
    """A day as one writes it: "4. Januar 2027"."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def _strafantrag(case: Case) -> Deadline:
    months = case.number("strafantrag_frist")
    return clocks.strafantrag_deadline(
        case.on, case.knowledge, case.land, months, case.conciliation
    )


def _strafantrag_after_death(case: Case) -> Deadline:
    terms = clocks.TermsAfterDeath(
        ordinary=case.number("strafantrag_frist"),
        earliest=case.number("strafantrag_tod_mindestens"),
        latest=case.number("strafantrag_tod_hoechstens"),
    )
    return clocks.deadline_after_death(
        case.on, case.day("died_on"), case.knowledge, case.land, terms
    )


def _auskunftssperre(case: Case) -> Deadline:
    """The law of the day of entry decides how long a lock lasts: it was limited by that law."""
    entered_on = case.day("lock_on")
    years = case.number("auskunftssperre_dauer", entered_on)
    months_before = case.number("auskunftssperre_vorlauf")
    return clocks.renewal_deadline(case.on, entered_on, years, months_before)


def _auskunftssperre_refused(case: Case) -> Deadline:
    return clocks.refusal_deadline(
        case.on, case.day("refused_on"), case.number("widerspruch_frist")
    )


def _discontinued(case: Case) -> Deadline:
    return clocks.discontinued_deadline(
        case.on, case.day("closed_on"), case.number("einstellung_frist")
    )


def _trauma_help(case: Case) -> Deadline:
    months = case.number("traumaambulanz_frist")
    return clocks.trauma_help_deadline(
        case.on, case.day("happened_on"), case.day("learned_on"), months
    )


def _compensation(case: Case) -> Deadline:
    years = case.number("entschaedigung_frist")
    return clocks.compensation_deadline(case.on, case.day("happened_on"), years)


def _limitation(case: Case) -> Deadline:
    years = case.number("verjaehrung_frist")
    return clocks.limitation(case.on, case.day("happened_on"), case.day("learned_on"), years)


CLOCKS: Mapping[Clock, Callable[[Case], Deadline]] = {
    Clock.STRAFANTRAG: _strafantrag,
    Clock.STRAFANTRAG_AFTER_DEATH: _strafantrag_after_death,
    Clock.STRAFANTRAG_WITHDRAWN: lambda _: clocks.withdrawn(),
    Clock.AUSKUNFTSSPERRE: _auskunftssperre,
    Clock.AUSKUNFTSSPERRE_REFUSED: _auskunftssperre_refused,
    Clock.DISCONTINUED: _discontinued,
    Clock.TRAUMA_HELP: _trauma_help,
    Clock.COMPENSATION: _compensation,
    Clock.LIMITATION: _limitation,
    Clock.LOOK_AGAIN: lambda case: clocks.look_again_on(case.on),
}
