"""What the person does with her whole case: agrees, takes it along, changes her words, erases it."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.vault.api import PoolFullError, known_record, stretch_secret
from rueckhalt.foundation.web.waiting import waiting_page
from rueckhalt.support.cases.access import OpenCase
from rueckhalt.support.cases.actions.keeping import erase_case
from rueckhalt.support.cases.actions.own import (
    give_consent,
    note_export,
    withdraw_consent,
)
from rueckhalt.support.cases.actions.secrets import change_secret
from rueckhalt.support.cases.documents.export import page_as_json, page_as_pdf
from rueckhalt.support.cases.forms.person import EraseForm, WhichForm
from rueckhalt.support.cases.forms.tokens import form_value, new_token, token_to_show
from rueckhalt.support.cases.queries.notice import reading_hours
from rueckhalt.support.cases.queries.person import OwnPage, own_page
from rueckhalt.support.cases.rules.contents import PERSON
from rueckhalt.support.cases.views.returning import (
    now,
    opened_case,
    own,
    refuse_other_sites,
    with_cookie,
    without_cookie,
)
from rueckhalt.support.guidance.api import today

UNPROCESSABLE = 422
JSON_NAME, PDF_NAME = "unterlagen.json", "unterlagen.pdf"


@require_POST
@own
def consent(request: HttpRequest, case: OpenCase) -> HttpResponse:
    """She says yes or no to what a guide asks, or takes a consent back."""
    form, back = WhichForm(request.POST), redirect(f"{reverse('case:more')}#weitergaben")
    if not form.is_valid():
        return back
    act = give_consent if form.cleaned_data["says"] == "yes" else withdraw_consent
    try:
        act(case, form.which(), reading=reading_hours(), now=now())
    except Refused as refusal:
        context = {"sentence": str(refusal)}
        return render(request, "cases/person/refused.html", context, status=UNPROCESSABLE)
    return back


@require_safe
@own
def export_json(request: HttpRequest, case: OpenCase) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Everything on her page as JSON."""
    content = page_as_json(_exported(case))
    return _download(content, "application/json; charset=utf-8", JSON_NAME)


@require_safe
@own
def export_pdf(request: HttpRequest, case: OpenCase) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Everything on her page as PDF."""
    at = now()
    content = page_as_pdf(_exported(case), on=today(at))
    return _download(content, "application/pdf", PDF_NAME)


def _exported(case: OpenCase) -> OwnPage:
    at = now()
    page = own_page(case, at)
    note_export(case=case, now=at)
    return page


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest) -> HttpResponseBase:
    """New words. The same form once more shows them again: the first answer may have been lost."""
    if request.method != "POST":
        return _ask_words(request)
    refuse_other_sites(request)
    at, sent = now(), request.POST.get("form", "")
    case = opened_case(request, at)
    try:
        secret = stretch_secret(form_value(sent, at))
    except Refused as refusal:
        context = {"token": token_to_show(sent, at).text, "sentence": str(refusal)}
        return _words_page(request, context, UNPROCESSABLE) if case else redirect("case:door")
    except PoolFullError:
        return waiting_page(request, action=request.path, kept=[("form", sent)])
    shown = render(request, "cases/person/new_words.html", {"secret": secret.secret})
    if case is None:
        return shown if known_record(secret) else redirect("case:door")
    return with_cookie(shown, change_secret(case=case, secret=secret, now=at))


@own
def _ask_words(request: HttpRequest, case: OpenCase) -> HttpResponse:  # noqa: ARG001 -- what `own` gives
    return _words_page(request, {"token": new_token(now()).text})


def _words_page(request: HttpRequest, context: dict[str, str], status: int = 200) -> HttpResponse:
    return render(request, "cases/person/words.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@own
def erase(request: HttpRequest, case: OpenCase) -> HttpResponse:
    """Erases everything, after a page that says what cannot be called back."""
    form = EraseForm(request.POST if request.method == "POST" else None)
    try:
        if form.is_valid():
            erase_case(case=case.row.id, by=PERSON, now=now())
            return without_cookie(render(request, "cases/person/erased.html"))
    except Refused as refusal:
        form.add_error(None, str(refusal))
    context = {"form": form, "page": own_page(case, now())}
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "cases/person/erase.html", context, status=status)
