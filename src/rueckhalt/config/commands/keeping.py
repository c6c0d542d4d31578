"""The commands `backup` and `restore`: a house outside of its machine, and back."""

import argparse
from pathlib import Path

from rueckhalt.config.commands.shapes import Commands


def add(commands: Commands) -> None:
    """Adds these commands."""
    _add_backup(commands)
    _add_restore(commands)


def _add_backup(commands: Commands) -> None:
    backup = commands.add_parser(
        "backup",
        help="sichern: Inhalte in einen Ordner, Löschanteile in einen anderen",
        description="Sichert verschlüsselt. Öffnen kann die Sicherung nur, wer den Schlüssel auf Papier hat.",
    )
    parts = backup.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)
    parts.add_parser("key", help="einmal: den Schlüssel machen und zeigen").set_defaults(
        command=_make_key
    )
    write = parts.add_parser("write", help="jetzt sichern, auch während alles läuft")
    write.add_argument("content", type=Path, metavar="ORDNER", help="Ordner für die Inhalte")
    write.add_argument(
        "--shares", type=Path, required=True, metavar="ORDNER", help="Ordner für die Löschanteile"
    )
    write.set_defaults(command=_write)


def _add_restore(commands: Commands) -> None:
    restore = commands.add_parser(
        "restore",
        help="aus einer Sicherung zurückholen",
        description="Fragt nach dem Schlüssel für Sicherungen, prüft alles und holt dann das Haus zurück.",
    )
    restore.add_argument(
        "content", type=Path, metavar="ORDNER", help="Ordner (die neueste zählt) oder Datei"
    )
    restore.add_argument(
        "--shares", type=Path, metavar="ORDNER", help="ebenso für die Löschanteile"
    )
    restore.add_argument(
        "--replace", action="store_true", help="an die Stelle des Hauses setzen, das hier ist"
    )
    restore.set_defaults(command=_restore, mends=True)


def _make_key(_: argparse.Namespace) -> int:
    from rueckhalt.config.keeping import saying

    return saying.make_key()


def _write(asked: argparse.Namespace) -> int:
    from rueckhalt.config.keeping import saying

    return saying.write(asked.content, asked.shares)


def _restore(asked: argparse.Namespace) -> int:
    from rueckhalt.config.keeping import saying

    return saying.bring_back(asked.content, asked.shares, may_replace=asked.replace)
