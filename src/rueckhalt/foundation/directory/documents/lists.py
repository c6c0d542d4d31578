"""Lists of the directory: all bodies of a Land, and what we do not know."""

from dataclasses import dataclass
from datetime import datetime

from rueckhalt.foundation.directory.documents.cards import Card, card_of
from rueckhalt.foundation.directory.queries import all_entries, missing_at
from rueckhalt.foundation.directory.rules import BERLIN, Competence, Gap
from rueckhalt.foundation.places.api import Land

# In addresses; "bund" are the bodies for all of Germany.
LAND_OF_CODE: dict[str, Land | None] = {
    "bund": None, **{land.value.lower(): land for land in sorted(Land, key=lambda one: one.label)}
}  # fmt: skip
FEDERATION = "Ganz Deutschland"


@dataclass(frozen=True)
class LandLink:
    """A Land (or the federation) with its code in addresses."""

    code: str
    label: str


LAND_LINKS = tuple(
    LandLink(code, land.label if land else FEDERATION) for code, land in LAND_OF_CODE.items()
)


@dataclass(frozen=True)
class Matter:
    """The bodies of a Land for one concern, fresh ones first, and what is not attested."""

    competence: Competence
    cards: tuple[Card, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class LandPage:
    """All bodies of a Land by concern; `land` is None for those of all Germany."""

    land: Land | None
    label: str
    matters: tuple[Matter, ...]


def land_page(code: str, at: datetime) -> LandPage | None:
    """The page of a Land at a moment; nothing for a code that no Land has."""
    if code not in LAND_OF_CODE:
        return None
    land, entries, on = LAND_OF_CODE[code], all_entries(), at.astimezone(BERLIN).date()
    cards = [card_of(b, at) for b in entries.bodies if b.land is land and b.is_valid(on)]
    gaps = [gap for gap in entries.gaps if gap.land is land]
    matters = (_matter(competence, cards, gaps) for competence in Competence)
    label = land.label if land else FEDERATION
    return LandPage(land, label, tuple(one for one in matters if one.cards or one.gaps))


def _matter(competence: Competence, cards: list[Card], gaps: list[Gap]) -> Matter:
    fitting = [card for card in cards if competence in card.body.competences]
    fitting.sort(key=lambda card: (not card.has_way, card.is_older, card.body.name))
    return Matter(
        competence, tuple(fitting), tuple(gap for gap in gaps if gap.competence is competence)
    )


@dataclass(frozen=True)
class LandGaps:
    """What is not known for a Land: a sentence for each concern."""

    link: LandLink
    sentences: tuple[tuple[str, str], ...]


def gaps_page(at: datetime) -> tuple[LandGaps, ...]:
    """What the directory does not know on the day of a moment, for each Land, then for all."""
    by_land: dict[Land | None, list[tuple[str, str]]] = {}
    for one in missing_at(at):
        by_land.setdefault(one.land, []).append((one.competence.label, one.text))
    order = [*LAND_LINKS[1:], LAND_LINKS[0]]
    return tuple(LandGaps(link, tuple(by_land.get(LAND_OF_CODE[link.code], ()))) for link in order)
