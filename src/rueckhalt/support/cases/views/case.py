"""The pages of one case at the desk: what was told, the conversation, notes and tasks, danger."""

import uuid
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rueckhalt.foundation.accounts.api import needs_vault
from rueckhalt.foundation.vault.api import Unlocked, arrived_files, sealing_uploads
from rueckhalt.support.cases.actions.entries import author
from rueckhalt.support.cases.actions.files import drop_files, signs_of
from rueckhalt.support.cases.actions.judging import judge, look_at_judgement
from rueckhalt.support.cases.actions.talking import write_as_guide
from rueckhalt.support.cases.actions.working import (
    add_to_do,
    answer_with_files,
    fetch_file,
    finish,
    note_print,
    note_reading,
)
from rueckhalt.support.cases.forms.case import (
    AnswerForm,
    AssessmentForm,
    IncidentForm,
    NoteForm,
    SecondForm,
    ToDoForm,
)
from rueckhalt.support.cases.queries.case import history_of
from rueckhalt.support.cases.queries.entries import was_said
from rueckhalt.support.cases.queries.modules import text_modules
from rueckhalt.support.cases.rules.contents import Note
from rueckhalt.support.cases.rules.files import device_name
from rueckhalt.support.cases.rules.modules import with_module
from rueckhalt.support.cases.rules.repeats import entry_id
from rueckhalt.support.cases.views.at import At, act, at, go, press, show


def _read(request: HttpRequest, unlocked: Unlocked, reference: str, page: str) -> HttpResponse:
    here = at(request, unlocked, reference)
    note_reading(case=here.case, by=here.account, now=here.now)
    return show(here, page)


@needs_vault
@require_safe
def case(request: HttpRequest, unlocked: Unlocked, reference: str) -> HttpResponse:
    """What was told, the diary and the conversation."""
    return _read(request, unlocked, reference, "case")


@needs_vault
@require_POST
@sealing_uploads
def answer(request: HttpRequest, unlocked: Unlocked, reference: str) -> HttpResponse:
    """Answers the person; or puts a text into the answer that is being written."""
    here = at(request, unlocked, reference)
    states = here.page().next_states
    if module := request.POST.get("module"):
        return _with_module(here, states, module)
    form, arrived = AnswerForm(request.POST, states=states), arrived_files(request, "files")
    who = author(here.account)
    entry = entry_id(here.case.row.id, *form.words(), who, *signs_of(arrived))
    if was_said(entry):  # the same form once more: by now its state may be none to choose
        drop_files(arrived)
        return go(here, "case")
    return act(here, "case", "answer", form, lambda: answer_with_files(
        case=here.case, given=form.given(entry), arrived=arrived, by=here.account, now=here.now,
    ))  # fmt: skip


def _with_module(here: At, states: tuple[tuple[str, str], ...], wanted: str) -> HttpResponse:
    module = next((one for one in text_modules() if one.id == wanted), None)
    if module is None:
        raise Http404
    names = ("once", "text", "state", "said")
    typed = {name: here.request.POST.get(name, "") for name in names}
    initial: dict[str, object] = {**typed, "text": with_module(typed["text"], module)}
    return show(here, "case", given={"answer": AnswerForm(states=states, initial=initial)})


@needs_vault
@require_http_methods(["GET", "HEAD", "POST"])
def work(request: HttpRequest, unlocked: Unlocked, reference: str) -> HttpResponse:
    """Notes among guides; a POST writes one."""
    if request.method != "POST":
        return _read(request, unlocked, reference, "work")
    here, form = at(request, unlocked, reference), NoteForm(request.POST)
    return act(here, "work", "note", form, lambda: write_as_guide(
        case=here.case, content=Note(form.cleaned_data["text"]), by=here.account, now=here.now,
    ))  # fmt: skip


@needs_vault
@require_POST
def incident(request: HttpRequest, unlocked: Unlocked, reference: str) -> HttpResponse:
    """Writes an incident into the diary."""
    here, form = at(request, unlocked, reference), IncidentForm(request.POST)
    return act(here, "work", "incident", form, lambda: write_as_guide(
        case=here.case, content=form.asked(), by=here.account, now=here.now,
    ), to="case")  # fmt: skip


@needs_vault
@require_POST
def to_do(request: HttpRequest, unlocked: Unlocked, reference: str) -> HttpResponse:
    """Adds a task or a clock."""
    here, form = at(request, unlocked, reference), ToDoForm(request.POST)
    return act(here, "work", "to_do", form, lambda: add_to_do(
        case=here.case, what=form.asked(), by=here.account, now=here.now,
    ))  # fmt: skip


@needs_vault
@require_POST
def done(
    request: HttpRequest, unlocked: Unlocked, reference: str, entry: uuid.UUID
) -> HttpResponse:
    """Marks a task or a clock as done."""
    here = at(request, unlocked, reference)
    return press(here, "work", lambda: finish(
        case=here.case, entry=entry, by=here.account, now=here.now,
    ))  # fmt: skip


@needs_vault
@require_http_methods(["GET", "HEAD", "POST"])
def danger(request: HttpRequest, unlocked: Unlocked, reference: str) -> HttpResponse:
    """The judgement of danger; a POST writes a new one."""
    if request.method != "POST":
        return _read(request, unlocked, reference, "danger")
    here, form = at(request, unlocked, reference), AssessmentForm(request.POST)
    return act(here, "danger", "assessment", form, lambda: judge(
        case=here.case, assessment=form.asked(), by=here.account, now=here.now,
    ))  # fmt: skip


@needs_vault
@require_POST
def look(
    request: HttpRequest, unlocked: Unlocked, reference: str, entry: uuid.UUID
) -> HttpResponse:
    """A second person says whether she sees the danger alike."""
    here, form = at(request, unlocked, reference), SecondForm(request.POST)
    return act(here, "danger", "second", form, lambda: look_at_judgement(
        case=here.case, entry=entry, agrees=form.is_yes(), words=form.cleaned_data["words"],
        by=here.account, now=here.now,
    ))  # fmt: skip


@needs_vault
@require_safe
def history(request: HttpRequest, unlocked: Unlocked, reference: str) -> HttpResponse:
    """Who read and did what."""
    here = at(request, unlocked, reference)
    note_reading(case=here.case, by=here.account, now=here.now)
    context = {"case": here.page(), "area": "history", "lines": history_of(here.case.row)}
    return render(request, "cases/desk/history.html", context)


@needs_vault
@require_POST
def printed(request: HttpRequest, unlocked: Unlocked, reference: str) -> HttpResponse:
    """The whole case for paper, with the name of who prints it; the history says so."""
    here = at(request, unlocked, reference)
    note_print(case=here.case, by=here.account, now=here.now)
    context = {"case": here.page(), "who": here.account.name, "at": here.now}
    return render(request, "cases/desk/print.html", context)


@needs_vault
@require_safe
def file(request: HttpRequest, unlocked: Unlocked, reference: str, file: uuid.UUID) -> HttpResponse:
    """A file of the case, to keep on the device; nothing of it is shown in the browser."""
    here = at(request, unlocked, reference)
    about, content = fetch_file(case=here.case, file=file, by=here.account, now=here.now)
    found = StreamingHttpResponse(content, content_type="application/octet-stream")
    found["Content-Disposition"] = f'attachment; filename="{device_name(about.name)}"'
    return cast("HttpResponse", found)  # Django sends both alike; only their types differ
