"""The rulebook: questions, steps, norms and legal values as dated text, checked as a whole.

A rulebook is made of text that experts own (`content/guidance`, `content/law`). Nothing about law
stands in code: a step says when it appears, what it rests on and how sure we are of it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from string import Formatter
from typing import ClassVar

from pydantic import ConfigDict

from rueckhalt.foundation.directory.rules import Competence
from rueckhalt.foundation.lib.content import ContentError, parse_entries
from rueckhalt.foundation.places.rules import Land
from rueckhalt.support.guidance.rules.conditions import (
    Answers,
    Condition,
    all_hold,
    condition_faults,
)
from rueckhalt.support.guidance.rules.grounds import (
    STRICT,
    Dated,
    Mark,
    Source,
    claim_faults,
    review_faults,
)
from rueckhalt.support.guidance.rules.offences import OffenceBook, offence_faults, parse_offences

# Names of the place that a text may mention, beside the legal values.
PLACE_NAMES = ("place", "association", "land")
# Days that a sentence about a clock may mention.
DAY_NAMES = ("legal_end", "latest_end")


class Urgency(StrEnum):
    """When a step is due; the order of a plan."""

    NOW = "now"
    TODAY = "today"
    DAYS = "days"
    LATER = "later"


class QuestionKind(StrEnum):
    """How a question is answered."""

    ONE = "one"
    MANY = "many"
    DAY = "day"


class Page(StrEnum):
    """Where a question is asked: before the first plan, or to refine it."""

    FIRST = "first"
    PLAN = "plan"


class Clock(StrEnum):
    """Deadlines that are computed (rules/clocks); each is described in content/guidance/fristen.toml."""

    STRAFANTRAG = "strafantrag"
    STRAFANTRAG_AFTER_DEATH = "strafantrag_after_death"
    STRAFANTRAG_WITHDRAWN = "strafantrag_withdrawn"
    AUSKUNFTSSPERRE = "auskunftssperre"
    AUSKUNFTSSPERRE_REFUSED = "auskunftssperre_refused"
    DISCONTINUED = "discontinued"
    TRAUMA_HELP = "trauma_help"
    COMPENSATION = "compensation"
    LIMITATION = "limitation"
    LOOK_AGAIN = "look_again"


class Guide(StrEnum):
    """Pages beside the plan that explain a step at length; each is a page of the guide."""

    EVIDENCE = "evidence"
    HOUSEHOLD = "household"

    @property
    def label(self) -> str:
        """What the link to the page says."""
        return {
            Guide.EVIDENCE: "So sichern Sie Beweise",
            Guide.HOUSEHOLD: "Ein Blatt für zu Hause und fürs Büro",
        }[self]


@dataclass(frozen=True)
class Option:
    """One line to tick. `because` continues "weil Sie angegeben haben:" in a reason."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: str
    label: str
    because: str


@dataclass(frozen=True)
class Question:
    """One question; `rank` orders it on its page, `when` says after which answers it is asked.

    `per_incident`: it is asked again for each further incident. `section` groups the questions
    of the plan page.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: str
    text: str
    kind: QuestionKind
    page: Page
    rank: int
    options: tuple[Option, ...] = ()
    hint: str = ""
    when: Condition = field(default_factory=dict)
    per_incident: bool = False
    section: str = ""

    def __post_init__(self) -> None:
        """Refuses a question that cannot be answered."""
        if (self.kind is QuestionKind.DAY) == bool(self.options):
            raise ValueError("Nur eine Frage nach einem Tag kommt ohne Antworten aus.")

    @cached_property
    def option_ids(self) -> frozenset[str]:
        """The ids that an answer may hold."""
        return frozenset(option.id for option in self.options)


@dataclass(frozen=True)
class Section:
    """A part of the questions on the plan page, opened on demand."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: str
    title: str
    rank: int


