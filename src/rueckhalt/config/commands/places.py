"""The command `places`: municipalities, as people search them and as the state lists them."""

import argparse

from rueckhalt.config.commands.shapes import Commands


def add(commands: Commands) -> None:
    """Adds the command and its parts."""
    places = commands.add_parser(
        "places",
        help="Gemeinden suchen und das Verzeichnis erneuern",
        description="Sucht Gemeinden, zeigt und erneuert das amtliche Verzeichnis.",
    )
    below = places.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)
    search = below.add_parser(
        "search",
        help="Gemeinden suchen",
        description="Sucht Gemeinden so, wie Menschen sie schreiben.",
    )
    search.add_argument("text", nargs="+", help="Name oder Postleitzahl")
    search.add_argument("--limit", type=int, default=5, help="höchstens so viele Treffer")
    search.set_defaults(command=_search)
    importing = below.add_parser(
        "import",
        help="ein Quartal des amtlichen Verzeichnisses einlesen",
        description="Liest die Textdatei GV100AD eines Quartals und sagt, was sich ändert.",
    )
    importing.add_argument("file", metavar="FILE", help="Textdatei GV100AD, ausgepackt")
    importing.set_defaults(command=_import)
    state = below.add_parser(
        "state",
        help="zeigen, welcher Stand gilt",
        description="Zeigt die gespeicherten Stände und ihre Quelle.",
    )
    state.set_defaults(command=_state)


def _search(asked: argparse.Namespace) -> int:
    from rueckhalt.config import asking, prepare

    prepare.prepare_data()
    return asking.find_places(" ".join(asked.text), asked.limit)


def _import(asked: argparse.Namespace) -> int:
    from rueckhalt.config import asking, prepare

    prepare.prepare_data()
    return asking.import_places(asked.file)


def _state(_: argparse.Namespace) -> int:
    from rueckhalt.config import asking, prepare

    prepare.prepare_data()
    return asking.show_places_state()
