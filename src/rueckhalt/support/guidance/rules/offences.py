"""Offences that come into question, and what follows for the Strafantrag. Never a verdict.

Nothing about an offence stands in code: `content/law/taten.toml` says when it comes into question,
whether a Strafantrag is needed (§§ 77 to 77d StGB) and which ways there are besides.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import ConfigDict

from rueckhalt.foundation.lib.content import parse_entries
from rueckhalt.support.guidance.rules.conditions import (
    Answers,
    Condition,
    all_hold,
    condition_faults,
    holds,
)
from rueckhalt.support.guidance.rules.grounds import (
    STRICT,
    Dated,
    Mark,
    Source,
    review_faults,
)


class Complaint(StrEnum):
    """Whether an offence is prosecuted only on a Strafantrag."""

    REQUIRED = "required"
    UNLESS_INTEREST = "required_unless_interest"
    NOT_REQUIRED = "not_required"
    AS_THREATENED = "as_threatened"
    AUTHORISATION = "authorisation"


class Joint(StrEnum):
    """Whether the injured person may join the prosecution (§ 395 StPO)."""

    YES = "yes"
    SEVERE_CASE = "severe_case"
    SPECIAL_REASONS = "special_reasons"
    NO = "no"


class Superior(StrEnum):
    """Whether somebody else in office may file the Strafantrag, too (§ 77a StGB)."""

    POSSIBLE = "possible"
    NO = "no"
    OPEN = "open"


class Word(StrEnum):
    """Explanations that hold for all offences of a plan."""

    NOTICE = "notice"
    PRIVATE = "private_prosecution"
    CONCILIATION = "conciliation"
    OBJECTION = "objection"
    WITHDRAWAL = "withdrawal"


# Every one of these needs its explanation in the texts.
EXPLAINED = (
    *(f"complaint_{kind}" for kind in Complaint),
    *(f"joint_{kind}" for kind in Joint),
    *Word,
)


@dataclass(frozen=True)
class Limit:
    """What the law does not cover or leaves open, shown under a condition of its own."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    text: str
    when: Condition = field(default_factory=dict)


@dataclass(frozen=True)
class Offence(Dated):
    """An offence and the situations in which it comes into question.

    It does when all of one of the ways in `when` holds and no fact of `unless` does. `cited` and
    `complaint_at` are the exact places in the law; `norms` and `complaint_norms` their entries in
    our list. `not_privately` names the answers that close the way of private prosecution.
    `limitation_years` is for jurists (§ 78 StGB) and not for a plan: nobody is told to wait.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: str
    rank: int
    cited: str
    norms: tuple[str, ...]
    name: str
    about: str
    when: tuple[Condition, ...]
    complaint: Complaint
    joint: Joint
    limitation_years: int
    mark: Mark
    owner: str
    valid_from: date
    example: Condition
    unless: Condition = field(default_factory=dict)
    complaint_at: str = ""
    complaint_norms: tuple[str, ...] = ()
    complaint_note: str = ""
    may_superior_file: bool = False
    may_object: bool = False
    may_prosecute_privately: bool = False
    not_privately: Condition = field(default_factory=dict)
    needs_conciliation: bool = False
    limitation_years_qualified: int | None = None
    limits: tuple[Limit, ...] = ()
    sources: tuple[Source, ...] = ()
    valid_until: date | None = None
    reviewed_by: str = ""
    reviewed_on: date | None = None

    def __post_init__(self) -> None:
        """Refuses an entry that contradicts itself."""
        if (self.complaint is Complaint.NOT_REQUIRED) == bool(self.complaint_norms):
            raise ValueError("Zum Strafantrag gehört seine Norm, und nur zu ihm.")
        if self.needs_conciliation and not self.may_prosecute_privately:
            raise ValueError("Einen Sühneversuch gibt es nur vor einer Privatklage.")
        if not self.when or not all(self.when):
            raise ValueError("Eine Tat braucht eine Bedingung, unter der sie in Betracht kommt.")

    @property
    def conditions(self) -> tuple[tuple[str, Condition], ...]:
        """All its conditions with the field in which each stands."""
        return (
            *(("when", way) for way in self.when),
            *(("limits", limit.when) for limit in self.limits),
            ("unless", self.unless),
            ("not_privately", self.not_privately),
            ("example", self.example),
        )

    @property
    def texts(self) -> tuple[str, ...]:
        """All sentences that a person reads."""
        limits = (limit.text for limit in self.limits)
        return (self.name, self.about, self.complaint_note, *limits)


@dataclass(frozen=True)
class SuperiorRule(Dated):
    """Who besides the person may file the Strafantrag, by what she is (§§ 11, 77a StGB)."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: str
    when: Condition
    answer: Superior
    text: str
    mark: Mark
    owner: str
    valid_from: date
    norms: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    ask: str = ""
    valid_until: date | None = None


