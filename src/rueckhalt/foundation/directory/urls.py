"""The directory lives at /stellen/."""

from django.urls import path

from rueckhalt.foundation.directory import views

app_name = "directory"
urlpatterns = [
    path("", views.search, name="search"),
    path("suche/", views.results, name="results"),
    path("land/<str:code>/", views.land, name="land"),
    path("luecken/", views.gaps, name="gaps"),
    path("blatt/", views.sheet, name="sheet"),
    path("blatt/ansicht/", views.sheet_page, name="sheet_page"),
    path("blatt/datei/", views.sheet_file, name="sheet_file"),
    # These last, because an id may be any word.
    path("<str:body_id>/", views.body, name="body"),
    path("<str:body_id>/hinweis/", views.report, name="report"),
]
