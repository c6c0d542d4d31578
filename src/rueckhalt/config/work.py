"""The worker: does what lies in the outbox, and once a day what is due each day."""

import logging
import os
import secrets
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import InterfaceError, OperationalError, connections, transaction
from django.utils import timezone

from rueckhalt.config.ready import check_prepared
from rueckhalt.dialogue.exchange.api import put_reminders
from rueckhalt.foundation.accounts.api import clear_ended_sessions, clear_old_invitations
from rueckhalt.foundation.audit.api import head
from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.outbox.api import (
    MAIL,
    Claim,
    ConsolePost,
    Handler,
    Post,
    ServerPost,
    Work,
    delete_done,
    put,
    put_mail,
    run_due,
    send_mail,
)
from rueckhalt.foundation.vault.api import close_idle_returns, close_idle_vaults, sweep
from rueckhalt.support.cases.api import erase_due, warn_of_erasure

TICK = "tick"
FAULTY, REFUSED = 1, 2
IDLE = 1.0  # seconds between two looks when nothing is due
SLICE = 0.1  # seconds after which a sleeping worker notices that it shall end
WITHOUT_SERVER = (
    "Kein Mailserver eingestellt (RUECKHALT_EMAIL_URL). E-Mails warten, bis es einen gibt."
)

logger = logging.getLogger(__name__)

Tick = Callable[[datetime], object]

# What happens once a day. A tick may come twice, and after a day without a worker not at all.
TICKS: Mapping[str, Tick] = {
    "outbox": lambda now: delete_done(now=now),
    "sessions": lambda now: clear_ended_sessions(now=now),
    "invitations": lambda now: clear_old_invitations(now=now),
    "cases": lambda now: erase_due(now=now),
    "erasures": lambda now: warn_of_erasure(now=now),
    "vault": lambda now: sweep(now=now),
    "trail": lambda now: send_trail_head(now=now),
    "exchange": lambda now: put_reminders(now=now),
}
CLOSING = timedelta(minutes=1)  # how often vaults are closed that were left alone


class Ending:
    """Says whether the worker shall end: it was told to, or the process it works for is gone."""

    def __init__(self, under: int | None) -> None:
        self._under = under
        self._is_told = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._tell)

    def _tell(self, *_: object) -> None:
        self._is_told = True

    def has_come(self) -> bool:
        """Says whether to begin nothing more."""
        return self._is_told or self._under not in {None, os.getppid()}

    def sleep(self, seconds: float) -> None:
        """Sleeps, but not beyond the end."""
        until = time.monotonic() + seconds
        while not self.has_come() and time.monotonic() < until:
            time.sleep(SLICE)


@dataclass
class Worker:
    """One worker process: its random id, what it can do, what it remembers between two looks."""

    handlers: Mapping[str, Handler]
    ending: Ending
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    unsaid: list[Claim] = field(default_factory=list)
    ticked_on: date | None = None
    closed_at: datetime | None = None

    def look(self) -> int:
        """Does everything that is due; returns how many attempts that were."""
        self._tick(_now())
        self._close_vaults(_now())
        return run_due(
            worker=self.id,
            clock=_now,
            handlers=self.handlers,
            unsaid=self.unsaid,
            may_go_on=lambda: not self.ending.has_come(),
        )

    def _tick(self, now: datetime) -> None:
        on = timezone.localdate(now)
        if on != self.ticked_on:
            put_ticks(now)
            self.ticked_on = on

    def _close_vaults(self, now: datetime) -> None:
        if self.closed_at is None or now - self.closed_at >= CLOSING:
            close_idle_vaults(now=now)
            close_idle_returns(now=now)
            self.closed_at = now


def send_trail_head(*, now: datetime) -> None:
    """Lets the head of the trail leave the house, where the operator keeps it (RUECKHALT_TRAIL_TO)."""
    newest = head()
    if not settings.TRAIL_TO or newest.number == 0:
        return
    values: dict[str, str | int] = {"number": newest.number, "digest": newest.hex}
    with transaction.atomic():
        put_mail(
            template="trail_head", to=settings.TRAIL_TO, key=f"trail:{newest.number}",
            values=values, now=now,
        )  # fmt: skip


def put_ticks(now: datetime) -> None:
    """Writes what is due today, once however many workers do it and however often."""
    on = timezone.localdate(now)
    with transaction.atomic():
        for name in TICKS:
            put(kind=TICK, key=f"{TICK}:{name}:{on}", payload={"name": name}, now=now)


def handlers() -> dict[str, Handler]:
    """What this house can do; without a mail server, mail is not among it."""
    found: dict[str, Handler] = {TICK: _run_tick}
    post = _post()
    if post:
        found[MAIL] = partial(send_mail, post=post, address=settings.ADDRESS)
    return found


def _post() -> Post | None:
    if settings.EMAIL_HOST:
        return ServerPost(sender=settings.DEFAULT_FROM_EMAIL)
    return ConsolePost(sys.stdout) if settings.MAIL_ON_CONSOLE else None


def _run_tick(work: Work) -> None:
    TICKS[str(work.payload["name"])](_now())


def work_once() -> int:
    """Does what is due now and returns the exit status."""
    try:
        check_prepared()
    except Refused as refusal:
        return _refused(refusal)
    _worker(None).look()
    return 0


def tick() -> int:
    """Does what is due today unless it is done, says what that was, and returns the exit status."""
    try:
        check_prepared()
    except Refused as refusal:
        return _refused(refusal)
    put_ticks(_now())
    failed: list[str] = []
    count = run_due(
        worker=secrets.token_hex(8), clock=_now, handlers={TICK: partial(_say_tick, failed)},
        unsaid=[],
    )  # fmt: skip
    if not count:
        print("Heute ist nichts mehr zu tun.")
    return FAULTY if failed else 0


def _say_tick(failed: list[str], work: Work) -> None:
    name = work.payload["name"]
    try:
        _run_tick(work)
    except Exception:
        failed.append(str(name))
        print(f"{name}: nicht getan, wird wieder versucht")
        raise
    print(f"{name}: getan")


def work(under: int | None) -> int:
    """Works until told to end, or until its parent is no longer the process `under`.

    A message that has begun is finished first. Without a database the worker waits for it.
    """
    worker = _worker(under)
    try:
        _wait_for_tables(worker.ending)
    except Refused as refusal:
        return _refused(refusal)
    while not worker.ending.has_come():
        try:
            worker.look()
        except (InterfaceError, OperationalError) as error:
            _say_away(error)
        worker.ending.sleep(IDLE)
    return 0


def _wait_for_tables(ending: Ending) -> None:
    """Returns when the database answers. Raises Refused if it then lacks its tables."""
    while not ending.has_come():
        try:
            check_prepared()
        except (InterfaceError, OperationalError) as error:
            _say_away(error)
            ending.sleep(IDLE)
        else:
            return


def _say_away(error: Exception) -> None:
    logger.error("The worker cannot use the database: %s", type(error).__name__)
    connections.close_all()


def _refused(refusal: Refused) -> int:
    print(refusal, file=sys.stderr)
    return REFUSED


def _worker(under: int | None) -> Worker:
    able = handlers()
    if MAIL not in able:
        print(WITHOUT_SERVER, file=sys.stderr, flush=True)
    return Worker(able, Ending(under))


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the clock enters here
