"""Every route is known, and every answer in production tells the browser what it may do."""

import runpy
import tomllib
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, get_resolver

from tests.house.repository import HOST

ROUTES = tomllib.loads(Path(__file__).with_name("routes.toml").read_text("utf-8"))["route"]
PATHS = [route["path"] for route in ROUTES]
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
            yield from walk(entry, path, (*names, entry.namespace))


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
    assert {role for route in ROUTES for role in route["who"]} == {"everyone"}
    assert all(route["who"] for route in ROUTES)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("path", PATHS)
def test_an_answer_keeps_the_promises_to_the_browser(production, path, method):
    answer = getattr(production, method)(path, secure=True)

    assert answer.status_code < 500
    assert faults(answer) == []


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
