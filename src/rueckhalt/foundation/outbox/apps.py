from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """What must happen outside of a request."""

    name = "rueckhalt.foundation.outbox"
    label = "outbox"
