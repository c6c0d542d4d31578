"""The door of the exchange: what prepares it, who takes part, and who is reminded."""

from rueckhalt.dialogue.exchange.access import seat_of
from rueckhalt.dialogue.exchange.actions.partners import MandateDraft, add_partner, take_in
from rueckhalt.dialogue.exchange.actions.reminders import put_reminders
from rueckhalt.dialogue.exchange.actions.start import load_start_content
from rueckhalt.dialogue.exchange.models import Partner
from rueckhalt.dialogue.exchange.queries.content import groups
from rueckhalt.dialogue.exchange.queries.partners import partner_of
from rueckhalt.dialogue.exchange.rules.partner import Term

__all__ = [
    "MandateDraft",
    "Partner",
    "Term",
    "add_partner",
    "groups",
    "load_start_content",
    "partner_of",
    "put_reminders",
    "seat_of",
    "take_in",
]
