"""Commands that make a house, start it and show it: run, demo, init, prepare."""

import argparse
import sys

from rueckhalt.config.commands.shapes import REFUSED, Commands


def add(commands: Commands) -> None:
    """Adds these commands."""
    _add_run(commands)
    _add_demo(commands)
    _add_init(commands)
    _add_prepare(commands)


def _add_run(commands: Commands) -> None:
    run = commands.add_parser(
        "run",
        help="alles starten und die Adresse zeigen",
        description="Bereitet alles vor und startet die Seiten auf diesem Rechner.",
    )
    run.add_argument("--port", type=int, default=8000, help="Anschluss, sonst 8000")
    run.set_defaults(command=_run)


def _add_demo(commands: Commands) -> None:
    demo = commands.add_parser(
        "demo",
        help="zeigen, wie man sich als jemand zur Probe anmeldet",
        description="Zeigt die erfundenen Menschen dieser Vorführung, ihr Passwort und den Code von jetzt.",
    )
    demo.set_defaults(command=_demo)


def _add_init(commands: Commands) -> None:
    init = commands.add_parser(
        "init",
        help="ein Haus einrichten: erste Verwaltung, Schlüssel zur Wiederherstellung",
        description="Lädt die erste Person der Verwaltung ein und zeigt einmal den Schlüssel zur Wiederherstellung.",
    )
    init.add_argument("--name", required=True, help="Name der ersten Person der Verwaltung")
    init.add_argument("--email", required=True, help="ihre E-Mail")
    init.add_argument("--organisation", required=True, help="Name der Ansprechstelle")
    init.set_defaults(command=_init)


def _add_prepare(commands: Commands) -> None:
    prepare = commands.add_parser(
        "prepare",
        help="Tabellen, Orte, Schriften und Gestaltung anlegen oder erneuern",
        description="Bereitet alles vor, ohne zu starten. Vorhandene Daten bleiben.",
    )
    prepare.set_defaults(command=_prepare)


def _run(asked: argparse.Namespace) -> int:
    from django.conf import settings
    from django.db import connections

    from rueckhalt.config import demo_accounts, prepare, serve

    if not prepare.is_free(asked.port):
        print(
            f"Anschluss {asked.port} ist belegt. Ein anderer: PORT=8001 make run", file=sys.stderr
        )
        return REFUSED
    prepare.prepare()
    demo_accounts.make_demo_accounts()
    if settings.HAS_DEMO_ACCOUNTS:
        demo_accounts.show_demo_accounts()
    # A connection must not live on in the processes that the server splits off.
    connections.close_all()
    serve.serve(asked.port)
    return 0


def _demo(_: argparse.Namespace) -> int:
    from rueckhalt.config import demo_accounts, prepare

    prepare.prepare_data()
    return demo_accounts.show_demo_accounts()


def _init(asked: argparse.Namespace) -> int:
    from rueckhalt.config import prepare, setting_up

    prepare.prepare_data()
    return setting_up.init(name=asked.name, email=asked.email, organisation=asked.organisation)


def _prepare(_: argparse.Namespace) -> int:
    from rueckhalt.config import prepare

    prepare.prepare()
    return 0
