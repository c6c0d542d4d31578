"""The plan on paper: what its page shows, as PDF/A-3a and PDF/UA-1."""

from datetime import date

from django.utils.formats import date_format

from rueckhalt.foundation.directory.api import Card, card_values
from rueckhalt.foundation.web import pdf
from rueckhalt.support.guidance.documents.plan import UNREVIEWED
from rueckhalt.support.guidance.queries import Group, OffenceView, PlanView, StepView
from rueckhalt.support.guidance.rules.clocks import Deadline
from rueckhalt.support.guidance.rules.deadlines import day_in_words
from rueckhalt.support.guidance.rules.offences import OffenceText, SuperiorRule
from rueckhalt.support.guidance.rules.plan import Advice
from rueckhalt.support.guidance.rules.rulebook import Norm

TEMPLATE = "support/guidance/templates/guidance/plan.typ"
# Paper and lists of files are seen by others: the title says nothing.
TITLE = "Plan"
TODAY = "Handeln Sie heute."
TODAY_AGAIN = "Handeln Sie heute. Es muss nicht zu spät sein."


def plan_as_pdf(view: PlanView) -> bytes:
    """The plan as PDF. Its metadata hold neither place nor reason."""
    plan, place = view.plan, view.plan.situation.place
    data: dict[str, pdf.Value] = {
        "day": day_in_words(plan.on),
        "unreviewed": UNREVIEWED,
        "place": place.label if place else "",
        "vague_days": [f"{text} Wir rechnen ab {day_in_words(day)}." for text, day in view.vague_days],
        "contradictions": plan.contradictions,
        "groups": [_group(group) for group in view.groups],
        "offences": [_offence(offence) for offence in view.offences],
        "notes": _explanations(view),
        "norms": _norms(view),
    }  # fmt: skip
    return pdf.render(TEMPLATE, data, title=TITLE, on=plan.on)


def _group(group: Group) -> dict[str, pdf.Value]:
    return {"heading": group.heading, "steps": [_step(view) for view in group.steps]}


def _step(view: StepView) -> dict[str, pdf.Value]:
    advice, step = view.advice, view.advice.step
    return {
        "number": view.number,
        "title": advice.title,
        "mark": step.mark.value,
        "who": advice.who,
        "by_when": advice.by_when,
        "label": advice.deadline_label,
        "act_by": _act_by(advice.deadline),
        "do": advice.do,
        "deadline_text": advice.deadline_text,
        "further": [_further(day, deadline) for day, deadline in advice.further],
        "contacts": [_contact(card) for card in view.contacts],
        "ask": advice.ask,
        "why": advice.why,
        "because": advice.because,
        "grounds": _grounds(advice),
    }


def _act_by(deadline: Deadline | None) -> str:
    """The day to act by; "heute" where acting today is what is left; empty without a day."""
    if deadline is None or deadline.act_by is None:
        return ""
    return "heute" if deadline.is_today else date_format(deadline.act_by, "l, j. F Y")


def _further(day: date, deadline: Deadline) -> str:
    until = f"Handeln Sie bis {day_in_words(deadline.act_by)}." if deadline.act_by else ""
    return f"Vorfall vom {day_in_words(day)}: {TODAY_AGAIN if deadline.is_today else until}"


def _contact(card: Card) -> dict[str, pdf.Value]:
    return {**card_values(card), "note": card.body.note}


def _grounds(advice: Advice) -> str:
    """What a step rests on, in one line; the norms themselves stand once at the end."""
    said = (f"{source.text}, Stand {source.on}" for source in advice.step.sources)
    return "; ".join([*(norm.id for norm in advice.norms), *said])


def _norms(view: PlanView) -> list[pdf.Value]:
    """All norms of a plan, each once."""
    steps = (norm for advice in view.plan.advice for norm in advice.norms)
    offences = (norm for possible in view.plan.offences for norm in possible.norms)
    found = {norm.id: norm for norm in (*steps, *offences)}
    return [_norm(found[name]) for name in sorted(found)]


def _norm(norm: Norm) -> dict[str, pdf.Value]:
    checked = f"Geprüft am Gesetzestext vom {day_in_words(norm.checked_against)}."
    return {"id": norm.id, "url": norm.url, "text": f"{norm.title}: {norm.says} {checked}"}


def _offence(view: OffenceView) -> dict[str, pdf.Value]:
    found = view.possible.offence
    return {
        "name": found.name,
        "cited": found.cited,
        "about": found.about,
        "mark": found.mark.value,
        "labels": f"{view.complaint.label}. {view.joint.label}.",
        "texts": [found.complaint_note, *view.possible.limits],
        "because": view.possible.because,
    }


def _explanations(view: PlanView) -> list[pdf.Value]:
    """What the labels of the offences mean, each once, then the notes of the plan."""
    complaints = [offence.complaint for offence in view.offences]
    joints = [offence.joint for offence in view.offences]
    return [_note(text) for text in (*dict.fromkeys((*complaints, *joints)), *view.offence_notes)]


def _note(note: OffenceText | SuperiorRule) -> dict[str, pdf.Value]:
    label = note.label if isinstance(note, OffenceText) else ""
    ask = note.ask if isinstance(note, SuperiorRule) else ""
    return {"label": label, "text": f"{note.text} {ask}".strip()}
