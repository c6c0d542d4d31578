"""The guide lives at /lotse/, and its router in the JSON API."""

from django.urls import path

from rueckhalt.support.guidance.views import pages
from rueckhalt.support.guidance.views.machines import SITUATION, router

__all__ = ["SITUATION", "router", "urlpatterns"]

app_name = "guidance"
urlpatterns = [
    path("", pages.questions, name="questions"),
    path("plan/", pages.plan, name="plan"),
    path("plan/datei/", pages.plan_file, name="plan_file"),
    path("kalender/", pages.calendar, name="calendar"),
    path("beweise/", pages.evidence, name="evidence"),
    path("haushalt/", pages.household, name="household"),
    path("haushalt/datei/", pages.household_file, name="household_file"),
]