@dataclass(frozen=True)
class Norm:
    """A norm; `says` is our own wording of what matters here, `url` empty where we know no link."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: str
    title: str
    says: str
    checked_against: date
    url: str = ""


@dataclass(frozen=True)
class ParameterValue:
    """A legal value as a number and in words, valid from a day on."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    valid_from: date
    number: int
    words: str


@dataclass(frozen=True)
class Parameter:
    """A legal value that can change, with all its known states."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: str
    norm: str
    source: str
    values: tuple[ParameterValue, ...]

    def on(self, day: date) -> ParameterValue:
        """The value that holds on a day; before the first known state, that first one."""
        known = sorted(self.values, key=lambda value: value.valid_from)
        return next((v for v in reversed(known) if v.valid_from <= day), known[0])


@dataclass(frozen=True)
class Line:
    """A line of a step that appears only under a condition of its own."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    text: str
    when: Condition


@dataclass(frozen=True)
class Step(Dated):
    """One step of a plan and the rule when it appears.

    It appears when every fact of `when` has one of the named values and no fact of `unless` has.
    `example` is a situation in which it appears. `reviewed_by` and `reviewed_on` are filled by a
    named office alone.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: str
    urgency: Urgency
    rank: int
    title: str
    do: tuple[str, ...]
    who: str
    by_when: str
    why: str
    mark: Mark
    owner: str
    valid_from: date
    when: Condition = field(default_factory=dict)
    unless: Condition = field(default_factory=dict)
    example: Condition = field(default_factory=dict)
    also: tuple[Line, ...] = ()
    competence: Competence | None = None
    clock: Clock | None = None
    guide: Guide | None = None
    norms: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    ask: str = ""
    valid_until: date | None = None
    reviewed_by: str = ""
    reviewed_on: date | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """All sentences that a person reads and that may name a legal value or the place."""
        return (
            self.title,
            self.who,
            self.by_when,
            self.why,
            self.ask,
            *self.do,
            *(line.text for line in self.also),
        )


@dataclass(frozen=True)
class Contradiction:
    """Answers that do not fit together; the plan asks back instead of guessing."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: str
    when: Condition
    ask: str


