"""Somebody tells us something: nothing is lost, nothing is asked that she need not say."""

from datetime import timedelta

import pytest
import time_machine

from rueckhalt.foundation.vault.adapters.derivation import pool
from rueckhalt.support.cases.models import Case
from rueckhalt.support.cases.queries.entries import entries_of, summary_of
from rueckhalt.support.cases.rules.keeping import Retention
from rueckhalt.support.cases.rules.states import Urgency
from tests.domains.support.cases.desk import NOW
from tests.domains.support.cases.visits import (
    DOOR,
    NEW,
    QUESTION,
    post,
    secret_on,
    send,
    text_of,
    the_case,
    token,
)

pytestmark = pytest.mark.django_db
# Everything that she can type, each with a word that stands nowhere else.
TYPED = {
    name: f"Kanarie{number}"
    for number, name in enumerate(
        ("text", "name", "office", "way", "times", "never_say", "safe_word", "keep_from", "when_1", "what_1"),
        start=1,
    )
}  # fmt: skip
FROM_PLAN = {"danger": "no", "place": "Kiel", "happened": ["threat"]}


def told(desk, case):
    return entries_of(desk.of("lars", case))[0].content


def test_whoever_writes_learns_her_words_and_until_when_somebody_answers(birgit):
    answer = send(birgit)

    assert answer.status_code == 200
    assert len(secret_on(answer).split()) == 7
    assert "Montag, 30. November 2026" in text_of(answer)
    assert not answer.cookies


def test_everything_that_she_typed_is_in_the_case(birgit, contact_point):
    send(
        birgit,
        **{f"c__{name}": value for name, value in TYPED.items()},
        c__protected="Kind oder Kinder",
    )
    found = told(contact_point, the_case())

    assert (found.text, found.name, found.office) == (TYPED["text"], TYPED["name"], TYPED["office"])
    assert (found.reach.way, found.reach.times, found.reach.never_say) == (
        TYPED["way"], TYPED["times"], TYPED["never_say"],
    )  # fmt: skip
    assert (found.safe_word, found.keep_from) == (TYPED["safe_word"], TYPED["keep_from"])
    assert (found.incidents[0].when, found.incidents[0].what) == (TYPED["when_1"], TYPED["what_1"])
    assert found.protected == ("Kind oder Kinder",)
    assert found.consent == "2026-11-27"


def test_a_sentence_and_a_consent_are_enough(birgit):
    send(birgit)
    assert the_case().urgency == Urgency.THIS_WEEK


@pytest.mark.parametrize("missing", ["c__text", "c__consent"])
def test_without_one_of_the_two_the_form_is_there_again_with_all_that_was_typed(birgit, missing):
    typed = {f"c__{name}": value for name, value in TYPED.items()}
    answer = send(birgit, **{**typed, missing: None})

    assert answer.status_code == 422
    assert Case.objects.count() == 0
    kept = [value for name, value in TYPED.items() if f"c__{name}" != missing]
    assert [value for value in kept if value not in text_of(answer)] == []


def test_a_text_that_is_too_long_costs_no_other_field(birgit):
    answer = send(birgit, c__text="x" * 20_001, c__name="Kanarie")
    assert answer.status_code == 422
    assert "Hier passen 20000 Zeichen hinein" in text_of(answer)
    assert "Kanarie" in text_of(answer)


@pytest.mark.parametrize(
    "text", ["\x00\u202eVerkehrt", "{{ 1 }}<script>", "'; DROP TABLE", "🙂" * 50]
)
def test_any_signs_arrive_as_they_were_typed(birgit, contact_point, text):
    send(birgit, c__text=text)
    assert told(contact_point, the_case()).text == text


def test_a_form_grows_by_one_incident_and_keeps_what_was_typed(birgit, contact_point):
    grown = send(birgit, do="row", c__what_1="Der erste", c__consent=None)

    assert grown.status_code == 200
    assert "Vorfall 2: Was war das?" in text_of(grown)
    assert "Der erste" in text_of(grown)
    assert "Bitte prüfen" not in text_of(grown)
    send(birgit, c__what_1="Der erste", c__what_2="Der zweite")
    assert [one.what for one in told(contact_point, the_case()).incidents] == [
        "Der erste",
        "Der zweite",
    ]


def test_what_she_told_the_guide_stands_there_to_be_taken_out(birgit):
    page = text_of(post(birgit, NEW, **FROM_PLAN))
    assert "Kiel" in page
    assert 'value="happened"' in page
    assert page.count(" checked") >= 3


def test_only_what_stays_ticked_goes_along(birgit, contact_point):
    send(birgit, **FROM_PLAN, c__answers=["happened"])
    found = told(contact_point, the_case())

    assert [name for name, _ in found.situation] == ["happened"]
    assert len(found.answers) == 1
    assert "Kiel" not in str(found)


