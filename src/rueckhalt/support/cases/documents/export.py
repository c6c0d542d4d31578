"""What a person takes along of her case: everything that her page shows, as JSON and on paper."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime

from rueckhalt.foundation.directory.api import BERLIN
from rueckhalt.foundation.web import pdf
from rueckhalt.support.cases.queries.person import Given, OwnPage, Turn
from rueckhalt.support.cases.rules.contents import Consent, Told

TEMPLATE = "support/cases/templates/cases/person/export.typ"
TITLE = "Unterlagen"
OWN, OURS = "Sie", "Kontaktstelle"


def page_as_json(page: OwnPage) -> bytes:
    """Returns everything as JSON in UTF-8: what she told, the conversation, consents, disclosures."""
    data = {
        "told_at": page.told_at.isoformat(),
        "told": asdict(page.told),
        "state": page.last.sentence,
        "next_day": page.last.due_on.isoformat() if page.last.due_on else None,
        "clocks": [asdict(clock) for clock in page.last.clocks],
        "conversation": [_turn_as_data(turn) for turn in page.turns],
        "consents": [asdict(one.consent) for one in page.consents],
        "disclosures": [
            {**asdict(one.disclosure), "replies": [asdict(reply) for reply in one.replies]}
            for one in page.given
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2, default=str).encode()


def _turn_as_data(turn: Turn) -> dict[str, object]:
    return {
        "at": turn.at.isoformat(),
        "by": "person" if turn.is_own else "contact-point",
        "when": turn.when,
        "text": turn.text,
        "files": [one.about.name for one in turn.files if one.about],
    }


def page_as_pdf(page: OwnPage, *, on: date) -> bytes:
    """Returns everything as PDF/A-3a and PDF/UA-1. Its metadata say nothing."""
    data: dict[str, pdf.Value] = {
        "day": _day(on),
        "state": page.last.sentence,
        "told": [{"label": label, "text": text} for label, text in _told(page.told)],
        "turns": [
            {
                "head": f"{OWN if turn.is_own else OURS}, {_moment(turn.at)}",
                "text": "\n".join(filter(None, (turn.when, turn.text))),
                "files": _file_words(turn),
            }
            for turn in page.turns
        ],
        "clocks": [f"{one.title}: {_day(one.due_on)}. {one.reason}" for one in page.last.clocks],
        "consents": [_consent(one.consent) for one in page.consents],
        "given": [_given(one) for one in page.given],
    }
    return pdf.render_apart(TEMPLATE, data, title=TITLE, on=on)


def _told(told: Told) -> Iterator[tuple[str, str]]:
    """What she told at the beginning, each with its label; what she left empty stands nowhere."""
    reach = told.reach
    lines = (
        ("Was passiert ist", told.text),
        *((f"Vorfall: {one.when}", one.what) for one in told.incidents),
        *((one.question, one.answer) for one in told.answers),
        ("Name", told.name),
        ("Amt oder Aufgabe", told.office),
        ("So erreichen wir Sie", reach.way),
        ("Dann können Sie sprechen", reach.times),
        ("Das sagen wir nicht", reach.never_say),
        ("Wer noch sicher sein soll", ", ".join(told.protected)),
        ("Wer das nicht sehen soll", told.keep_from),
        ("Fassung Ihres Einverständnisses", told.consent),
    )
    return ((label, text) for label, text in lines if text)


def _consent(one: Consent) -> str:
    return f"An {one.recipient}, für {one.purpose}: {', '.join(one.items)}. Gilt bis {_day(one.until)}."


def _given(one: Given) -> dict[str, pdf.Value]:
    sent = one.disclosure
    return {
        "text": f"{_day(sent.given_on)}, an {sent.recipient}, für {sent.purpose}: {', '.join(sent.items)}.",
        "replies": [" ".join(filter(None, (one.text, one.file_number))) for one in one.replies],
    }


def _file_words(turn: Turn) -> str:
    return ", ".join(one.about.name for one in turn.files if one.about)


def _day(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def _moment(at: datetime) -> str:
    local = at.astimezone(BERLIN)
    return f"{_day(local.date())}, {local:%H:%M} Uhr"
