"""The search index: every spelling by which a place may be called, made once and kept in memory."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from rueckhalt.foundation.places.rules.place import Land, Place
from rueckhalt.foundation.places.rules.words import (
    FILLERS,
    abbreviated_words_of,
    keys_of,
    skeleton,
    without_fillers,
    words_of,
)

OWN_NAME = 0  # points taken off for a name that is …
SHORT_NAME = 5  # … only its beginning: "Freiburg" for Freiburg im Breisgau
PART_OF_NAME = 8  # … only a part of it: "Partenkirchen", the Sorbian name, "Kreuznach"
BARE = 1  # … besides, for umlauts left out: "Munster" is Munster before it is Münster

_BIG_CITY = 100_000  # inhabitants; such a city is called by its short name alone
_PART = re.compile(r"[/,\-]")
_HEAD = re.compile(r"[/(]")
_SECOND_NAME = re.compile(r"\s/\s")
_SPOKEN_LAND = {Land.NW: ("nrw",), Land.RP: ("rlp",), Land.MV: ("meckpomm",)}
# Words that say what kind of place is meant, but not which.
_KIND_WORDS = frozenset(
    {"amt", "dorf", "gemeinde", "kr", "kreis", "land", "landkreis", "lk", "lkr", "ort", "region"}
    | {"gebiet", "gemeindefreies", "kreisfreie", "samtgemeinde", "stadtkreis", "verbandsgemeinde"}
    | {"vg"}
)


class Entry(NamedTuple):
    """One way to call a place: its number in the index and the points taken off."""

    number: int
    penalty: int


@dataclass(frozen=True, slots=True, repr=False)  # a million characters help nobody
class PlaceIndex:
    """What `search` looks into; made by `build_index`.

    `spellings` are sorted, `entries` say which places each of them may mean. `surroundings` holds
    for each place the words that may follow its name: the rest of it, Kreis, association, Land.
    """

    places: tuple[Place, ...]
    labels: tuple[str, ...]
    spellings: tuple[str, ...]
    spellings_by_length: dict[int, list[str]]
    entries: dict[str, tuple[Entry, ...]]
    surroundings: tuple[tuple[frozenset[str], frozenset[str]], ...]
    neutral_words: frozenset[str]
    known_words: tuple[str, ...]
    by_postcode: dict[str, tuple[int, ...]]


def build_index(places: Iterable[Place]) -> PlaceIndex:
    """Returns the index of these places (0.3 s for the whole directory)."""
    places = tuple(places)
    entries: dict[str, dict[int, int]] = defaultdict(dict)
    areas = _Areas()
    surroundings = []
    titles: set[str] = set()
    for number, place in enumerate(places):
        name = _Name(place)
        titles.update(name.plain_titles())
        surroundings.append((name.tail, areas.of(place)))
        for spelling, penalty in name.spellings():
            known = entries[spelling].get(number, penalty)
            entries[spelling][number] = min(known, penalty)
    all_spellings = tuple(sorted(entries))
    return PlaceIndex(
        places=places,
        labels=_labels(places),
        spellings=all_spellings,
        spellings_by_length=_by_length(all_spellings),
        entries={
            key: tuple(Entry(*pair) for pair in found.items()) for key, found in entries.items()
        },
        surroundings=tuple(surroundings),
        neutral_words=frozenset(map(skeleton, titles)) | _KIND_WORDS | FILLERS,
        known_words=tuple(sorted(frozenset().union(*(tail | area for tail, area in surroundings)))),
        by_postcode=_by_postcode(places),
    )


class _Name:
    """An official name taken apart: "Halle (Saale), Stadt" has head, tail and title."""

    def __init__(self, place: Place) -> None:
        name, _, title = place.name.partition(",")
        self.title = words_of(title) if title else ()
        self.words = words_of(name)
        beginning = _HEAD.split(name, maxsplit=1)[0]
        self.head = self.words if beginning == name else words_of(beginning)
        for position, word in enumerate(self.head[1:], start=1):
            if word in FILLERS:
                self.head = self.head[:position]
                break
        rest = without_fillers(self.words[len(self.head) :])
        self.tail = frozenset(skeleton(word) for word in rest)
        self._place = place

    def plain_titles(self) -> Iterator[str]:
        """Yields "Stadt" and "Flecken", but nothing of "Berg- und Universitätsstadt"."""
        for title in self._place.name.split(",")[1:]:
            words = words_of(title)
            if len(words) == 1 and len(words[0]) > 2:
                yield words[0]

    def spellings(self) -> Iterator[tuple[str, int]]:
        """Yields each spelling with the points taken off."""
        is_big = self._place.population >= _BIG_CITY
        ways = [(self.words, OWN_NAME), (without_fillers(self.words), OWN_NAME)]
        if "." in self._place.name:
            ways.append((abbreviated_words_of(self._place.short_name), OWN_NAME))
        if self.title:
            ways.append((self.words + self.title, OWN_NAME))
        if self.head != self.words:
            ways.append((self.head, OWN_NAME if is_big else SHORT_NAME))
        ways.extend((part, PART_OF_NAME) for part in self._parts())
        for words, penalty in ways:
            for key, less in zip(keys_of(words), (0, BARE), strict=False):
                yield key, penalty + less

    def _parts(self) -> Iterator[tuple[str, ...]]:
        name, _, title = self._place.name.partition(",")
        second_names = _SECOND_NAME.split(name)[1:] + _SECOND_NAME.split(title)[1:]
        for part in {*_PART.split(name), *second_names}:
            words = words_of(part)
            if words != self.words and sum(map(len, words)) >= 4:
                yield words
        if self.head[0] == "bad" and len(self.head) > 1:
            yield self.head[1:]


class _Areas:
    """The words of Kreis, association and Land, made once for all places that share them."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], frozenset[str]] = {}

    def of(self, place: Place) -> frozenset[str]:
        key = (place.ars[:5], place.association.key if place.association else "")
        if key not in self._known:
            self._known[key] = self._words(place)
        return self._known[key]

    @staticmethod
    def _words(place: Place) -> frozenset[str]:
        names = [place.land.label, place.land.value, *_SPOKEN_LAND.get(place.land, ())]
        names += [area.label for area in (place.kreis, place.association) if area]
        words = {skeleton(word) for name in names for word in words_of(name)}
        return frozenset(words) - FILLERS - _KIND_WORDS


def _labels(places: tuple[Place, ...]) -> tuple[str, ...]:
    labels = [place.label for place in places]
    shared = {label for label, times in Counter(labels).items() if times > 1}
    return tuple(
        place.long_label if label in shared else label
        for place, label in zip(places, labels, strict=True)
    )


def _by_length(spellings: tuple[str, ...]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for spelling in spellings:
        found[len(spelling)].append(spelling)
    return dict(found)


def _by_postcode(places: tuple[Place, ...]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, place in enumerate(places):
        if place.postcode:
            found[place.postcode].append(number)
    return {postcode: tuple(numbers) for postcode, numbers in found.items()}
