"""Attacks by who works here, or did. Numbers: docs/entscheidungen/0009."""

from datetime import timedelta

import pytest
from django.db import transaction

from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.vault.actions.holders import forget_holder
from rueckhalt.foundation.vault.actions.inbox import join_inbox, leave_inbox, open_inbox
from rueckhalt.foundation.vault.actions.records import (
    give_access,
    hand_over,
    leave_house,
    take_access,
    take_over,
)
from rueckhalt.foundation.vault.actions.recovery import (
    appoint_recovery,
    begin_recovery,
    finish_recovery,
    make_recovery_key,
    recover_by_paper,
    renew_recovery_key,
)
from rueckhalt.foundation.vault.adapters.sealing import DoesNotOpenError, unseal
from rueckhalt.foundation.vault.adapters.values import read
from rueckhalt.foundation.vault.models import (
    HolderKey,
    InboxKey,
    Record,
    RecoveryHold,
    RecoveryKey,
    RecoveryStep,
    Wrap,
)
from rueckhalt.foundation.vault.queries.opening import (
    NotHeldError,
    opened_record,
    opened_records,
)
from rueckhalt.foundation.vault.queries.state import on_inbox_duty, readers_of, recovery_people
from rueckhalt.foundation.vault.rules import bindings
from rueckhalt.foundation.vault.rules.offline import offline_text
from rueckhalt.foundation.vault.rules.readers import Readers
from tests.domains.foundation.vault.holders import (
    CANARY,
    LARS,
    NADJA,
    NOW,
    PETRA,
    PLACE,
    TOM,
    against_nobody,
    bytes_on_disk,
    holder,
)

pytestmark = pytest.mark.django_db


def test_everybody_on_duty_reads_what_waits_and_only_two_read_what_was_taken_over(house):
    record, sealed = house.told()
    for reader in (house.lars, house.nadja, house.tom):
        assert read(opened_record(reader, record), PLACE, sealed) == CANARY

    take_over(by=house.lars, record=record, stand_in=NADJA, now=NOW)
    assert readers_of([record])[record].everyone() == {LARS, NADJA}
    with pytest.raises(NotHeldError):
        opened_record(house.tom, record)


def test_a_record_is_taken_over_once(house):
    record, _ = house.told()
    take_over(by=house.lars, record=record, stand_in=NADJA, now=NOW)
    with pytest.raises(NotHeldError):
        take_over(by=house.tom, record=record, stand_in=NADJA, now=NOW)


def test_after_handing_over_exactly_the_named_hold_it(house):
    record, sealed = house.told()
    hand_over(by=house.lars, record=record, people={LARS, NADJA}, now=NOW)
    hand_over(by=house.nadja, record=record, people={NADJA, TOM}, now=NOW)

    assert readers_of([record])[record] == Readers(frozenset({NADJA, TOM}))
    assert read(opened_record(house.tom, record), PLACE, sealed) == CANARY
    with pytest.raises(NotHeldError):
        hand_over(by=house.lars, record=record, people={LARS, NADJA}, now=NOW)


def test_nothing_is_handed_over_to_one_person_alone(house):
    record, _ = house.told()
    with pytest.raises(Refused) as refusal:
        hand_over(by=house.lars, record=record, people=[LARS, LARS], now=NOW)
    assert refusal.value.code == "own_stand_in"
    assert readers_of([record])[record].everyone() == {LARS, NADJA, TOM}


def test_a_list_of_records_opens_what_one_holds_and_nothing_else(house):
    waiting, sealed = house.told()
    hers, _ = house.told()
    take_over(by=house.lars, record=hers, stand_in=NADJA, now=NOW)

    assert set(opened_records(house.lars, [waiting, hers])) == {waiting, hers}
    found = opened_records(house.tom, [waiting, hers])
    assert set(found) == {waiting}
    assert read(found[waiting], PLACE, sealed) == CANARY


def test_a_record_with_changed_keys_does_not_close_the_list(house):
    (one, _), (other, _) = house.told(), house.told()
    Record.objects.filter(id=one).update(public=b"x" * 32)
    assert set(opened_records(house.lars, [one, other])) == {other}


