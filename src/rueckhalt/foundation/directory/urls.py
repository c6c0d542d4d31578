"""The directory lives at /stellen/, and its router in the JSON API."""

from django.urls import path

from rueckhalt.foundation.directory.views import pages
from rueckhalt.foundation.directory.views.machines import router

__all__ = ["router", "urlpatterns"]

app_name = "directory"
urlpatterns = [
    path("", pages.search, name="search"),
    path("suche/", pages.results, name="results"),
    path("land/<str:code>/", pages.land, name="land"),
    path("luecken/", pages.gaps, name="gaps"),
    path("blatt/", pages.sheet, name="sheet"),
    path("blatt/ansicht/", pages.sheet_page, name="sheet_page"),
    path("blatt/datei/", pages.sheet_file, name="sheet_file"),
    # These last, because an id may be any word.
    path("<str:body_id>/", pages.body, name="body"),
    path("<str:body_id>/hinweis/", pages.report, name="report"),
]
