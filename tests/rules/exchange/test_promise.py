from datetime import date

import pytest

from rueckhalt.dialogue.exchange.rules.promise import (
    Difference,
    EvidenceDraft,
    Said,
    Status,
    Step,
    UpdateDraft,
    checked_sentence,
    checked_update,
    current,
    difference,
    difference_to_all,
    is_late,
    next_step,
    status_in_words,
)
from rueckhalt.foundation.lib.refusal import Refused

GIVEN, TODAY = date(2026, 11, 1), date(2026, 12, 1)
PROOF = EvidenceDraft("Gesetzblatt", "https://www.recht.bund.de/", TODAY)


def update(status=Status.LIMITED, text="Der Entwurf liegt vor.", on=TODAY, evidence=()):
    return UpdateDraft(status, text, on, tuple(evidence))


@pytest.mark.parametrize("status", set(Status) - {Status.COMPLETE})
def test_an_update_with_text_and_day_is_taken(status):
    assert checked_update(update(status), given_on=GIVEN, on=TODAY).status is status


def test_complete_needs_evidence():
    with pytest.raises(Refused) as refused:
        checked_update(update(Status.COMPLETE), given_on=GIVEN, on=TODAY)
    assert refused.value.code == "evidence-missing"
    checked_update(update(Status.COMPLETE, evidence=[PROOF]), given_on=GIVEN, on=TODAY)


@pytest.mark.parametrize("status", Status)
def test_an_update_without_words_is_refused_so_dropped_has_its_reason(status):
    with pytest.raises(Refused) as refused:
        checked_update(update(status, text=" ", evidence=[PROOF]), given_on=GIVEN, on=TODAY)
    assert refused.value.code == "text-empty"


@pytest.mark.parametrize(
    ("on", "code"), [(date(2026, 12, 2), "on-ahead"), (date(2026, 10, 31), "on-early")]
)
def test_an_update_is_of_a_day_since_the_promise(on, code):
    with pytest.raises(Refused) as refused:
        checked_update(update(on=on), given_on=GIVEN, on=TODAY)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("label", "url", "on", "code"),
    [
        (" ", "", TODAY, "evidence-empty"),
        ("x", "javascript:alert(1)", TODAY, "evidence_url-link"),
        ("x", "//example.org", TODAY, "evidence_url-link"),
        ("x", "", date(2026, 12, 2), "evidence_on-ahead"),
    ],
)
def test_evidence_has_a_name_a_link_of_the_web_and_a_day(label, url, on, code):
    with pytest.raises(Refused) as refused:
        checked_update(update(evidence=[EvidenceDraft(label, url, on)]), given_on=GIVEN, on=TODAY)
    assert refused.value.code == code


def test_the_newest_view_counts_and_of_one_day_the_later():
    old, first, second = (
        Said(Status.COMPLETE, date(2026, 11, 2), 9),
        Said(Status.LIMITED, TODAY, 1),
        Said(Status.SUBSTANTIAL, TODAY, 2),
    )
    assert current([second, old, first]) is second


def test_without_an_update_nobody_has_assessed_it():
    assert current([]) is None
    assert status_in_words(None) == "Stand nicht erhoben"


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [
        (None, Status.LIMITED, Difference.NONE),
        (Status.LIMITED, None, Difference.NONE),
        (Status.LIMITED, Status.LIMITED, Difference.SAME),
        (Status.COMPLETE, Status.NOT_STARTED, Difference.SEES_LESS),
        (Status.LIMITED, Status.SUBSTANTIAL, Difference.SEES_MORE),
        (Status.COMPLETE, Status.NO_EVIDENCE, Difference.OTHER),
        (Status.DROPPED, Status.LIMITED, Difference.OTHER),
    ],
)
def test_the_difference_between_both_sides(own, other, expected):
    assert difference(own, other) is expected


@pytest.mark.parametrize(
    ("due", "status", "late"),
    [
        (None, None, False),
        (TODAY, None, False),
        (GIVEN, None, True),
        (GIVEN, Status.SUBSTANTIAL, True),
        (GIVEN, Status.COMPLETE, False),
        (GIVEN, Status.DROPPED, False),
    ],
)
def test_a_promise_is_late_after_its_day_unless_it_is_done(due, status, late):
    assert is_late(due, status, on=TODAY) is late


@pytest.mark.parametrize("sentence", ["", " \n ", "x" * 301])
def test_a_promise_is_one_sentence(sentence):
    with pytest.raises(Refused):
        checked_sentence(sentence)


@pytest.mark.parametrize(
    ("steps", "title"),
    [
        ([], None),
        ([Step("Ohne Tag", None, is_reached=False)], None),
        ([Step("Erreicht", GIVEN, is_reached=True)], None),
        (
            [Step("Später", TODAY, is_reached=False), Step("Zuerst", GIVEN, is_reached=False)],
            "Zuerst",
        ),
        (
            [Step("Erreicht", GIVEN, is_reached=True), Step("Nächster", TODAY, is_reached=False)],
            "Nächster",
        ),
        (
            [Step("Gleich", TODAY, is_reached=False), Step("Auch", TODAY, is_reached=False)],
            "Gleich",
        ),
    ],
)
def test_the_next_step_is_the_one_with_the_nearest_day_that_was_not_reached(steps, title):
    found = next_step(steps)
    assert (found.title if found else None) == title


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([], Difference.NONE),
        ([Status.LIMITED], Difference.SEES_LESS),
        ([Status.LIMITED, Status.NOT_STARTED], Difference.SEES_LESS),
        ([Status.SUBSTANTIAL, Status.LIMITED], Difference.OTHER),
        ([Status.COMPLETE, Status.LIMITED], Difference.OTHER),
    ],
)
def test_several_of_the_other_side_say_one_thing_or_differ(others, expected):
    assert difference_to_all(Status.SUBSTANTIAL, others) is expected
    assert difference_to_all(None, others) is Difference.NONE
