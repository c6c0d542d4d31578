import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from rueckhalt.foundation.accounts.api import (
    Right,
    Role,
    account_for,
    close_organisation,
    logged_in,
    needs_account,
    needs_right,
)
from rueckhalt.foundation.lib.refusal import Refused
from tests.accounts import CREATED_AT, account_with

pytestmark = pytest.mark.django_db


def request_of(user=None, method: str = "get", path: str = "/konto/faelle/?seite=2"):
    request = getattr(RequestFactory(), method)(path)
    if user is not None:
        request.user = user
    return request


@needs_right(Right.WORK_ON_CASES)
def desk(request):
    return HttpResponse(logged_in(request).name)


@needs_account
def own(request):
    return HttpResponse(logged_in(request).name)


@pytest.mark.parametrize("role", Role)
def test_a_page_exists_only_for_who_has_its_right(role):
    request = request_of(account_with(role))
    assert own(request).status_code == 200
    if role is Role.GUIDE:
        assert desk(request).status_code == 200
    else:
        with pytest.raises(Http404):
            desk(request)


@pytest.mark.parametrize("user", [None, AnonymousUser()])
def test_nobody_is_led_to_the_log_in_and_back(user):
    answer = desk(request_of(user))
    assert answer.status_code == 303
    assert answer["Location"] == "/konto/anmelden/?next=/konto/faelle/%3Fseite%3D2"


def test_what_was_being_sent_is_no_way_back():
    answer = desk(request_of(method="post"))
    assert answer["Location"] == "/konto/anmelden/?next="


def test_a_public_page_has_nobody():
    assert account_for(request_of()) is None
    with pytest.raises(Http404):
        logged_in(request_of())


def test_an_organisation_closes_for_all_its_people_but_not_by_one_of_them():
    guide = account_with(Role.GUIDE)
    administrator = account_with(Role.ADMINISTRATOR)
    other = account_with(Role.STATISTICS)

    with pytest.raises(Refused):
        close_organisation(organisation=guide.organisation, by=administrator, now=CREATED_AT)
    close_organisation(organisation=other.organisation, by=administrator, now=CREATED_AT)
    other.refresh_from_db()
    assert account_for(request_of(other)) is None
    with pytest.raises(Refused):
        close_organisation(organisation=other.organisation, by=administrator, now=CREATED_AT)
