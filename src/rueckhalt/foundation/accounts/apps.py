from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, roles and sessions of the people who work here; affected people have none."""

    name = "rueckhalt.foundation.accounts"
    label = "accounts"
