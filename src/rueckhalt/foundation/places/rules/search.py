"""Finds places as people type them: typing errors, umlauts, abbreviations, postcodes, homonyms."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from rueckhalt.foundation.places.rules.index import (
    PART_OF_NAME,
    SHORT_NAME,
    PlaceIndex,
)
from rueckhalt.foundation.places.rules.place import Place
from rueckhalt.foundation.places.rules.postcodes import common_digits, near_postcode
from rueckhalt.foundation.places.rules.words import (
    FILLERS,
    as_written,
    keys_of,
    skeleton,
    without_fillers,
    words_of,
)

# Points of a match: 100 is the name as typed, and less is worse.
_BEST = 100
_ERROR = 10  # points taken off for one typing error
_WRONG_LETTER = 2  # taken off besides: a letter is left out or swapped more easily
_GUESS = 2  # taken off besides, if an umlaut was typed that is none
_UNFINISHED = 15  # for a name of which only the beginning was typed
_OTHER_NAME = 25  # for a place that only the postcode speaks for
_UNKNOWN_REST = 50  # for a name followed by words that say nothing to us (a district, perhaps)
_RANGE = 20  # how far below the best match another one may lie
_DIGIT = 8  # added in the order, not in the score, for each first digit that a postcode shares

_LONGEST_QUERY = 10  # words
_CHOICES = 5
_HOMONYMS = 40


class Reason(StrEnum):
    """Why a place was found."""

    NAME = "name"
    SHORT_NAME = "short_name"
    PART_OF_NAME = "part_of_name"
    TYPING_ERROR = "typing_error"
    BEGINNING = "beginning"
    UNKNOWN_REST = "unknown_rest"
    POSTCODE = "postcode"
    NEAR_POSTCODE = "near_postcode"


@dataclass(frozen=True, slots=True)
class Match:
    """A place that was found: `label` tells it apart from all others, `score` is 0 to 100."""

    place: Place
    label: str
    score: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a typed place means: `place` if it is certain, else the `choices`, best first, or none."""

    place: Place | None
    choices: tuple[Match, ...]


class _Hit(NamedTuple):
    score: int
    reason: Reason


_Hits = dict[int, _Hit]
_CERTAIN = {Reason.NAME, Reason.SHORT_NAME, Reason.POSTCODE}


class _Query(NamedTuple):
    """What was typed: words of a name and perhaps a postcode of 3 to 5 digits."""

    text: str
    words: tuple[str, ...]
    postcode: str


def search(index: PlaceIndex, text: str, limit: int = _CHOICES) -> tuple[Match, ...]:
    """Returns the places that `text` may mean, best first, at most `limit`.

    Typing errors (a letter too many, left out, wrong, or two swapped): two are forgiven from four
    typed letters on, three from eight on. Among equally good names the one written like `text`
    comes first, then a municipality before a municipality-free area, then the larger.
    """
    return tuple(_ranked(index, _query(text))[: max(limit, 0)])


def resolve(index: PlaceIndex, text: str) -> Resolution:
    """Says whether `text` means one certain place, one of several, or nothing we know.

    Certain is only a name (with what tells homonyms apart) typed without error that one
    municipality has, or a postcode that is the seat of one municipality alone.
    """
    query = _query(text)
    ranked = _ranked(index, query)
    exact = [match for match in ranked if match.reason in _CERTAIN]
    exact = [match for match in exact if not match.place.is_unincorporated] or exact
    if query.words and query.postcode:
        exact = _confirmed(exact, query.postcode)
    if len(exact) == 1:
        return Resolution(exact[0].place, ())
    equals = sum(match.score == ranked[0].score for match in ranked)
    return Resolution(None, tuple(exact or ranked[: max(equals, _CHOICES)])[:_HOMONYMS])


def _confirmed(exact: list[Match], postcode: str) -> list[Match]:
    """A name is certain with a postcode if that is its seat, or if at least the region fits."""
    named = [match for match in exact if match.reason is not Reason.POSTCODE]
    seats = [match for match in named if match.place.postcode == postcode]
    if seats or len(named) > 1:
        return seats or named
    return [match for match in named if common_digits(match.place.postcode, postcode)]


