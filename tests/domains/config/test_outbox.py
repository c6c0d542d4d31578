"""The outbox on the command line, the daily work, and what production refuses."""

import json
import runpy
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from rueckhalt.config import work
from rueckhalt.config.commandline import main
from rueckhalt.foundation.audit.api import head, record
from rueckhalt.foundation.outbox.models import Message
from rueckhalt.foundation.vault.models import OpenVault
from rueckhalt.foundation.vault.rules.sealed import Sealed

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
PRODUCTION = {"RUECKHALT_SECRET_KEY": "only-for-tests-" * 4, "RUECKHALT_HOSTS": "rueckhalt.example"}
SERVER = {
    "RUECKHALT_EMAIL_URL": "smtp+tls://post:geheim%40@mail.example:587",
    "RUECKHALT_EMAIL_FROM": "post@rueckhalt.example",
}


@pytest.fixture(autouse=True)
def keep_signals(monkeypatch):
    """The tests keep their own way to be interrupted."""
    monkeypatch.setattr(work.signal, "signal", lambda *_: None)


@pytest.mark.django_db(transaction=True)
def test_a_trial_goes_from_the_command_line_to_the_console(capsys):
    assert main(["outbox", "trial", "lars@muster.example"]) == 0
    assert main(["outbox", "state"]) == 0
    assert "warten: 1, in Arbeit: 0, gescheitert: 0, erledigt: 0" in capsys.readouterr().out
    assert main(["work", "--once"]) == 0
    assert "Nicht gesendet: an lars@muster.example, „Probe“" in capsys.readouterr().out
    # The mail, and the work of this day.
    done = sorted(Message.objects.values_list("kind", "state"))
    assert done == [("mail", "done"), *[("tick", "done")] * len(work.TICKS)]


@pytest.mark.django_db(transaction=True)
def test_what_failed_is_shown_and_decided_upon(capsys):
    assert main(["outbox", "trial", "lars@muster.example"]) == 0
    Message.objects.update(state="failed", failure="SMTPDataError")
    number = str(Message.objects.get().pk)
    assert main(["outbox", "state"]) == 1
    assert f"{number}  mail  SMTPDataError  seit " in capsys.readouterr().out
    assert main(["outbox", "retry", number]) == 0
    assert Message.objects.get().state == "waiting"
    Message.objects.update(state="failed")
    assert main(["outbox", "discard", number]) == 0
    assert main(["outbox", "discard", number]) == 2
    assert f"Eine gescheiterte Nachricht {number} gibt es nicht." in capsys.readouterr().err


@pytest.mark.django_db
def test_a_trial_to_no_address_is_refused(capsys):
    assert main(["outbox", "trial", "kein"]) == 2
    assert "Das ist keine E-Mail-Adresse." in capsys.readouterr().err
    assert Message.objects.count() == 0


@pytest.mark.django_db
def test_the_work_of_a_day_is_written_once_however_many_workers_write_it():
    for at in (NOW, NOW + timedelta(hours=12), NOW):
        work.put_ticks(at)
    work.put_ticks(NOW + timedelta(days=1))
    days = ("2026-11-27", "2026-11-28")
    assert [row.key for row in Message.objects.order_by("pk")] == [
        f"tick:{name}:{day}" for day in days for name in work.TICKS
    ]


@pytest.mark.django_db
def test_a_day_begins_at_midnight_in_germany():
    work.put_ticks(datetime(2026, 11, 27, 22, 59, tzinfo=UTC))
    work.put_ticks(datetime(2026, 11, 27, 23, 0, tzinfo=UTC))
    assert {row.key[-10:] for row in Message.objects.all()} == {"2026-11-27", "2026-11-28"}


@pytest.mark.django_db(transaction=True)
def test_a_tick_that_breaks_is_tried_again_and_stops_no_other(monkeypatch):
    came = []

    def breaks(now):
        raise ZeroDivisionError

    monkeypatch.setattr(work, "TICKS", {"broken": breaks, "sound": came.append})
    work.work_once()
    states = {row.key.split(":")[1]: (row.state, row.failure) for row in Message.objects.all()}
    assert states == {"broken": ("waiting", "ZeroDivisionError"), "sound": ("done", "")}
    assert len(came) == 1


