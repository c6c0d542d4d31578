"""From a situation and the rulebook to a plan. Pure: the same input gives the same plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rueckhalt.support.guidance.rules.clocks import Deadline
from rueckhalt.support.guidance.rules.conditions import (
    NOT_ANSWERED,
    Answers,
    all_hold,
    any_holds,
)
from rueckhalt.support.guidance.rules.deadlines import (
    deadline_for,
    further_deadlines,
    words_for,
)
from rueckhalt.support.guidance.rules.offences import (
    ComplaintAdvice,
    Offence,
    complaint_advice,
    led_to,
    limits_of,
    offences_for,
)
from rueckhalt.support.guidance.rules.rulebook import Norm, Rulebook, Step, Urgency
from rueckhalt.support.guidance.rules.situation import Situation, facts_of

URGENCIES = tuple(Urgency)
# A longer list of offences waits under its heading.
OPEN_OFFENCES = 8


@dataclass(frozen=True)
class Advice:
    """One step as it is meant for this situation: texts filled in, reasons named.

    `further` are the days of further incidents, each with the deadline of its own.
    """

    step: Step
    title: str
    do: tuple[str, ...]
    who: str
    by_when: str
    why: str
    ask: str
    because: tuple[str, ...]
    norms: tuple[Norm, ...]
    deadline: Deadline | None
    deadline_label: str
    deadline_text: str
    further: tuple[tuple[date, Deadline], ...]


@dataclass(frozen=True)
class PossibleOffence:
    """An offence that comes into question, with the answers that led to it and its limits."""

    offence: Offence
    because: tuple[str, ...]
    limits: tuple[str, ...]
    norms: tuple[Norm, ...]


@dataclass(frozen=True)
class Plan:
    """What to do, most urgent first; which offences come into question and what that means."""

    on: date
    situation: Situation
    advice: tuple[Advice, ...]
    contradictions: tuple[str, ...] = ()
    offences: tuple[PossibleOffence, ...] = ()
    complaint: ComplaintAdvice = field(default_factory=ComplaintAdvice)

    def due(self, urgency: Urgency) -> tuple[Advice, ...]:
        """The steps of one urgency in their order."""
        return tuple(item for item in self.advice if item.step.urgency is urgency)


def advise(situation: Situation, rulebook: Rulebook, on: date) -> Plan:
    """Makes the plan for a situation as the law stands on a day.

    Steps come by urgency, rank and id, so the order of rules in files never matters.
    """
    facts = facts_of(situation)
    steps = [step for step in rulebook.steps if step.is_valid_on(on) and is_triggered(step, facts)]
    steps.sort(key=lambda step: (URGENCIES.index(step.urgency), step.rank, step.id))
    names = names_of(situation, rulebook, on)
    advice = tuple(_advice_for(step, facts, situation, rulebook, names, on) for step in steps)
    asked_back = tuple(c.ask for c in rulebook.contradictions if all_hold(c.when, facts))
    found = offences_for(facts, rulebook.offences.offences, on)
    possible = tuple(_possible(offence, facts, rulebook) for offence in found)
    complaint = complaint_advice(facts, found, rulebook.offences.superiors, on)
    return Plan(on, situation, advice, asked_back, possible, complaint)


def is_triggered(step: Step, facts: Answers) -> bool:
    """Says whether a step appears: all of `when` hold, none of `unless` does."""
    return all_hold(step.when, facts) and not any_holds(step.unless, facts)


def names_of(situation: Situation, rulebook: Rulebook, on: date) -> Mapping[str, str]:
    """What texts may name: the place, and the legal values of a day in words."""
    place = situation.place
    return {
        "place": place.short_name if place else "Ihrem Wohnort",
        "association": place.association.label if place and place.association else "",
        "land": place.land.label if place else "",
        **{key: value.on(on).words for key, value in rulebook.parameters.items()},
    }


def _advice_for(
    step: Step,
    facts: Answers,
    situation: Situation,
    rulebook: Rulebook,
    names: Mapping[str, str],
    on: date,
) -> Advice:
    deadline = deadline_for(step.clock, situation, rulebook, on)
    label, deadline_text = words_for(deadline, rulebook, names)
    lines = (*step.do, *(line.text for line in step.also if all_hold(line.when, facts)))
    return Advice(
        step=step,
        title=step.title.format_map(names),
        do=tuple(line.format_map(names) for line in lines),
        who=step.who.format_map(names),
        by_when=step.by_when.format_map(names),
        why=step.why.format_map(names),
        ask=step.ask.format_map(names),
        because=_reasons(step, facts, rulebook),
        norms=tuple(rulebook.norms[norm] for norm in step.norms),
        deadline=deadline,
        deadline_label=label,
        deadline_text=deadline_text,
        further=further_deadlines(step.clock, situation, rulebook, on),
    )


def _possible(offence: Offence, facts: Answers, rulebook: Rulebook) -> PossibleOffence:
    because = rulebook.because(led_to(offence, facts))
    norms = tuple(rulebook.norms[norm] for norm in offence.norms)
    return PossibleOffence(offence, because, limits_of(offence, facts), norms)


def _reasons(step: Step, facts: Answers, rulebook: Rulebook) -> tuple[str, ...]:
    """The answers that led to a step."""
    return rulebook.because(
        (fact, value)
        for fact, wanted in step.when.items()
        for value in facts.get(fact, NOT_ANSWERED).intersection(wanted)
    )
