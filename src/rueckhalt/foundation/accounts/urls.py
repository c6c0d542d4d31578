"""Addresses below /konto/ and below /verwaltung/."""

from django.urls import path

from rueckhalt.foundation.accounts.views import administration as pages
from rueckhalt.foundation.accounts.views.invitation import invitation

__all__ = ["administration", "urlpatterns"]

urlpatterns = [
    path("einladung/<str:token>/", invitation, name="account_invitation"),
]
administration = [
    path("menschen/", pages.people_page, name="people"),
    path("menschen/<int:account>/", pages.person_page, name="person"),
    path("menschen/<int:account>/rollen/", pages.change_roles, name="change_roles"),
    path("menschen/<int:account>/zweiter-faktor/", pages.reset_factor, name="reset_factor"),
    path("menschen/<int:account>/schliessen/", pages.close_person, name="close_person"),
    path("menschen/<int:account>/oeffnen/", pages.reopen_person, name="reopen_person"),
    path("organisationen/", pages.organisations_page, name="organisations"),
    path("organisationen/<int:organisation>/", pages.organisation_page, name="organisation"),
    path("organisationen/<int:organisation>/schliessen/", pages.close_house, name="close_house"),
    path("organisationen/<int:organisation>/oeffnen/", pages.reopen_house, name="reopen_house"),
    path("einladungen/", pages.invitations_page, name="invitations"),
    path("einladungen/neu/", pages.invite_page, name="invite"),
    path("einladungen/<int:invitation>/erneut/", pages.send_again, name="send_again"),
    path("einladungen/<int:invitation>/zurueckziehen/", pages.withdraw, name="withdraw"),
]
