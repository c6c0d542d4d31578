"""What lies in the outbox, on both engines: put once, claimed once, tried again, done, forgotten."""

from datetime import UTC, datetime, timedelta
from functools import partial
from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

import pytest
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import QuerySet

from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.outbox import actions
from rueckhalt.foundation.outbox.actions import (
    claim_next,
    delete_done,
    discard,
    finish,
    postpone,
    put,
    retry,
    run_due,
    take_back,
)
from rueckhalt.foundation.outbox.models import Message
from rueckhalt.foundation.outbox.queries import failed_messages, outbox_state
from rueckhalt.foundation.outbox.rules import DIED, MOST_ATTEMPTS

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
claim = partial(claim_next, worker="one", kinds=["note"])


def a_message(key: str = "cause:1", due_at: datetime | None = None, **payload) -> Message:
    put(kind="note", key=key, payload=payload or {"id": 1}, now=NOW, due_at=due_at)
    return Message.objects.get(key=key)


def run(handler, at: datetime = NOW, **others) -> int:
    given = {"worker": "one", "handlers": {"note": handler}, "unsaid": [], **others}
    return run_due(clock=lambda: at, **given)


def does(work) -> None:
    """What happens is not looked at."""


def breaks(work) -> None:
    raise ZeroDivisionError("Kanarienvogel")


def test_the_same_cause_twice_is_one_message_and_the_first_one_stays():
    first = put(kind="note", key="cause:1", payload={"id": 1}, now=NOW)
    second = put(kind="other", key="cause:1", payload={"id": 2}, now=NOW + DAY)
    row = Message.objects.get()
    assert (first, second) == (True, False)
    assert (row.kind, row.payload, row.due_at, row.created_at) == ("note", '{"id":1}', NOW, NOW)


def test_a_message_falls_with_the_transaction_of_its_cause():
    def cause() -> None:
        with transaction.atomic():
            a_message()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cause()
    assert Message.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_nothing_is_put():
    with pytest.raises(transaction.TransactionManagementError):
        a_message()
    assert Message.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_key_that_another_put_meanwhile_does_not_break_the_transaction(monkeypatch):
    with transaction.atomic():
        a_message()
    real_get, looks = QuerySet.get, []

    def get_late(self, *args, **kwargs):
        looks.append(1)
        if len(looks) == 1:
            raise Message.DoesNotExist
        return real_get(self, *args, **kwargs)

    monkeypatch.setattr(QuerySet, "get", get_late)
    with transaction.atomic():
        assert put(kind="note", key="cause:1", payload={}, now=NOW) is False
        assert put(kind="note", key="cause:2", payload={}, now=NOW) is True
    assert Message.objects.count() == 2


def test_what_has_been_due_longest_comes_first_and_what_is_not_due_waits():
    a_message("late", NOW)
    a_message("early", NOW - MINUTE)
    a_message("tomorrow", NOW + DAY)
    taken = [claim(now=NOW), claim(now=NOW), claim(now=NOW)]
    assert [one and one.work.key for one in taken] == ["early", "late", None]


def test_a_message_that_nobody_here_can_do_waits():
    a_message()
    assert claim_next(worker="one", now=NOW, kinds=["mail"]) is None
    assert claim_next(worker="one", now=NOW, kinds=[]) is None
    assert outbox_state().waiting == 1


def test_a_claimed_message_names_its_worker_and_is_given_to_nobody_else():
    a_message(id=5, label="x")
    taken = claim(now=NOW)
    assert (taken.work.kind, taken.work.payload, taken.work.attempt) == ("note", {"id": 5, "label": "x"}, 1)  # fmt: skip
    assert claim(now=NOW, worker="two") is None
    row = Message.objects.get()
    assert (row.state, row.claimed_by, row.claimed_at, row.attempts) == ("claimed", "one", NOW, 1)


def test_a_done_message_has_lost_its_payload_and_its_claim():
    a_message(path="/konto/einladung/geheim/")
    assert finish(claim=claim(now=NOW), now=NOW + MINUTE) is True
    row = Message.objects.get()
    assert (row.state, row.done_at, row.payload) == ("done", NOW + MINUTE, "")
    assert (row.claimed_by, row.claimed_at, row.failure) == ("", None, "")


def test_a_failed_attempt_is_due_again_after_its_wait_and_keeps_the_class_only():
    a_message()
    assert run(breaks) == 1
    row = Message.objects.get()
    assert (row.state, row.failure, row.due_at) == ("waiting", "ZeroDivisionError", NOW + MINUTE)
    assert run(breaks, NOW + MINUTE - timedelta(seconds=1)) == 0
    assert run(breaks, NOW + MINUTE) == 1
    assert Message.objects.get().due_at == NOW + 3 * MINUTE


def test_the_words_of_an_exception_are_neither_kept_nor_logged(caplog):
    a_message()
    run(breaks)
    assert "A message of the kind note failed: ZeroDivisionError" in caplog.text
    assert "Kanarienvogel" not in caplog.text
    assert "Kanarienvogel" not in str(Message.objects.values())


