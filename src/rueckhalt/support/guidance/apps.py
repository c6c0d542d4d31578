from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    """The guide."""

    name = "rueckhalt.support.guidance"
    label = "guidance"
