"""Who may see which page: every person asks for every route, and whoever may not finds nothing.

What is found wrong is told in words (`faults_of`), so that a page without its guard, made here on
purpose, shows that the matrix sees it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, path

from rueckhalt.config.urls import urlpatterns as real
from rueckhalt.dialogue.exchange.rules.visibility import Visibility
from rueckhalt.foundation.accounts.api import Account, OrganisationKind, Role, invite
from tests.accounts import CREATED_AT, account_with, organisation_of
from tests.exchange import (
    foreign_partner,
    internal_topic,
    item_about,
    material_of,
    meeting,
    milestone_of,
    past,
    promise_of,
    result_of,
    taken_up,
)
from tests.house.test_routes import PLACES, ROUTES, is_for_staff, walk
from tests.people import EVERYBODY, WITHOUT_ACCOUNT, account_of, client_of

NOWHERE = "/verwaltung/gibt-es-nicht/"
TOKEN = "word-of-a-link"  # noqa: S105 -- opens nothing outside of tests
LOG_IN, FACTOR = "/konto/anmelden/", "/konto/zweiter-faktor/"
METHODS = ("get", "post")
WITHOUT_FACTOR = ("lars", "petra", "vera")
# Pages that somebody must reach to set up what she lacks, or to go.
BEFORE_FACTOR = {
    "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes",
    "account_reauthenticate", "account_logout",
}  # fmt: skip

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Route:
    """A line of routes.toml, with an address that names something that is there."""

    name: str
    address: str
    who: tuple[str, ...]
    is_own: bool

    def may(self, person: str) -> bool:
        roles = EVERYBODY[person].roles
        return "account" in self.who or bool(roles & {Role(one) for one in self.who})


def things() -> dict[str, str]:
    """Something of each kind that an address can name; all of it is somebody else's."""
    stranger = account_with(Role.MUNICIPALITY)
    house = organisation_of(OrganisationKind.MINISTRY)
    invited = invite(
        name="Neu Muster", email="neu@musterhaus.invalid", organisation=house,
        roles=[Role.MINISTRY], by=None, token=TOKEN, now=CREATED_AT,
    )  # fmt: skip
    held = meeting()
    item = item_about(taken_up(internal_topic()), held)
    key = Authenticator.objects.create(user=stranger, type=Authenticator.Type.WEBAUTHN, data={})
    result = result_of(item_about(taken_up(internal_topic()), held))
    topic = internal_topic()
    promise = promise_of(topic, Visibility.INTERNAL)
    return {
        **PLACES,
        "<slug:promise>": promise.reference, "<int:milestone>": str(milestone_of(promise).pk),
        "<int:account>": str(stranger.pk), "<int:organisation>": str(house.pk),
        "<int:invitation>": str(invited.pk), "<int:pk>": str(key.pk),
        "<slug:topic>": topic.reference,
        "<slug:meeting>": past(held).reference,
        "<slug:item>": item.reference,
        "<int:result>": str(result.pk),
        "<slug:material>": material_of(held).reference,
        **foreign_partner(),
    }  # fmt: skip


def route_of(entry: dict, named: dict[str, str]) -> Route:
    address = entry["path"]
    for place, value in named.items():
        address = address.replace(place, value)
    return Route(entry["name"], address, tuple(entry["who"]), entry.get("is_own", False))


def same(one: HttpResponse, other: HttpResponse) -> bool:
    """Says whether nobody can tell two answers apart."""
    return (one.status_code, one.content, dict(one.headers)) == (
        other.status_code, other.content, dict(other.headers),
    )  # fmt: skip


def leads_to(answer: HttpResponse, address: str) -> bool:
    return answer.status_code in {302, 303} and answer["Location"].startswith(address)


def fault(route: Route, person: str, answer: HttpResponse, missing: HttpResponse) -> str:
    """What is wrong with the answer that somebody logged in gets; nothing if it is right."""
    if route.is_own:
        return "" if answer.status_code == 404 else f"sees what is not hers: {answer.status_code}"
    if route.may(person):
        shut = answer.status_code in {403, 404} or answer.status_code >= 500
        return "is kept out" if shut or leads_to(answer, LOG_IN) else ""
    return "" if same(answer, missing) else f"gets in: {answer.status_code}"


def fault_of_stranger(route: Route, answer: HttpResponse) -> str:
    # A page that nobody can ask for in this way says so to everybody.
    return (
        ""
        if answer.status_code == 405 or leads_to(answer, LOG_IN)
        else f"gets in: {answer.status_code}"
    )


