from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The official directory of municipalities and its search."""

    name = "rueckhalt.foundation.places"
    label = "places"
