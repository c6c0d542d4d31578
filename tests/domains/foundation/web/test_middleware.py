import re

import pytest
from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory

from rueckhalt.foundation.web.middleware import FramedErrors, PrivacyHeaders


@pytest.mark.parametrize("path", ["/", "/impressum/", "/gibt-es-nicht/", "/robots.txt"])
def test_nothing_that_a_visitor_saw_stays_in_a_cache(client, path):
    assert client.get(path)["Cache-Control"] == "no-store"


def test_no_page_can_loosen_the_cache_rule(rf: RequestFactory):
    loose = PrivacyHeaders(lambda _: HttpResponse(headers={"Cache-Control": "public"}))

    assert loose(rf.get("/lotse/"))["Cache-Control"] == "no-store"


def test_a_static_file_may_be_kept_but_its_absence_may_not(rf: RequestFactory):
    def answer(status):
        served = HttpResponse(status=status, headers={"Cache-Control": "max-age=60, public"})
        return PrivacyHeaders(lambda _: served)(rf.get("/static/web/sheet.css"))

    assert answer(200)["Cache-Control"] == "max-age=60, public"
    assert answer(404)["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/gibt-es-nicht/"])
def test_each_answer_closes_the_door_to_other_sites_and_to_the_device(client, path):
    answer = client.get(path)

    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert {"camera=()", "geolocation=()"} <= set(answer["Permissions-Policy"].split(", "))
    assert all(
        re.fullmatch(r"[a-z-]+=\(\)", one) for one in answer["Permissions-Policy"].split(", ")
    )


def test_a_refusal_with_words_of_its_own_keeps_them(rf: RequestFactory):
    refusal = HttpResponseNotAllowed(["POST"], content="eigener Satz")

    assert FramedErrors(lambda _: refusal)(rf.get("/")).content == b"eigener Satz"
