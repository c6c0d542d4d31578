"""Every route is known, and every answer in production tells the browser what it may do."""

import runpy
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, get_resolver

from rueckhalt.foundation.accounts.api import Role
from tests.house.repository import HOST

ROUTES = tomllib.loads(Path(__file__).with_name("routes.toml").read_text("utf-8"))["route"]
PATHS = [route["path"] for route in ROUTES]
# What stands for the changing part of an address when a test asks for it.
PLACES = {
    "<str:handle>": "0123456789abcdef",
    "<slug:provider_id>": "organisation",
    "<str:token>": "no-word-of-a-link",
    "<int:account>": "1",
    "<int:organisation>": "1",
    "<int:invitation>": "1",
    "<int:pk>": "1",
    "<str:reference>": "ABCD-2345",
    "<uuid:entry>": "00000000-0000-4000-8000-000000000001",
    "<uuid:consent>": "00000000-0000-4000-8000-000000000001",
    "<uuid:file>": "00000000-0000-4000-8000-000000000001",
    "<slug:topic>": "abcdefgh",
    "<slug:meeting>": "abcdefgh",
    "<slug:item>": "abcdefgh",
    "<slug:material>": "abcdefgh",
    "<str:word>": "no-word-of-a-feed",
    "<slug:promise>": "zusage-melderecht",
    "<int:milestone>": "1",
    "<int:result>": "1",
    "<slug:half_year>": "2026-1",
    "<slug:kind>": "csv",
    "<slug:partner>": "abcdefgh",
    "<slug:membership>": "abcdefgh",
    "<slug:body>": "allianz",
    "<slug:objects>": "paper",
    "<path:rest>": "gibt/es/nicht",
    "<slug:reference>": "thema-abcdefgh",
    "<uuid:record>": "00000000-0000-0000-0000-000000000007",
    "^passwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "passwort/neu/1-abc-def/",
}
WORDS = {"everyone", "account", *Role}
METHODS = ("get", "head", "post", "options")
HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
SENSORS = {"camera=()", "microphone=()", "geolocation=()"}
KEY = "k" * 50

pytestmark = pytest.mark.django_db


def walk(resolver, prefix="/", names=()):
    """Yields path and name of every route below a resolver."""
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield path, ":".join((*names, entry.name or ""))
        else:
            yield from walk(entry, path, (*names, *filter(None, [entry.namespace])))


def faults(answer, cache: str = "no-store") -> list[str]:
    """What an answer lacks of the headers that promises name."""
    wrong = [name for name, value in HEADERS.items() if answer.get(name) != value]
    policy = set(answer.get("Content-Security-Policy", "").split("; "))
    wrong += [
        rule for rule in ("default-src 'none'", "frame-ancestors 'none'") if rule not in policy
    ]
    wrong += SENSORS - set(answer.get("Permissions-Policy", "").split(", "))
    wrong += ["Cache-Control"] if answer.get("Cache-Control") != cache else []
    return wrong + [f"Set-Cookie {name}" for name in answer.cookies]


def test_every_route_stands_in_the_list_and_the_list_names_no_other():
    listed = [(route["path"], route["name"]) for route in ROUTES]
    assert sorted(walk(get_resolver())) == sorted(listed)


def test_every_route_says_who_may_use_it():
    assert {role for route in ROUTES for role in route["who"]} <= WORDS
    assert all(route["who"] for route in ROUTES)


def is_for_staff(path: str) -> bool:
    return path.startswith(settings.STAFF_PATHS)


def asked(path: str) -> str:
    """An address that one can ask for."""
    for place, value in PLACES.items():
        path = path.replace(place, value)
    return path


def test_only_below_the_staff_paths_a_page_can_know_who_asks():
    closed = [route["path"] for route in ROUTES if route["who"] != ["everyone"]]
    assert closed
    assert [path for path in closed if not is_for_staff(path)] == []


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("path", PATHS)
def test_an_answer_keeps_the_promises_to_the_browser(production, path, method):
    production.cookies.clear()
    answer = getattr(production, method)(asked(path), secure=True)

    assert answer.status_code < 500
    if is_for_staff(path):
        # Also a page for a log-in is kept by no cache; the cookie is that of its session alone.
        assert set(answer.cookies) <= {"sessionid"}
        assert all(cookie["secure"] and cookie["httponly"] for cookie in answer.cookies.values())
        answer.cookies.clear()
        # A form of ours must be able to say that it is ours; no other site learns of it.
        expected = "no-referrer" if answer.status_code == 405 else "same-origin"
        assert answer["Referrer-Policy"] == expected
        answer["Referrer-Policy"] = "no-referrer"
    assert faults(answer) == []


