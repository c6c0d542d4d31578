"""Reminders: one mail a day for all that waits, each thing once, and none is lost by a kill."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from rueckhalt.dialogue.exchange.actions.reminders import put_reminders
from rueckhalt.dialogue.exchange.actions.topics import answer_topic, join_topic
from rueckhalt.dialogue.exchange.models import Membership, Partner, Promise, Topic, TopicEntry
from rueckhalt.dialogue.exchange.queries.waiting import overdue_elsewhere, waiting_for
from rueckhalt.dialogue.exchange.rules.promise import Status
from rueckhalt.dialogue.exchange.rules.topic import WaitsFor
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility, Visibility
from rueckhalt.foundation.accounts.models import Account
from rueckhalt.foundation.outbox.models import Message
from rueckhalt.foundation.outbox.rules import payload_from_text
from tests.domains.config.test_work import House
from tests.exchange import (
    NOW,
    TODAY,
    item_about,
    meeting,
    promise_of,
    result_of,
    seat,
    taken_up,
    told,
    topic_of,
)

DUE = TODAY + timedelta(days=10)
DAY = timedelta(days=1)


def owned(name: str, **changes) -> Promise:
    """A promise of somebody's own partner, due in ten days."""
    promise = promise_of(taken_up(topic_of("katrin")), **{"due_on": DUE} | changes)
    Promise.objects.filter(pk=promise.pk).update(owner_partner=seat(name).memberships[0].partner)
    promise.refresh_from_db()
    return promise


def mails() -> dict[str, list[tuple[int, int]]]:
    """How many promises and topics each mail names, by recipient."""
    found: dict[str, list[tuple[int, int]]] = {}
    for row in Message.objects.filter(key__startswith="exchange-reminder:").order_by("pk"):
        told_values = payload_from_text(row.payload)
        pair = (int(told_values["promises"]), int(told_values["topics"]))
        found.setdefault(str(told_values["to"]), []).append(pair)
    return found


@pytest.mark.django_db
def test_all_that_waits_for_somebody_comes_in_one_mail_that_names_nothing():
    owned("jonas"), owned("jonas")
    put_reminders(now=NOW)
    message = Message.objects.get(key__contains=f":{seat('jonas').account.pk}:")

    assert mails() == {seat("jonas").account.email: [(2, 0)]}
    assert "Wartezeit" not in message.payload


@pytest.mark.django_db
def test_the_same_day_and_the_same_step_bring_no_second_mail():
    owned("jonas")
    for at in (NOW, NOW + timedelta(hours=3), NOW + DAY, NOW + 5 * DAY):
        put_reminders(now=at)
    assert mails() == {seat("jonas").account.email: [(1, 0)]}


@pytest.mark.django_db
def test_a_new_thing_of_the_same_day_waits_for_the_next_mail():
    owned("jonas")
    put_reminders(now=NOW)
    owned("jonas")
    put_reminders(now=NOW + timedelta(hours=1))
    put_reminders(now=NOW + DAY)

    assert mails() == {seat("jonas").account.email: [(1, 0), (1, 0)]}


@pytest.mark.django_db
def test_a_house_that_was_off_for_days_reminds_as_soon_as_it_is_back():
    owned("jonas")
    assert put_reminders(now=NOW + timedelta(days=9)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Status.COMPLETE, Status.DROPPED, Status.LIMITED])
def test_who_has_answered_is_not_reminded(status):
    told(owned("jonas"), status)
    put_reminders(now=NOW + timedelta(days=12))
    assert seat("jonas").account.email not in mails()


@pytest.mark.django_db
def test_a_promise_of_nobody_who_takes_part_is_for_the_secretariat():
    promise_of(taken_up(topic_of("katrin")), due_on=DUE)
    put_reminders(now=NOW)
    assert mails() == {seat("aylin").account.email: [(1, 0)]}


@pytest.mark.django_db
def test_who_raised_a_topic_is_reminded_of_its_answer_and_else_the_secretariat():
    by, topic = seat("aylin"), topic_of("katrin", Visibility.CONFIDENTIAL)
    put_reminders(now=NOW + timedelta(days=15))
    answer_topic(topic=topic, text="Ein Gesetz ist auf dem Weg.", by=by, now=NOW + timedelta(days=15))  # fmt: skip
    put_reminders(now=NOW + timedelta(days=60))

    assert mails() == {
        seat("aylin").account.email: [(0, 1)],
        seat("katrin").account.email: [(0, 1)],
    }


@pytest.mark.django_db
def test_who_raised_a_joined_topic_is_reminded_of_the_answer_where_it_goes_on():
    by, hers, other = seat("aylin"), topic_of("katrin"), topic_of("jonas")
    again = topic_of("katrin")  # of two that went into the same one she is reminded once
    for one in (hers, again):
        join_topic(topic=one, goes_on=other, by=by, now=NOW)
    answer_topic(topic=other, text="Ein Gesetz ist auf dem Weg.", by=by, now=NOW)
    put_reminders(now=NOW + timedelta(days=17))

    assert mails() == {seat(name).account.email: [(0, 1)] for name in ("katrin", "jonas")}


@pytest.mark.django_db
def test_whose_mandate_has_ended_gets_no_mail():
    owned("jonas")
    membership = seat("jonas").memberships[0]
    membership.valid_until = date(2026, 11, 1)
    membership.save()
    seat_of_aylin = seat("aylin").account.email
    put_reminders(now=NOW)

    assert mails() == {seat_of_aylin: [(1, 0)]}


def tasks(name: str, at: datetime = NOW) -> tuple[list[str], list[str]]:
    """The promises and topics under "Was liegt bei mir?"."""
    found = waiting_for(seat(name), on=at.date())
    return [one.reference for one in found.promises], [one.reference for one in found.topics]