@pytest.mark.django_db(transaction=True)
def test_the_work_of_a_day_is_done_by_hand_once(capsys):
    assert main(["outbox", "trial", "lars@muster.example"]) == 0
    capsys.readouterr()
    assert main(["tick"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert [f"{name}: getan" for name in work.TICKS] == said
    assert main(["tick"]) == 0
    assert capsys.readouterr().out == "Heute ist nichts mehr zu tun.\n"
    assert Message.objects.get(kind="mail").state == "waiting"  # mail is for the worker


@pytest.mark.django_db(transaction=True)
def test_a_work_of_the_day_that_fails_is_named_and_stops_no_other(monkeypatch, capsys):
    came = []

    def breaks(now):
        raise ZeroDivisionError

    monkeypatch.setattr(work, "TICKS", {"broken": breaks, "sound": came.append})
    assert main(["tick"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert sorted(said) == ["broken: nicht getan, wird wieder versucht", "sound: getan"]
    assert len(came) == 1


def loaded(monkeypatch, **environment: str) -> dict[str, object]:
    """The values of the production settings in an environment."""
    for name, value in {**PRODUCTION, **environment}.items():
        monkeypatch.setenv(name, value)
    # What holds everywhere reads the environment, too, so it is read anew.
    monkeypatch.delitem(sys.modules, "rueckhalt.config.settings.base")
    return runpy.run_module("rueckhalt.config.settings.production")


def test_the_mail_server_comes_from_one_address(monkeypatch):
    found = loaded(monkeypatch, **SERVER)
    names = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS", "EMAIL_TIMEOUT")  # fmt: skip
    assert [found[name] for name in names] == ["mail.example", 587, "post", "geheim@", True, 10]
    assert found["DEFAULT_FROM_EMAIL"] == "post@rueckhalt.example"


@pytest.mark.parametrize(
    ("url", "port"),
    [("smtp+tls://a.example", 587), ("smtp+ssl://a.example", 465), ("smtp://localhost", 25), ("smtp+tls://a.example:2525", 2525)],
)  # fmt: skip
def test_a_way_of_encryption_has_its_usual_port(monkeypatch, url, port):
    assert loaded(monkeypatch, **{**SERVER, "RUECKHALT_EMAIL_URL": url})["EMAIL_PORT"] == port


def test_production_needs_no_mail_server_and_knows_its_address(monkeypatch):
    found = loaded(monkeypatch)
    assert (found["EMAIL_HOST"], found["MAIL_ON_CONSOLE"]) == ("", False)
    assert found["ADDRESS"] == "https://rueckhalt.example"


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"RUECKHALT_EMAIL_URL": "smtp://mail.example"}, "RUECKHALT_EMAIL_URL"),
        ({"RUECKHALT_EMAIL_FROM": "post@localhost"}, "RUECKHALT_EMAIL_FROM"),
        ({"RUECKHALT_EMAIL_FROM": "Hilfe <post@rueckhalt.example>"}, "RUECKHALT_EMAIL_FROM"),
        ({"RUECKHALT_ADDRESS": "http://rueckhalt.example"}, "RUECKHALT_ADDRESS"),
        ({"RUECKHALT_ADDRESS": "https://rueckhalt.example/pfad"}, "RUECKHALT_ADDRESS"),
        ({"RUECKHALT_HOSTS": ".rueckhalt.example"}, "RUECKHALT_ADDRESS"),
    ],
)
def test_production_refuses_mail_in_clear_a_telling_sender_and_a_wrong_address(
    monkeypatch, wrong, named
):
    with pytest.raises(ImproperlyConfigured, match=named):
        loaded(monkeypatch, **{**SERVER, **wrong})


class TwoLooks:
    """A worker's life of two looks at the outbox, without waiting between them."""

    def __init__(self, _under: int | None) -> None:
        self.sleeps = 0

    def has_come(self) -> bool:
        return self.sleeps >= 2

    def sleep(self, _seconds: float) -> None:
        self.sleeps += 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_outlives_a_database_that_is_away_and_logs_no_words_of_it(monkeypatch, capsys):
    def away_at_first(**_given):
        monkeypatch.setattr(work, "run_due", real)
        raise OperationalError("Kanarienvogel")

    real = work.run_due
    monkeypatch.setattr(work, "Ending", TwoLooks)
    monkeypatch.setattr(work, "run_due", away_at_first)
    assert main(["outbox", "trial", "lars@muster.example"]) == 0
    assert work.work(None) == 0
    said = capsys.readouterr()
    assert "The worker cannot use the database: OperationalError" in said.err
    assert "Kanarienvogel" not in said.err
    assert "Nicht gesendet: an lars@muster.example" in said.out


@pytest.mark.django_db
@pytest.mark.parametrize(("to", "count"), [("", 0), ("spur@muster.example", 1)])
def test_the_head_of_the_trail_leaves_the_house_where_the_operator_wants_it(settings, to, count):
    settings.TRAIL_TO = to
    work.send_trail_head(now=NOW)
    assert not Message.objects.exists()  # there is no line yet
    record(by="system", action="house.trial", subject="house:1", now=NOW)
    for _ in range(2):
        work.send_trail_head(now=NOW)
    told = [json.loads(row.payload) for row in Message.objects.all()]
    assert len(told) == count
    assert [(one["to"], f"{one['number']}:{one['digest']}") for one in told] == [
        (to, str(head()))
    ] * count


@pytest.mark.django_db(transaction=True)
def test_the_worker_closes_vaults_that_were_left_alone():
    for minutes, session in ((16, "a"), (1, "b")):
        at = datetime.now(UTC) - timedelta(minutes=minutes)
        OpenVault.objects.create(session=session, holder=1, private=Sealed(b"x"), used_at=at)
    work.work_once()
    assert list(OpenVault.objects.values_list("session", flat=True)) == ["b"]
