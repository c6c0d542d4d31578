"""Questions and plans are valid HTML, says the checker of the W3C."""

from urllib.parse import urlencode

import pytest

from rueckhalt.foundation.web.posted import FORM
from tests.build import store_places
from tests.domains.support.guidance.pages import READ

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

TOLD = {
    "bare": {},
    "homonyms": {"place": "Neustadt", "happened": ["threat", "attack", "parcel"]},
    "unknown": {"place": "Xyzzyhausen", "happened": "other"},
    "full": {
        "danger": "yes", "place": "Kiel", "happened": ["insult", "address"], "offender": "known",
        "channel": ["letter", "email", "online", "phone", "in_person", "at_place"],
        "learned_on": "2026-01-31", "offender_known_on": "2026-02-01", "home": "yes",
        "wellbeing": "crisis", "v2_happened": ["insult"], "v2_learned_on": "Anfang März",
    },
    "mistakes": {"danger": "nonsense", "place": "x" * 200},
    "wrong-day": {"happened": "threat", "learned_on": "irgendwann"},
    "back": {"place": "Kiel", "happened": "threat", "change": "1"},
}  # fmt: skip
WRITTEN = {
    "letter-list": None,
    "letter-form": {"letter": "strafanzeige", "place": "Kiel"},
    "letter-mistakes": {"letter": "auskunftssperre", "told": "1", "b_evidence": "x"},
    "letter": {
        "letter": "auskunft", "place": "Kiel", "told": "1", "b_recipient": "Polizei", "b_name": "A <b>",
        "b_reach": "Rathaus", "b_reported": "gestern", "b_told_about": "hearing",
    },
}  # fmt: skip


def written(client, told: dict | None) -> bytes:
    if told is None:
        return client.get("/lotse/briefe/").content
    return client.post("/lotse/brief/", urlencode(told), content_type=FORM).content


def test_each_page_of_the_guide_is_valid(client, complaints):
    store_places("Kiel", "Neustadt")
    pages = {name: client.post("/lotse/plan/", told).content for name, told in TOLD.items()}
    pages |= {path.split("/")[-2]: client.get(path).content for path in READ}
    pages |= {name: written(client, told) for name, told in WRITTEN.items()}
    pages["questions"] = client.get("/lotse/").content

    assert complaints(pages) == []
