"""The guide lives at /lotse/, what there is in English at /en/, and its router in the JSON API."""

from django.urls import path

from rueckhalt.support.guidance.views import in_english, letters, pages
from rueckhalt.support.guidance.views.machines import LETTER, SITUATION, router

__all__ = ["LETTER", "SITUATION", "english", "router", "urlpatterns"]

app_name = "guidance"
urlpatterns = [
    path("", pages.questions, name="questions"),
    path("plan/", pages.plan, name="plan"),
    path("plan/datei/", pages.plan_file, name="plan_file"),
    path("kalender/", pages.calendar, name="calendar"),
    path("briefe/", letters.letters, name="letters"),
    path("brief/", letters.letter, name="letter"),
    path("brief/datei/", letters.letter_file, name="letter_file"),
    path("beweise/", pages.evidence, name="evidence"),
    path("haushalt/", pages.household, name="household"),
    path("haushalt/datei/", pages.household_file, name="household_file"),
]
english = [
    path("", in_english.start, name="start"),
    path("what-to-do-now/", in_english.now, name="now"),
]
