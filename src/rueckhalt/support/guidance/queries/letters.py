"""Reads the letters, and fills in what the situation and the directory know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format

from rueckhalt.foundation.directory.api import DERIVED, Card, all_entries, prosecutor_for
from rueckhalt.foundation.places.api import MunicipalityKind, Place, chosen_place
from rueckhalt.support.guidance.queries.plans import (
    cards_for,
    letter_book,
    letters_for,
    rulebook,
    today,
)
from rueckhalt.support.guidance.rules.letter_book import LEARNED
from rueckhalt.support.guidance.rules.letters import (
    Letter,
    LetterField,
    RecipientKind,
)
from rueckhalt.support.guidance.rules.plan import names_of
from rueckhalt.support.guidance.rules.rulebook import Norm
from rueckhalt.support.guidance.rules.situation import facts_of
from rueckhalt.support.guidance.rules.told import Told
from rueckhalt.support.guidance.rules.writing import Filled, Written, write

SUGGESTED = f"Unser Vorschlag ist {DERIVED}."
ASSOCIATED = "{place} gehört zu: {association}. Fragen Sie zuerst dort, ob das Amt zuständig ist."
_TOWNS = {
    MunicipalityKind.INDEPENDENT_CITY,
    MunicipalityKind.CITY_DISTRICT,
    MunicipalityKind.TOWN,
    MunicipalityKind.MAJOR_TOWN,
}


@dataclass(frozen=True)
class LetterPage:
    """A letter for a page: what it asks for and what one must know, with all names filled in.

    `fields` are pairs of a field and whether it must be filled in. `recipient` is what the
    directory suggests, one line each; `recipient_note` says how sure that is.
    """

    letter: Letter
    fields: tuple[tuple[LetterField, bool], ...]
    know: tuple[str, ...]
    send: tuple[str, ...]
    ask: str
    norms: tuple[Norm, ...]
    contacts: tuple[Card, ...]
    recipient: str
    recipient_note: str
    next_letters: tuple[Letter, ...]


def letter_named(name: str, on: date) -> Letter | None:
    """A letter that holds on a day; nothing for a name that does not exist."""
    return next((letter for letter in letter_book().on(on) if letter.id == name), None)


def letter_page(letter: Letter, told: Told, at: datetime) -> LetterPage:
    """What a page says around a letter, for what was told, at an aware moment."""
    on, place = today(at), _place(told)
    situation = told.situation(place)
    names, facts = names_of(situation, rulebook(), on), facts_of(situation)
    recipient, note = _suggested(letter.recipient, place)
    return LetterPage(
        letter=letter,
        fields=letter_book().asked(letter, facts),
        know=tuple(line.format_map(names) for line in letter.know),
        send=tuple(line.format_map(names) for line in letter.send),
        ask=letter.ask.format_map(names),
        norms=tuple(rulebook().norms[norm] for norm in letter.norms),
        contacts=cards_for(letter.competence, all_entries().bodies, place, at),
        recipient=recipient,
        recipient_note=note,
        next_letters=tuple(one for one in letters_for(facts, on) if one.id != letter.id),
    )


def written(letter: Letter, filled: Filled, told: Told, at: datetime) -> Written:
    """The letter as it stands on paper on the day of a moment."""
    on, situation = today(at), told.situation(_place(told))
    names = {**names_of(situation, rulebook(), on), **_learned(told)}
    return write(letter, letter_book(), filled, facts_of(situation), names, on)


def _learned(told: Told) -> Mapping[str, str]:
    """The day on which she learned of it, if it is certain."""
    day = told.days.get(LEARNED)
    return {LEARNED: date_format(day.earliest, "j. F Y")} if day and not day.is_vague else {}


def _place(told: Told) -> Place | None:
    return chosen_place(told.place_text, told.place_ags).place


def _suggested(kind: RecipientKind, place: Place | None) -> tuple[str, str]:
    """The lines of the recipient, and a note on them."""
    match kind:
        case RecipientKind.PROSECUTION:
            office = prosecutor_for(place) if place else None
            return (office.name, SUGGESTED) if office else ("Staatsanwaltschaft", "")
        case RecipientKind.REGISTER if place:
            return f"Meldebehörde\n{place.short_name}", _association_note(place)
        case RecipientKind.REGISTER:
            return "Meldebehörde", ""
        case RecipientKind.MUNICIPALITY if place:
            office_name = "Stadtverwaltung" if place.kind in _TOWNS else "Gemeindeverwaltung"
            return f"{office_name} {place.short_name}", ""
    return "", ""


def _association_note(place: Place) -> str:
    """Small municipalities often leave the register to their association."""
    if place.association is None:
        return ""
    return ASSOCIATED.format(place=place.short_name, association=place.association.label)
