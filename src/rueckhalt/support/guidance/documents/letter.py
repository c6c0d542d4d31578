"""A letter for paper, for a terminal and for machines, with the same text everywhere."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from django.utils.formats import date_format

from rueckhalt.foundation.web import pdf
from rueckhalt.support.guidance.documents.plan import UNREVIEWED
from rueckhalt.support.guidance.queries import LetterPage
from rueckhalt.support.guidance.rules.letters import Letter, LetterBook, LetterField
from rueckhalt.support.guidance.rules.writing import Paragraph, Written

TEMPLATE = "support/guidance/templates/guidance/letter.typ"
SALUTATION = "Sehr geehrte Damen und Herren,"
CLOSING = "Mit freundlichen Grüßen"
ENCLOSED = "Anlagen"


def fit_for_paper(letter: Written) -> Written:
    """The letter with every sign that paper cannot show, or nobody can see, named in brackets."""
    fit = pdf.printable
    return replace(
        letter,
        sender=_each(fit, letter.sender),
        recipient=_each(fit, letter.recipient),
        paragraphs=tuple(_fit_paragraph(fit, one) for one in letter.paragraphs),
        name=fit(letter.name),
    )


def _fit_paragraph(fit: Callable[[str], str], one: Paragraph) -> Paragraph:
    return replace(one, text=fit(one.text), items=_each(fit, one.items))


def _each(fit: Callable[[str], str], lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fit(line) for line in lines)


def letter_as_pdf(letter: Written) -> bytes:
    """The letter as PDF/A-3a and PDF/UA-1. Its metadata hold nothing of it."""
    return pdf.render(TEMPLATE, _values(letter), title="Schreiben", on=letter.on)


def _values(letter: Written) -> dict[str, pdf.Value]:
    paragraphs = [
        {"heading": one.heading, "lines": one.text.splitlines(), "items": list(one.items)}
        for one in letter.paragraphs
    ]
    return {
        "sender": list(letter.sender),
        "recipient": list(letter.recipient),
        "day": _day(letter),
        "subject": letter.subject,
        "salutation": SALUTATION,
        "paragraphs": paragraphs,
        "closing": CLOSING,
        "name": letter.name,
        "enclosed_title": ENCLOSED,
        "enclosed": list(letter.enclosed),
    }


def letters_as_data(letters: Iterable[Letter], book: LetterBook) -> dict[str, object]:
    """All letters and what each asks for, as plain values that JSON can hold."""
    return {"notice": UNREVIEWED, "letters": [_kind_as_data(one, book) for one in letters]}


def _kind_as_data(letter: Letter, book: LetterBook) -> dict[str, object]:
    return {
        "id": letter.id,
        "title": letter.title,
        "about": letter.about,
        "fields": [_field_as_data(book.fields[one.field], one.required) for one in letter.asks],
        "mark": letter.mark.value,
        "reviewed_by": letter.reviewed_by,
    }


def _field_as_data(asked: LetterField, is_required: bool) -> dict[str, object]:  # noqa: FBT001 -- two values of one field
    return {
        "id": asked.id,
        "label": asked.label,
        "hint": asked.hint,
        "kind": asked.kind.value,
        "required": is_required,
        "options": [{"id": one.id, "label": one.label} for one in asked.options],
    }


def letter_as_data(letter: Written, page: LetterPage) -> dict[str, object]:
    """The letter as plain values that JSON can hold, with what to know and its whole text."""
    return {
        "notice": UNREVIEWED,
        "know": list(page.know),
        "send": list(page.send),
        "mark": page.letter.mark.value,
        "on": letter.on.isoformat(),
        "sender": list(letter.sender),
        "recipient": list(letter.recipient),
        "subject": letter.subject,
        "text": letter_as_text(letter),
    }


def letter_as_text(letter: Written) -> str:
    """The letter as lines, to be copied into a form of a web page."""
    return "\n".join(_lines(letter)).strip() + "\n"


def _lines(letter: Written) -> Iterator[str]:
    yield from (*letter.sender, "", *letter.recipient, "", _day(letter), "")
    yield from (letter.subject, "", SALUTATION, "")
    for paragraph in letter.paragraphs:
        yield from filter(None, (paragraph.heading, paragraph.text))
        yield from (f"- {item}" for item in paragraph.items)
        yield ""
    yield from (CLOSING, "", letter.name)
    if letter.enclosed:
        yield from ("", f"{ENCLOSED}:", *(f"- {item}" for item in letter.enclosed))


def _day(letter: Written) -> str:
    return date_format(letter.on, "j. F Y")
