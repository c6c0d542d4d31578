"""Who works on cases."""

from django.conf import settings

from rueckhalt.foundation.accounts.api import Account, accounts_by_number
from rueckhalt.foundation.vault.api import on_inbox_duty
from rueckhalt.support.cases.rules.reading import Reading, parse_reading


def guides_on_duty() -> list[Account]:
    """Returns everybody on inbox duty."""
    return accounts_by_number(on_inbox_duty())


def reading_hours() -> Reading:
    """Returns the hours in which the operator says that somebody reads."""
    return parse_reading(settings.READING_HOURS, settings.READING_LAND)
