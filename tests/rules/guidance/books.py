"""A small invented rulebook, and the texts of the shipped one, for tests of rules."""

from importlib.resources import files

from rueckhalt.foundation.lib.content import parse_entries
from rueckhalt.support.guidance.rules.described import ClockRule
from rueckhalt.support.guidance.rules.rulebook import Rulebook, parse_rulebook

LAW = """
[[norm]]
id = "BMG § 51"
title = "Auskunftssperre"
says = "Erfunden für Tests."
url = "https://www.gesetze-im-internet.de/bmg/__51.html"
checked_against = 2026-08-19

[[parameter]]
id = "dauer"
norm = "BMG § 51"
source = "Erfunden für Tests."
values = [{ valid_from = 2020-01-01, number = 2, words = "zwei Jahre" }]

[[parameter]]
id = "strafantrag_frist"
norm = "BMG § 51"
source = "Erfunden für Tests."
values = [{ valid_from = 2020-01-01, number = 3, words = "drei Monate" }]
"""

QUESTIONS = """
[[question]]
id = "danger"
text = "Gefahr?"
kind = "one"
page = "first"
rank = 1
options = [
    { id = "yes", label = "Ja", because = "Gefahr." },
    { id = "no", label = "Nein", because = "Keine Gefahr." },
]
"""

STEP = """
[[step]]
id = "eins"
urgency = "today"
rank = 1
title = "Titel"
do = ["Etwas tun in {place}."]
who = "Sie"
by_when = "heute"
why = "Gilt {dauer}."
mark = "belegt"
norms = ["BMG § 51"]
owner = "Test"
valid_from = 2026-01-01
when = { danger = ["yes"] }
example = { danger = ["yes"] }
"""


def book(step: str = STEP, questions: str = QUESTIONS, law: str = LAW) -> Rulebook:
    """The small rulebook, each part replaceable."""
    return parse_rulebook({"fragen.toml": questions, "schritte.toml": step}, {"recht.toml": law})


def shipped_texts(folder: str) -> dict[str, str]:
    """File name → text of a folder of the shipped content."""
    entries = (files("rueckhalt") / "content" / folder).iterdir()
    return {entry.name: entry.read_text("utf-8") for entry in entries}


def shipped_book(law: dict[str, str] | None = None) -> Rulebook:
    """The rulebook that the product ships, or the same on another law."""
    return parse_rulebook(shipped_texts("guidance"), law or shipped_texts("law"))


def described_clocks() -> tuple[ClockRule, ...]:
    """How each clock counts, as the product ships it."""
    return parse_entries(shipped_texts("guidance"), "clock", ClockRule)
