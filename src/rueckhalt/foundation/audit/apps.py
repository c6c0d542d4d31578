from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The trail of who did what."""

    name = "rueckhalt.foundation.audit"
    label = "audit"