def test_after_the_last_attempt_a_message_has_failed_and_waits_for_a_decision():
    a_message()
    at, attempts = NOW, 0
    while Message.objects.get().state == "waiting":
        at = Message.objects.get().due_at
        attempts += run(breaks, at)
    (failed,) = failed_messages()
    assert attempts == MOST_ATTEMPTS
    assert at - NOW >= 3 * DAY
    assert (failed.kind, failed.failure) == ("note", "ZeroDivisionError")
    assert run(breaks, at + 30 * DAY) == 0


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (SMTPRecipientsRefused({"a@b.example": (550, b"No such mailbox")}), "failed"),
        (SMTPRecipientsRefused({"a@b.example": (450, b"Greylisted")}), "waiting"),
        (SMTPDataError(554, b"Refused"), "failed"),
        (SMTPDataError(451, b"Later"), "waiting"),
        (SMTPSenderRefused(550, b"Not you", "post@b.example"), "waiting"),
        (SMTPAuthenticationError(535, b"Wrong password"), "waiting"),
        (SMTPServerDisconnected(), "waiting"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_a_mail_server_refuses_for_good_is_not_tried_for_three_days(error, state):
    def refuses(_):
        raise error

    row = a_message()
    run(refuses)
    row.refresh_from_db()
    assert (row.state, row.failure) == (state, type(error).__name__)


def test_one_broken_message_does_not_stop_the_others():
    seen = []

    def handler(work):
        if work.key == "broken":
            breaks(work)
        seen.append(work.key)

    for key in ("first", "broken", "last"):
        a_message(key)
    assert run(handler) == 3
    assert seen == ["first", "last"]
    assert (outbox_state().done, outbox_state().waiting) == (2, 1)


def test_nothing_new_begins_when_the_worker_shall_end():
    seen = []
    for key in ("first", "second"):
        a_message(key)
    assert run(lambda work: seen.append(work.key), may_go_on=lambda: not seen) == 1
    assert seen == ["first"]


def test_what_a_dead_worker_held_is_free_after_fifteen_minutes():
    a_message()
    claim(now=NOW, worker="dead")
    assert take_back(now=NOW + 15 * MINUTE - timedelta(seconds=1)) == 0
    assert take_back(now=NOW + 15 * MINUTE) == 1
    assert Message.objects.get().failure == DIED
    assert claim(now=NOW + 15 * MINUTE).work.attempt == 2


def test_a_message_that_kills_each_worker_fails_in_the_end():
    a_message()
    for number in range(MOST_ATTEMPTS):
        at = NOW + number * 15 * MINUTE
        assert claim(now=at)
        take_back(now=at + 15 * MINUTE)
    assert (outbox_state().failed, outbox_state().waiting) == (1, 0)


def test_a_worker_that_lost_its_claim_changes_nothing():
    a_message()
    late = claim(now=NOW, worker="slow")
    take_back(now=NOW + 15 * MINUTE)
    new = claim(now=NOW + 15 * MINUTE, worker="slow")
    assert finish(claim=late, now=NOW + 16 * MINUTE) is False
    assert postpone(claim=late, failure="X", now=NOW + 16 * MINUTE) is False
    assert finish(claim=new, now=NOW + 16 * MINUTE) is True


def test_what_was_done_while_the_database_was_away_is_said_later_and_not_done_again(monkeypatch):
    def away(**_):
        raise OperationalError

    seen, unsaid = [], []
    a_message()
    monkeypatch.setattr(actions, "finish", away)
    with pytest.raises(OperationalError):
        run(lambda work: seen.append(work.key), unsaid=unsaid)
    monkeypatch.undo()
    assert len(unsaid) == 1
    assert run(lambda work: seen.append(work.key), NOW + DAY, unsaid=unsaid) == 0
    assert (seen, unsaid, outbox_state().done) == (["cause:1"], [], 1)


def test_what_is_done_goes_after_thirty_days_and_nothing_else_does():
    a_message("done")
    run(does)
    a_message("waiting", NOW + 90 * DAY)
    assert delete_done(now=NOW + 30 * DAY - MINUTE) == 0
    assert delete_done(now=NOW + 30 * DAY) == 1
    assert [row.key for row in Message.objects.all()] == ["waiting"]


def test_a_failed_message_can_begin_anew_or_be_deleted_and_no_other_can():
    row = a_message()
    for act in (partial(retry, now=NOW), discard):
        with pytest.raises(Refused, match="Eine gescheiterte Nachricht"):
            act(number=row.pk)
    Message.objects.update(state="failed", failure="X", attempts=MOST_ATTEMPTS)
    retry(number=row.pk, now=NOW + DAY)
    assert claim(now=NOW + DAY).work.attempt == 1
    Message.objects.update(state="failed", claimed_by="", claimed_at=None)
    discard(number=row.pk)
    assert Message.objects.count() == 0


def test_the_state_counts_and_names_the_oldest_that_is_open():
    a_message("done", NOW - DAY)
    run(does)
    a_message("held", NOW - 2 * MINUTE)
    claim(now=NOW)
    a_message("waiting", NOW - MINUTE)
    state = outbox_state()
    assert (state.waiting, state.claimed, state.done, state.failed) == (1, 1, 1, 0)
    assert state.oldest_due_at == NOW - 2 * MINUTE


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "claimed"},
        {"state": "claimed", "claimed_at": NOW},
        {"claimed_by": "one"},
        {"state": "done", "done_at": NOW},
        {"state": "done", "payload": ""},
        {"done_at": NOW},
        {"payload": ""},
        {"state": "failed"},
        {"state": "lost"},
    ],
)
def test_halves_of_a_pair_are_refused_by_the_database(broken):
    a_message()
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.update(**broken)


def test_a_look_at_an_idle_outbox_writes_nothing(django_assert_num_queries):
    with django_assert_num_queries(2) as asked:
        assert run(breaks) == 0
    assert [one["sql"] for one in asked.captured_queries if "UPDATE" in one["sql"]] == []
