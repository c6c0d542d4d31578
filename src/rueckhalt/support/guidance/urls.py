"""The guide lives at /lotse/, what there is in English at /en/, and its router in the JSON API."""

from django.urls import path

from rueckhalt.support.guidance.views import in_english, letters, pages
from rueckhalt.support.guidance.views.machines import LETTER, SITUATION, router

__all__ = ["LETTER", "SITUATION", "english", "router", "urlpatterns"]

app_name = "guidance"
urlpatterns = [
    path("", pages.questions, name="questions"),
    path("plan/", pages.plan, name="plan"),
    path("briefe/", letters.letters, name="letters"),
    path("brief/", letters.letter, name="letter"),
    path("brief/datei/", letters.letter_file, name="letter_file"),
]
english = [
    path("", in_english.start, name="start"),
    path("what-to-do-now/", in_english.now, name="now"),
]
