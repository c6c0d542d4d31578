"""What may leave the house: with consent, against it for a reason and by two, or in an emergency."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop
from rueckhalt.support.cases.rules.consents import ConsentOf
from rueckhalt.support.cases.rules.contents import (
    Disclosure,
    DisclosureProposal,
    Reply,
    Said,
    SecondView,
)

REVIEW_WITHIN = timedelta(hours=24)


class Recipient(StrEnum):
    """What kind of body gets something."""

    POLICE = "police"
    RESCUE = "rescue"
    PROSECUTOR = "prosecutor"
    AUTHORITY = "authority"
    ADVICE = "advice"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class RecipientEntry:
    """A kind of body in words, and what nobody can call back once it knows."""

    title: str
    not_called_back: str


_OF_OFFENCES = gettext_noop(
    "Das können Sie nicht zurückholen. Erfahren Polizei oder Staatsanwaltschaft davon, müssen sie "
    "ermitteln."
)
_OF_OTHERS = gettext_noop(
    "Was dort schon bekannt ist, können Sie nicht zurückholen. Nach einem Widerruf geben wir nichts "
    "mehr weiter."
)
RECIPIENTS: dict[Recipient, RecipientEntry] = {
    Recipient.POLICE: RecipientEntry(gettext_noop("Polizei"), _OF_OFFENCES),
    Recipient.RESCUE: RecipientEntry(gettext_noop("Rettungsdienst"), _OF_OTHERS),
    Recipient.PROSECUTOR: RecipientEntry(gettext_noop("Staatsanwaltschaft"), _OF_OFFENCES),
    Recipient.AUTHORITY: RecipientEntry(gettext_noop("Behörde"), _OF_OTHERS),
    Recipient.ADVICE: RecipientEntry(gettext_noop("Beratungsstelle"), _OF_OTHERS),
    Recipient.OTHER: RecipientEntry(gettext_noop("Andere Stelle"), _OF_OTHERS),
}
# Acute danger to life, body or freedom: one guide alone, at once, to these two and nobody else.
EMERGENCY: dict[Recipient, str] = {
    Recipient.POLICE: gettext_noop("Polizei, 110"),
    Recipient.RESCUE: gettext_noop("Rettungsdienst, 112"),
}
EMERGENCY_PURPOSE = gettext_noop("Akute Gefahr für Leib, Leben oder Freiheit")
EMERGENCY_ITEMS = (gettext_noop("was für die Hilfe jetzt nötig ist"),)
# What can be given, in the words in which she agrees to it.
ITEMS: dict[str, str] = {
    "name": gettext_noop("Name und Amt"),
    "reach": gettext_noop("wie man sie erreicht"),
    "told": gettext_noop("was sie erzählt hat"),
    "diary": gettext_noop("Tagebuch der Vorfälle"),
    "files": gettext_noop("Dateien"),
    "assessment": gettext_noop("Einschätzung der Gefahr"),
}


def check_consent(disclosure: Disclosure, consent: ConsentOf, *, on: date) -> None:
    """Refuses a disclosure that goes further than she agreed.

    Raises:
        Refused: the consent is over or withdrawn, names somebody else, or not all of the items.
    """
    if consent.is_withdrawn:
        raise Refused(
            "consent-withdrawn", gettext_noop("Sie hat diese Einwilligung zurückgenommen.")
        )
    if on > consent.consent.until:
        raise Refused("consent-over", gettext_noop("Diese Einwilligung gilt nicht mehr."))
    if as_compared(disclosure.recipient) != as_compared(consent.consent.recipient):
        raise Refused("other-recipient", gettext_noop("Die Einwilligung nennt eine andere Stelle."))
    if not disclosure.items or set(disclosure.items) - set(consent.consent.items):
        raise Refused(
            "more-than-agreed",
            gettext_noop("Geben Sie nur weiter, wozu sie Ja gesagt hat."),
        )


def check_emergency(kind: str) -> Recipient:
    """Returns whom an emergency may be told.

    Raises:
        Refused: anybody else than police and rescue.
    """
    if kind not in {one.value for one in EMERGENCY}:
        raise Refused(
            "no-emergency-recipient",
            gettext_noop("Im Notfall geht das nur an Polizei oder Rettungsdienst."),
        )
    return Recipient(kind)


def open_proposals(entries: Iterable[Said]) -> tuple[Said, ...]:
    """Returns the proposals to disclose without consent that nobody has answered."""
    said = tuple(entries)
    answered = {one.content.of for one in said if isinstance(one.content, SecondView)}
    return tuple(
        one
        for one in said
        if isinstance(one.content, DisclosureProposal) and one.id not in answered
    )


def check_second(first: str, second: str) -> None:
    """Refuses somebody as her own second person; both are named as entries name their author."""
    if first == second:
        raise Refused("own-second", gettext_noop("Das muss eine zweite Person ansehen."))


def replies_to(entries: Iterable[Said], disclosure: uuid.UUID) -> tuple[Said, ...]:
    """Returns what a recipient answered, oldest first."""
    return tuple(
        one
        for one in entries
        if isinstance(one.content, Reply) and one.content.disclosure == disclosure
    )


def as_compared(name: str) -> str:
    """Returns the name of a body as names are compared: case and spaces do not matter."""
    return " ".join(name.casefold().split())
