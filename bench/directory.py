"""The directory under load: every municipality and matter, every hour of a week, moments by chance."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from random import Random

from bench.figures import Figure, milliseconds, p95
from rueckhalt.foundation.directory.rules import (
    Competence,
    bodies_for,
    coverage,
    describe_opening,
    opening_of,
)
from rueckhalt.foundation.places.rules import Place
from tests.rules.directory.test_whole import (
    AT,
    BODIES,
    MONDAY,
    PLACES,
    faults_at,
    random_triples,
)

RUNS = 5
TRIPLES = 100_000
AIM = 5  # milliseconds


def measure() -> Iterator[Figure]:
    """Faults (none are allowed) and milliseconds of each question."""
    # The first question of a process loads the calendar of holidays.
    yield Figure("first question of a process", "ms", [milliseconds(partial(_ask, None))])
    yield from _every_municipality()
    yield from _every_hour()
    yield from _by_chance()
    counting = [milliseconds(partial(coverage, BODIES, PLACES, AT)) / 1000 for _ in range(RUNS)]
    yield Figure("coverage of all municipalities", "s", counting, at_most=2)


def _ask(place: Place | None) -> None:
    bodies_for(BODIES, Competence.HELPLINE, place, AT)


def _every_municipality() -> Iterator[Figure]:
    questions = [(place, competence) for place in PLACES for competence in Competence]
    times = [milliseconds(partial(bodies_for, BODIES, one, place, AT)) for place, one in questions]
    faults = sum(1 for place, one in questions for _ in faults_at(place, one, AT))
    yield from _figures(f"every municipality × matter ({len(questions):,})", times, faults)


def _every_hour() -> Iterator[Figure]:
    hours = [MONDAY + timedelta(hours=n) for n in range(7 * 24)]
    times = [
        milliseconds(lambda body=body, at=at: describe_opening(opening_of(body, at), at))
        for body in BODIES
        for at in hours
    ]
    yield from _times(f"every body × hour of a week ({len(times):,})", times)


def _by_chance() -> Iterator[Figure]:
    times, faults = [], 0
    for place, one, at in random_triples(Random(2026), TRIPLES):
        times.append(milliseconds(partial(bodies_for, BODIES, one, place, at)))
        faults += sum(1 for _ in faults_at(place, one, at))
    yield from _figures(f"triples by chance ({TRIPLES:,})", times, faults)


def _figures(what: str, times: list[float], faults: int) -> Iterator[Figure]:
    yield Figure(f"{what}, faults", "faults", [faults], at_most=0)
    yield from _times(what, times)


def _times(what: str, times: list[float]) -> Iterator[Figure]:
    yield Figure(f"{what}, p95", "ms", [p95(times)], at_most=AIM)
    yield Figure(f"{what}, slowest", "ms", [max(times)])
