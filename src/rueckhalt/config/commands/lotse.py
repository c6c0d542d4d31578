"""The command `lotse`: from a described situation to a plan or a letter."""

import argparse
import sys

from rueckhalt.config.commands.shapes import Commands


def add(commands: Commands) -> None:
    """Adds the command."""
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
