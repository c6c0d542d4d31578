"""allauth's forms with our words: labels without placeholders, hints in plain German."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django.forms import BaseForm

LONG = "Mindestens 12 Zeichen. Ein ganzer Satz ist leicht zu merken und schwer zu raten."
CODE = ("Code", "Die sechs Ziffern aus Ihrer App oder ein Notfallcode.")
NEW = ("Neues Passwort", LONG)
AGAIN = ("Neues Passwort noch einmal", "")


class OurWords(BaseForm):
    """Gives each field its label and hint, and takes away what stands in the field itself."""

    words: ClassVar[dict[str, tuple[str, str]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]


class LogIn(OurWords, account.LoginForm):
    """E-mail and password."""

    words: ClassVar = {"login": ("E-Mail", ""), "password": ("Passwort", "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The word that password managers look for.
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class Reauthenticate(OurWords, account.ReauthenticateForm):
    """The password once more."""

    words: ClassVar = {"password": ("Passwort", "")}


class ChangePassword(OurWords, account.ChangePasswordForm):
    """The old password, and a new one twice."""

    words: ClassVar = {
        "oldpassword": ("Jetziges Passwort", ""),
        "password1": NEW,
        "password2": AGAIN,
    }


class SetPassword(OurWords, account.SetPasswordForm):
    """A first password, twice."""

    words: ClassVar = {"password1": NEW, "password2": AGAIN}


class ResetPassword(OurWords, account.ResetPasswordForm):
    """Where to send the link."""

    words: ClassVar = {"email": ("E-Mail", "")}


class ResetPasswordKey(OurWords, account.ResetPasswordKeyForm):
    """A new password, twice, behind the link."""

    words: ClassVar = {"password1": NEW, "password2": AGAIN}


class Code(OurWords, second_factor.AuthenticateForm):
    """The code of an app, or one for an emergency."""

    words: ClassVar = {"code": CODE}


class CodeAgain(OurWords, second_factor.ReauthenticateForm):
    """The same, to confirm who is there."""

    words: ClassVar = {"code": CODE}


class ActivateApp(OurWords, totp.ActivateTOTPForm):
    """The first code of a new app."""

    words: ClassVar = {
        "code": ("Code aus der App", "Sechs Ziffern. Sie wechseln alle 30 Sekunden.")
    }


class AddPasskey(OurWords, passkeys.AddWebAuthnForm):
    """A name for a new passkey, which opens the account without a password."""

    words: ClassVar = {"name": ("Name", "Zum Beispiel: Diensthandy")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].widget.attrs["maxlength"] = 60
        # One way for everybody: a key that asks for a finger or a PIN is both factors at once.
        self.fields["passwordless"].initial = True


class RenamePasskey(OurWords, passkeys.EditWebAuthnForm):
    """A new name for a passkey."""

    words: ClassVar = {"name": ("Name", "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["maxlength"] = 60
