from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "rueckhalt.foundation.web"
    label = "web"
