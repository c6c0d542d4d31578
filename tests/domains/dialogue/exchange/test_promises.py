"""Promises: their state comes from updates alone, and both sides stand beside each other."""

from datetime import date

import pytest

from rueckhalt.dialogue.exchange.access import promise_for
from rueckhalt.dialogue.exchange.actions.agenda import change_visibility
from rueckhalt.dialogue.exchange.actions.meetings import record_result
from rueckhalt.dialogue.exchange.actions.partners import MandateDraft, add_partner, take_in
from rueckhalt.dialogue.exchange.actions.promises import (
    Origin,
    add_milestone,
    give_other_view,
    make_promise,
    reach_milestone,
    release_promise,
    update_promise,
)
from rueckhalt.dialogue.exchange.models import Promise
from rueckhalt.dialogue.exchange.queries.promises import promise_list
from rueckhalt.dialogue.exchange.queries.public import public_promise, public_promises
from rueckhalt.dialogue.exchange.queries.waiting import waiting_for
from rueckhalt.dialogue.exchange.rules.meeting import ResultDraft, ResultKind
from rueckhalt.dialogue.exchange.rules.partner import Term
from rueckhalt.dialogue.exchange.rules.promise import (
    Difference,
    EvidenceDraft,
    PromiseDraft,
    PromiseKind,
    Status,
    UpdateDraft,
)
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility, Visibility
from rueckhalt.foundation.audit.api import lines
from rueckhalt.foundation.lib.refusal import Refused
from tests.exchange import (
    NOW,
    TODAY,
    item_about,
    meeting,
    promise_of,
    reference,
    seat,
    taken_up,
    topic_of,
)
from tests.people import account_of, client_of

pytestmark = pytest.mark.django_db


def update(
    status: Status, *evidence: EvidenceDraft, text: str = "Der Entwurf liegt vor."
) -> UpdateDraft:
    return UpdateDraft(status, text, TODAY, evidence)


def released(**changes) -> Promise:
    promise = promise_of(topic_of("katrin"), **changes)
    release_promise(promise=promise, by=seat("aylin"), now=NOW)
    return promise


def shown(promise: Promise):
    found = public_promise(promise.reference, now=NOW)
    assert found is not None
    return found


def test_without_an_update_a_promise_says_that_nobody_has_assessed_it():
    assert shown(released()).status_words == "Stand nicht erhoben"


def test_the_state_is_that_of_the_newest_update_with_its_evidence():
    promise, by = released(), seat("aylin")
    update_promise(promise=promise, draft=update(Status.LIMITED), by=by, now=NOW)
    proof = EvidenceDraft("Gesetzblatt", "https://www.recht.bund.de/", TODAY)
    update_promise(promise=promise, draft=update(Status.COMPLETE, proof), by=by, now=NOW)
    found = shown(promise)
    assert found.status is Status.COMPLETE
    assert [one.label for one in found.updates[1].evidence] == ["Gesetzblatt"]
    assert [one.status for one in found.updates] == [Status.LIMITED, Status.COMPLETE]


def test_a_refused_update_leaves_nothing_behind():
    promise = released()
    with pytest.raises(Refused):
        update_promise(promise=promise, draft=update(Status.COMPLETE), by=seat("aylin"), now=NOW)
    assert shown(promise).updates == ()


@pytest.mark.parametrize("person", ["katrin", "jonas"])
def test_only_the_secretariat_says_how_far_a_promise_is(person):
    promise = released()
    with pytest.raises(Refused) as refused:
        update_promise(promise=promise, draft=update(Status.LIMITED), by=seat(person), now=NOW)
    assert refused.value.code == "not-allowed"


