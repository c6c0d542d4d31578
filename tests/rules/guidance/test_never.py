"""What must never stand in a plan, searched over generated ones. Ten thousand: `bench/guidance.py`."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from rueckhalt.support.guidance.rules.grounds import Mark
from rueckhalt.support.guidance.rules.plan import Plan, advise
from rueckhalt.support.guidance.rules.rulebook import Urgency
from rueckhalt.support.guidance.rules.situation import Situation
from tests.rules.guidance.books import shipped_book
from tests.rules.guidance.never import LONGEST_TODAY, PHRASES, UNLESS, broken, wrong_in
from tests.rules.guidance.situations import (
    ON,
    all_places,
    all_texts,
    everything,
    situations,
    words_to_do,
)

BOOK = shipped_book()
COUNT = 2000


def plans(count: int = COUNT) -> Iterator[Plan]:
    return (advise(situation, BOOK, ON) for situation in situations(BOOK, count))


def plan(place: str = "", days: dict[str, date] | None = None, **answers: str) -> Plan:
    told = {name: frozenset(value.split()) for name, value in answers.items()}
    return advise(Situation(all_places().get(place), told, days or {}), BOOK, ON)


def faults(made: Plan) -> str:
    return "\n".join(broken(made, BOOK))


def saying(made: Plan, text: str) -> Plan:
    """The same plan, whose last step says something else."""
    last = replace(made.advice[-1], do=(text,))
    return replace(made, advice=(*made.advice[:-1], last))


def test_no_plan_breaks_a_promise_and_all_of_the_content_was_seen() -> None:
    found: dict[str, Situation] = {}
    steps, offences, asked_back = set(), set(), set()
    for made in plans():
        found |= dict.fromkeys(broken(made, BOOK), made.situation)
        steps |= {item.step.id for item in made.advice}
        offences |= {possible.offence.id for possible in made.offences}
        asked_back |= set(made.contradictions)
    assert found == {}
    assert steps == {step.id for step in BOOK.steps if step.is_valid_on(ON)}
    assert offences == {offence.id for offence in BOOK.offences.offences}
    assert asked_back == {one.ask for one in BOOK.contradictions}


def test_situations_are_the_same_for_the_same_seed_and_each_land_is_among_them() -> None:
    assert list(situations(BOOK, 50)) == list(situations(BOOK, 50))
    assert list(situations(BOOK, 50, seed=1)) != list(situations(BOOK, 50))
    lands = {told.place.land if told.place else None for told in situations(BOOK, COUNT)}
    assert len(lands) == 17


@pytest.mark.parametrize(
    "text",
    [
        "Sie haben noch Zeit.",
        "Jetzt ist es zu spät.",
        "Die Sperre gilt vier Jahre.",
        "§ 106 StGB schützt den Rat.",
        "Melden Sie es beim BKA.",
        "Schreiben Sie an hessengegenhetze.de.",
        "Das bleibt garantiert geheim.",
        "Stellen Sie die Person zur Rede.",
        "Legen Sie eine Bestätigung der Gemeinde bei.",
        "Bei der Presse gilt das Landespressegesetz.",
        "§ 1004 BGB gilt analog.",
        "Legen Sie den Brief in eine Papiertüte.",
        "Das ist eine Straftat.",
        "Wer das tut, macht sich strafbar.",
        "Öffnen Sie das Päckchen im Freien.",
        "Nehmen Sie das Gespräch heimlich auf.",
    ],
)
def test_a_forbidden_sentence_is_seen_wherever_it_stands(text: str) -> None:
    assert len(wrong_in(text)) == 1
    assert wrong_in(text)[0] in faults(saying(plan(), text))


def test_every_forbidden_phrase_was_tried() -> None:
    assert len(PHRASES) + len(UNLESS) == 16


@pytest.mark.parametrize(
    "text",
    [
        "Es muss nicht zu spät sein.",
        "Das kann eine Straftat sein.",
        "Wer das tut, kann sich strafbar machen.",
        "Öffnen Sie nicht die Tür.",
        "Fassen Sie den Gegenstand nicht an.",
        "Nehmen Sie auch selbst niemanden heimlich auf.",
        "Nehmen Sie Ihre Adresse aus dem Internet.",
        "Zentrale Ansprechstelle Cybercrime des Bundeskriminalamts",
        "Die Sperre gilt zwei Jahre.",
    ],
)
def test_a_sound_sentence_is_left_alone(text: str) -> None:
    assert wrong_in(text) == ()


def test_a_plan_that_breaks_a_promise_is_seen() -> None:
    crisis = plan(wellbeing="crisis", danger="yes")
    assert faults(crisis) == ""
    assert "first: gefahr" in faults(replace(crisis, advice=crisis.advice[1:]))
    assert "order:" in faults(replace(crisis, advice=crisis.advice[::-1]))
    assert "order:" in faults(replace(crisis, advice=crisis.advice[:1] + crisis.advice))


def test_securing_what_nobody_may_touch_or_keep_is_seen() -> None:
    parcel, minor = plan(happened="parcel"), plan(recording_kind="minor")
    assert faults(parcel) == faults(minor) == ""
    assert "secures" in faults(saying(minor, "Ein Bildschirmfoto machen."))
    for made in (parcel, minor):
        assert "secures" in faults(saying(made, "Mit dem Umschlag aufheben."))
        late = tuple(item for item in made.advice if item.step.urgency is not Urgency.NOW)
        assert "without its warning" in faults(replace(made, advice=late))


def test_a_rule_of_another_land_is_seen() -> None:
    kiel, berlin = plan("01002000", role="candidate"), plan("11000000", wish="costs")
    assert faults(kiel) == faults(berlin) == ""
    (rule,) = (item for item in kiel.advice if item.step.id == "kandidatur")
    assert "from memory" in faults(replace(kiel, advice=(replace(rule, do=("Keine Straße.",)),)))
    assert "Schutztechnik" in faults(replace(berlin, situation=kiel.situation))


def test_a_step_that_claims_more_than_it_rests_on_is_seen() -> None:
    made = plan()
    bare = replace(made.advice[0].step, mark=Mark.ATTESTED, norms=(), sources=())
    assert "belegt without ground" in faults(
        replace(made, advice=(replace(made.advice[0], step=bare),))
    )


def test_a_day_later_than_the_law_or_passed_is_seen() -> None:
    made = plan(happened="insult", offender="known", days={"learned_on": ON - timedelta(days=30)})
    assert faults(made) == ""
    (item,) = (one for one in made.advice if one.step.id == "strafantrag")
    assert item.deadline
    assert item.deadline.legal_end
    for wrong, named in ((item.deadline.legal_end + timedelta(days=1), "later than the law"),
                         (ON - timedelta(days=1), "has passed")):  # fmt: skip
        late = replace(item, deadline=replace(item.deadline, act_by=wrong))
        assert named in faults(replace(made, advice=(late,)))


def test_a_plan_that_is_too_long_is_seen() -> None:
    assert "words for today" in faults(replace(plan(), advice=(
        replace(next(i for i in plan().advice if i.step.urgency is Urgency.TODAY), do=("Wort " * 201,)),
    )))  # fmt: skip
    assert "1201 words" in faults(replace(plan(), advice=(
        replace(plan().advice[0], title="", do=("Wort " * 1201,), who="", by_when="", ask="",
                deadline_label="", deadline_text=""),
    )))  # fmt: skip


def test_who_ticks_everything_still_knows_what_to_do_today() -> None:
    made = advise(everything(BOOK), BOOK, ON)
    assert {item.step.id for item in made.due(Urgency.TODAY)} == {
        step.id for step in BOOK.steps if step.urgency is Urgency.TODAY
    } - {"polizei-online", "sperre-abgelehnt", "beweise-neben-gegenstand"}
    assert words_to_do(made.due(Urgency.TODAY)) <= LONGEST_TODAY
    assert faults(made) == ""


def test_all_texts_of_a_plan_are_searched() -> None:
    made = plan(happened="insult", insult_kind="insult", public="yes", role="council", danger="no")
    text = "\n".join(all_texts(made, BOOK))
    for part in (
        "Stellen Sie Strafantrag", "Handeln Sie bis", "Ob Ihr Fall dazugehört", "BeckRS",
        "Frist für den Strafantrag", "Jemand zeigt Ihnen", "Stellen Sie ihn selbst",
        "auch die Reichweite", "Einer Anklage können Sie sich nur",
    ):  # fmt: skip
        assert part in text
