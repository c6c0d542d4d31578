from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "rueckhalt.foundation.directory"
    label = "directory"
