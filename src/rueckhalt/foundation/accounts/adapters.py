"""How allauth asks us: whom it lets in, what it says, and that it keeps no trace."""

import base64
import time
from hashlib import sha256
from typing import Any, Never, cast
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.encoding import force_bytes

from rueckhalt.foundation.lib.refusal import gettext_noop
from rueckhalt.foundation.outbox.api import put_mail

PASSWORD_RESET = "account/email/password_reset_key"  # noqa: S105 -- the name of a template


def is_open(user: Any) -> bool:
    """Says whether an account may be used: neither it nor its organisation is closed."""
    return bool(user.is_active and user.organisation.is_active)


class Backend(AuthenticationBackend):
    """allauth's check of a password; a closed account is nobody, in the middle of a session too."""

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        """Says whether an account may be used."""
        return user is not None and is_open(user)


class AccountAdapter(DefaultAccountAdapter):
    """Closes sign-up, says things in plain German, and never asks where somebody is."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_noop("Dieses Konto ist geschlossen."),
        "email_password_mismatch": gettext_noop("E-Mail oder Passwort stimmt nicht."),
        "enter_current_password": gettext_noop("Das ist nicht Ihr jetziges Passwort."),
        "incorrect_code": gettext_noop("Dieser Code stimmt nicht oder ist abgelaufen."),
        "incorrect_password": gettext_noop("Dieses Passwort stimmt nicht."),
        "invalid_login": gettext_noop("Diese Anmeldung geht nicht."),
        "invalid_password_reset": gettext_noop("Dieser Link gilt nicht mehr."),
        "too_many_login_attempts": gettext_noop("Das waren zu viele Versuche. Warten Sie fünf Minuten."),
        "rate_limited": gettext_noop("Das waren zu viele Versuche. Warten Sie ein paar Minuten."),
    }  # fmt: skip

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Says no: who has an account was invited."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Returns the same for everybody, so that a limit per address is one for all together."""
        return "all"

    def get_http_user_agent(self, request: HttpRequest) -> str:
        """Returns the same for everybody."""
        return ""

    def pre_login(
        self, request: HttpRequest, user: AbstractBaseUser, **more: Any
    ) -> HttpResponse | None:
        """Sends who has a closed account, or one of a closed organisation, to the page that says so."""
        if not is_open(user):
            user.is_active = False  # never stored: allauth's own way for a closed account
        answer: HttpResponse | None = super().pre_login(request, user, **more)
        return answer

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Says whether to ask once more who is there; whoever has just logged in was asked."""
        request = context.request
        records = get_authentication_records(request, request.user)
        newest = max((record["at"] for record in records), default=0)
        now = time.time()  # noqa: TID251 -- allauth asks without saying when
        return bool(now - newest > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Returns the own page."""
        return cast("str", self.get_login_redirect_url(request))

    def send_mail(self, template_prefix: str, email: str, values: dict[str, Any]) -> None:
        """Puts the mail of a forgotten password into the outbox; there is no other.

        A server that does not answer is the worker's matter: the page looks the same for everybody.
        """
        if template_prefix != PASSWORD_RESET:
            raise ValueError("This house has no such mail.")
        path = urlsplit(values["password_reset_url"]).path
        with transaction.atomic():
            put_mail(
                template="password_reset",
                to=email,
                key=f"password-reset:{sha256(path.encode()).hexdigest()}",
                path=path,
                values={"minutes": settings.PASSWORD_RESET_TIMEOUT // 60},
                now=timezone.now(),  # noqa: TID251 -- allauth asks without saying when
            )

    def send_notification_mail(self, *_args: Any, **_kwargs: Any) -> None:
        """Sends nothing: allauth's notices name address and browser."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors sealed, and names this house in their apps."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": gettext_noop("Diesen Schlüssel können Sie nicht entfernen."),
        "cannot_generate_recovery_codes": gettext_noop(
            "Notfallcodes gibt es erst mit einem zweiten Faktor."
        ),
        "incorrect_code": gettext_noop("Dieser Code stimmt nicht oder ist abgelaufen."),
    }

    def get_totp_issuer(self) -> str:
        """Returns the name that an authenticator app shows."""
        return "Rückhalt"

    def _get_site_name(self) -> str:
        return "Rückhalt"

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:  # noqa: A002 -- the name is allauth's
        """Returns a first name for a new passkey."""
        return gettext_noop("Passkey")

    def encrypt(self, text: str) -> str:
        """Seals a secret, so that the database alone makes no code."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Opens a sealed secret."""
        return _box().decrypt(encrypted_text.encode()).decode()


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Lets somebody in who logged in elsewhere: only with an account that is here already."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Says no: who has an account was invited."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuses whom we do not know, and everything but a log-in."""
        if sociallogin.state.get("process") != "login" or not sociallogin.is_existing:
            self._refuse(request)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_more: Any) -> None:
        """Shows our page instead of details."""
        self._refuse(request)

    def _refuse(self, request: HttpRequest) -> Never:
        raise ImmediateHttpResponse(render(request, "account/elsewhere_refused.html", status=403))


def _box() -> MultiFernet:
    """Seals with the newest secret of this house and opens with older ones."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(force_bytes(one))) for one in secrets])


def _derived(secret: bytes) -> bytes:
    info = b"rueckhalt second factor"
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret)
    return base64.urlsafe_b64encode(key)
