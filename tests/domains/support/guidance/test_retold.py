"""What somebody told the guide, said again line by line, so that she can take parts of it out."""

import pytest

from rueckhalt.support.guidance.api import retold
from tests.build import store_places
from tests.domains.support.guidance.pages import PLAN, THREAT, text

pytestmark = pytest.mark.django_db


def by_name(*sent):
    return {line.name: line for line in retold(sent)}


def test_each_answer_stands_beside_its_question():
    lines = by_name(("happened", "threat"), ("happened", "insult"))
    assert lines["happened"].question.endswith("?")
    assert "Jemand droht mir oder meiner Familie" in lines["happened"].answer
    assert set(lines["happened"].kept) == {("happened", "threat"), ("happened", "insult")}


def test_a_place_is_named_as_it_was_understood_and_else_as_it_was_typed():
    store_places("Kiel")
    assert by_name(("place", "kiel"))["place"].answer.startswith("Kiel")
    assert by_name(("place", "Nirgendwo"))["place"].answer == "Nirgendwo"


def test_a_further_incident_says_its_number():
    lines = by_name(("v2_happened", "insult"))
    assert lines["v2_happened"].question.startswith("Vorfall 2: ")


def test_a_day_stays_in_her_own_words():
    assert by_name(("learned_on", "Anfang März"))["learned_on"].answer == "Anfang März"


@pytest.mark.parametrize(
    "sent",
    [("happened", "erfunden"), ("erfunden", "x"), ("learned_on", " "), ("v99_happened", "insult")],
)
def test_what_the_guide_does_not_ask_drops_out(sent):
    assert retold([sent]) == ()


def test_a_plan_leads_to_the_contact_point_with_its_answers(client):
    page = text(client.post(PLAN, THREAT))
    form = page.split('id="weiter"')[1].split("</form>")[0]
    assert 'formaction="/fall/neu/"' in form
    assert 'name="happened" value="threat"' in form