@pytest.mark.parametrize("path", [one["path"] for one in ROUTES if one["who"] != ["everyone"]])
def test_a_page_for_people_with_an_account_shows_nothing_to_others(production, path):
    production.cookies.clear()
    answer = production.get(asked(path), secure=True)

    assert answer.status_code in {302, 303, 405}
    assert answer.status_code == 405 or answer["Location"].startswith("/konto/anmelden/")
    assert production.post(asked(path), secure=True).status_code in {302, 303, 405}


def test_script_is_allowed_only_where_a_passkey_is_used(production):
    with_script = {
        path
        for path in PATHS
        if "script-src" in production.get(asked(path), secure=True)["Content-Security-Policy"]
    }
    # The page where one adds a passkey has it too, for people who are logged in.
    assert with_script == {
        "/konto/anmelden/",
        "/konto/anmelden/zweiter-schritt/",
        "/konto/bestaetigen/passkey/",
    }


@pytest.mark.parametrize(
    ("status", "method", "path", "more"),
    [
        (404, "get", "/gibt-es-nicht/", {}),
        (404, "get", "/static/web/gibt-es-nicht.css", {}),
        (405, "post", "/lotse/", {}),
        (405, "delete", "/lotse/plan/", {}),
        (400, "get", "/", {"headers": {"host": "fremd.example"}}),
        (413, "post", "/lotse/plan/", {"data": {"place": "x" * 270_000}}),
    ],
)
def test_a_refusal_keeps_them_too(production, status, method, path, more):
    answer = getattr(production, method)(path, secure=True, **more)

    assert (answer.status_code, faults(answer)) == (status, [])


def test_without_tls_a_visitor_is_sent_to_tls_before_anything_is_shown(production):
    answer = production.get("/lotse/")

    assert (answer.status_code, answer["Location"]) == (301, f"https://{HOST}/lotse/")
    # a browser ignores HSTS on a connection that anybody could have changed
    assert faults(answer) == ["Strict-Transport-Security"]


def test_without_tls_a_foreign_host_is_refused_before_anything_is_shown(production):
    answer = production.get("/lotse/", headers={"host": "fremd.example"})

    assert answer.status_code == 400
    assert b"fremd.example" not in answer.content
    # SecurityMiddleware itself refuses and adds nothing of its own; ours and the policy stand.
    ours = {"default-src 'none'", "frame-ancestors 'none'", "Cache-Control", *SENSORS}
    assert ours & set(faults(answer)) == set()
    assert not answer.cookies


def test_a_static_file_may_be_kept_for_ever_because_its_name_tells_its_content(production):
    page = production.get("/", secure=True).content.decode()
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    answer = production.get(address, secure=True)

    assert answer.status_code == 200
    assert answer.getvalue()  # reads the file to its end
    answer.close()
    assert faults(answer, cache="max-age=315360000, public, immutable") == []


def test_the_check_sees_a_missing_header_and_a_cookie(client):
    answer = client.get("/")
    del answer["Referrer-Policy"]
    answer.set_cookie("spur", "1")

    assert {"Referrer-Policy", "Set-Cookie spur"} <= set(faults(answer))


@pytest.mark.parametrize(
    ("key", "hosts", "named"),
    [
        (None, HOST, "RUECKHALT_SECRET_KEY"),
        ("k" * 49, HOST, "RUECKHALT_SECRET_KEY"),
        (KEY, None, "RUECKHALT_HOSTS"),
        (KEY, "", "RUECKHALT_HOSTS"),
        (KEY, "*", "RUECKHALT_HOSTS"),
        (KEY, f"{HOST},*", "RUECKHALT_HOSTS"),
    ],
)
def test_production_refuses_to_start_without_a_secret_or_for_any_host(
    monkeypatch, key, hosts, named
):
    for name, value in (("RUECKHALT_SECRET_KEY", key), ("RUECKHALT_HOSTS", hosts)):
        if value is not None:
            monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=named):
        runpy.run_module("rueckhalt.config.settings.production")