def test_the_other_side_stands_beside_the_state_and_never_in_its_place():
    promise, by = released(owner="jonas"), seat("katrin")
    update_promise(promise=promise, draft=update(Status.SUBSTANTIAL), by=seat("aylin"), now=NOW)
    partner = by.memberships[0].partner
    give_other_view(promise=promise, partner=partner, draft=update(Status.LIMITED), by=by, now=NOW)
    found = shown(promise)
    assert (found.status, found.difference) == (Status.SUBSTANTIAL, Difference.SEES_LESS)
    assert [one.partner for one in found.views] == ["Gemeindebund Musterland (erfunden)"]


def test_a_view_is_given_for_ones_own_partner_and_not_for_ones_own_promise():
    katrin, jonas = seat("katrin"), seat("jonas")
    owner = jonas.memberships[0].partner
    promise = released()
    Promise.objects.filter(pk=promise.pk).update(owner_partner=owner)
    promise.refresh_from_db()
    for by, code in ((katrin, "not-own"), (jonas, "own-promise")):
        with pytest.raises(Refused) as refused:
            give_other_view(
                promise=promise, partner=owner, draft=update(Status.LIMITED), by=by, now=NOW
            )
        assert refused.value.code == code
    assert [one.reference for one in waiting_for(jonas, on=TODAY).promises] == [promise.reference]


def test_a_promise_is_public_only_after_a_person_released_it():
    promise = promise_of(topic_of("katrin"))
    assert public_promises(1, now=NOW).rows == ()
    assert [one.reference for one in promise_list(seat("jonas"), 1, on=TODAY).rows] == [
        promise.reference
    ]
    release_promise(promise=promise, by=seat("aylin"), now=NOW)
    assert [one.reference for one in public_promises(1, now=NOW).rows] == [promise.reference]


def test_an_internal_promise_cannot_be_released():
    promise = promise_of(topic_of("katrin"), Visibility.INTERNAL)
    with pytest.raises(Refused):
        release_promise(promise=promise, by=seat("aylin"), now=NOW)


def test_a_public_promise_does_not_name_an_internal_topic():
    promise = released()
    assert promise.topic is not None
    assert shown(promise).topic is None


def test_a_step_is_reached_once_and_not_in_the_future():
    promise, by = released(), seat("aylin")
    step = add_milestone(promise=promise, title="Entwurf", due_on=date(2027, 1, 1), by=by, now=NOW)
    with pytest.raises(Refused):
        reach_milestone(milestone=step, on=date(2026, 12, 2), by=by, now=NOW)
    reach_milestone(milestone=step, on=TODAY, by=by, now=NOW)
    with pytest.raises(Refused):
        reach_milestone(milestone=step, on=TODAY, by=by, now=NOW)
    assert [one.reached_on for one in shown(promise).milestones] == [TODAY]


def test_a_public_list_asks_as_often_for_many_promises_as_for_one(django_assert_num_queries):
    for many in (1, 4):
        for _ in range(many):
            update_promise(
                promise=released(), draft=update(Status.LIMITED), by=seat("aylin"), now=NOW
            )
        with django_assert_num_queries(6):
            assert public_promises(1, now=NOW).rows


def test_a_promise_is_not_let_out_once_its_item_has_been_hidden():
    item = item_about(taken_up(topic_of("katrin")), meeting())
    item.topic.refresh_from_db()
    draft = ResultDraft(ResultKind.DECIDED, "Das Ministerium prüft es.")
    result = record_result(item=item, draft=draft, seen=0, by=seat("aylin"), now=NOW)
    promise = make_promise(
        draft=PromiseDraft(
            PromiseKind.PROMISE, "Die Wartezeit sinkt.", "Ministerium Musterland",
            Visibility.PUBLIC, TODAY,
        ),
        origin=Origin(result=result), reference=reference(), by=seat("aylin"), now=NOW,
    )  # fmt: skip
    change_visibility(item=item, new=ItemVisibility.HIDDEN, by=seat("aylin"), now=NOW)

    with pytest.raises(Refused) as refused:
        release_promise(
            promise=promise_for(seat("aylin"), promise.reference), by=seat("aylin"), now=NOW
        )
    assert refused.value.code == "visibility-too-open"
    assert public_promises(1, now=NOW).rows == ()


