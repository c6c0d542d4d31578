from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, roles and sessions of the people who work here; affected people have none."""

    name = "rueckhalt.foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Stops allauth from writing down when somebody last used her second factor."""
        from allauth.mfa.models import Authenticator

        Authenticator.record_usage = _write_nothing


def _write_nothing(authenticator: object) -> None:
    """Stands where allauth stores the moment of each use."""
