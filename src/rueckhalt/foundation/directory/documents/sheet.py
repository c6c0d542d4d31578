"""The emergency sheet of one municipality: on one page of paper, whom to call with what."""

from dataclasses import dataclass
from datetime import date, datetime

from rueckhalt.foundation.directory.documents.cards import Card
from rueckhalt.foundation.directory.documents.found import cards_of
from rueckhalt.foundation.directory.documents.wording import day_words
from rueckhalt.foundation.directory.queries import Answer, answer_for, prosecutor_for
from rueckhalt.foundation.directory.rules import BERLIN, DERIVED, Competence
from rueckhalt.foundation.places.api import Place, chosen_place
from rueckhalt.foundation.web import pdf

TEMPLATE = "foundation/directory/templates/directory/sheet.typ"
# What one needs from a wall, in this order and at most so many; 110 and 112 stand above it.
MATTERS = {
    Competence.MUNICIPAL_CONTACT: 2,
    Competence.POLICE_CONTACT: 2,
    Competence.ONLINE_POLICE: 1,
    Competence.VICTIM_SUPPORT: 2,
    Competence.CRISIS_LINE: 1,
    Competence.HELPLINE: 2,
    Competence.REPORTING: 2,
}
NOBODY = "Für Ihren Ort ist dafür keine Stelle belegt."


@dataclass(frozen=True)
class Block:
    """A matter of the sheet with its best cards, or a sentence on why there is none."""

    title: str
    cards: tuple[Card, ...]
    missing: str


@dataclass(frozen=True)
class Sheet:
    """An emergency sheet. `prosecutor` is the name of the office, derived, or empty."""

    place: Place
    on: date
    blocks: tuple[Block, ...]
    prosecutor: str

    @property
    def derived(self) -> str:
        """What must stand beside the prosecutor's office."""
        return DERIVED


def emergency_sheet(place: Place, at: datetime) -> Sheet:
    """The sheet of a place on the day of a moment."""
    office = prosecutor_for(place)
    blocks = tuple(_block(answer_for(one, place, at), most, at) for one, most in MATTERS.items())
    return Sheet(place, at.astimezone(BERLIN).date(), blocks, office.name if office else "")


@dataclass(frozen=True)
class AskedSheet:
    """The sheet for the words of a place; without one, the places that they can mean."""

    sheet: Sheet | None
    choices: tuple[Place, ...]


def sheet_for(place_text: str, place_ags: str, at: datetime) -> AskedSheet:
    """The sheet for a place as people type it, and its key if it was chosen from several."""
    meant = chosen_place(place_text, place_ags)
    sheet = emergency_sheet(meant.place, at) if meant.place else None
    return AskedSheet(sheet, tuple(match.place for match in meant.choices))


def _block(answer: Answer, most: int, at: datetime) -> Block:
    """Older statements stand on paper only where there is nothing fresh."""
    cards = cards_of(answer.offers, at)
    chosen = [card for card in cards if not card.is_older] or list(cards)
    return Block(answer.competence.label, tuple(chosen[:most]), "" if chosen else _missing(answer))


def _missing(answer: Answer) -> str:
    """Why there is no card: what is written about it, else the bodies without a known way."""
    told = [f"{gap.text} {gap.ask}" for gap in answer.gaps]
    pathless = [f"{body.name}: {body.way.explanation}" for body in answer.pathless if body.land]
    return " ".join(told or pathless or [NOBODY])


def sheet_as_pdf(sheet: Sheet) -> bytes:
    """The sheet as PDF/A-3a and PDF/UA-1. Its metadata hold no place."""
    data: dict[str, pdf.Value] = {
        "place": sheet.place.label,
        "day": day_words(sheet.on),
        "prosecutor": sheet.prosecutor,
        "derived": sheet.derived,
        "blocks": [_block_values(block) for block in sheet.blocks],
    }
    return pdf.render(TEMPLATE, data, title="Blatt", on=sheet.on)


def _block_values(block: Block) -> dict[str, pdf.Value]:
    cards = [card_values(card) for card in block.cards]
    return {"title": block.title, "missing": block.missing, "cards": cards}


def card_values(card: Card) -> dict[str, pdf.Value]:
    """A body as values for paper."""
    body = card.body
    return {
        "name": body.name,
        "phone": body.phone,
        "hours": ", ".join(card.hours),
        "url": body.url,
        "email": body.email,
        "small": small_words(card),
    }


def small_words(card: Card) -> str:
    """How far a card can be trusted, in one line."""
    older = "ältere Angabe, " if card.is_older else ""
    second = ", Adresse aus zweiter Hand, bitte prüfen" if card.body.second_hand else ""
    return f"{older}{card.checked or card.attested}{second}"
