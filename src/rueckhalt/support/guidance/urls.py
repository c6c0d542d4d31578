"""The guide lives at /lotse/."""

from django.urls import path

from rueckhalt.support.guidance import views

app_name = "guidance"
urlpatterns = [
    path("", views.questions, name="questions"),
    path("plan/", views.plan, name="plan"),
]
