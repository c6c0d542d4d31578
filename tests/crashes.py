"""A house in which people send at once or are cut off: whole or absent, never half.

`python -m tests.crashes kill TURNS SEED` and `python -m tests.crashes together SENDERS EACH` work on the
database of DATABASE_URL and print what they found as JSON. Each turn is a process of its own, split off
from one that has loaded the house; it ends itself by SIGKILL at one of the calls that a submission makes.
"""

import json
import os
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import django

LETTER = "Kanarienvogel-7391-Rathaus lag im Kasten."
BYTES = 32
FINISHED, FAILED = 0, 3


@dataclass
class Count:
    """Counts the calls of a submission and, at one of them, ends the process without a goodbye."""

    fatal: int = 0
    calls: int = 0

    def __call__(self, _frame: object, _event: str, _value: object) -> None:
        """Python calls this at each call and at each return."""
        self.calls += 1
        if self.calls == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)


def submit(form: bytes) -> str:
    """What happens between the button and the page: the case is stored, and its words are shown."""
    from rueckhalt.foundation.vault.api import known_record
    from rueckhalt.support.cases.actions.beginning import begin_case
    from rueckhalt.support.cases.rules.contents import Told
    from tests.domains.support.cases.desk import NOW, READING, USUAL, quick_secret

    secret = quick_secret(form)
    begin_case(told=Told(LETTER), arrival=USUAL, secret=secret, reading=READING, now=NOW)
    assert known_record(secret)
    return secret.secret.text()


def calls_of(form: bytes) -> int:
    """How many calls a whole submission makes."""
    count = Count()
    sys.setprofile(count)
    try:
        submit(form)
    finally:
        sys.setprofile(None)
    return count.calls


def apart(work: Callable[[], None]) -> int:
    """Does something in a process of its own and returns its number."""
    from django.db import connections

    connections.close_all()  # a connection is nobody's to share
    child = os.fork()
    if child:
        return child
    status = FAILED
    try:
        work()
        status = FINISHED
    except Exception:  # noqa: BLE001 -- whatever it is, the parent must hear of it
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)  # what the parent had open is not for us to close


