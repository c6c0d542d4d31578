"""The commands `work`, `tick` and `outbox`: what must happen outside of a request."""

import argparse

from rueckhalt.config.commands.shapes import Commands


def add(commands: Commands) -> None:
    """Adds these commands."""
    _add_work(commands)
    _add_tick(commands)
    _add_outbox(commands)


def _add_work(commands: Commands) -> None:
    work = commands.add_parser(
        "work",
        help="tun, was im Postausgang liegt: E-Mails und tägliche Arbeiten",
        description="Arbeitet den Postausgang ab, bis jemand den Prozess beendet.",
    )
    work.add_argument("--once", action="store_true", help="nur tun, was jetzt fällig ist")
    work.add_argument(
        "--under",
        type=int,
        metavar="PID",
        help="enden, wenn der Elternprozess nicht mehr dieser ist",
    )
    work.set_defaults(command=_work)


def _add_tick(commands: Commands) -> None:
    tick = commands.add_parser(
        "tick",
        help="die täglichen Arbeiten tun, wenn sie heute noch nicht getan sind",
        description="Für einen Zeitplan, falls `rueckhalt work` nicht läuft. Ein zweites Mal am selben Tag tut nichts.",
    )
    tick.set_defaults(command=_tick)


def _add_outbox(commands: Commands) -> None:
    outbox = commands.add_parser(
        "outbox",
        help="Postausgang: Stand, Gescheitertes, Probe",
        description="Zeigt den Postausgang und entscheidet über Gescheitertes.",
    )
    parts = outbox.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)
    state = parts.add_parser("state", help="zeigen, was wartet und was gescheitert ist")
    state.set_defaults(command=_state)
    retry = parts.add_parser("retry", help="Gescheitertes noch einmal versuchen")
    retry.add_argument("number", type=int, metavar="NUMMER")
    retry.set_defaults(command=_retry)
    discard = parts.add_parser("discard", help="Gescheitertes löschen")
    discard.add_argument("number", type=int, metavar="NUMMER")
    discard.set_defaults(command=_discard)
    trial = parts.add_parser("trial", help="eine E-Mail zur Probe schicken")
    trial.add_argument("to", metavar="ADRESSE")
    trial.set_defaults(command=_trial)


def _work(asked: argparse.Namespace) -> int:
    from rueckhalt.config import work

    return work.work_once() if asked.once else work.work(asked.under)


def _tick(_: argparse.Namespace) -> int:
    from rueckhalt.config import work

    return work.tick()


def _state(_: argparse.Namespace) -> int:
    from rueckhalt.config import outbox

    return outbox.show_state()


def _retry(asked: argparse.Namespace) -> int:
    from rueckhalt.config import outbox

    return outbox.try_again(asked.number)


def _discard(asked: argparse.Namespace) -> int:
    from rueckhalt.config import outbox

    return outbox.give_up(asked.number)


def _trial(asked: argparse.Namespace) -> int:
    from rueckhalt.config import outbox

    return outbox.send_trial(asked.to)
