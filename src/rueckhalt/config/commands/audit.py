"""The command `audit`: the trail of who did what."""

import argparse

from rueckhalt.config.commands.shapes import Commands


def add(commands: Commands) -> None:
    """Adds the command and its parts."""
    audit = commands.add_parser(
        "audit",
        help="Prüfspur: prüfen, Kopf zeigen, alte Zeilen löschen",
        description="Die Prüfspur sagt, wer wann was getan hat. Sie ist eine Kette: Jede Zeile trägt die Prüfsumme der Zeile davor.",
    )
    parts = audit.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)
    verify = parts.add_parser("verify", help="prüfen, ob die Kette ganz ist")
    verify.add_argument(
        "--head",
        nargs="+",
        action="extend",
        default=[],
        metavar="NUMMER:HEX",
        help="bekannte Köpfe",
    )
    verify.add_argument(
        "--heads", metavar="FILE", help="Datei mit bekannten Köpfen, einer je Zeile"
    )
    verify.set_defaults(command=_verify)
    parts.add_parser("head", help="den Kopf zeigen").set_defaults(command=_head)
    forget = parts.add_parser("forget", help="alte Zeilen löschen, hinter einem Prüfpunkt")
    forget.add_argument("--before", required=True, metavar="TAG", help="vor diesem Tag: 2026-11-27")
    forget.add_argument("--by", required=True, help="wer löscht, als Bezeichnung: account:17")
    forget.set_defaults(command=_forget)


def _verify(asked: argparse.Namespace) -> int:
    from rueckhalt.config import audit, prepare

    prepare.prepare_data()
    return audit.verify(asked.head, asked.heads)


def _head(_: argparse.Namespace) -> int:
    from rueckhalt.config import audit, prepare

    prepare.prepare_data()
    return audit.show_head()


def _forget(asked: argparse.Namespace) -> int:
    from rueckhalt.config import audit, prepare

    prepare.prepare_data()
    return audit.forget(asked.before, asked.by)
