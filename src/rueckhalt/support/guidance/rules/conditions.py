"""Conditions on what a person told: which facts must have which values."""

from collections.abc import Iterator, Mapping

from rueckhalt.support.guidance.rules.situation import UNANSWERED

NOT_ANSWERED = frozenset({UNANSWERED})
Condition = Mapping[str, tuple[str, ...]]
Answers = Mapping[str, frozenset[str]]


def all_hold(condition: Condition, facts: Answers) -> bool:
    """Says whether every fact of a condition has one of the named values."""
    # A plain loop: every plan comes here some two hundred times.
    for fact in condition:  # noqa: SIM110 -- a generator costs twice the time
        if not holds(fact, condition, facts):
            return False
    return True


def any_holds(condition: Condition, facts: Answers) -> bool:
    """Says whether some fact of a condition has one of the named values."""
    return any(holds(fact, condition, facts) for fact in condition)


def holds(fact: str, condition: Condition, facts: Answers) -> bool:
    """Says whether one fact of a condition has one of the named values."""
    return not facts.get(fact, NOT_ANSWERED).isdisjoint(condition[fact])


def condition_faults(
    entry: str, name: str, condition: Condition, facts: Mapping[str, frozenset[str]]
) -> Iterator[str]:
    """Yields each fact or value of a condition that no question knows.

    Args:
        entry: id of the entry in which the condition stands.
        name: the field in which it stands.
        condition: what is asked for.
        facts: all facts with their values.
    """
    for fact, values in condition.items():
        if fact not in facts:
            yield f"{entry}, {name}: Die Frage {fact} gibt es nicht."
            continue
        for value in values:
            if value != UNANSWERED and value not in facts[fact]:
                yield f"{entry}, {name}: {fact} kennt die Antwort {value} nicht."
