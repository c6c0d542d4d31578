"""How fast advice is made of the full content, and that ten thousand plans break no promise."""

import gc
from collections import Counter
from collections.abc import Iterator
from time import perf_counter

from bench.figures import Figure
from rueckhalt.support.guidance.rules.plan import Plan, advise
from rueckhalt.support.guidance.rules.rulebook import Rulebook, Urgency
from rueckhalt.support.guidance.rules.situation import Situation
from tests.rules.guidance.books import shipped_book
from tests.rules.guidance.never import (
    LONGEST_PLAN,
    LONGEST_TODAY,
    broken,
)
from tests.rules.guidance.situations import ON, everything, open_words, situations, words_to_do

RUNS = 5
COUNT = 2000
PLANS = 10_000


def measure() -> Iterator[Figure]:
    """The engine alone on one core; then the search for what must never stand in a plan."""
    book = shipped_book()
    told = list(situations(book, COUNT))
    yield Figure(
        "plans from any answers, one core",
        "plans/s",
        [speed(told, book) for _ in range(RUNS)],
        at_least=1000,
    )
    yield from searched(book)


def speed(told: list[Situation], book: Rulebook) -> float:
    """Plans a second, without what other parts left for the collector."""
    gc.collect()
    begun = perf_counter()
    for situation in told:
        advise(situation, book, ON)
    return len(told) / (perf_counter() - begun)


def searched(book: Rulebook) -> Iterator[Figure]:
    """Broken promises, and the longest plans."""
    found: Counter[str] = Counter()
    longest = today = 0
    for plan in plans(book):
        found.update(broken(plan, book))
        longest = max(longest, open_words(plan))
        today = max(today, words_to_do(plan.due(Urgency.TODAY)))
    for fault, times in found.most_common(20):
        print(f"{times} × {fault}")
    yield Figure(f"broken promises in {PLANS:,} plans", "", [found.total()], at_most=0)
    yield Figure(
        "longest plan, words that stand open",
        "words",
        [longest],
        at_most=LONGEST_PLAN,
    )
    whole = advise(everything(book), book, ON)
    yield Figure(
        "the plan of somebody who ticks everything",
        "words",
        [open_words(whole)],
        at_most=LONGEST_PLAN,
    )
    today = max(today, words_to_do(whole.due(Urgency.TODAY)))
    yield Figure("most words for today", "words", [today], at_most=LONGEST_TODAY)


def plans(book: Rulebook) -> Iterator[Plan]:
    """Ten thousand plans, others than those of the tests."""
    return (advise(situation, book, ON) for situation in situations(book, PLANS, seed=7))
