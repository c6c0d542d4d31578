from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "rueckhalt.foundation.places"
    label = "places"
