"""How long the search of places takes, as people type them."""

from collections.abc import Iterator
from functools import partial
from random import Random
from statistics import median

from bench.figures import Figure, milliseconds, p95
from rueckhalt.foundation.places.rules import PlaceIndex, build_index, parse_directory, search
from tests.rules.places.conftest import TABLE
from tests.rules.places.test_typing_errors import mistyped

RUNS = 5
SIZE = 500
# Everything that the search looks at: many words, and each of them may be a Land or a Kreis.
LONGEST = "Neustädt an der Weinstraße Hessen Bayern Sachsen Thüringen Saarland Bremen Hamburg"


def measure() -> Iterator[Figure]:
    """Milliseconds of a search with two typing errors, of the longest text, and of the index."""
    places = parse_directory(TABLE.read_text(encoding="utf-8")).places
    index = build_index(places)
    building = [milliseconds(partial(build_index, places)) / 1000 for _ in range(RUNS)]
    runs = [times_of(index, texts(index, Random(seed))) for seed in range(RUNS)]
    yield Figure(
        f"two typing errors, {SIZE} searches, p95", "ms", [p95(run) for run in runs], at_most=20
    )
    yield Figure("the same, median", "ms", [median(run) for run in runs])
    yield Figure("the longest text", "ms", times_of(index, [LONGEST] * 50))
    yield Figure("index built", "s", building, at_most=0.5)


def texts(index: PlaceIndex, chance: Random) -> list[str]:
    names = [place.short_name for place in index.places if len(place.short_name) >= 6]
    return [mistyped(mistyped(name, chance), chance) for name in chance.choices(names, k=SIZE)]


def times_of(index: PlaceIndex, typed: list[str]) -> list[float]:
    """Milliseconds of each search."""
    return [milliseconds(partial(search, index, text)) for text in typed]
