"""What a form of a stranger carries: a signed random value that makes its secret, and its age."""

import base64
import binascii
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.core.signing import BadSignature, Signer

from rueckhalt.foundation.lib.refusal import Refused, gettext_noop

SIZE = 32
YOUNGEST = timedelta(seconds=3)  # nobody reads and writes faster
OLDEST = timedelta(hours=12)
SALT = "cases.form"

TOO_FAST = gettext_noop("Das ging sehr schnell. Bitte warten Sie kurz und senden Sie noch einmal.")
TOO_OLD = gettext_noop(
    "Das Formular lag lange offen. Ihr Text ist noch da. Bitte senden Sie noch einmal."
)


class OnceField(forms.CharField):
    """A value that a page makes with its form, so that a double click says something once."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, initial=new_value)
        self.validators = []  # whatever stands in it is only compared

    def to_python(self, value: object) -> str:
        """Returns what the form was made with; a form without it is always a new one."""
        return super().to_python(value) or new_value()


def new_value() -> str:
    """Makes the value of a new form."""
    return secrets.token_hex(SIZE)


def chance_in(value: str) -> bytes:
    """Returns the chance that such a form carries, so that its repeat makes the same words; else new."""
    try:
        chance = bytes.fromhex(value)
    except ValueError:
        chance = b""
    return chance if len(chance) == SIZE else secrets.token_bytes(SIZE)


@dataclass(frozen=True)
class FormToken:
    """A token as the form carries it, and whether it is a new one in place of one that ran out."""

    text: str
    is_fresh: bool


def new_token(now: datetime) -> FormToken:
    """Makes the token of a form that somebody begins now."""
    value = base64.urlsafe_b64encode(secrets.token_bytes(SIZE)).decode()
    text = Signer(salt=SALT).sign(f"{value}.{int(now.timestamp())}")
    return FormToken(text, is_fresh=True)


def form_value(text: str, now: datetime) -> bytes:
    """Returns the random value of a form that was sent.

    Raises:
        Refused: "form-too-fast", or "form-too-old" when it ran out or is not ours.
    """
    try:
        value, _, began = Signer(salt=SALT).unsign(text).rpartition(".")
        age = now - datetime.fromtimestamp(int(began), now.tzinfo)
        found = base64.urlsafe_b64decode(value)
    except (BadSignature, ValueError, OverflowError, binascii.Error) as error:
        raise Refused("form-too-old", TOO_OLD) from error
    if age > OLDEST or len(found) != SIZE:
        raise Refused("form-too-old", TOO_OLD)
    if age < YOUNGEST:
        raise Refused("form-too-fast", TOO_FAST)
    return found


def token_to_show(text: str, now: datetime) -> FormToken:
    """Returns the token of a form that is shown again: the same one as long as it holds."""
    try:
        form_value(text, now)
    except Refused as refusal:
        if refusal.code == "form-too-old":
            return new_token(now)
    return FormToken(text, is_fresh=False)
