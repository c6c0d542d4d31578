"""The page of a promise: what matters stands first, what can be done is folded."""

import re
from datetime import date
from http import HTTPStatus

import pytest

from rueckhalt.dialogue.exchange.actions.promises import add_milestone, give_other_view
from rueckhalt.dialogue.exchange.models import Promise
from rueckhalt.dialogue.exchange.rules.promise import Status, UpdateDraft
from tests.exchange import NOW, TODAY, milestone_of, promise_of, seat, told, topic_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


def way(promise: Promise, last: str = "") -> str:
    return f"/austausch/zusagen/{promise.reference}/{last}"


def opened(page: str) -> list[str]:
    """The acts that are open from the start."""
    return re.findall(
        r'<details class="kern-accordion" open>\s*<summary[^>]*><span[^>]*>([^<]+)', page
    )


def test_state_difference_and_next_day_stand_before_everything_else(as_person):
    promise = promise_of(topic_of("katrin"), due_on=date(2027, 6, 1), owner="jonas")
    told(promise, Status.SUBSTANTIAL)
    partner = seat("katrin").memberships[0].partner
    draft = UpdateDraft(Status.LIMITED, "Es dauert noch.", TODAY)
    give_other_view(promise=promise, partner=partner, draft=draft, by=seat("katrin"), now=NOW)
    add_milestone(
        promise=promise, title="Der Entwurf liegt vor.", due_on=date(2027, 2, 1), by=seat("aylin"),
        now=NOW,
    )  # fmt: skip
    page = as_person("jonas").get(way(promise)).content.decode()
    first = page.partition("<dl")[2].partition("Wer es zugesagt hat")[0]
    for words in (
        "Zum großen Teil erfüllt", "Die andere Seite sieht weniger erfüllt.",
        "Der Entwurf liegt vor.", "1. Februar 2027", "1. Juni 2027",
    ):  # fmt: skip
        assert words in first


def test_a_promise_that_is_done_has_no_next_step(as_person):
    promise = promise_of(topic_of("katrin"))
    add_milestone(promise=promise, title="Ein Schritt.", due_on=TODAY, by=seat("aylin"), now=NOW)
    assert "Als Nächstes" in as_person("jonas").get(way(promise)).content.decode()
    told(promise, Status.COMPLETE)
    assert "Als Nächstes" not in as_person("jonas").get(way(promise)).content.decode()


def test_all_acts_are_folded_at_first(as_person):
    promise = promise_of(topic_of("katrin"))
    milestone_of(promise)
    page = as_person("aylin").get(way(promise)).content.decode()
    assert page.count('<details class="kern-accordion"') == 4
    assert opened(page) == []


@pytest.mark.parametrize(
    ("name", "act", "is_open"),
    [
        ("aylin", "stand/", "Neuen Stand festhalten"),
        ("aylin", "schritte/", "Schritt hinzufügen"),
        ("aylin", "schritte/{step}/", "Erreicht: Der Entwurf liegt vor."),
        ("katrin", "sicht/", "Ihre Sicht"),
    ],
)
def test_an_act_that_was_refused_is_open_and_no_other(as_person, name, act, is_open):
    promise = promise_of(topic_of("jonas"))
    step = milestone_of(promise)
    answer = as_person(name).post(way(promise, act.format(step=step.pk)), {"text": "Getippt."})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert opened(answer.content.decode()) == [is_open]
