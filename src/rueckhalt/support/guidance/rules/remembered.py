"""Days as people remember them: "31.1.2026", "Anfang März", "vor drei Wochen", "gestern".

What is vague becomes a span; clocks count from its first day, so that a term is never too long.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    "januar": 1, "jänner": 1, "jan": 1, "februar": 2, "feb": 2, "märz": 3, "maerz": 3, "mär": 3,
    "april": 4, "apr": 4, "mai": 5, "juni": 6, "jun": 6, "juli": 7, "jul": 7, "august": 8,
    "aug": 8, "september": 9, "sep": 9, "sept": 9, "oktober": 10, "okt": 10, "november": 11,
    "nov": 11, "dezember": 12, "dez": 12,
}  # fmt: skip
SEASONS = {"frühling": 3, "frühjahr": 3, "sommer": 6, "herbst": 9, "winter": 12}
NUMBERS = {
    "einem": 1, "einer": 1, "ein": 1, "eine": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5,
    "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12,
}  # fmt: skip
PARTS = {"anfang": (1, 10), "mitte": (11, 20), "ende": (21, 31)}
SHORT_YEAR = 100


@dataclass(frozen=True)
class Remembered:
    """The first and the last day that can be meant."""

    earliest: date
    latest: date

    @property
    def is_vague(self) -> bool:
        """Says whether more than one day can be meant."""
        return self.earliest != self.latest


def remembered(text: str, on: date) -> Remembered | None:
    """Understands a day as a person writes it, seen from today; None for what it cannot be.

    A day or month without a year is the last one that is not in the future. No span reaches
    beyond today.
    """
    words = " ".join(text.lower().replace(",", " ").split()).removeprefix("am ").removeprefix("im ")
    for pattern, read in _FORMS:
        if match := pattern.fullmatch(words):
            try:
                found = read(match, on)
            except ValueError:
                return None
            return _until(found, on)
    return None


def _until(found: Remembered, on: date) -> Remembered:
    return Remembered(found.earliest, max(found.earliest, min(found.latest, on)))


def _day(day: date) -> Remembered:
    return Remembered(day, day)


def _iso(match: re.Match[str], _: date) -> Remembered:
    return _day(date(int(match["year"]), int(match["month"]), int(match["day"])))


def _full_day(match: re.Match[str], on: date) -> Remembered:
    day, month = int(match["day"]), _month_of(match["month"])
    if match["year"]:
        return _day(date(_year_of(match["year"]), month, day))
    this_year = date(on.year, month, day)
    return _day(this_year if this_year <= on else date(on.year - 1, month, day))


def _month_span(match: re.Match[str], on: date) -> Remembered:
    month = _month_of(match["month"])
    year = _year_of(match["year"]) if match["year"] else on.year - (month > on.month)
    first, last = PARTS.get(match["part"] or "", (1, 31))
    end = monthrange(year, month)[1]
    return Remembered(date(year, month, first), date(year, month, min(last, end)))


def _season(match: re.Match[str], on: date) -> Remembered:
    month = SEASONS[match["season"]]
    year = _year_of(match["year"]) if match["year"] else on.year - (month > on.month)
    begin = date(year, month, 1)
    end_year, end_month = divmod(year * 12 + month + 1, 12)
    return Remembered(begin, date(end_year, end_month + 1, monthrange(end_year, end_month + 1)[1]))


def _whole_year(match: re.Match[str], _: date) -> Remembered:
    year = int(match["year"])
    return Remembered(date(year, 1, 1), date(year, 12, 31))


def _near(match: re.Match[str], on: date) -> Remembered:
    back = {"heute": 0, "gestern": 1, "vorgestern": 2}[match["word"]]
    return _day(on - timedelta(days=back))


def _last_week(_: re.Match[str], on: date) -> Remembered:
    monday = on - timedelta(days=on.weekday() + 7)
    return Remembered(monday, monday + timedelta(days=6))


def _ago(match: re.Match[str], on: date) -> Remembered:
    count = NUMBERS.get(match["count"]) or int(match["count"])
    unit = match["unit"]
    if unit.startswith("tag"):
        return _day(on - timedelta(days=count))
    if unit.startswith("woche"):
        middle = on - timedelta(weeks=count)
        return Remembered(middle - timedelta(days=6), middle + timedelta(days=6))
    year, month = divmod(on.year * 12 + on.month - 1 - count * (12 if unit[0] == "j" else 1), 12)
    middle = date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))
    slack = timedelta(days=15 if unit.startswith("monat") else 182)
    return Remembered(middle - slack, middle + slack)


def _month_of(word: str) -> int:
    return int(word) if word.isdigit() else MONTHS[word.rstrip(".")]


def _year_of(word: str) -> int:
    year = int(word)
    return year + 2000 if year < SHORT_YEAR else year


_NAMES = "|".join(sorted((*MONTHS, *(f"{name}\\." for name in MONTHS)), key=len, reverse=True))
_YEAR = r"(?P<year>\d{4}|\d{2})?"
_COUNT = "|".join((*sorted(NUMBERS, key=len, reverse=True), r"\d{1,3}"))
_Form = tuple[re.Pattern[str], Callable[[re.Match[str], date], Remembered]]
_FORMS: tuple[_Form, ...] = (
    (re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"), _iso),
    (re.compile(rf"(?P<day>\d{{1,2}})\. ?(?P<month>\d{{1,2}})\.? ?{_YEAR}"), _full_day),
    (re.compile(rf"(?P<day>\d{{1,2}})\.? ?(?P<month>{_NAMES}) ?{_YEAR}"), _full_day),
    (re.compile(rf"(?:(?P<part>anfang|mitte|ende) )?(?P<month>{_NAMES}) ?{_YEAR}"), _month_span),
    (re.compile(rf"(?P<season>{'|'.join(SEASONS)}) ?{_YEAR}"), _season),
    (re.compile(r"(?P<year>(?:19|20)\d{2})"), _whole_year),
    (re.compile(r"(?P<word>heute|gestern|vorgestern)"), _near),
    (re.compile(r"(?:in der )?(?:letzte|letzten|vorige|vorigen) woche"), _last_week),
    (
        re.compile(
            rf"(?:etwa |ungefähr |ca\.? )?vor (?:etwa |ungefähr )?(?P<count>{_COUNT}) "
            r"(?P<unit>tag(?:en)?|woche(?:n)?|monat(?:en)?|jahr(?:en)?)"
        ),
        _ago,
    ),
)
