"""Which page stands under which address; the only place that knows it."""

from django.urls import URLPattern, URLResolver, include, path

from rueckhalt.config.api_page import explained
from rueckhalt.config.json_api import api
from rueckhalt.dialogue.exchange.urls import (
    alliance,
    feed,
    open_data,
    open_meetings,
    open_topics,
    public_promises,
)
from rueckhalt.foundation.accounts.urls import administration
from rueckhalt.foundation.web import machines, pages
from rueckhalt.support.cases.urls import desk, person
from rueckhalt.support.guidance.urls import english

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.start, name="start"),
    path("spuren/", pages.traces, name="traces"),
    path("datenschutz/", pages.privacy, name="privacy"),
    path("barrierefreiheit/", pages.accessibility, name="accessibility"),
    path("impressum/", pages.imprint, name="imprint"),
    path("lotse/", include("rueckhalt.support.guidance.urls")),
    path("en/", include((english, "english"))),
    path("fall/", include((person, "case"))),
    path("stellen/", include("rueckhalt.foundation.directory.urls")),
    path("konto/", include("rueckhalt.foundation.accounts.urls")),
    path("verwaltung/", include((administration, "administration"))),
    path("arbeit/", include((desk, "desk"))),
    path("austausch/", include((alliance, "exchange"))),
    feed,
    path("themen/", include((open_topics, "topics"))),
    path("zusagen/", include((public_promises, "promises"))),
    path("treffen/", include((open_meetings, "meetings"))),
    path("oparl/v1.1/", include((open_data, "oparl"))),
    path("api/", explained, name="api"),
    path("api/v1/", api.urls),
    path("health", machines.health, name="health"),
    path("robots.txt", machines.robots_txt, name="robots"),
    path(".well-known/security.txt", machines.security_txt, name="security"),
]
handler400 = "rueckhalt.foundation.web.errors.bad_request"
handler403 = "rueckhalt.foundation.web.errors.forbidden"
handler404 = "rueckhalt.foundation.web.errors.not_found"
handler500 = "rueckhalt.foundation.web.errors.server_error"
