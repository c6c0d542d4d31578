"""The plan as text for a terminal and as data for machines."""

from collections.abc import Iterator

from rueckhalt.foundation.directory.api import Card
from rueckhalt.foundation.places.api import Place
from rueckhalt.support.guidance.queries import OffenceView, PlanView, StepView
from rueckhalt.support.guidance.rules.clocks import Deadline

UNREVIEWED = "Noch nicht juristisch geprüft. Keine Rechtsberatung."


def plan_as_data(view: PlanView) -> dict[str, object]:
    """The plan as plain values that JSON can hold; days as ISO 8601."""
    place = view.plan.situation.place
    return {
        "on": view.plan.on.isoformat(),
        "notice": UNREVIEWED,
        "place": _place_as_data(place) if place else None,
        "place_choices": [_place_as_data(choice) for choice in view.place_choices],
        "offences": [_offence_as_data(view) for view in view.offences],
        "steps": [_step_as_data(step) for group in view.groups for step in group.steps],
    }


def _place_as_data(place: Place) -> dict[str, object]:
    return {"ags": place.ags, "label": place.label, "land": place.land.value}


def _step_as_data(view: StepView) -> dict[str, object]:
    advice, step = view.advice, view.advice.step
    return {
        "number": view.number,
        "id": step.id,
        "urgency": step.urgency.value,
        "title": advice.title,
        "do": list(advice.do),
        "who": advice.who,
        "by_when": advice.by_when,
        "deadline": _deadline_as_data(advice.deadline, advice.deadline_text),
        "further_deadlines": [
            {"learned_on": day.isoformat(), "act_by": one.act_by.isoformat() if one.act_by else None}
            for day, one in advice.further
        ],
        "why": advice.why,
        "because": list(advice.because),
        "ask": advice.ask,
        "mark": step.mark.value,
        "norms": [
            {"id": norm.id, "title": norm.title, "says": norm.says, "url": norm.url,
             "checked_against": norm.checked_against.isoformat()}
            for norm in advice.norms
        ],
        "sources": [{"text": source.text, "on": source.on} for source in step.sources],
        "reviewed_by": step.reviewed_by,
        "contacts": [_contact_as_data(card) for card in view.contacts],
        "letters": [letter.id for letter in view.letters],
    }  # fmt: skip


def _offence_as_data(view: OffenceView) -> dict[str, object]:
    offence = view.possible.offence
    return {
        "id": offence.id,
        "name": offence.name,
        "cited": offence.cited,
        "complaint": offence.complaint.value,
        "complaint_text": view.complaint.text,
        "because": list(view.possible.because),
        "limits": list(view.possible.limits),
        "norms": list(offence.norms),
        "mark": offence.mark.value,
    }


def _deadline_as_data(deadline: Deadline | None, text: str) -> dict[str, object] | None:
    if deadline is None:
        return None
    act_by, legal_end = deadline.act_by, deadline.legal_end
    return {
        "act_by": act_by.isoformat() if act_by else None,
        "legal_end": legal_end.isoformat() if legal_end else None,
        "text": text,
    }


def _contact_as_data(card: Card) -> dict[str, object]:
    body = card.body
    return {
        "name": body.name,
        "phone": body.phone,
        "email": body.email,
        "url": body.url,
        "opening": card.opening,
        "is_open": card.is_open,
        "attested_on": body.attested_on,
        "is_older": card.is_older,
        "second_hand": body.second_hand,
        "note": body.note,
    }


def plan_as_text(view: PlanView) -> str:
    """The plan as lines for a terminal."""
    return "\n".join(_lines(view))


def _lines(view: PlanView) -> Iterator[str]:
    place = view.plan.situation.place
    yield f"Ihr Plan, Stand {view.plan.on:%d.%m.%Y}" + (f", {place.label}" if place else "")
    yield "Gefahr? 110 anrufen."
    yield UNREVIEWED
    for choice in view.place_choices:
        yield f"Dieser Ort kann gemeint sein: {choice.ags} {choice.label}"
    for group in view.groups:
        yield f"\n## {group.heading}"
        for step in group.steps:
            yield from _step_lines(step)
    if view.offences:
        yield "\n## Was in Betracht kommt"
    for offence in view.offences:
        found = offence.possible.offence
        yield f"- {found.name} ({found.cited}): {offence.complaint.label}"
    for note in view.offence_notes:
        yield f"   {note.text}"


def _step_lines(view: StepView) -> Iterator[str]:
    advice = view.advice
    yield f"\n{view.number}. {advice.title} [{advice.step.mark.value}]"
    if advice.deadline and advice.deadline.act_by:
        yield f"   {advice.deadline_label} {advice.deadline.act_by:%d.%m.%Y}."
    if advice.deadline_text:
        yield f"   {advice.deadline_text}"
    for line in advice.do:
        yield f"   - {line}"
    for card in view.contacts:
        yield "   > " + _contact_line(card)
    for letter in view.letters:
        yield f"   Brief dazu: {letter.title} (--letter {letter.id})"
    if advice.ask:
        yield f"   Das ist offen: {advice.ask}"
    yield f"   Wer: {advice.who}. Bis wann: {advice.by_when}."
    yield f"   Warum: {' '.join((*advice.because, advice.why))}"
    grounds = [f"{norm.id} (Stand {norm.checked_against})" for norm in advice.norms]
    grounds += [f"{source.text} ({source.on})" for source in advice.step.sources]
    if grounds:
        yield f"   Worauf es beruht: {'; '.join(grounds)}"


def _attested(card: Card) -> str:
    return f"ältere Angabe, {card.attested}" if card.is_older else card.attested


def _contact_line(card: Card) -> str:
    body = card.body
    ways = (body.phone, body.url, card.opening, _attested(card))
    return f"{body.name}: {', '.join(way for way in ways if way)}"
