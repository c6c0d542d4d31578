from rueckhalt.foundation.accounts.forms.own import (
    ActivateApp,
    AddPasskey,
    ChangePassword,
    Code,
    CodeAgain,
    LogIn,
    Reauthenticate,
    RenamePasskey,
    ResetPassword,
    ResetPasswordKey,
    SetPassword,
)

__all__ = [
    "ActivateApp",
    "AddPasskey",
    "ChangePassword",
    "Code",
    "CodeAgain",
    "LogIn",
    "Reauthenticate",
    "RenamePasskey",
    "ResetPassword",
    "ResetPasswordKey",
    "SetPassword",
]
