"""The term of the Strafantrag: §§ 77 (4), 77b, 77d StGB."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from rueckhalt.foundation.places.rules import Land
from rueckhalt.support.guidance.rules.clocks.deadline import ClockState, Deadline, due
from rueckhalt.support.guidance.rules.clocks.terms import LegalEnd, months_after, moved_end


@dataclass(frozen=True)
class Knowledge:
    """What the entitled person knows, and since when.

    `learned_on` is the day she learned of the act; None: she did not say. `knows_offender` is
    False also where she is not sure. `offender_known_on` None: the same day as the act. `several`
    says that more than one took part.
    """

    learned_on: date | None = None
    knows_offender: bool = False
    offender_known_on: date | None = None
    several: bool = False


@dataclass(frozen=True)
class Conciliation:
    """A Sühneversuch (§ 380 StPO): the day its request reached the body, and its certificate.

    `certified_on` None: the certificate is not there yet.
    """

    received_on: date
    certified_on: date | None = None


def strafantrag_deadline(
    on: date,
    knowledge: Knowledge,
    land: Land | None,
    months: int,
    conciliation: Conciliation | None = None,
) -> Deadline:
    """Says by when a Strafantrag must be filed (§ 77b StGB), and until when it legally can.

    The term begins with the end of the day on which the entitled person knows of the act and of
    the offender (§ 77b (2)); an end on a Saturday, Sunday or public holiday moves to the next
    working day (§ 77b (1) sentence 2). The day to act by ignores the second half of both rules
    on purpose: the term from the day she learned of the act, not moved. Where she says only since
    when she knows the offender, that day stands for both, because nobody knows the offender of an
    act before the act.

    Args:
        on: today.
        knowledge: without any day it is counted from today.
        land: whose public holidays move the legal end; None: only those of all Germany.
        months: length of the term, a dated legal value.
        conciliation: stops the term while it lasts (§ 77b (5)); the day to act by stays.
    """
    learned_on = knowledge.learned_on or knowledge.offender_known_on
    if learned_on is None:
        return Deadline(ClockState.STRAFANTRAG_ASSUMED, months_after(on, months))
    act_by = months_after(learned_on, months)
    if not knowledge.knows_offender:
        not_started = ClockState.STRAFANTRAG_NOT_STARTED
        return due(on, act_by, not_started, ClockState.STRAFANTRAG_MAY_STILL_RUN)
    last_day = months_after(max(learned_on, knowledge.offender_known_on or learned_on), months)
    end = suspended_end(last_day, land, conciliation)
    if end is None:
        suspended = ClockState.STRAFANTRAG_SUSPENDED
        return due(on, act_by, suspended, suspended)
    return Deadline(
        state=_state(on, act_by, end, several=knowledge.several),
        act_by=max(on, act_by),
        legal_end=end.earliest,
        latest_end=end.latest,
        is_doubtful=end.is_doubtful and on <= end.earliest,
        is_today=on > act_by,
    )


def _state(on: date, act_by: date, end: LegalEnd, *, several: bool) -> ClockState:
    """Several offenders have a term each (§ 77b (3)), so one end never closes the matter."""
    if several:
        late = on > act_by
        return ClockState.STRAFANTRAG_SEVERAL_LATE if late else ClockState.STRAFANTRAG_SEVERAL
    if on <= act_by:
        return ClockState.STRAFANTRAG_RUNNING
    if on <= end.earliest:
        return ClockState.STRAFANTRAG_STILL_RUNS
    may_run = on <= end.latest
    return ClockState.STRAFANTRAG_MAY_BE_OVER if may_run else ClockState.STRAFANTRAG_PASSED


def suspended_end(
    last_day: date, land: Land | None, conciliation: Conciliation | None
) -> LegalEnd | None:
    """Where the term ends when a Sühneversuch has stopped it (§ 77b (5) StGB).

    The term stands still from the request's arrival to the certificate. Whether these two days
    themselves count, the law does not say. The earliest end counts both as days on which the term
    ran: only the days between them are given back, and nothing when the request came on the last
    day. The latest end gives back both days as well.

    Args:
        last_day: the term's last day without the stop, not yet moved from weekends and holidays.
        land: whose public holidays move the end.
        conciliation: None: nothing stopped it; the same when the request came after the end.

    Returns:
        None while the certificate is missing: the term stands still.
    """
    end = moved_end(last_day, land)
    if conciliation is None or conciliation.received_on > end.latest:
        return end
    if conciliation.certified_on is None:
        return None
    days = max((conciliation.certified_on - conciliation.received_on).days, 0)
    given_back = max(days - 1, 0) if conciliation.received_on < last_day else 0
    earliest = moved_end(last_day + timedelta(days=given_back), land)
    latest = moved_end(end.latest + timedelta(days=days + 1), land)
    return LegalEnd(earliest.earliest, latest.latest, earliest.is_doubtful)


def deadlines_of_each(
    on: date, everyone: Iterable[Knowledge], land: Land | None, months: int
) -> tuple[Deadline, ...]:
    """The deadline of each entitled person, or for each offender (§§ 77 (4), 77b (3) StGB).

    Terms run for and against each on their own, so nobody's knowledge moves another's day.
    """
    return tuple(strafantrag_deadline(on, knowledge, land, months) for knowledge in everyone)


@dataclass(frozen=True)
class TermsAfterDeath:
    """Months: the ordinary term, and the earliest and latest end after a death (§ 77b (1), (4))."""

    ordinary: int
    earliest: int
    latest: int


def deadline_after_death(
    on: date, died_on: date | None, knowledge: Knowledge, land: Land | None, terms: TermsAfterDeath
) -> Deadline:
    """Says by when relatives must file whose right came to them by a death (§ 77b (4) StGB).

    The term ends at the earliest three and at the latest six months after the death. Between the
    two it follows the knowledge of the relative (§ 77b (2)). The day to act by is the earliest
    end, not moved, whatever anybody knew.

    Args:
        on: today.
        died_on: the day of the death; None: no day can be said.
        knowledge: that of the relative.
        land: whose public holidays move the legal ends.
        terms: dated legal values.
    """
    if died_on is None:
        return Deadline(ClockState.AFTER_DEATH_UNKNOWN)
    act_by = months_after(died_on, terms.earliest)
    latest = moved_end(_last_day_after_death(died_on, knowledge, terms), land).latest
    end = moved_end(act_by, land)
    if on <= act_by:
        state = ClockState.AFTER_DEATH_RUNNING
    elif on <= latest:
        state = ClockState.AFTER_DEATH_STILL_RUNS
    else:
        state = ClockState.AFTER_DEATH_PASSED
    return Deadline(
        state=state,
        act_by=max(on, act_by),
        legal_end=end.earliest,
        latest_end=latest,
        is_doubtful=end.is_doubtful and on <= act_by,
        is_today=on > act_by,
    )


def _last_day_after_death(died_on: date, knowledge: Knowledge, terms: TermsAfterDeath) -> date:
    """The latest last day, not moved: it follows her knowledge where she has it."""
    earliest, latest = (months_after(died_on, months) for months in (terms.earliest, terms.latest))
    known_on = knowledge.offender_known_on or knowledge.learned_on
    if not knowledge.knows_offender or known_on is None or knowledge.several:
        return latest
    begin = max(known_on, knowledge.learned_on or known_on)
    return min(max(months_after(begin, terms.ordinary), earliest), latest)


def withdrawn() -> Deadline:
    """A withdrawn Strafantrag cannot be filed again (§ 77d (1) StGB): a sentence and no day."""
    return Deadline(ClockState.STRAFANTRAG_WITHDRAWN)
