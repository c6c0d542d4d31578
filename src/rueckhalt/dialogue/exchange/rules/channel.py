"""The channels in which somebody of the alliance can agree to be named."""

from dataclasses import dataclass
from enum import StrEnum

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop


class Channel(StrEnum):
    """Where a name can stand in public."""

    OPARL = "oparl"


@dataclass(frozen=True, slots=True)
class ChannelWords:
    """A channel in words: its title, what would stand there, and what cannot be called back."""

    title: str
    shows: str
    warning: str


CHANNELS: dict[Channel, ChannelWords] = {
    Channel.OPARL: ChannelWords(
        gettext_noop("Offene Daten (OParl)"),
        gettext_noop("Dort stehen Ihr Name, Ihre Organisation, Ihr Mandat und seit wann es gilt."),
        gettext_noop(
            "Sie nehmen es jederzeit zurück. Dann nennen wir Sie dort nicht mehr. Was andere vorher kopiert haben, können wir nicht löschen."
        ),
    )
}


def checked_channel(text: str) -> Channel:
    """Returns a channel by its word. Refused: one that does not exist."""
    try:
        return Channel(text)
    except ValueError:
        raise Refused("channel", gettext_noop("Diesen Kanal gibt es nicht.")) from None