def fault_without_factor(route: Route, answer: HttpResponse) -> str:
    is_right = route.name in BEFORE_FACTOR or leads_to(answer, FACTOR)
    return "" if is_right else f"gets in: {answer.status_code}"


def answers(client: Client, routes: list[Route]) -> Iterator[tuple[str, Route, HttpResponse]]:
    """Asks for each route in both ways; what that changes is taken back at once."""
    for route in routes:
        for method in METHODS:
            with transaction.atomic():
                yield method, route, getattr(client, method)(route.address)
                transaction.set_rollback(True)


def faults_of(person: str, routes: list[Route]) -> list[str]:
    """Everything that is wrong for somebody, in words."""
    client = client_of(person, raise_request_exception=False)
    missing = Client().get(NOWHERE)
    found = []
    for method, route, answer in answers(client, routes):
        is_stranger = person in WITHOUT_ACCOUNT
        said = (
            fault_of_stranger(route, answer)
            if is_stranger
            else fault(route, person, answer, missing)
        )
        found += [f"{method} {route.address}: {said}"] if said else []
    return found


CLOSED = [one for one in ROUTES if one["who"] != ["everyone"]]
OPEN = [one for one in ROUTES if one["who"] == ["everyone"]]


@pytest.mark.parametrize("person", [*WITHOUT_ACCOUNT, *EVERYBODY])
def test_a_closed_page_shows_itself_to_those_who_may_and_to_nobody_else(person):
    named = things()
    assert faults_of(person, [route_of(one, named) for one in CLOSED]) == []


@pytest.mark.parametrize("person", WITHOUT_FACTOR)
def test_whoever_must_have_a_second_factor_finds_no_other_page_before(person):
    named = things()
    client = client_of(person, has_second_factor=False, raise_request_exception=False)
    asked = answers(client, [route_of(one, named) for one in CLOSED])
    wrong = [
        (method, route.address, fault_without_factor(route, answer))
        for method, route, answer in asked
    ]
    assert [one for one in wrong if one[2]] == []


@pytest.mark.parametrize("person", ["otto", *EVERYBODY])
def test_a_public_page_asks_nobody_to_log_in_and_knows_nobody(person):
    named = things()
    client, stranger = client_of(person), Client()
    for entry in OPEN:
        route = route_of(entry, named)
        answer = client.get(route.address)
        assert answer.status_code < 500
        assert not leads_to(answer, LOG_IN) or is_for_staff(route.address), route.address
        if not is_for_staff(route.address):
            # Outside of the staff paths nobody is known: the answer is that of a stranger.
            assert answer.status_code == stranger.get(route.address).status_code, route.address


def unguarded(request) -> HttpResponse:
    """A page whose guard somebody forgot."""
    return HttpResponse("Fälle")


class WithUnguardedPage:
    """The addresses of the house and one more, on purpose without a guard and in no list."""

    urlpatterns = (*real, path("verwaltung/offen/", unguarded, name="unguarded"))
    handler404 = "rueckhalt.foundation.web.errors.not_found"


@pytest.fixture
def with_unguarded_page(settings):
    settings.ROOT_URLCONF = WithUnguardedPage


@pytest.mark.parametrize(("person", "is_seen"), [("otto", True), ("lars", True), ("vera", False)])
def test_a_page_without_its_guard_is_seen(with_unguarded_page, person, is_seen):
    route = Route("unguarded", "/verwaltung/offen/", ("administrator",), is_own=False)
    said = [f"{method} /verwaltung/offen/: gets in: 200" for method in METHODS]

    assert faults_of(person, [route]) == (said if is_seen else [])


def test_a_page_that_keeps_out_those_who_may_is_seen():
    route = Route("nowhere", NOWHERE, ("administrator",), is_own=False)
    assert faults_of("vera", [route]) == [f"{method} {NOWHERE}: is kept out" for method in METHODS]


def test_a_page_in_no_list_is_seen(with_unguarded_page):
    listed = {(one["path"], one["name"]) for one in ROUTES}
    assert set(walk(get_resolver())) - listed == {("/verwaltung/offen/", "unguarded")}


def test_another_answer_for_what_one_may_not_see_is_told_apart(as_person):
    lars = as_person("lars")
    missing = lars.get(NOWHERE)
    other = lars.get(NOWHERE)
    assert same(missing, other)
    other["X-Other"] = "1"
    assert not same(missing, other)


def test_everybody_of_the_matrix_has_an_account_of_her_own():
    keys = {account_of(name).pk for name in EVERYBODY}
    assert Account.objects.filter(pk__in=keys).count() == len(EVERYBODY)