def test_a_stand_in_is_somebody_else_and_has_a_key(house):
    record, _ = house.told()
    for stand_in, code in ((LARS, "own_stand_in"), (PETRA, "no_key")):
        with pytest.raises(Refused) as refusal:
            take_over(by=house.lars, record=record, stand_in=stand_in, now=NOW)
        assert refusal.value.code == code
    assert readers_of([record])[record].everyone() == {LARS, NADJA, TOM}


def test_18_who_left_the_inbox_opens_neither_what_waits_nor_what_comes(house):
    waiting, sealed = house.told()
    before = InboxKey.objects.get()
    leave_inbox(by=house.nadja, leaving=LARS, now=NOW)
    coming, _ = house.told()

    assert on_inbox_duty() == {NADJA, TOM}
    for record in (waiting, coming):
        with pytest.raises(NotHeldError):
            opened_record(house.lars, record)
    assert read(opened_record(house.tom, waiting), PLACE, sealed) == CANARY
    assert InboxKey.objects.get().public != before.public


def test_nobody_ends_her_own_duty_or_that_of_the_last_but_one(house):
    with pytest.raises(NotHeldError):
        leave_inbox(by=house.lars, leaving=LARS, now=NOW)
    leave_inbox(by=house.lars, leaving=TOM, now=NOW)
    with pytest.raises(Refused, match="mindestens zwei"):
        leave_inbox(by=house.lars, leaving=NADJA, now=NOW)
    assert on_inbox_duty() == {LARS, NADJA}


def test_who_is_not_on_duty_takes_nobody_in(house):
    petra = holder(PETRA)
    with pytest.raises(NotHeldError):
        join_inbox(by=petra, holder=PETRA)
    with pytest.raises(Refused, match="Den Eingang gibt es schon"):
        open_inbox(holder=PETRA, now=NOW)


def test_19_who_must_not_see_a_record_gets_no_key_although_she_is_on_duty(house):
    record, new = house.record(without=[NADJA])
    assert readers_of([record])[record].everyone() == {LARS, TOM}
    assert opened_record(house.lars, record).key() == new.key
    with pytest.raises(NotHeldError):
        opened_record(house.nadja, record)


def test_19_a_record_that_nobody_may_see_is_refused(house):
    with pytest.raises(Refused, match="niemand da"):
        house.record(without=[LARS, NADJA, TOM])


def test_20_the_last_but_one_cannot_leave_a_record_or_the_house(house):
    record, _ = house.told()
    take_over(by=house.lars, record=record, stand_in=NADJA, now=NOW)
    leave_inbox(by=house.lars, leaving=NADJA, now=NOW)
    with pytest.raises(Refused, match="Mindestens 2 Menschen"):
        take_access(record=record, holder=NADJA)
    with pytest.raises(Refused, match="Bei 1 Fällen"):
        leave_house(holder=NADJA)

    give_access(by=house.lars, record=record, holder=TOM, now=NOW)
    leave_house(holder=NADJA)
    assert readers_of([record])[record].everyone() == {LARS, TOM}
    assert not HolderKey.objects.filter(holder=NADJA).exists()


def test_who_is_on_duty_leaves_the_inbox_before_the_house(house):
    with pytest.raises(Refused, match="Beenden Sie zuerst den Dienst"):
        leave_house(holder=LARS)


@pytest.fixture
def recovered(house):
    """A record of Lars and Nadja, whose keys are lost; Tom and Petra can recover, Ina receives."""
    record, sealed = house.told()
    take_over(by=house.lars, record=record, stand_in=NADJA, now=NOW)
    house.petra, house.ina = holder(PETRA), holder(15)
    appoint_recovery(offline=house.paper, people=[TOM, PETRA])
    for lost in (LARS, NADJA):
        forget_holder(lost)
    house.lost, house.sealed = record, sealed
    return house


def begin(house, **changed):
    named = {"by": house.tom, "second": PETRA, "record": house.lost, "receiver": 15, "now": NOW}
    begin_recovery(**{**named, **changed})


def test_two_people_open_a_record_that_nobody_could_open(recovered):
    begin(recovered)
    assert (
        finish_recovery(by=recovered.petra, record=recovered.lost, now=NOW, check=against_nobody)
        == 15
    )
    opened = opened_record(recovered.ina, recovered.lost)
    assert read(opened, PLACE, recovered.sealed) == CANARY


