"""The command `directory`: bodies that help."""

import argparse
from pathlib import Path

from rueckhalt.config.commands.shapes import Commands

READERS = {
    "list": "alle Einträge zeigen",
    "check": "das Verzeichnis auf Fehler, alte Angaben und Lücken prüfen",
    "coverage": "zeigen, wie viele Gemeinden jetzt jemanden erreichen",
    "export": "als Open Referral HSDS 3 (JSON) ausgeben",
}


def add(commands: Commands) -> None:
    """Adds the command and its parts."""
    directory = commands.add_parser(
        "directory",
        help="Stellen: eigene Einträge, Hinweise, Prüfung, Lücken, Ausgabe",
        description="Liest und ändert das Verzeichnis der Stellen.",
    )
    parts = directory.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)
    change = parts.add_parser("set", help="eigene Einträge aus einer Datei (TOML) setzen")
    change.add_argument(
        "file", type=Path, help="Datei mit [[body]], [[gap]], [[hidden]], [[shipped]]"
    )
    change.add_argument("--by", required=True, help="wer das ändert, höchstens 80 Zeichen")
    change.set_defaults(command=_set)
    hints = parts.add_parser("reports", help="Hinweise auf falsche Angaben zeigen")
    hints.add_argument("--done", type=int, metavar="NUMMER", help="diesen Hinweis löschen")
    hints.set_defaults(command=_reports)
    for name, about in READERS.items():
        parts.add_parser(name, help=about).set_defaults(command=_read, part=name)


def _set(asked: argparse.Namespace) -> int:
    from rueckhalt.config import directory, prepare

    prepare.prepare_data()
    return directory.set_from(asked.file, asked.by)


def _reports(asked: argparse.Namespace) -> int:
    from rueckhalt.config import directory, prepare

    prepare.prepare_data()
    return directory.show_reports(asked.done)


def _read(asked: argparse.Namespace) -> int:
    from rueckhalt.config import directory, prepare

    prepare.prepare_data()
    readers = {
        "list": directory.show_entries,
        "check": directory.show_findings,
        "coverage": directory.show_coverage,
        "export": directory.export,
    }
    return readers[asked.part]()
