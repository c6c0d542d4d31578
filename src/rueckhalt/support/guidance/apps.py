from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "rueckhalt.support.guidance"
    label = "guidance"
