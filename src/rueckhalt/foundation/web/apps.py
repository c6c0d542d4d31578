from django.apps import AppConfig


class WebConfig(AppConfig):
    """The frame of every page and the parts to draw it with."""

    name = "rueckhalt.foundation.web"
    label = "web"
