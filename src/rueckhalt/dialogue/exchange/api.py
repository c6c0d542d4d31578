"""The door of the exchange: what prepares it, who takes part, and what everybody may read of it."""

from rueckhalt.dialogue.exchange.access import Seat, seat_of
from rueckhalt.dialogue.exchange.actions.partners import MandateDraft, add_partner, take_in
from rueckhalt.dialogue.exchange.actions.reminders import put_reminders
from rueckhalt.dialogue.exchange.actions.start import load_start_content
from rueckhalt.dialogue.exchange.models import Partner
from rueckhalt.dialogue.exchange.queries.content import groups, start_content
from rueckhalt.dialogue.exchange.queries.partners import partner_of
from rueckhalt.dialogue.exchange.queries.public import (
    public_meeting,
    public_meetings,
    public_promise,
    public_promises,
    public_topic,
    public_topics,
)
from rueckhalt.dialogue.exchange.rules.partner import Group, Term
from rueckhalt.dialogue.exchange.rules.public import PublicMeeting, PublicPromise, PublicTopic

__all__ = [
    "Group",
    "MandateDraft",
    "Partner",
    "PublicMeeting",
    "PublicPromise",
    "PublicTopic",
    "Seat",
    "Term",
    "add_partner",
    "groups",
    "load_start_content",
    "partner_of",
    "public_meeting",
    "public_meetings",
    "public_promise",
    "public_promises",
    "public_topic",
    "public_topics",
    "put_reminders",
    "seat_of",
    "start_content",
    "take_in",
]
