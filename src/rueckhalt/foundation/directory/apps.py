from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """The directory of bodies."""

    name = "rueckhalt.foundation.directory"
    label = "directory"
