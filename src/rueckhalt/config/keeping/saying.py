"""`rueckhalt backup` and `rueckhalt restore`: what they ask and say."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from getpass import getpass
from pathlib import Path

from django.utils import timezone

from rueckhalt.config.keeping import backup, restore
from rueckhalt.config.keeping.packing import Kind
from rueckhalt.config.ready import check_prepared
from rueckhalt.foundation.lib.refusal import Refused

REFUSED = 2
PAPER = """
Schlüssel für Sicherungen, nur jetzt:

  {key}

Drucken Sie ihn zweimal und schließen Sie ihn weg, an einem anderen Ort als die Sicherungen.
Ohne ihn öffnet sich keine Sicherung. Gespeichert ist er nirgends. Mehr: docs/betrieb/sicherung.md
"""


def make_key() -> int:
    """Makes the key for backups and shows it once."""

    def act() -> None:
        check_prepared()
        print(PAPER.format(key=backup.make_key(now=_now())))

    return _refusing(act)


def write(content: Path, of_shares: Path) -> int:
    """Writes both backups and says where they lie."""

    def act() -> None:
        check_prepared()
        for path in backup.write(content, of_shares, now=_now()):
            print(f"Gesichert: {path}")

    return _refusing(act)


def bring_back(content: Path, of_shares: Path | None, *, may_replace: bool) -> int:
    """Restores a house and says what came back and what is missing."""

    def act() -> None:
        restore.check_place(has_shares=of_shares is not None, may_replace=may_replace)
        chosen = restore.source(content, Kind.CONTENT)
        shares = restore.source(of_shares, Kind.SHARES) if of_shares else None
        print(f"Es wird gelesen: {', '.join(str(one) for one in (chosen, shares) if one)}")
        _say(restore.restore(chosen, shares, paper=_paper(), now=_now()))

    return _refusing(act)


def _say(told: restore.Restored) -> None:
    print(f"Zurück ist der Stand vom {timezone.localtime(told.made_at):%d.%m.%Y, %H:%M} Uhr.")
    print(f"Dateien: {told.files}. Löschanteile: {told.shares}.")
    if told.are_shares_older:
        print("Die Löschanteile sind älter als die Inhalte. Den neuesten Fällen kann ihrer fehlen.")
    if told.without_share:
        print(
            f"Fälle ohne Löschanteil: {told.without_share}. Sie wurden seit der Sicherung gelöscht, "
            "oder ihre Anteile fehlen. Niemand kann sie öffnen."
        )


def _paper() -> str:
    """Returns what somebody types from the paper; without a terminal, a line of what is piped in."""
    return getpass("Schlüssel für Sicherungen: ") if sys.stdin.isatty() else sys.stdin.readline()


def _refusing(act: Callable[[], None]) -> int:
    try:
        act()
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    return 0


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the clock enters here
