"""Invitation and minutes of a meeting on paper (PDF/A-3a, PDF/UA-1) and as a table."""

from django.utils import timezone
from django.utils.formats import date_format

from rueckhalt.dialogue.exchange.documents.tables import as_csv
from rueckhalt.dialogue.exchange.queries.minutes import Minutes, MinutesItem, MinutesResult
from rueckhalt.foundation.web import pdf

TEMPLATE = "dialogue/exchange/templates/exchange/meetings/minutes.typ"
HEAD = ("Nummer", "Punkt", "Ergebnis", "Text", "Andere Stelle", "Bis wann")


def minutes_as_pdf(minutes: Minutes) -> bytes:
    """What came of a meeting."""
    return _pdf(minutes, "Protokoll", has_results=True)


def invitation_as_pdf(minutes: Minutes) -> bytes:
    """When and where a meeting is, and its agenda."""
    return _pdf(minutes, "Einladung", has_results=False)


def minutes_as_csv(minutes: Minutes) -> bytes:
    """One row a result, and one for an item without any."""
    return as_csv([HEAD, *(row for item in minutes.items for row in _rows(item))])


def _rows(item: MinutesItem) -> list[tuple[str, ...]]:
    first = (str(item.number), item.title)
    if not item.results:
        return [(*first, "", "", "", "")]
    return [(*first, one.kind, _text(one), one.referred_to, _until(one)) for one in item.results]


def _text(one: MinutesResult) -> str:
    sides = [one.text, one.one_side, one.other_side]
    return " / ".join(side for side in sides if side)


def _until(one: MinutesResult) -> str:
    return date_format(one.until, "d.m.Y") if one.until else ""


def _pdf(minutes: Minutes, kind: str, *, has_results: bool) -> bytes:
    starts, ends = timezone.localtime(minutes.starts_at), timezone.localtime(minutes.ends_at)
    data: dict[str, pdf.Value] = {
        "kind": kind,
        "edition": minutes.edition,
        "name": minutes.name,
        "state": minutes.state,
        "when": f"{date_format(starts, 'l, j. F Y')}, {starts:%H:%M} bis {ends:%H:%M} Uhr",
        "place": minutes.place,
        "has_results": has_results,
        "items": [_item(item) for item in minutes.items],
        "people": [[name, house] for name, house in minutes.people] if has_results else [],
    }
    on = timezone.localdate(minutes.changed_at)
    return pdf.render(TEMPLATE, data, title=f"{kind}: {minutes.name}", on=on)


def _item(item: MinutesItem) -> dict[str, pdf.Value]:
    return {
        "number": item.number,
        "title": item.title,
        "results": [
            {
                "kind": one.kind,
                "text": one.text,
                "to": one.referred_to,
                "until": _until(one),
                "one_side": one.one_side,
                "other_side": one.other_side,
            }
            for one in item.results
        ],
    }