def ended(child: int) -> int:
    """Waits for a process; returns its exit status, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at(form: bytes, call: int) -> int:
    """Submits in a process of its own that is killed at one of its calls."""

    def work() -> None:
        sys.setprofile(Count(fatal=call))
        submit(form)
        sys.setprofile(None)

    return ended(apart(work))


def kill(turns: int, seed: int) -> dict[str, object]:
    """Kills so many submissions, each at another moment, and looks at what lies there then."""
    # Not for secrets: the seed makes a turn that failed come again.
    chance, desk = random.Random(seed), new_desk()
    submit(chance.randbytes(BYTES))  # what is imported at the first time only
    calls, found, seconds = calls_of(chance.randbytes(BYTES)), Counter[str](), time.monotonic()
    stored = 2
    for _ in range(turns):
        form = chance.randbytes(BYTES)
        call = moment(chance, calls)
        found["killed"] += killed_at(form, call) == -signal.SIGKILL
        wrong = broken(desk, form, stored)
        is_whole = exists(form)
        found["whole" if is_whole else "absent"] += 1
        words = submit(form)  # she sends the same form once more
        stored += 1
        wrong += broken(desk, form, stored, is_certain=True)
        found["same words"] += words == submit(form)
        if wrong:
            found["half"] += 1
            sys.stderr.write(f"call {call} of {calls}: {wrong}\n")
    return {
        "turns": turns, "calls": calls, "cases": stored, **found, "half": found["half"],
        "in the clear": len(in_the_clear()), "seconds": time.monotonic() - seconds,
    }  # fmt: skip


def moment(chance: random.Random, calls: int) -> int:
    """One of the calls; every second time one of the last, around the commit and the page."""
    last = chance.randrange(2)
    return calls - chance.randint(0, calls // 50) if last else chance.randint(1, calls)


def exists(form: bytes) -> bool:
    """Whether this form has made a case."""
    from rueckhalt.foundation.vault.api import known_record
    from tests.domains.support.cases.desk import quick_secret

    return known_record(quick_secret(form)) is not None


def broken(desk: object, form: bytes, before: int, *, is_certain: bool = False) -> list[str]:
    """What is not whole after a turn: counts that do not agree, or a case that does not open.

    `before` cases are certain; the one of this form may be there or not.
    """
    from rueckhalt.foundation.audit.api import verdict
    from rueckhalt.foundation.audit.models import StoredLine
    from rueckhalt.foundation.vault.adapters.shares import shares
    from rueckhalt.foundation.vault.models import Record, ReturnKey, Wrap
    from rueckhalt.support.cases.models import Case, Entry

    expected = before if is_certain else before + exists(form)
    counts = {
        "cases": Case.objects.count(),
        "records": Record.objects.count(),
        "return keys": ReturnKey.objects.count(),
        "entries": Entry.objects.count(),
        "lines": StoredLine.objects.filter(action="case.begin").count(),
        # One for the inbox, one for the recovery.
        "wraps": Wrap.objects.count() / 2,
    }
    wrong = [
        f"{name} {count}, not {expected}" for name, count in counts.items() if count != expected
    ]
    if missing := set(Record.objects.values_list("id", flat=True)) - set(shares().records()):
        wrong.append(f"{len(missing)} shares are missing")
    if verdict([]).finding:
        wrong.append("the trail is broken")
    if exists(form):
        wrong += closed(desk, form)
    return wrong


def closed(desk: object, form: bytes) -> list[str]:
    """Who cannot read the case of a form, of those who must: who is on duty, and the person."""
    from rueckhalt.foundation.vault.api import known_record
    from rueckhalt.support.cases.models import Case
    from rueckhalt.support.cases.queries.entries import entries_of
    from tests.domains.support.cases.desk import Desk, quick_secret

    assert isinstance(desk, Desk)
    case = Case.objects.filter(id=known_record(quick_secret(form))).first()
    if case is None:
        return ["there is a secret without a case"]
    desk.forms[case.reference] = form
    wrong = []
    for name in ("lars", "nadja", "birgit"):
        opened = desk.own(case) if name == "birgit" else desk.of(name, case)
        if [said.content.text for said in entries_of(opened)] != [LETTER]:
            wrong.append(f"{name} reads something else")
    return wrong


def in_the_clear() -> list[str]:
    """Where the letter can be read: files of the house with its database and journal, or a cell."""
    from django.conf import settings

    from tests.domains.foundation.vault.holders import every_cell

    folder, letter = Path(settings.DATA_DIR), LETTER.split(maxsplit=1)[0].encode()
    files = [path for path in folder.rglob("*") if path.is_file()]
    cells = ["a cell of a table"] if letter in every_cell() else []
    return [*cells, *(str(path) for path in files if letter in path.read_bytes())]


def together(senders: int, each: int) -> dict[str, object]:
    """So many people send at once, again and again; then all of them send one and the same form."""
    chance, desk = random.Random(senders), new_desk()
    forms = [[chance.randbytes(BYTES) for _ in range(each)] for _ in range(senders)]
    first, same = chance.randbytes(BYTES), chance.randbytes(BYTES)
    submit(first)  # what is imported at the first time only
    begun = time.monotonic()

    def sends(own: list[bytes]) -> Callable[[], None]:
        return lambda: [submit(form) for form in own] and None

    failed = sum(bool(ended(one)) for one in [apart(sends(own)) for own in forms])
    took = time.monotonic() - begun
    failed += sum(bool(ended(one)) for one in [apart(sends([same])) for _ in range(senders)])
    sent = [form for own in forms for form in own]
    wrong = [fault for form in sent[::7] for fault in closed(desk, form)]
    wrong += broken(desk, same, len(sent) + 2, is_certain=True)
    return {
        "sent": len(sent), "stored": sum(exists(form) for form in sent), "failed": failed,
        "wrong": wrong, "in the clear": len(in_the_clear()), "seconds": took,
    }  # fmt: skip


def new_desk() -> object:
    """An empty house with two people on duty."""
    from django.core.management import call_command

    from tests.domains.support.cases.desk import Desk

    call_command("migrate", verbosity=0, skip_checks=True)
    return Desk()


if __name__ == "__main__":
    django.setup()
    asked, first, second = sys.argv[1:]
    work = {"kill": kill, "together": together}[asked]
    sys.stdout.write(json.dumps(work(int(first), int(second))))
