from rueckhalt.foundation.accounts.queries.accounts import (
    OpenSession,
    account_by_email,
    handle_of,
    living_sessions,
    open_sessions,
)
from rueckhalt.foundation.accounts.queries.lists import (
    PAGE_SIZE,
    InvitationRow,
    OrganisationRow,
    Page,
    PersonRow,
    invitations,
    open_organisations,
    organisations,
    people,
    person,
)

__all__ = [
    "PAGE_SIZE",
    "InvitationRow",
    "OpenSession",
    "OrganisationRow",
    "Page",
    "PersonRow",
    "account_by_email",
    "handle_of",
    "invitations",
    "living_sessions",
    "open_organisations",
    "open_sessions",
    "organisations",
    "people",
    "person",
]
