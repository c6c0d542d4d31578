"""The router of places in the JSON API."""

from rueckhalt.foundation.places.views import router

__all__ = ["router"]
