"""Questions and plans are valid HTML, says the checker of the W3C."""

import pytest

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


def test_each_page_of_the_guide_is_valid(client, complaints):
    store_places("Kiel", "Neustadt")
    pages = {name: client.post("/lotse/plan/", told).content for name, told in TOLD.items()}
    pages |= {path.split("/")[-2]: client.get(path).content for path in READ}
    pages["questions"] = client.get("/lotse/").content

    assert complaints(pages) == []
