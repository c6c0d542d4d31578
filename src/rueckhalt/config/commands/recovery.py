"""The command `recovery`: the key on paper, and who can recover without it."""

import argparse

from rueckhalt.config.commands.shapes import Commands


def add(commands: Commands) -> None:
    """Adds the command and its parts."""
    recovery = commands.add_parser(
        "recovery",
        help="Wiederherstellung: Menschen benennen, Schlüssel erneuern, einen Fall öffnen",
        description="Jeder Befehl fragt nach dem Schlüssel vom Papier.",
    )
    parts = recovery.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)
    appoint = parts.add_parser("appoint", help="sagen, wer zu zweit wiederherstellen kann")
    appoint.add_argument("emails", nargs="+", metavar="EMAIL", help="mindestens zwei Konten")
    appoint.set_defaults(command=_appoint)
    renew = parts.add_parser("renew", help="den Schlüssel auf Papier ersetzen")
    renew.set_defaults(command=_renew)
    give = parts.add_parser("give", help="jemanden einen Fall öffnen lassen")
    give.add_argument("record", metavar="KENNUNG", help="Kennung des Falls")
    give.add_argument("--to", required=True, metavar="EMAIL", help="wer ihn öffnen können soll")
    give.set_defaults(command=_give)


def _appoint(asked: argparse.Namespace) -> int:
    from rueckhalt.config import setting_up

    return setting_up.appoint(asked.emails)


def _renew(_: argparse.Namespace) -> int:
    from rueckhalt.config import setting_up

    return setting_up.renew()


def _give(asked: argparse.Namespace) -> int:
    from rueckhalt.config import setting_up

    return setting_up.give(asked.record, asked.to)