def test_21_one_person_alone_recovers_nothing(recovered):
    begin(recovered)
    with pytest.raises(NotHeldError):
        finish_recovery(by=recovered.tom, record=recovered.lost, now=NOW, check=against_nobody)
    step = RecoveryStep.objects.get()
    bound_to = bindings.recovery_inner(step.recovery_key_id, TOM, PETRA)
    assert unseal(recovered.petra.private, step.private, bound_to)
    with pytest.raises(DoesNotOpenError):  # nor without our help
        unseal(recovered.tom.private, step.private, bound_to)


def test_21_the_second_person_cannot_begin_on_her_own(recovered):
    with pytest.raises(NotHeldError):
        finish_recovery(by=recovered.petra, record=recovered.lost, now=NOW, check=against_nobody)
    with pytest.raises(NotHeldError):
        begin(recovered, by=recovered.petra, second=PETRA)
    with transaction.atomic(), pytest.raises(Exception, match="vault_recovery_needs_two"):
        RecoveryHold.objects.update(first=PETRA, second=PETRA)


def test_22_a_step_is_good_for_a_day_and_for_one_time(recovered):
    begin(recovered)
    with pytest.raises(Refused, match="über einen Tag"):
        finish_recovery(
            by=recovered.petra,
            record=recovered.lost,
            now=NOW + timedelta(hours=24),
            check=against_nobody,
        )
    with pytest.raises(NotHeldError):
        finish_recovery(by=recovered.petra, record=recovered.lost, now=NOW, check=against_nobody)
    assert not Wrap.objects.filter(record=recovered.lost, holder=15).exists()


def test_23_the_recovery_of_one_record_opens_no_other_and_leaves_no_key_behind(recovered):
    other, _ = recovered.told()
    begin(recovered)
    finish_recovery(by=recovered.petra, record=recovered.lost, now=NOW, check=against_nobody)

    assert not RecoveryStep.objects.exists()
    for reader in (recovered.petra, recovered.ina):
        with pytest.raises(NotHeldError):
            opened_record(reader, other)


def test_the_key_on_paper_opens_a_record_and_is_kept_nowhere(recovered):
    recover_by_paper(
        offline=recovered.paper, record=recovered.lost, receiver=15, now=NOW, check=against_nobody
    )
    assert read(opened_record(recovered.ina, recovered.lost), PLACE, recovered.sealed) == CANARY
    assert recovered.paper.encode() not in bytes_on_disk()


def test_a_key_of_another_house_is_refused(house):
    with pytest.raises(Refused, match="gehört nicht zu diesem Haus"):
        appoint_recovery(offline=offline_text(b"x" * 32), people=[LARS, NADJA])
    with pytest.raises(Refused, match="gibt es schon"):
        make_recovery_key(now=NOW)


def test_recovery_needs_two_people_with_a_key(house):
    for people in ([LARS], [LARS, LARS], [LARS, PETRA]):
        with pytest.raises(Refused):
            appoint_recovery(offline=house.paper, people=people)
    assert recovery_people() == frozenset()


def test_a_renewed_recovery_key_opens_everything_and_the_old_paper_nothing(recovered):
    paper = renew_recovery_key(offline=recovered.paper, now=NOW)
    assert RecoveryKey.objects.count() == 1
    assert recovery_people() == frozenset()
    with pytest.raises(Refused):
        recover_by_paper(
            offline=recovered.paper,
            record=recovered.lost,
            receiver=15,
            now=NOW,
            check=against_nobody,
        )
    recover_by_paper(
        offline=paper, record=recovered.lost, receiver=15, now=NOW, check=against_nobody
    )
    assert opened_record(recovered.ina, recovered.lost)


def test_without_inbox_or_recovery_nothing_is_taken_in(house):
    InboxKey.objects.all().delete()
    with pytest.raises(Refused, match="liest hier niemand"):
        house.record()
    RecoveryKey.objects.all().delete()
    with pytest.raises(Refused, match="Wiederherstellung"):
        house.record()
    assert not Record.objects.exists()