def of_what_she_cannot_read(kind: str) -> Promise:
    """A promise of Jonas's partner that came of a confidential topic or a hidden item."""
    if kind == "topic":
        topic = taken_up(topic_of("katrin", Visibility.CONFIDENTIAL))
        promise = promise_of(topic, Visibility.INTERNAL, due_on=DUE)
    else:
        item = item_about(taken_up(topic_of("katrin")), meeting(), ItemVisibility.HIDDEN)
        promise = promise_of(item.topic, Visibility.INTERNAL, due_on=DUE)
        Promise.objects.filter(pk=promise.pk).update(result=result_of(item))
    partner = seat("jonas").memberships[0].partner
    Promise.objects.filter(pk=promise.pk).update(owner_partner=partner)
    return promise


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["topic", "item"])
def test_of_what_its_owner_cannot_read_the_secretariat_is_reminded(kind):
    promise = of_what_she_cannot_read(kind)
    put_reminders(now=NOW)

    assert seat("jonas").account.email not in mails()
    assert mails()[seat("aylin").account.email][0][0] == 1
    assert tasks("jonas")[0] == []
    assert tasks("aylin")[0] == [promise.reference]


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["left", "closed", "ended"])
def test_what_nobody_can_go_on_with_any_more_lies_with_the_secretariat_and_reminds_it(how):
    promise, topic = owned("jonas"), topic_of("jonas")
    answer_topic(topic=topic, text="Ja.", by=seat("aylin"), now=NOW)
    (term,) = seat("jonas").memberships
    if how == "left":
        Partner.objects.filter(pk=term.partner_id).update(withdrawn_at=NOW)
    elif how == "closed":
        Account.objects.filter(pk=term.account_id).update(is_active=False)
    else:
        Membership.objects.filter(pk=term.pk).update(valid_from=date(2025, 1, 1), valid_until=TODAY)
    later = NOW + timedelta(days=40)
    put_reminders(now=later)

    assert list(mails()) == [seat("aylin").account.email]
    promises, topics = tasks("aylin", later)
    assert (promise.reference in promises, topic.reference in topics) == (True, True)
    elsewhere = overdue_elsewhere(seat("aylin"), on=later.date())
    assert elsewhere.is_empty


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Status.COMPLETE, Status.DROPPED])
def test_once_nothing_promised_is_open_its_topic_waits_for_an_answer(status):
    item = item_about(taken_up(topic_of("katrin")), meeting())
    result_of(item)
    topic = Topic.objects.get(pk=item.topic_id)
    first, second = (promise_of(topic, due_on=DUE + days * DAY) for days in (0, 30))
    told(first, status)
    topic.refresh_from_db()
    assert (topic.waits_for, topic.due_on) == (WaitsFor.OWNER, DUE + 30 * DAY)

    told(Promise.objects.get(pk=second.pk), status)
    topic.refresh_from_db()
    assert (topic.waits_for, topic.due_on) == ("secretariat", TODAY + timedelta(days=14))
    assert tasks("aylin") == ([], [topic.reference])
    assert "Die Geschäftsstelle antwortet." in TopicEntry.objects.latest("pk").note

    told(Promise.objects.get(pk=second.pk), Status.LIMITED, at=NOW + DAY)
    topic.refresh_from_db()
    assert (topic.waits_for, topic.due_on) == (WaitsFor.OWNER, DUE + 30 * DAY)


KILLED = """
    import os
    from datetime import datetime
    from django.db import connection, connections
    from rueckhalt.dialogue.exchange.api import put_reminders
    from rueckhalt.dialogue.exchange.models import Reminder
    from rueckhalt.foundation.outbox.models import Message

    NOW = datetime.fromisoformat("{now}")
    KEYS = Message.objects.filter(key__startswith="exchange-reminder:")

    def run(after):
        done = 0
        def count(execute, sql, params, many, context):
            nonlocal done
            answer = execute(sql, params, many, context)
            done += 1
            if done == after:
                os._exit(9)
            return answer
        with connection.execute_wrapper(count):
            put_reminders(now=NOW)
        os._exit(0)

    killed, states = 0, set()
    for after in range(1, 200):
        KEYS.delete()
        Reminder.objects.all().delete()
        connections.close_all()
        child = os.fork()
        if child == 0:
            run(after)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) == 0:
            break
        killed += 1
        states.add((KEYS.count(), Reminder.objects.count()))
        put_reminders(now=NOW)
        assert (KEYS.count(), Reminder.objects.count()) == {whole}, after
    print(killed, len(states))
"""


@pytest.mark.django_db(transaction=True)
def test_a_tick_killed_after_any_statement_and_run_again_mails_everybody_once(tmp_path):
    house = House(tmp_path)
    if connection.vendor == "sqlite":
        fill_file(house)
    else:
        fill()
    said = house.python(KILLED.format(now=NOW.isoformat(), whole=(3, 4)))
    killed, states = (int(word) for word in said.split())

    assert killed > 10  # before, between and inside of the mails of three people
    assert states >= 3  # some had theirs already


def fill() -> None:
    """Things that wait for three people: two for Jonas, one each for Katrin and Aylin."""
    owned("jonas"), owned("jonas"), owned("katrin")
    promise_of(taken_up(topic_of("katrin")), due_on=DUE)


def fill_file(house: House) -> None:
    house.python("""
        from django.core.management import call_command
        call_command("migrate", verbosity=0, skip_checks=True)
        from tests.domains.dialogue.exchange.test_reminders import fill
        fill()
    """)