def _query(text: str) -> _Query:
    words = words_of(text)[:_LONGEST_QUERY]
    numbers = [word for word in words if word.isascii() and word.isdigit() and 3 <= len(word) <= 5]
    names = tuple(word for word in words if not word.isdigit())
    postcode = numbers[0] if numbers else ""
    has_name = any(len(word) > 1 for word in names)  # "D-67433" is a postcode
    return _Query(as_written(text), names if has_name else (), postcode)


def _ranked(index: PlaceIndex, query: _Query) -> list[Match]:
    hits = _hits(index, query)

    def order(number: int) -> tuple[int, bool, bool, int, str]:
        place = index.places[number]
        nearness = common_digits(place.postcode, query.postcode) if query.words else 0
        score = hits[number].score + _DIGIT * nearness
        is_as_written = query.text in {place.name.lower(), place.short_name.lower()}
        return (
            -score,
            not is_as_written,
            place.is_unincorporated,
            -place.population,
            place.ars,
        )

    return [
        Match(index.places[number], index.labels[number], *hits[number])
        for number in sorted(hits, key=order)
    ]


def _hits(index: PlaceIndex, query: _Query) -> _Hits:
    hits: _Hits = {}
    if query.words:
        _keep_best(hits, _hits_of_name(index, query.words))
    seats = index.by_postcode.get(query.postcode, ())
    score = _BEST - (_OTHER_NAME if query.words else 0)
    _keep_best(hits, {number: _Hit(score, Reason.POSTCODE) for number in seats})
    if query.postcode and not any(hit.reason in _CERTAIN for hit in hits.values()):
        near = near_postcode(index, query.postcode)
        _keep_best(hits, {number: _Hit(score, Reason.NEAR_POSTCODE) for number, score in near})
    return hits


def _keep_best(hits: _Hits, more: _Hits) -> None:
    for number, hit in more.items():
        if number not in hits or hits[number].score < hit.score:
            hits[number] = hit


def _hits_of_name(index: PlaceIndex, words: tuple[str, ...]) -> _Hits:
    named = _without_leading_kind(index, words)
    hits = _by_spelling(index, words)
    if named != words:
        _keep_best(hits, _by_spelling(index, named))
    _keep_best(hits, _by_beginning(index, words))
    # "Rade b. Rendsburg" is a name: then Rendsburg is not where another Rade lies.
    if not any(hit.reason is Reason.NAME for hit in hits.values()):
        for name, rest in _splits(index, named):
            _keep_best(hits, _by_surroundings(index, _by_spelling(index, name), rest))
    return _close_to_best(hits) or _by_first_words(index, named)


def _close_to_best(hits: _Hits) -> _Hits:
    """Leaves out what nobody meant who typed something so much nearer to another name."""
    best = max((hit.score for hit in hits.values()), default=0)
    return {number: hit for number, hit in hits.items() if hit.score >= best - _RANGE}


def _by_spelling(index: PlaceIndex, words: tuple[str, ...]) -> _Hits:
    """Places with a spelling at most as many typing errors away as its length allows."""
    hits: _Hits = {}
    for spoken in dict.fromkeys((words, without_fillers(words))):
        written_out, *bare = keys_of(spoken)
        _keep_best(hits, _near(index, written_out))
        # Whoever types "Münster" does not mean Munster, but may have mistyped another umlaut.
        for key in bare:
            _keep_best(hits, _as_guesses(_near(index, key)))
    return hits


def _near(index: PlaceIndex, key: str) -> _Hits:
    hits: _Hits = {}
    for spelling, errors in _near_spellings(index, key):
        less = _ERROR * errors + _WRONG_LETTER * _wrong_letters(key, spelling)
        for number, penalty in index.entries[spelling]:
            reason = Reason.TYPING_ERROR if errors else _reason(penalty)
            _keep_best(hits, {number: _Hit(_BEST - penalty - less, reason)})
    return hits


def _near_spellings(index: PlaceIndex, key: str) -> Iterator[tuple[str, int]]:
    """Yields (spelling, typing errors); only lengths that so few errors can reach are looked at."""
    allowed = _errors_allowed(key)
    for length in range(len(key) - allowed, len(key) + allowed + 1):
        spellings = index.spellings_by_length.get(length, ())
        for spelling, errors, _ in process.extract(
            key, spellings, scorer=OSA.distance, score_cutoff=allowed, limit=None
        ):
            yield spelling, int(errors)


def _as_guesses(hits: _Hits) -> _Hits:
    return {
        number: _Hit(score - _GUESS, Reason.TYPING_ERROR) for number, (score, _) in hits.items()
    }