def test_a_form_that_grows_keeps_what_she_took_out(birgit):
    page = send(birgit, do="row", c__consent=None, **FROM_PLAN, c__answers=["happened"])
    ticked = [
        part
        for part in page.content.decode().split("<input")[1:]
        if " checked" in part.split(">")[0]
    ]
    assert [
        one for one in ticked if 'name="c-answers"' in one and 'value="happened"' not in one
    ] == []
    assert [one for one in ticked if 'value="happened"' in one]


def test_what_the_guide_does_not_ask_is_no_part_of_the_situation(birgit, contact_point):
    send(birgit, invented="Kanarie", happened="invented", c__answers=[])
    assert told(contact_point, the_case()).situation == ()


def test_the_same_form_shows_the_same_words_until_she_came_back(birgit):
    form = token()
    first, second = send(birgit, form=form), send(birgit, form=form)
    assert secret_on(first) == secret_on(second)
    assert Case.objects.count() == 1

    post(birgit, DOOR, secret=secret_on(first))
    third = send(birgit, form=form)
    assert third.status_code == 422
    assert secret_on(third) == ""
    assert "Dieses Formular wurde schon gesendet" in text_of(third)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        (lambda: token(age=timedelta(seconds=1)), "Das ging sehr schnell"),
        (lambda: token(age=timedelta(hours=13)), "Das Formular lag lange offen"),
        (lambda: "erfunden", "Das Formular lag lange offen"),
        (lambda: token()[:-1], "Das Formular lag lange offen"),
        (lambda: None, "Das Formular lag lange offen"),
    ],
)
def test_a_form_too_young_too_old_or_not_ours_makes_no_case_and_loses_nothing(
    birgit, form, sentence
):
    answer = send(birgit, form=form(), c__text="Kanarie")
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "Kanarie" in text_of(answer)
    assert Case.objects.count() == 0


def test_a_form_that_ran_out_comes_back_with_one_that_holds(birgit):
    answer = send(birgit, form=token(age=timedelta(hours=13)))
    fresh = answer.context["token"]
    with time_machine.travel(NOW + timedelta(seconds=5), tick=False):
        assert send(birgit, form=fresh).status_code == 200


def test_what_only_programs_fill_in_makes_no_case(birgit):
    answer = send(birgit, c__website="https://spam.example")
    assert answer.status_code == 422
    assert Case.objects.count() == 0


def test_while_many_wait_the_page_carries_everything_along(birgit, monkeypatch):
    monkeypatch.setattr(pool, "_places", FullPlaces())
    answer = send(birgit, c__text="Kanarie")

    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert '<input type="hidden" name="c-text" value="Kanarie">' in text_of(answer)
    assert Case.objects.count() == 0


class FullPlaces:
    """A queue in which nobody finds a place."""

    def acquire(self, **_how) -> bool:
        return False


def test_in_a_flood_everything_arrives_and_waits_apart(birgit, settings):
    settings.FLOOD_ARRIVALS = 1
    send(birgit)
    secret = secret_on(send(birgit))
    apart = Case.objects.get(is_confirmed=False)
    assert apart.retention == Retention.UNCONFIRMED

    post(birgit, DOOR, secret=secret)
    apart.refresh_from_db()
    assert (apart.is_confirmed, apart.retention) == (True, Retention.CASE)


def test_a_question_is_kept_as_a_question(birgit, contact_point):
    answer = send(birgit, QUESTION, c__text="Was ist eine Auskunftssperre?")
    case = the_case()
    assert len(secret_on(answer).split()) == 7
    assert case.retention == Retention.QUESTION
    assert summary_of(case, contact_point.of("lars", case).opened).title.startswith(
        "Ohne Namen: Was ist"
    )


def test_whom_she_names_cannot_open_the_case(birgit, contact_point):
    send(birgit, c__keep_from="Muster, Beispiel")
    assert Case.objects.count() == 0  # these are all on duty: nobody could read it


def test_without_an_operator_there_is_no_form(birgit, settings):
    settings.HAS_DEMO_ACCOUNTS = False
    settings.OPERATOR = {**settings.OPERATOR, "name": ""}
    for path in (NEW, QUESTION):
        page = text_of(birgit.get(path))
        assert "Hier liest niemand" in page
        assert "<textarea" not in page
        assert "tel:110" in page
    assert "Kanarie" in text_of(send(birgit, c__text="Kanarie"))
    assert Case.objects.count() == 0


def test_the_demonstration_says_that_nobody_reads(birgit, settings):
    settings.OPERATOR = {**settings.OPERATOR, "name": ""}
    page = text_of(birgit.get(NEW))
    assert "Probe absenden" in page
    assert "Niemand liest das" in page
    assert "Niemand liest sie" in text_of(send(birgit))


def test_a_form_on_another_site_is_refused(birgit):
    answer = birgit.post(NEW, {"do": "send"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_danger_and_the_crisis_line_stand_above_every_question(birgit):
    for path in (DOOR, NEW, QUESTION):
        page = text_of(birgit.get(path))
        assert page.index("tel:110") < page.index("tel:116123") < page.index("<form")
