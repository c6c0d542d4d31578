from rueckhalt.foundation.accounts.actions.accounts import (
    clear_ended_sessions,
    create_account,
    deactivate_account,
    end_all_sessions,
    end_other_sessions,
    end_session,
    reopen_account,
    reset_second_factor,
    set_roles,
    store_app,
)
from rueckhalt.foundation.accounts.actions.invitations import (
    accept_invitation,
    clear_old_invitations,
    invite,
    invite_again,
    withdraw_invitation,
)
from rueckhalt.foundation.accounts.actions.organisations import (
    close_organisation,
    create_organisation,
    rename_organisation,
    reopen_organisation,
)

__all__ = [
    "accept_invitation",
    "clear_ended_sessions",
    "clear_old_invitations",
    "close_organisation",
    "create_account",
    "create_organisation",
    "deactivate_account",
    "end_all_sessions",
    "end_other_sessions",
    "end_session",
    "invite",
    "invite_again",
    "rename_organisation",
    "reopen_account",
    "reopen_organisation",
    "reset_second_factor",
    "set_roles",
    "store_app",
    "withdraw_invitation",
]