def typed(word: str) -> dict[str, str]:
    return {
        "reference": word, "kind": "promise", "sentence": "Die Wartezeit sinkt.",
        "owner": "Ministerium Musterland", "given_on": "2026-11-27", "visibility": "internal",
        "source": "Amtsblatt zur Probe", "source_on": "2026-11-27",
    }  # fmt: skip


def test_a_double_click_makes_one_promise():
    aylin, word = client_of("aylin"), reference()
    answers = [aylin.post("/austausch/zusagen/neu/", typed(word)) for _ in range(2)]
    assert {(one.status_code, one["Location"]) for one in answers} == {
        (303, f"/austausch/zusagen/{word}/?gespeichert")
    }
    assert [one.action for one in lines(subject=f"promise:{word}")] == ["promise.make"]


def test_a_reference_that_this_house_would_not_make_is_refused_before_anything_is_stored():
    answer = client_of("aylin").post("/austausch/zusagen/neu/", typed("a/b c"))
    assert answer.status_code == 422
    assert "Die Wartezeit sinkt." in answer.content.decode()
    assert not Promise.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("source_url", "ftp://beispiel.invalid", "Ein Link beginnt mit https://."),
        ("source_on", "2026-11-28", "Eine Quelle kann nicht in der Zukunft liegen."),
    ],
)
def test_a_bad_source_of_a_promise_is_refused_at_its_own_field(field, value, said):
    told = typed(reference()) | {field: value}
    page = client_of("aylin").post("/austausch/zusagen/neu/", told).content.decode()
    assert said in page.partition(f'id="promise_{field}_error"')[2][:300]


def test_public_promises_without_a_day_come_last():
    without, later, first = (
        released(due_on=due) for due in (None, date(2027, 5, 1), date(2027, 2, 1))
    )
    found = [one.reference for one in public_promises(1, now=NOW).rows]
    assert found == [first.reference, later.reference, without.reference]


def test_public_steps_without_a_day_come_last():
    promise, by = released(), seat("aylin")
    for title, due_on in (("Zweitens", None), ("Erstens", date(2027, 1, 1))):
        add_milestone(promise=promise, title=title, due_on=due_on, by=by, now=NOW)
    assert [one.title for one in shown(promise).milestones] == ["Erstens", "Zweitens"]


def view_of(name: str, promise: Promise, status: Status) -> None:
    by = seat(name)
    give_other_view(
        promise=promise, partner=by.memberships[0].partner, draft=update(status), by=by, now=NOW
    )


def second_ministry() -> None:
    """A partner of the federation beside that of Jonas, for which somebody called "vera" speaks."""
    partner = add_partner(
        organisation=account_of("vera").organisation, group="ministries", reference=reference(),
        by=None, now=NOW,
    )  # fmt: skip
    take_in(
        partner=partner, account=account_of("vera"), draft=MandateDraft("Referat", Term(TODAY, None)),
        reference=reference(), by=None, now=NOW,
    )  # fmt: skip


def test_the_owners_own_side_gives_no_other_view(as_person):
    second_ministry()
    promise = released(owner="jonas")
    with pytest.raises(Refused) as refused:
        view_of("vera", promise, Status.SUBSTANTIAL)
    assert refused.value.code == "own-side"
    page = as_person("vera").get(f"/austausch/zusagen/{promise.reference}/").content.decode()
    assert "Sicht festhalten" not in page


def test_nobody_says_that_both_sides_agree_where_the_other_one_has_not_spoken():
    second_ministry()
    promise = released()  # of an office that takes no part: its side is unknown
    update_promise(promise=promise, draft=update(Status.SUBSTANTIAL), by=seat("aylin"), now=NOW)
    view_of("vera", promise, Status.SUBSTANTIAL)
    found = shown(promise)
    assert (len(found.views), found.difference) == (1, Difference.NONE)
