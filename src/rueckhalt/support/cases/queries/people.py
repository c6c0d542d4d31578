"""Who works on cases."""

from rueckhalt.foundation.accounts.api import Account, accounts_by_number
from rueckhalt.foundation.vault.api import on_inbox_duty


def guides_on_duty() -> list[Account]:
    """Returns everybody on inbox duty."""
    return accounts_by_number(on_inbox_duty())
