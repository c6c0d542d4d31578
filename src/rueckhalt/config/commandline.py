"""The command `rueckhalt`; what it can do lies in `commands`, one file a noun."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import metadata

from rueckhalt.config.commands import (
    audit,
    directory,
    house,
    keeping,
    lotse,
    outbox,
    places,
    recovery,
)
from rueckhalt.config.commands.shapes import REFUSED, Command

# In the order in which the help shows them.
NOUNS = (house, recovery, keeping, lotse, places, directory, audit, outbox)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status (2: what came in was wrong)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rueckhalt.config.settings.local")
    asked = _parser().parse_args(arguments)
    import django
    from django.db import OperationalError

    from rueckhalt.foundation.lib.content import ContentError
    from rueckhalt.foundation.lib.refusal import Refused

    django.setup()
    command: Command = asked.command
    try:
        if not getattr(asked, "mends", False):
            _check_whole()
        return command(asked)
    except (ContentError, Refused) as error:
        print(error, file=sys.stderr)
        return REFUSED
    except OperationalError:
        print("Die Datenbank antwortet nicht.", file=sys.stderr)
        return REFUSED


def _check_whole() -> None:
    """Refuses a house of which a restore broke off."""
    from rueckhalt.config.keeping.marks import check_whole

    check_whole()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rueckhalt",
        description="Rückhalt: Hilfe für Menschen in kommunalen Ämtern, die bedroht werden.",
        epilog="Mehr zu einem Befehl: rueckhalt BEFEHL --help",
    )
    version = f"rueckhalt {metadata.version('rueckhalt')}"
    parser.add_argument("--version", action="version", version=version)
    commands = parser.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)
    for noun in NOUNS:
        noun.add(commands)
    return parser
