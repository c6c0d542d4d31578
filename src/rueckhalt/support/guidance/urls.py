"""The guide lives at /lotse/, and its router in the JSON API."""

from django.urls import path

from rueckhalt.support.guidance.views import letters, pages
from rueckhalt.support.guidance.views.machines import LETTER, SITUATION, router

__all__ = ["LETTER", "SITUATION", "router", "urlpatterns"]

app_name = "guidance"
urlpatterns = [
    path("", pages.questions, name="questions"),
    path("plan/", pages.plan, name="plan"),
    path("briefe/", letters.letters, name="letters"),
    path("brief/", letters.letter, name="letter"),
    path("brief/datei/", letters.letter_file, name="letter_file"),
]