@dataclass(frozen=True)
class OffenceText:
    """An explanation of one kind of complaint or of one way besides it (`EXPLAINED`)."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: str
    label: str
    text: str
    norms: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class OffenceBook:
    """All offences, who else may file, and the explanations."""

    offences: tuple[Offence, ...] = ()
    superiors: tuple[SuperiorRule, ...] = ()
    texts: Mapping[str, OffenceText] = field(default_factory=dict)

    @property
    def norms(self) -> frozenset[str]:
        """The norms that any entry rests on."""
        grounds = [norms for one in self.offences for norms in (one.norms, one.complaint_norms)]
        grounds += [rule.norms for rule in self.superiors]
        grounds += [text.norms for text in self.texts.values()]
        return frozenset(norm for norms in grounds for norm in norms)


@dataclass(frozen=True)
class ComplaintAdvice:
    """What the matched offences mean for the Strafantrag; tuples hold ids of offences.

    `needed_for`: prosecuted only on a Strafantrag, or without one only in the special public
    interest. `may_be_needed_for`: it depends on the threatened act. `superior` is None where no
    matched offence lets anybody else file.
    """

    needed_for: tuple[str, ...] = ()
    may_be_needed_for: tuple[str, ...] = ()
    authorised_for: tuple[str, ...] = ()
    objection_for: tuple[str, ...] = ()
    privately_for: tuple[str, ...] = ()
    conciliation_for: tuple[str, ...] = ()
    superior: SuperiorRule | None = None


def parse_offences(law: Mapping[str, str]) -> OffenceBook:
    """Reads offences, rules of superiors and explanations from the texts of the law.

    Raises:
        ContentError: a fault in one entry; it names file, entry and field.
    """
    texts = parse_entries(law, "offence_text", OffenceText)
    return OffenceBook(
        parse_entries(law, "offence", Offence),
        parse_entries(law, "superior", SuperiorRule),
        {text.id: text for text in texts},
    )


def offence_faults(
    book: OffenceBook, facts: Mapping[str, frozenset[str]], norms: Container[str]
) -> Iterator[str]:
    """Yields what does not fit to the questions, the list of norms, or the enums.

    Args:
        book: the parsed entries.
        facts: all facts that a condition may ask for, with their values.
        norms: ids of the list of norms.
    """
    for offence in book.offences:
        for name, condition in offence.conditions:
            yield from condition_faults(offence.id, name, condition, facts)
        yield from review_faults(offence.id, offence)
    for rule in book.superiors:
        yield from condition_faults(rule.id, "when", rule.when, facts)
        if rule.mark is Mark.OPEN and not rule.ask:
            yield f"{rule.id}: offen, aber es steht nicht da, wen man fragt (ask)"
    for norm in sorted(book.norms):
        if norm not in norms:
            yield f"Taten: Die Norm {norm} steht nicht in der Liste."
    if book.offences and (missing := set(EXPLAINED) ^ set(book.texts)):
        yield f"Taten: Erklärungen fehlen oder sind zu viel: {', '.join(sorted(missing))}"


def offences_for(facts: Answers, offences: Iterable[Offence], on: date) -> tuple[Offence, ...]:
    """The offences that come into question on a day, by rank and id."""
    found = [one for one in offences if one.is_valid_on(on) and comes_into_question(one, facts)]
    return tuple(sorted(found, key=lambda one: (one.rank, one.id)))


def comes_into_question(offence: Offence, facts: Answers) -> bool:
    """Says whether one of its ways holds and nothing speaks against it."""
    return any(all_hold(way, facts) for way in offence.when) and not any(
        holds(fact, offence.unless, facts) for fact in offence.unless
    )


def led_to(offence: Offence, facts: Answers) -> frozenset[tuple[str, str]]:
    """The answers, as pairs of question and option, that brought an offence into question."""
    ways = [way for way in offence.when if all_hold(way, facts)]
    return frozenset(
        (fact, value)
        for way in ways
        for fact, wanted in way.items()
        for value in facts.get(fact, frozenset()).intersection(wanted)
    )


def limits_of(offence: Offence, facts: Answers) -> tuple[str, ...]:
    """What is uncertain about an offence in this situation, in words."""
    return tuple(limit.text for limit in offence.limits if all_hold(limit.when, facts))


def complaint_advice(
    facts: Answers, offences: Iterable[Offence], superiors: Iterable[SuperiorRule], on: date
) -> ComplaintAdvice:
    """Says what the offences that come into question mean for the Strafantrag.

    Args:
        facts: what was told.
        offences: those of `offences_for`.
        superiors: all rules about who else may file.
        on: the day of the law.
    """
    found = tuple(offences)
    privately = tuple(one for one in found if _privately(one, facts))
    return ComplaintAdvice(
        needed_for=_of_kind(found, Complaint.REQUIRED, Complaint.UNLESS_INTEREST),
        may_be_needed_for=_of_kind(found, Complaint.AS_THREATENED),
        authorised_for=_of_kind(found, Complaint.AUTHORISATION),
        objection_for=tuple(one.id for one in found if one.may_object),
        privately_for=tuple(one.id for one in privately),
        conciliation_for=tuple(one.id for one in privately if one.needs_conciliation),
        superior=_superior(facts, found, superiors, on),
    )


def _of_kind(offences: Iterable[Offence], *kinds: Complaint) -> tuple[str, ...]:
    return tuple(one.id for one in offences if one.complaint in kinds)


def _privately(offence: Offence, facts: Answers) -> bool:
    closed = bool(offence.not_privately) and all_hold(offence.not_privately, facts)
    return offence.may_prosecute_privately and not closed


def _superior(
    facts: Answers, offences: Iterable[Offence], superiors: Iterable[SuperiorRule], on: date
) -> SuperiorRule | None:
    if not any(one.may_superior_file for one in offences):
        return None
    rules = (rule for rule in superiors if rule.is_valid_on(on) and all_hold(rule.when, facts))
    return min(rules, key=lambda rule: rule.id, default=None)
