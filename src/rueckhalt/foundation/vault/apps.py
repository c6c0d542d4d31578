from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Keys, and what only their holders can read."""

    name = "rueckhalt.foundation.vault"
    label = "vault"
