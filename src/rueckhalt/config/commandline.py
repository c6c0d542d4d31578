"""The command `rueckhalt`: start the house, ask the guide, keep places, bodies and the trail."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 -- argparse names no public type

Command = Callable[[argparse.Namespace], int]
REFUSED = 2
DIRECTORY_READERS = {
    "list": "alle Einträge zeigen",
    "check": "das Verzeichnis auf Fehler, alte Angaben und Lücken prüfen",
    "coverage": "zeigen, wie viele Gemeinden jetzt jemanden erreichen",
    "export": "als Open Referral HSDS 3 (JSON) ausgeben",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status (2: what came in was wrong)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rueckhalt.config.settings.local")
    asked = _parser().parse_args(arguments)
    import django

    from rueckhalt.foundation.lib.content import ContentError

    django.setup()
    command: Command = asked.command
    try:
        return command(asked)
    except ContentError as error:
        print(error, file=sys.stderr)
        return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rueckhalt",
        description="Rückhalt: Hilfe für Menschen in kommunalen Ämtern, die bedroht werden.",
        epilog="Mehr zu einem Befehl: rueckhalt BEFEHL --help",
    )
    version = f"rueckhalt {metadata.version('rueckhalt')}"
    parser.add_argument("--version", action="version", version=version)
    commands = parser.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)
    _add_run(commands)
    _add_demo(commands)
    _add_init(commands)
    _add_recovery(commands)
    _add_prepare(commands)
    _add_lotse(commands)
    _add_places(commands)
    _add_directory(commands)
    _add_audit(commands)
    _add_work(commands)
    _add_outbox(commands)
    return parser


def _add_run(commands: "Commands") -> None:
    run = commands.add_parser(
        "run",
        help="alles starten und die Adresse zeigen",
        description="Bereitet alles vor und startet die Seiten auf diesem Rechner.",
    )
    run.add_argument("--port", type=int, default=8000, help="Anschluss, sonst 8000")
    run.set_defaults(command=_run)


def _add_demo(commands: "Commands") -> None:
    demo = commands.add_parser(
        "demo",
        help="zeigen, wie man sich als jemand zur Probe anmeldet",
        description="Zeigt die erfundenen Menschen dieser Vorführung, ihr Passwort und den Code von jetzt.",
    )
    demo.set_defaults(command=_demo)


def _add_init(commands: "Commands") -> None:
    init = commands.add_parser(
        "init",
        help="ein Haus einrichten: erste Verwaltung, Schlüssel zur Wiederherstellung",
        description="Lädt die erste Person der Verwaltung ein und zeigt einmal den Schlüssel zur Wiederherstellung.",
    )
    init.add_argument("--name", required=True, help="Name der ersten Person der Verwaltung")
    init.add_argument("--email", required=True, help="ihre E-Mail")
    init.add_argument("--organisation", required=True, help="Name der Ansprechstelle")
    init.set_defaults(command=_init)


def _add_recovery(commands: "Commands") -> None:
    recovery = commands.add_parser(
        "recovery",
        help="Wiederherstellung: Menschen benennen, Schlüssel erneuern, einen Fall öffnen",
        description="Jeder Befehl fragt nach dem Schlüssel vom Papier.",
    )
    parts = recovery.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)
    appoint = parts.add_parser("appoint", help="sagen, wer zu zweit wiederherstellen kann")
    appoint.add_argument("emails", nargs="+", metavar="EMAIL", help="mindestens zwei Konten")
    appoint.set_defaults(command=_recovery_appoint)
    renew = parts.add_parser("renew", help="den Schlüssel auf Papier ersetzen")
    renew.set_defaults(command=_recovery_renew)
    give = parts.add_parser("give", help="jemanden einen Fall öffnen lassen")
    give.add_argument("record", metavar="KENNUNG", help="Kennung des Falls")
    give.add_argument("--to", required=True, metavar="EMAIL", help="wer ihn öffnen können soll")
    give.set_defaults(command=_recovery_give)


def _add_prepare(commands: "Commands") -> None:
    prepare = commands.add_parser(
        "prepare",
        help="Tabellen, Orte, Schriften und Gestaltung anlegen oder erneuern",
        description="Bereitet alles vor, ohne zu starten. Vorhandene Daten bleiben.",
    )
    prepare.set_defaults(command=_prepare)


def _add_lotse(commands: "Commands") -> None:
    lotse = commands.add_parser(
        "lotse",
        help="aus einer beschriebenen Lage einen Plan machen",
        description="Liest eine Lage als JSON von der Standardeingabe und gibt den Plan aus.",
        epilog='Beispiel: echo \'{"place": "Kiel", "answers": {"happened": ["threat"]}}\' | rueckhalt lotse',
    )
    lotse.add_argument("--letter", metavar="ART", help="statt des Plans einen Brief schreiben")
    form = lotse.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="als JSON ausgeben")
    form.add_argument("--pdf", action="store_true", help="als PDF ausgeben")
    lotse.add_argument(
        "--schema", action="store_true", help="zeigen, was die Eingabe enthalten darf"
    )
    lotse.set_defaults(command=_lotse)


def _add_places(commands: "Commands") -> None:
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
    search.set_defaults(command=_places_search)
    importing = below.add_parser(
        "import",
        help="ein Quartal des amtlichen Verzeichnisses einlesen",
        description="Liest die Textdatei GV100AD eines Quartals und sagt, was sich ändert.",
    )
    importing.add_argument("file", metavar="FILE", help="Textdatei GV100AD, ausgepackt")
    importing.set_defaults(command=_places_import)
    state = below.add_parser(
        "state",
        help="zeigen, welcher Stand gilt",
        description="Zeigt die gespeicherten Stände und ihre Quelle.",
    )
    state.set_defaults(command=_places_state)


def _add_directory(commands: "Commands") -> None:
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
    change.set_defaults(command=_directory_set)
    hints = parts.add_parser("reports", help="Hinweise auf falsche Angaben zeigen")
    hints.add_argument("--done", type=int, metavar="NUMMER", help="diesen Hinweis löschen")
    hints.set_defaults(command=_directory_reports)
    for name, about in DIRECTORY_READERS.items():
        parts.add_parser(name, help=about).set_defaults(command=_directory_read, part=name)


def _add_audit(commands: "Commands") -> None:
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
    verify.set_defaults(command=_audit_verify)
    parts.add_parser("head", help="den Kopf zeigen").set_defaults(command=_audit_head)
    forget = parts.add_parser("forget", help="alte Zeilen löschen, hinter einem Prüfpunkt")
    forget.add_argument("--before", required=True, metavar="TAG", help="vor diesem Tag: 2026-11-27")
    forget.add_argument("--by", required=True, help="wer löscht, als Bezeichnung: account:17")
    forget.set_defaults(command=_audit_forget)


def _add_work(commands: "Commands") -> None:
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


def _add_outbox(commands: "Commands") -> None:
    outbox = commands.add_parser(
        "outbox",
        help="Postausgang: Stand, Gescheitertes, Probe",
        description="Zeigt den Postausgang und entscheidet über Gescheitertes.",
    )
    parts = outbox.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)
    state = parts.add_parser("state", help="zeigen, was wartet und was gescheitert ist")
    state.set_defaults(command=_outbox_state)
    retry = parts.add_parser("retry", help="Gescheitertes noch einmal versuchen")
    retry.add_argument("number", type=int, metavar="NUMMER")
    retry.set_defaults(command=_outbox_retry)
    discard = parts.add_parser("discard", help="Gescheitertes löschen")
    discard.add_argument("number", type=int, metavar="NUMMER")
    discard.set_defaults(command=_outbox_discard)
    trial = parts.add_parser("trial", help="eine E-Mail zur Probe schicken")
    trial.add_argument("to", metavar="ADRESSE")
    trial.set_defaults(command=_outbox_trial)


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


def _recovery_appoint(asked: argparse.Namespace) -> int:
    from rueckhalt.config import setting_up

    return setting_up.appoint(asked.emails)


def _recovery_renew(_: argparse.Namespace) -> int:
    from rueckhalt.config import setting_up

    return setting_up.renew()


def _recovery_give(asked: argparse.Namespace) -> int:
    from rueckhalt.config import setting_up

    return setting_up.give(asked.record, asked.to)


def _prepare(_: argparse.Namespace) -> int:
    from rueckhalt.config import prepare

    prepare.prepare()
    return 0


def _lotse(asked: argparse.Namespace) -> int:
    from rueckhalt.config import asking, prepare

    if asked.schema:
        print(asking.schema(is_for_letter=bool(asked.letter)))
        return 0
    # Paper needs its fonts, and a letter names each sign that they lack.
    ready = prepare.prepare if asked.letter or asked.pdf else prepare.prepare_data
    ready()
    form = asking.PDF if asked.pdf else asking.JSON if asked.json else asking.TEXT
    raw = sys.stdin.buffer.read()
    return (
        asking.write_letter(raw, asked.letter, form=form)
        if asked.letter
        else asking.ask(raw, form=form)
    )


def _places_search(asked: argparse.Namespace) -> int:
    from rueckhalt.config import asking, prepare

    prepare.prepare_data()
    return asking.find_places(" ".join(asked.text), asked.limit)


def _places_import(asked: argparse.Namespace) -> int:
    from rueckhalt.config import asking, prepare

    prepare.prepare_data()
    return asking.import_places(asked.file)


def _places_state(_: argparse.Namespace) -> int:
    from rueckhalt.config import asking, prepare

    prepare.prepare_data()
    return asking.show_places_state()


def _directory_set(asked: argparse.Namespace) -> int:
    from rueckhalt.config import directory, prepare

    prepare.prepare_data()
    return directory.set_from(asked.file, asked.by)


def _directory_reports(asked: argparse.Namespace) -> int:
    from rueckhalt.config import directory, prepare

    prepare.prepare_data()
    return directory.show_reports(asked.done)


def _directory_read(asked: argparse.Namespace) -> int:
    from rueckhalt.config import directory, prepare

    prepare.prepare_data()
    readers = {
        "list": directory.show_entries,
        "check": directory.show_findings,
        "coverage": directory.show_coverage,
        "export": directory.export,
    }
    return readers[asked.part]()


def _audit_verify(asked: argparse.Namespace) -> int:
    from rueckhalt.config import audit, prepare

    prepare.prepare_data()
    return audit.verify(asked.head, asked.heads)


def _audit_head(_: argparse.Namespace) -> int:
    from rueckhalt.config import audit, prepare

    prepare.prepare_data()
    return audit.show_head()


def _audit_forget(asked: argparse.Namespace) -> int:
    from rueckhalt.config import audit, prepare

    prepare.prepare_data()
    return audit.forget(asked.before, asked.by)


def _work(asked: argparse.Namespace) -> int:
    from rueckhalt.config import work

    return work.work_once() if asked.once else work.work(asked.under)


def _outbox_state(_: argparse.Namespace) -> int:
    from rueckhalt.config import outbox

    return outbox.show_state()


def _outbox_retry(asked: argparse.Namespace) -> int:
    from rueckhalt.config import outbox

    return outbox.try_again(asked.number)


def _outbox_discard(asked: argparse.Namespace) -> int:
    from rueckhalt.config import outbox

    return outbox.give_up(asked.number)


def _outbox_trial(asked: argparse.Namespace) -> int:
    from rueckhalt.config import outbox

    return outbox.send_trial(asked.to)