def _reason(penalty: int) -> Reason:
    if penalty < SHORT_NAME:
        return Reason.NAME
    return Reason.SHORT_NAME if penalty < PART_OF_NAME else Reason.PART_OF_NAME


def _errors_allowed(key: str) -> int:
    """Two for a name of six letters, even if two of them were left out; three for a long name."""
    return next(
        errors for shortest, errors in ((8, 3), (4, 2), (3, 1), (0, 0)) if len(key) >= shortest
    )


def _wrong_letters(typed: str, name: str) -> int:
    """Counts typed letters that the name does not have; left out or swapped ones are none."""
    return 0 if typed == name else (Counter(typed) - Counter(name)).total()


def _by_beginning(index: PlaceIndex, words: tuple[str, ...]) -> _Hits:
    """Places whose name begins with what was typed (three letters or more)."""
    hits: _Hits = {}
    for key in keys_of(words):
        first = bisect_left(index.spellings, key)
        end = bisect_left(index.spellings, key + "\uffff")
        for spelling in index.spellings[first:end] if len(key) >= 3 else ():
            for number, penalty in index.entries[spelling]:
                hit = _Hit(_BEST - penalty - _UNFINISHED, Reason.BEGINNING)
                _keep_best(hits, {number: hit})
    return hits


def _without_leading_kind(index: PlaceIndex, words: tuple[str, ...]) -> tuple[str, ...]:
    """Takes "Stadt" off "Stadt Kiel"."""
    for position, word in enumerate(words):
        if skeleton(word) not in index.neutral_words:
            return words[position:]
    return words


def _splits(
    index: PlaceIndex, words: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yields (name, surroundings) as long as all words at the end may be surroundings."""
    for position in range(len(words) - 1, 0, -1):
        if not _may_surround(index, skeleton(words[position])):
            return
        if words[position - 1] not in FILLERS:
            yield words[:position], tuple(map(skeleton, words[position:]))


def _may_surround(index: PlaceIndex, word: str) -> bool:
    if word in index.neutral_words:
        return True
    position = bisect_left(index.known_words, word)
    if index.known_words[position : position + 1] and index.known_words[position].startswith(word):
        return True
    if len(word) < 5:
        return False
    return (
        process.extractOne(word, index.known_words, scorer=OSA.distance, score_cutoff=1) is not None
    )


def _by_surroundings(index: PlaceIndex, hits: _Hits, rest: tuple[str, ...]) -> _Hits:
    """Keeps the places whose surroundings are told by `rest`, and of these those told best."""
    told: dict[int, tuple[int, int]] = {}
    for number in hits:
        fit = _fit(index, number, rest)
        if fit is not None:
            told[number] = fit
    most = max((words for words, _ in told.values()), default=0)
    return {
        number: _with_errors(hits[number], errors)
        for number, (words, errors) in told.items()
        if words == most
    }


def _with_errors(hit: _Hit, errors: int) -> _Hit:
    return _Hit(hit.score - _ERROR * errors, Reason.TYPING_ERROR) if errors else hit


def _fit(index: PlaceIndex, number: int, rest: tuple[str, ...]) -> tuple[int, int] | None:
    """Returns (words that tell something, typing errors in them); nothing if a word does not fit."""
    told = errors = 0
    tail, area = index.surroundings[number]
    for word in without_fillers(rest):
        if _is_begun(word, tail, 1) or _is_begun(word, area, 3) or word in area:
            told += 1
        elif word in index.neutral_words:
            continue
        elif len(word) >= 5 and process.extractOne(
            word, tail | area, scorer=OSA.distance, score_cutoff=1
        ):
            told += 1
            errors += 1
        else:
            return None
    return told, errors


def _is_begun(word: str, known: frozenset[str], shortest: int) -> bool:
    return len(word) >= shortest and any(full.startswith(word) for full in known)


def _by_first_words(index: PlaceIndex, words: tuple[str, ...]) -> _Hits:
    """Places named by the first words alone, when nothing fits the rest: "Stuttgart Cannstatt"."""
    for position in range(len(words) - 1, 0, -1):
        keys = keys_of(words[:position])
        entries = [entry for key in keys for entry in index.entries.get(key, ())]
        if entries:
            hit = _Hit(_BEST - _UNKNOWN_REST, Reason.UNKNOWN_REST)
            return {entry.number: hit for entry in entries}
    return {}