@dataclass(frozen=True)
class ClockText:
    """What a plan says about a clock in one of its states: before its day, and in a sentence."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: str
    label: str
    text: str


@dataclass(frozen=True, eq=False)
class Rulebook:
    """Everything that advice is made of, checked against itself; each one equals only itself."""

    questions: tuple[Question, ...]
    steps: tuple[Step, ...]
    norms: Mapping[str, Norm]
    parameters: Mapping[str, Parameter]
    clock_texts: Mapping[str, ClockText]
    contradictions: tuple[Contradiction, ...] = ()
    sections: tuple[Section, ...] = ()
    offences: OffenceBook = field(default_factory=OffenceBook)

    @cached_property
    def options(self) -> Mapping[tuple[str, str], Option]:
        """Options by question and id."""
        return {(q.id, option.id): option for q in self.questions for option in q.options}

    @cached_property
    def _asked_as(self) -> Mapping[tuple[str, str], int]:
        """The place of each option in the order in which a person meets it."""
        sections = {section.id: section.rank for section in self.sections}
        ordered = [
            question
            for page in Page
            for question in sorted(
                self.questions_on(page), key=lambda question: sections.get(question.section, 0)
            )
        ]
        pairs = [(q.id, option.id) for q in ordered for option in q.options]
        return {pair: place for place, pair in enumerate(pairs)}

    def because(self, led: Iterable[tuple[str, str]]) -> tuple[str, ...]:
        """The sentences of the answers that led to something, in the order of the questions.

        Args:
            led: pairs of question and option; a pair that no question knows (a Land, an answer
                that is missing) says nothing.
        """
        known = sorted(
            (pair for pair in led if pair in self.options), key=self._asked_as.__getitem__
        )
        return tuple(self.options[pair].because for pair in known)

    def questions_on(self, page: Page) -> tuple[Question, ...]:
        """The questions of one page in their order."""
        return tuple(sorted((q for q in self.questions if q.page is page), key=lambda q: q.rank))

    def per_incident(self) -> tuple[Question, ...]:
        """The questions asked again for each further incident, in their order."""
        return tuple(
            sorted((q for q in self.questions if q.per_incident), key=lambda q: (q.page, q.rank))
        )

    def asked(self, answers: Answers) -> tuple[Question, ...]:
        """The questions that follow from what was answered; others make no sense to ask."""
        return tuple(q for q in self.questions if all_hold(q.when, answers))


def parse_rulebook(guidance: Mapping[str, str], law: Mapping[str, str]) -> Rulebook:
    """Builds the rulebook from the texts of both folders (file name → TOML).

    Raises:
        ContentError: a fault in one entry, or one that names an unknown fact, answer, norm,
            legal value, or rests on nothing although it says "belegt".
    """
    questions = parse_entries(guidance, "question", Question)
    sections = sorted(parse_entries(guidance, "section", Section), key=lambda one: one.rank)
    rulebook = Rulebook(
        questions=questions,
        steps=parse_entries(guidance, "step", Step),
        norms={norm.id: norm for norm in parse_entries(law, "norm", Norm)},
        parameters={value.id: value for value in parse_entries(law, "parameter", Parameter)},
        clock_texts={one.id: one for one in parse_entries(guidance, "clock_text", ClockText)},
        contradictions=parse_entries(guidance, "contradiction", Contradiction),
        sections=tuple(sections),
        offences=parse_offences(law),
    )
    faults = list(_faults(rulebook))
    if faults:
        raise ContentError("\n".join(faults))
    return rulebook


def _faults(rulebook: Rulebook) -> Iterator[str]:
    """Yields what does not fit together, each with the entry it stands in."""
    facts = known_facts(rulebook.questions)
    for parameter in rulebook.parameters.values():
        if parameter.norm not in rulebook.norms or not parameter.values:
            yield f"{parameter.id}: ohne bekannte Norm oder ohne Wert"
    sections = {section.id for section in rulebook.sections}
    for question in rulebook.questions:
        yield from condition_faults(question.id, "when", question.when, facts)
        if question.page is Page.PLAN and question.section not in sections:
            yield f"{question.id}: Den Abschnitt „{question.section}“ gibt es nicht."
    for contradiction in rulebook.contradictions:
        yield from condition_faults(contradiction.id, "when", contradiction.when, facts)
    for step in rulebook.steps:
        for name in ("when", "unless", "example"):
            yield from condition_faults(step.id, name, getattr(step, name), facts)
        for line in step.also:
            yield from condition_faults(step.id, "also", line.when, facts)
        yield from claim_faults(step.id, step, rulebook.norms)
        yield from review_faults(step.id, step)
        yield from _text_faults(step.id, step.texts, rulebook)
    for text in rulebook.clock_texts.values():
        yield from _text_faults(text.id, (text.label, text.text), rulebook, DAY_NAMES)
    yield from offence_faults(rulebook.offences, facts, rulebook.norms)


def known_facts(questions: tuple[Question, ...]) -> Mapping[str, frozenset[str]]:
    """All facts that a rule may ask for, with their values."""
    asked = {q.id: q.option_ids for q in questions if q.kind is not QuestionKind.DAY}
    return {
        **asked,
        "land": frozenset(land.value for land in Land),
        "association": frozenset({"yes", "no"}),
    }


def _text_faults(
    entry: str, texts: tuple[str, ...], rulebook: Rulebook, more: tuple[str, ...] = ()
) -> Iterator[str]:
    allowed = {*PLACE_NAMES, *rulebook.parameters, *more}
    for text in texts:
        for _, name, _, _ in Formatter().parse(text):
            if name is not None and name not in allowed:
                yield f"{entry}: Der Text nennt {{{name}}}, das gibt es nicht."
