from django.apps import AppConfig


class CasesConfig(AppConfig):
    """A case: what somebody told, who stays with it, and what came of it."""

    name = "rueckhalt.support.cases"
