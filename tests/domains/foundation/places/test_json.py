"""Places as other programs get them."""

import pytest

from rueckhalt.foundation.places.models import Edition, Municipality
from rueckhalt.foundation.places.queries import reference_state, search_places
from tests.build import store_places
from tests.machines import get, post

NOBODY = "Xyzzyhausen"


@pytest.fixture(autouse=True)
def places(db):
    store_places("Kiel", "Neustadt")


def both(client, query: dict) -> tuple[int, dict]:
    """What both ways of searching answer; they never differ."""
    answer = post(client, "places/search", query)
    assert get(client, "places", **query) == answer
    return answer


def test_a_name_with_a_typing_error_is_found_and_the_source_is_named(client):
    status, found = both(client, {"q": "Kihl", "limit": 1})
    (match,) = found["matches"]

    assert (status, match["place"]["ags"], match["reason"]) == (200, "01002000", "typing_error")
    assert found["source"] == reference_state().source
    assert match["place"]["kreis"] == {
        "key": "01002", "kind": "kreisfreie Stadt", "label": "kreisfreie Stadt Kiel"
    }  # fmt: skip


def test_the_order_is_that_of_the_pages(client):
    _, found = both(client, {"q": "Neustadt", "limit": 50})
    labels = [match["label"] for match in found["matches"]]

    assert labels == [match.label for match in search_places("Neustadt", 50)]
    assert len(labels) > 5


@pytest.mark.parametrize("words", [NOBODY, "", "\x00", "<script>", "%", "' OR 1=1 --", "😱" * 50])
def test_what_is_no_place_is_no_fault(client, words):
    assert both(client, {"q": words})[0] == 200


def test_nothing_found_is_an_empty_list(client):
    assert both(client, {"q": NOBODY})[1]["matches"] == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({}, "q: Diese Angabe fehlt."),
        ({"q": "x" * 101}, "q: Der Text ist zu lang, höchstens 100 Zeichen."),
        ({"q": "Kiel", "limit": 0}, "limit: Die Zahl muss mindestens 1 sein."),
        ({"q": "Kiel", "limit": 51}, "limit: Die Zahl darf höchstens 50 sein."),
        ({"q": "Kiel", "limit": 10**30}, "limit: Die Zahl darf höchstens 50 sein."),
        ({"q": "Kiel", "limit": "viele"}, "limit: Hier gehört eine ganze Zahl hin."),
    ],
)
def test_a_query_that_does_not_fit_is_refused_with_a_sentence(client, query, said):
    assert both(client, query) == (422, {"code": "invalid", "message": said})


def test_a_place_is_shown_by_its_key(client):
    status, found = get(client, "places/01002000")

    assert (status, found["place"]["name"]) == (200, "Kiel, Landeshauptstadt")
    assert found["place"]["land"] == "SH"


@pytest.mark.parametrize(
    ("key", "status"),
    [("99999999", 404), ("0100200", 422), ("٠١٠٠٢٠٠٠", 422), ("%00", 422), ("9" * 5000, 422)],
)
def test_another_key_is_refused(client, key, status):
    assert get(client, f"places/{key}")[0] == status


def test_before_the_first_load_nothing_is_found_and_nothing_breaks(client):
    Municipality.objects.all().delete()
    Edition.objects.all().delete()

    assert both(client, {"q": "Kiel"})[1] == {"source": "", "state_on": None, "matches": []}
