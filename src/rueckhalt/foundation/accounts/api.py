"""The door of accounts: who is asking, what she may do, and how accounts come and go."""

from rueckhalt.foundation.accounts.access import (
    account_for,
    has_right,
    logged_in,
    needs_account,
    needs_right,
    roles_of,
)
from rueckhalt.foundation.accounts.actions import (
    clear_ended_sessions,
    close_organisation,
    create_account,
    create_organisation,
    deactivate_account,
    end_all_sessions,
    end_other_sessions,
    end_session,
    set_roles,
)
from rueckhalt.foundation.accounts.models import Account, Organisation, Session
from rueckhalt.foundation.accounts.queries import (
    OpenSession,
    account_by_email,
    has_second_factor,
    lacks_second_factor,
    open_sessions,
)
from rueckhalt.foundation.accounts.rules import (
    KINDS,
    RIGHTS,
    ROLES,
    OrganisationKind,
    Right,
    Role,
    must_have_second_factor,
    rights_of,
)

__all__ = [
    "KINDS",
    "RIGHTS",
    "ROLES",
    "Account",
    "OpenSession",
    "Organisation",
    "OrganisationKind",
    "Right",
    "Role",
    "Session",
    "account_by_email",
    "account_for",
    "clear_ended_sessions",
    "close_organisation",
    "create_account",
    "create_organisation",
    "deactivate_account",
    "end_all_sessions",
    "end_other_sessions",
    "end_session",
    "has_right",
    "has_second_factor",
    "lacks_second_factor",
    "logged_in",
    "must_have_second_factor",
    "needs_account",
    "needs_right",
    "open_sessions",
    "rights_of",
    "roles_of",
    "set_roles",
]
