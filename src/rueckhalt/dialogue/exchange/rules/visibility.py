"""Who may see what: topics, items of an agenda, and what may leave the house."""

from dataclasses import dataclass
from enum import StrEnum

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop


class Visibility(StrEnum):
    """Who may read a topic, a meeting or a promise."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"  # topics only: who raised it, and the secretariat


class ItemVisibility(StrEnum):
    """Who may read an item of an agenda and what came of it."""

    PUBLIC = "public"
    INTERNAL = "internal"
    HIDDEN = "hidden"  # the secretariat only


@dataclass(frozen=True, slots=True)
class Words:
    """A German title and one plain German sentence."""

    title: str
    sentence: str


VISIBILITIES: dict[Visibility, Words] = {
    Visibility.INTERNAL: Words(
        gettext_noop("Intern"), gettext_noop("Alle in der Allianz lesen es. Andere nicht.")
    ),
    Visibility.PUBLIC: Words(
        gettext_noop("Öffentlich"),
        gettext_noop(
            "Alle Menschen lesen Titel, Text und Stand, sobald die Geschäftsstelle es freigibt. Ihr Name steht nie dabei."
        ),
    ),
    Visibility.CONFIDENTIAL: Words(
        gettext_noop("Vertraulich"),
        gettext_noop(
            "Nur Sie und die Geschäftsstelle lesen es. Es ist nicht verschlüsselt wie ein Fall: Wer die Technik betreibt, könnte es lesen."
        ),
    ),
}
ITEM_VISIBILITIES: dict[ItemVisibility, Words] = {
    ItemVisibility.PUBLIC: Words(
        gettext_noop("Öffentlich"), gettext_noop("Nach dem Treffen lesen es alle Menschen.")
    ),
    ItemVisibility.INTERNAL: Words(
        gettext_noop("Intern"), gettext_noop("Alle in der Allianz lesen es.")
    ),
    ItemVisibility.HIDDEN: Words(
        gettext_noop("Verborgen"), gettext_noop("Nur die Geschäftsstelle liest es.")
    ),
}
# What an item about a topic may be: never more open than the topic itself.
ITEMS_OF: dict[Visibility, frozenset[ItemVisibility]] = {
    Visibility.PUBLIC: frozenset(ItemVisibility),
    Visibility.INTERNAL: frozenset({ItemVisibility.INTERNAL, ItemVisibility.HIDDEN}),
    Visibility.CONFIDENTIAL: frozenset({ItemVisibility.HIDDEN}),
}

# What an item about a topic is by itself: as open as its topic.
ITEMS_FOR: dict[Visibility, ItemVisibility] = {
    Visibility.PUBLIC: ItemVisibility.PUBLIC,
    Visibility.INTERNAL: ItemVisibility.INTERNAL,
    Visibility.CONFIDENTIAL: ItemVisibility.HIDDEN,
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: her memberships that hold today, all she ever had, and whether she runs the exchange.

    Taking part is asked of today. What she raised stays hers: a new term is a new membership.
    """

    memberships: frozenset[int]
    is_secretariat: bool
    ever: frozenset[int]


def has_raised(raised_by: int | None, reader: Reader) -> bool:
    """Says whether somebody raised a topic, in this term or in one before; `raised_by` is a membership."""
    return raised_by in reader.ever


def may_read_topic(visibility: Visibility, raised_by: int | None, reader: Reader) -> bool:
    """Says whether somebody of the alliance may read a topic; `raised_by` is a membership."""
    if reader.is_secretariat:
        return True
    if visibility is Visibility.CONFIDENTIAL and not has_raised(raised_by, reader):
        return False
    return bool(reader.memberships)


def may_read_item(visibility: ItemVisibility, reader: Reader) -> bool:
    """Says whether somebody of the alliance may read an item of an agenda."""
    if visibility is ItemVisibility.HIDDEN:
        return reader.is_secretariat
    return reader.is_secretariat or bool(reader.memberships)


def check_item(item: ItemVisibility, topic: Visibility) -> None:
    """Refuses an item that is more open than its topic."""
    if item not in ITEMS_OF[topic]:
        raise Refused(
            "visibility-too-open",
            gettext_noop(
                "Der Punkt darf nicht offener sein als sein Thema. Das Thema ist: %(topic)s."
            ),
            topic=VISIBILITIES[topic].title,
        )


# What joining a topic into another means for those who read it: of which kind it was → goes on.
JOINS: dict[tuple[Visibility, Visibility], str] = {
    (Visibility.INTERNAL, Visibility.INTERNAL): gettext_noop(
        "Beide Themen sind intern. Alle in der Allianz lesen sie weiter."
    ),
    (Visibility.PUBLIC, Visibility.PUBLIC): gettext_noop(
        "Beide Themen sind öffentlich. Wer sie liest, liest sie weiter."
    ),
    (Visibility.INTERNAL, Visibility.PUBLIC): gettext_noop(
        "Der Text von hier bleibt intern. Wie es weitergeht, wird öffentlich."
    ),
    (Visibility.PUBLIC, Visibility.INTERNAL): gettext_noop(
        "Der Text von hier bleibt öffentlich. Wie es weitergeht, liest nur noch die Allianz."
    ),
    (Visibility.CONFIDENTIAL, Visibility.INTERNAL): gettext_noop(
        "Den Text von hier liest weiter nur, wer ihn eingebracht hat. Das andere Thema nennt ihn nicht. Wie es dort weitergeht, lesen alle in der Allianz."
    ),
}


def check_join(joined: Visibility, goes_on: Visibility) -> None:
    """Refuses to join a topic into a confidential one: who raised it could not follow it there."""
    if goes_on is Visibility.CONFIDENTIAL:
        raise Refused(
            "join-confidential",
            gettext_noop("Mit einem vertraulichen Thema lässt sich keines zusammenlegen."),
        )
    if joined is Visibility.CONFIDENTIAL and goes_on is Visibility.PUBLIC:
        raise Refused(
            "join-public",
            gettext_noop(
                "Ein vertrauliches Thema geht nicht in einem öffentlichen auf, auch nicht über ein anderes."
            ),
        )
