"""What a postcode says about a place when only the postcodes of the seats are known."""

from collections.abc import Iterator

from rueckhalt.foundation.places.rules.index import PlaceIndex

# The postcodes of a large city spread further than those of a village, over hundreds (100,000
# inhabitants) or even over regions: München has 80… and 81… (500,000).
_SPREAD_OF = ((500_000, 1), (100_000, 2), (0, 3))
_SCORE_OF_A_DIGIT = 15


def common_digits(one: str, other: str) -> int:
    """Returns how many digits two postcodes share from the left."""
    shared = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        shared += 1
    return shared


def near_postcode(index: PlaceIndex, postcode: str) -> Iterator[tuple[int, int]]:
    """Yields (number, score) of places near a postcode that is the seat of none.

    Near are places whose seat shares as many digits as the postcodes of so large a place do; of the
    smaller ones only the nearest. Without any, those that share the region (two digits).
    """
    shared = {
        number: common_digits(seat, postcode)
        for seat, numbers in index.by_postcode.items()
        if seat[0] == postcode[0]
        for number in numbers
    }
    nearest = max(shared.values(), default=0)
    for number, digits in shared.items():
        spread = _spread(index.places[number].population)
        if digits == nearest >= 2 or (spread < 3 and digits >= spread):
            yield number, _SCORE_OF_A_DIGIT * digits


def _spread(population: int) -> int:
    return next(digits for smallest, digits in _SPREAD_OF if population >= smallest)
