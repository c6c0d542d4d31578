"""How long the search of places takes: `python -m bench.search` from the root of the repository."""

from itertools import chain
from random import Random
from statistics import median, quantiles
from time import perf_counter

from rueckhalt.foundation.places.rules import PlaceIndex, build_index, parse_directory, search
from tests.rules.places.conftest import TABLE
from tests.rules.places.test_typing_errors import mistyped

RUNS = 5
SIZE = 500
# Everything that the search looks at: many words, and each of them may be a Land or a Kreis.
LONGEST = "Neustädt an der Weinstraße Hessen Bayern Sachsen Thüringen Saarland Bremen Hamburg"


def main() -> None:
    places = parse_directory(TABLE.read_text(encoding="utf-8")).places
    begun = perf_counter()
    index = build_index(places)
    building = perf_counter() - begun
    seeds = map(Random, range(RUNS))
    runs = [times_of(index, texts(index, chance)) for chance in seeds]
    p95 = [quantiles(times, n=20)[-1] for times in runs]
    longest = median(times_of(index, [LONGEST] * 50))
    print(
        f"| search, two typing errors, {RUNS} × {SIZE} | median {median(chain.from_iterable(runs)):.1f} ms, "
        f"p95 {median(p95):.1f} ms ({min(p95):.1f}–{max(p95):.1f}) | "
        f"longest text {longest:.1f} ms, index built in {building:.2f} s |"
    )


def texts(index: PlaceIndex, chance: Random) -> list[str]:
    names = [place.short_name for place in index.places if len(place.short_name) >= 6]
    return [mistyped(mistyped(name, chance), chance) for name in chance.choices(names, k=SIZE)]


def times_of(index: PlaceIndex, typed: list[str]) -> list[float]:
    """Milliseconds of each search."""
    times = []
    for text in typed:
        begun = perf_counter()
        search(index, text)
        times.append(1000 * (perf_counter() - begun))
    return times


if __name__ == "__main__":
    main()
