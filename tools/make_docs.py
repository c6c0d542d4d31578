"""Writes docs/fachlich from the dated text: steps, bodies, clocks, norms, and what is not known.

Run by `make docs`; a house test compares the committed pages with what `pages` returns.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from rueckhalt.foundation.directory.rules import (
    BERLIN,
    CONCERNS,
    Body,
    Coverage,
    Entries,
    Way,
    coverage,
    missing,
    parse_entries_of,
)
from rueckhalt.foundation.lib.content import parse_entries
from rueckhalt.foundation.places.rules import Land, parse_directory
from rueckhalt.support.guidance.rules.conditions import Condition
from rueckhalt.support.guidance.rules.described import ClockRule
from rueckhalt.support.guidance.rules.grounds import Mark, Source
from rueckhalt.support.guidance.rules.letter_book import parse_letters
from rueckhalt.support.guidance.rules.letters import Letter, LetterBook, Passage
from rueckhalt.support.guidance.rules.offences import Complaint, Joint, Offence, Superior, Word
from rueckhalt.support.guidance.rules.rulebook import Rulebook, Step, Urgency, parse_rulebook
from rueckhalt.support.guidance.rules.situation import UNANSWERED

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "src/rueckhalt/content"
TABLES = ROOT / "tests/spec/guidance"
TARGET = ROOT / "docs/fachlich"
DATES = ROOT / "tests/spec/clocks"
MADE = "*Diese Seite entsteht mit `make docs` aus den [Inhalten](inhalte.md).*"
PLACES = ROOT / "src/rueckhalt/foundation/places/municipalities.csv"
# The moments for which the page of gaps counts: it must not change by itself from day to day.
BY_DAY = datetime(2026, 11, 26, 10, tzinfo=BERLIN)
BY_NIGHT = datetime(2026, 11, 26, 23, tzinfo=BERLIN)
MADE_OF_TABLES = "*Diese Seite entsteht mit `make docs` aus den Tabellen in `tests/spec/guidance`.*"
HEADINGS = {
    Urgency.NOW: "Sofort",
    Urgency.TODAY: "Heute",
    Urgency.DAYS: "In den nächsten Tagen",
    Urgency.LATER: "Danach",
}


COMPLAINTS = {
    Complaint.REQUIRED: "ja, zwingend",
    Complaint.UNLESS_INTEREST: "ja, aber auch von Amts wegen bei besonderem öffentlichem Interesse",
    Complaint.NOT_REQUIRED: "nein",
    Complaint.AS_THREATENED: "wie bei der angedrohten Tat",
    Complaint.AUTHORISATION: "Ermächtigung nötig",
}
JOINTS = {
    Joint.YES: "ja",
    Joint.SEVERE_CASE: "in besonders schweren Fällen, sonst aus besonderen Gründen",
    Joint.SPECIAL_REASONS: "nur aus besonderen Gründen",
    Joint.NO: "nicht ausdrücklich vorgesehen",
}
SUPERIORS = {Superior.POSSIBLE: "vielleicht", Superior.NO: "nein", Superior.OPEN: "offen"}


def pages() -> dict[str, str]:
    """The generated pages: file name → Markdown."""
    book = parse_rulebook(_texts("guidance"), _texts("law"))
    letters = parse_letters(_texts("letters"), book)
    entries = parse_entries_of(_texts("directory"))
    made = {
        "schritte.md": _steps(book),
        "stellen.md": _bodies(entries.bodies),
        "taten.md": _offences(book),
        "briefe.md": _letters(letters, book),
        "lagen.md": _tables(book, entries),
        "fristen.md": _clocks(book, parse_entries(_texts("guidance"), "clock", ClockRule)),
        "normen.md": _norms(book),
        "offen.md": _open(book, letters, entries),
        "luecken.md": _gaps(entries),
    }
    return {name: "\n".join(lines) + "\n" for name, lines in made.items()}


def _texts(folder: str) -> dict[str, str]:
    return {file.name: file.read_text("utf-8") for file in (CONTENT / folder).iterdir()}


def _steps(book: Rulebook) -> Iterator[str]:
    reviewed = sum(step.reviewed_on is not None for step in book.steps)
    yield from ("# Alle Schritte", "", MADE, "")
    yield from (f"Juristisch geprüft: {reviewed} von {len(book.steps)} Schritten.", "")
    for urgency, heading in HEADINGS.items():
        yield from (f"## {heading}", "")
        chosen = [step for step in book.steps if step.urgency is urgency]
        for step in sorted(chosen, key=lambda step: (step.rank, step.id)):
            yield from _step(step, book)


def _step(step: Step, book: Rulebook) -> Iterator[str]:
    yield from (f"### {step.title}", "", f"`{step.id}` · **{step.mark}**", "")
    yield from (f"- {line}" for line in step.do)
    for line in step.also:
        yield f"- {line.text} (nur wenn: {_condition(line.when, book)})"
    yield ""
    yield from _table(("", ""), _facts(step, book))


def _facts(step: Step, book: Rulebook) -> Iterator[tuple[str, ...]]:
    yield "Wer", step.who
    yield "Bis wann", step.by_when
    yield "Warum", step.why
    yield "Erscheint", _condition(step.when, book) or "immer"
    if step.unless:
        yield "Erscheint nicht", _condition(step.unless, book)
    yield "Beispiel", _condition(step.example, book)
    yield "Beruht auf", "; ".join([*step.norms, *map(_source, step.sources)]) or "keiner Norm"
    if step.ask:
        yield "Nicht bekannt", step.ask
    yield "Zuständig, gültig ab", f"{step.owner}, {step.valid_from}"


def _tables(book: Rulebook, entries: Entries) -> Iterator[str]:
    texts = [file.read_text("utf-8") for file in sorted(TABLES.glob("*.toml"))]
    tables = [table for text in texts for table in tomllib.loads(text)["lage"]]
    places = {place.ags: place.label for place in parse_directory(PLACES.read_text("utf-8")).places}
    bodies = {body.id: body.name for body in entries.bodies}
    yield from ("# Lagen und was ihr Plan enthalten muss", "", MADE_OF_TABLES, "")
    yield from (f"{len(tables)} Lagen. Ein Test hält jeden Plan an seine Tabelle.", "")
    yield from (f"Alle Pläne gelten für den {BY_DAY:%d.%m.%Y}.", "")
    for table in tables:
        yield from (f"## {table['name']}", "", f"`{table['id']}`", "")
        rows = (*_told_rows(table, book, places), *_table_rows(table, book, bodies))
        yield from _table(("", ""), rows)


def _told_rows(
    table: Mapping[str, Any], book: Rulebook, places: Mapping[str, str]
) -> Iterator[tuple[str, ...]]:
    questions = {question.id: question.text for question in book.questions}
    if place := table.get("ags"):
        yield "Ort", places[place]
    yield "Lage", _condition(table["antworten"], book) or "nichts beantwortet"
    for incident in table.get("weitere", ()):
        yield "Weiterer Vorfall", _condition(incident, book)
    for question, day in table.get("tage", {}).items():
        yield questions[question], f"{day:%d.%m.%Y}"


def _table_rows(
    table: Mapping[str, Any], book: Rulebook, bodies: Mapping[str, str]
) -> Iterator[tuple[str, ...]]:
    steps = {step.id: step.title for step in book.steps}
    offences = {one.id: f"{one.name} ({one.cited})" for one in book.offences.offences}
    asked_back = {one.id: one.ask for one in book.contradictions}
    for label, key, names in (
        ("Schritte, die da sein müssen", "schritte", steps),
        ("Schritte, die fehlen müssen", "schritte_nicht", steps),
        ("Taten, die in Betracht kommen", "taten", offences),
        ("Taten, die nicht dastehen dürfen", "taten_nicht", offences),
        ("Stellen, die dastehen müssen", "stellen", bodies),
        ("Stellen, die fehlen müssen", "stellen_nicht", bodies),
        ("Der Plan fragt zurück", "fragt_zurueck", asked_back),
    ):
        if found := table.get(key):
            yield label, "; ".join(names[one] for one in found)
    if first := table.get("zuerst"):
        yield "Zuerst", steps[first]
    yield from _table_words(table)


def _table_words(table: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    if wanted := table.get("strafantrag"):
        yield "Strafantrag", wanted
    if superior := table.get("vorgesetzter"):
        yield "Strafantrag auch durch eine andere Stelle", SUPERIORS[Superior(superior)]
    for label, key in (("Handeln Sie bis", "handeln_bis"), ("Ende der Frist", "gesetz_bis")):
        if day := table.get(key):
            yield label, f"{day:%d.%m.%Y}"
    if "heute" in table:
        yield "„Handeln Sie heute“", "ja" if table["heute"] else "nein"
    if "widerspruch" in table:
        yield "Recht zum Widerspruch", "ja" if table["widerspruch"] else "nein"
    for label, key in (("Diese Worte stehen da", "sagt"), ("Diese Worte fehlen", "sagt_nicht")):
        if words := table.get(key):
            yield label, "; ".join(f"„{one}“" for one in words)
    yield "Warum", table["grund"]


def _offences(book: Rulebook) -> Iterator[str]:
    reviewed = sum(one.reviewed_on is not None for one in book.offences.offences)
    yield from ("# Alle Taten", "", MADE, "")
    yield from (book.offences.texts[Word.NOTICE].text, "")
    yield from (f"Juristisch geprüft: {reviewed} von {len(book.offences.offences)} Taten.", "")
    for offence in sorted(book.offences.offences, key=lambda one: (one.rank, one.id)):
        yield from (f"## {offence.name}", "", f"`{offence.id}` · **{offence.mark}**", "")
        yield from (offence.about, "")
        yield from _table(("", ""), _offence_facts(offence, book))
    yield from _superiors(book)
    yield from ("## Erklärungen für alle Taten", "")
    rows = (
        (text.label, text.text, "; ".join([*text.norms, *map(_source, text.sources)]))
        for text in book.offences.texts.values()
    )
    yield from _table(("", "Was der Plan sagt", "Beruht auf"), rows)


def _offence_facts(offence: Offence, book: Rulebook) -> Iterator[tuple[str, ...]]:
    yield "Norm", offence.cited
    yield "Kommt in Betracht", " **oder** ".join(_condition(way, book) for way in offence.when)
    if offence.unless:
        yield "Erscheint nicht", _condition(offence.unless, book)
    yield (
        "Strafantrag",
        ", ".join(filter(None, (COMPLAINTS[offence.complaint], offence.complaint_at))),
    )
    if offence.complaint_note:
        yield "Dazu", offence.complaint_note
    yield (
        "Antrag des Dienstvorgesetzten",
        "nur bei Amtsträgern" if offence.may_superior_file else "nein",
    )
    yield "Widerspruch", "ja" if offence.may_object else "nein"
    yield "Privatklage", _private(offence, book)
    yield "Nebenklage", JOINTS[offence.joint]
    yield "Verjährung in Jahren", _limitation(offence)
    for limit in offence.limits:
        only = f" (nur wenn: {_condition(limit.when, book)})" if limit.when else ""
        yield "Grenze", limit.text + only
    yield "Beispiel", _condition(offence.example, book)
    yield "Beruht auf", "; ".join([*offence.norms, *map(_source, offence.sources)])
    yield "Zuständig, gültig ab", f"{offence.owner}, {offence.valid_from}"


def _private(offence: Offence, book: Rulebook) -> str:
    if not offence.may_prosecute_privately:
        return "nein"
    closed = (
        f", nicht wenn: {_condition(offence.not_privately, book)}" if offence.not_privately else ""
    )
    return "ja" + closed + (", nach einem Sühneversuch" if offence.needs_conciliation else "")


def _limitation(offence: Offence) -> str:
    years, qualified = offence.limitation_years, offence.limitation_years_qualified
    return (
        f"{years}, in schwereren Fällen {qualified}"
        if qualified not in (None, years)
        else str(years)
    )


def _superiors(book: Rulebook) -> Iterator[str]:
    yield from ("## Wer außer der betroffenen Person Strafantrag stellen darf", "")
    rows = (
        (_condition(rule.when, book), SUPERIORS[rule.answer], f"{rule.text} {rule.ask}".strip(),
         "; ".join([*rule.norms, *map(_source, rule.sources)]), rule.mark)
        for rule in book.offences.superiors
    )  # fmt: skip
    yield from _table(("Wer", "Andere Stelle", "Was der Plan sagt", "Beruht auf", "Zeichen"), rows)


def _condition(condition: Condition, book: Rulebook) -> str:
    """A condition in the words of the questions."""
    questions = {question.id: question.text for question in book.questions}
    parts = []
    for fact, values in condition.items():
        labels = [f"„{_label(fact, value, book)}“" for value in values]
        parts.append(f"{questions.get(fact, fact)} {' oder '.join(labels)}")
    return "; ".join(parts)


def _label(fact: str, value: str, book: Rulebook) -> str:
    if value == UNANSWERED:
        return "nicht beantwortet"
    option = book.options.get((fact, value))
    return option.label if option else value


def _source(source: Source) -> str:
    return f"{source.text} ({source.on})"


def _bodies(bodies: tuple[Body, ...]) -> Iterator[str]:
    yield from ("# Alle Stellen", "", MADE, "")
    checked = sum(body.checked_on is not None for body in bodies)
    yield from (f"Von einem Menschen geprüft: {checked} von {len(bodies)} Stellen.", "")
    rows = (
        (body.name, ", ".join(body.competences), _land(body.land), _way(body), _hours(body),
         f"{body.source.text} ({body.attested_on})")
        for body in bodies
    )  # fmt: skip
    yield from _table(("Stelle", "Wofür", "Land", "Weg", "Zeiten", "Quelle"), rows)


def _land(land: Land | None) -> str:
    return land.label if land else "alle"


def _way(body: Body) -> str:
    if body.valid_until:
        return f"geschlossen, Nachfolge: {body.successor}"
    ways = [way for way in (body.phone, body.email, body.url) if way]
    return " ".join([", ".join(ways), body.way.explanation]).strip()


def _hours(body: Body) -> str:
    if body.always_open:
        return "immer"
    hours = (f"{w.rule}, {w.opens:%H:%M} bis {w.closes:%H:%M}" for w in body.hours)
    return "; ".join(hours) or "nicht bekannt"


def _clocks(book: Rulebook, clocks: tuple[ClockRule, ...]) -> Iterator[str]:
    yield from ("# Alle Fristen", "", MADE, "")
    for clock in sorted(clocks, key=lambda clock: clock.title):
        yield from (f"## {clock.title}", "", f"`{clock.id}` · **{clock.mark}**", "")
        yield from _table(("", ""), _clock_facts(clock, book))
        texts = (book.clock_texts[state] for state in clock.states)
        said = ((f"`{text.id}`", text.label or "–", text.text) for text in texts)
        yield from _table(("Stand", "vor dem Tag", "Text"), said)
    yield from ("## Durchgerechnete Beispiele", "")
    yield from ("Diese Tage sind von Hand aus dem Gesetz gerechnet. Tests vergleichen damit.", "")
    for file in sorted(DATES.glob("*.toml")):
        yield from _dates(tomllib.loads(file.read_text("utf-8")))


def _clock_facts(clock: ClockRule, book: Rulebook) -> Iterator[tuple[str, ...]]:
    asked = {question.id: question.text for question in book.questions}
    yield "Beginnt", clock.begins
    yield "Zeigt", clock.shows
    days = [asked.get(day, f"`{day}` (wird noch nicht gefragt)") for day in clock.days]
    yield "Fragt", " ".join(days) or "nichts"
    if clock.values:
        yield "Werte", ", ".join(f"`{{{value}}}`" for value in clock.values)
    yield "Beruht auf", "; ".join(clock.norms) or "keiner Norm"
    if clock.ask:
        yield "Offen", clock.ask


def _dates(table: Mapping[str, list[dict[str, object]]]) -> Iterator[str]:
    """One table of dates: its heading, what it rests on, and its rows."""
    rows = table["rows"]
    names = list(dict.fromkeys(name for row in rows for name in row))
    yield from (f"### {table['title']}", "", f"{table['rests_on']}", "")
    head = tuple(name.replace("_", " ") for name in names)
    yield from _table(head, (tuple(_cell(row.get(name)) for name in names) for row in rows))


def _cell(value: object) -> str:
    match value:
        case None:
            return "–"
        case date():
            return f"{value:%d.%m.%Y}"
        case bool():
            return "ja" if value else "nein"
        case list():
            return ", ".join(map(str, value))
    return str(value)


def _norms(book: Rulebook) -> Iterator[str]:
    yield from ("# Normen und Werte", "", MADE, "")
    rows = ((f"[{n.id}]({n.url})", n.says, str(n.checked_against)) for n in book.norms.values())
    yield from _table(("Norm", "Was für den Plan zählt, in unseren Worten", "Stand"), rows)
    yield from ("## Werte, die sich mit dem Gesetz ändern", "")
    values = (
        (f"`{{{p.id}}}`", value.words, str(value.valid_from), p.source)
        for p in book.parameters.values()
        for value in p.values
    )
    yield from _table(("Wert", "heißt", "belegt seit", "Quelle"), values)


def _letters(letters: LetterBook, book: Rulebook) -> Iterator[str]:
    found = sorted(letters.letters.values(), key=lambda letter: letter.rank)
    reviewed = sum(letter.reviewed_on is not None for letter in found)
    yield from ("# Alle Briefe", "", MADE, "")
    yield from (f"Juristisch geprüft: {reviewed} von {len(found)} Briefen.", "")
    yield "Ein Absatz fällt weg, wenn ein Feld leer ist, das er nennt. Felder stehen in geschweiften Klammern."
    yield ""
    for letter in found:
        yield from (f"## {letter.title}", "", f"`{letter.id}` · **{letter.mark}**", "")
        yield from (letter.about, "", f"**{letter.subject}**", "")
        yield from (line for one in letter.passages for line in _passage(one, letters, book))
        yield from _table(("", ""), _letter_facts(letter, letters, book))


def _passage(passage: Passage, letters: LetterBook, book: Rulebook) -> Iterator[str]:
    heading = f"**{passage.heading}.** " if passage.heading else ""
    only = f" (nur wenn: {_condition(passage.when, book)})" if passage.when else ""
    only += f" (nicht wenn: {_condition(passage.unless, book)})" if passage.unless else ""
    text = passage.text.replace("\n", ", ")
    yield f"> {heading}{text}{only}"
    options = letters.fields[passage.listed].options if passage.listed else ()
    yield from (f"> - {option.text} (nur wenn: „{option.label}“)" for option in options)
    yield ""


def _letter_facts(letter: Letter, letters: LetterBook, book: Rulebook) -> Iterator[tuple[str, ...]]:
    asked = (
        letters.fields[one.field].label + (" (Pflicht)" if one.required else "")
        for one in letter.asks
    )
    yield "Fragt", "; ".join(asked)
    yield "Angeboten", _condition(letter.when, book) or "immer"
    if letter.unless:
        yield "Nicht angeboten", _condition(letter.unless, book)
    yield "Vorher lesen", " ".join(letter.know)
    yield "Danach", " ".join(letter.send)
    yield "Beruht auf", "; ".join([*letter.norms, *map(_source, letter.sources)]) or "keiner Norm"
    if letter.ask:
        yield "Nicht bekannt", letter.ask
    yield "Zuständig, gültig ab", f"{letter.owner}, {letter.valid_from}"


def _open(book: Rulebook, letters: LetterBook, entries: Entries) -> Iterator[str]:
    yield from ("# Was wir nicht wissen", "", MADE, "", "## Fragen ohne Antwort", "")
    unknown = [step for step in book.steps if step.mark is Mark.OPEN or step.ask]
    yield from _table(("Schritt", "Offen"), ((step.title, step.ask) for step in unknown))
    yield from ("## Briefe", "")
    asked = ((letter.title, letter.ask) for letter in letters.letters.values() if letter.ask)
    yield from _table(("Brief", "Offen"), asked)
    yield from ("## Taten: was das Gesetz offen lässt oder was wir nicht wissen", "")
    limits = ((one.name, limit.text) for one in book.offences.offences for limit in one.limits)
    asked = (
        (_condition(rule.when, book), rule.ask) for rule in book.offences.superiors if rule.ask
    )
    yield from _table(("Tat oder Amt", "Offen"), (*limits, *asked))
    yield from ("## Offenes an Fristen", "")
    clocks = parse_entries(_texts("guidance"), "clock", ClockRule)
    asked = ((clock.title, clock.ask) for clock in clocks if clock.ask)
    yield from _table(("Frist", "Offen"), asked)
    yield from ("## Rat ohne Norm", "")
    yield from (f"- {step.title}" for step in book.steps if step.mark is Mark.PRACTICE)
    yield from ("", "## Stellen, deren Weg nur aus zweiter Hand bekannt ist", "")
    yield from (f"- {body.name}" for body in entries.bodies if body.second_hand)
    yield from ("", "## Stellen, zu denen kein Weg belegt ist", "")
    pathless = [body for body in entries.bodies if body.way is Way.UNKNOWN and not body.valid_until]
    yield from (f"- {body.name} ({_land(body.land)})" for body in pathless)
    yield from ("", "## Stellen, die niemand belegt hat", "")
    yield from _table(
        ("Was fehlt", "Was man tun kann"), ((gap.text, gap.ask) for gap in entries.gaps)
    )


def _gaps(entries: Entries) -> Iterator[str]:
    places = parse_directory(PLACES.read_text("utf-8")).places
    by_day, by_night = (coverage(entries.bodies, places, at) for at in (BY_DAY, BY_NIGHT))
    yield from ("# Lücken im Verzeichnis der Stellen", "", MADE, "")
    yield from ("Wie viele von 100 Gemeinden erreichen jemanden, per Telefon oder Formular?", "")
    yield "Die Kurznummern 110, 112 und 116 zählen nicht mit. Ein Telefon ohne bekannte Zeiten auch nicht."
    yield from ("Stand: 26. November 2026.", "")
    yield from ("## Donnerstag, 10 Uhr", "", *_shares(by_day, lambda one: one.reached))
    yield from ("## Donnerstag, 23 Uhr", "", *_shares(by_night, lambda one: one.reached))
    yield from (
        "## Davon nur mit Angaben, die älter als 180 Tage sind (10 Uhr)",
        "",
        *_shares(by_day, lambda one: one.only_old),
    )
    yield from ("## Was fehlt", "")
    rows = ((one.competence.label, one.text) for one in missing(entries, BY_DAY.date()))
    yield from _table(("Wofür", "Was wir nicht wissen"), rows)


def _shares(counted: Iterable[Coverage], count: Callable[[Coverage], int]) -> Iterator[str]:
    """A table with a row for each concern and a column for each Land, in percent."""
    found = {(one.competence, one.land): one for one in counted}
    whole = sum(found[CONCERNS[0], land].municipalities for land in Land)
    yield from _table(
        ("Wofür", "alle", *(land.value for land in Land)),
        (
            (
                concern.label,
                f"{100 * sum(count(found[concern, land]) for land in Land) / whole:.0f}",
                *(
                    f"{100 * count(found[concern, land]) / found[concern, land].municipalities:.0f}"
                    for land in Land
                ),
            )
            for concern in CONCERNS
        ),
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
    yield ""


def write(made: Mapping[str, str], target: Path) -> None:
    """Writes the pages into a folder."""
    for name, text in made.items():
        (target / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write(pages(), TARGET)
