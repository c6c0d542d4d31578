"""The directory: who helps, where, and when they can be reached. Nothing is stored, no cookie."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from rueckhalt.foundation.directory.actions import report_entry
from rueckhalt.foundation.directory.documents import (
    LAND_LINKS,
    body_page,
    found_for,
    gaps_page,
    land_page,
    sheet_as_pdf,
    sheet_for,
)
from rueckhalt.foundation.directory.forms.people import PlaceForm, ReportForm, SearchForm
from rueckhalt.foundation.lib.refusal import Refused

UNPROCESSABLE = 422
# The name of a file stays on a device and in lists of downloads, so it says nothing.
FILE_NAME = "blatt.pdf"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The empty search, and the ways to the lists."""
    return _search(request, SearchForm())


def _search(request: HttpRequest, form: SearchForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "lands": LAND_LINKS}
    return render(request, "directory/search.html", context, status=status)


@csrf_exempt  # no cookie and nothing stored: there is nothing that a forged request could change
@require_http_methods(["GET", "HEAD", "POST"])
def results(request: HttpRequest) -> HttpResponse:
    """The bodies for what was posted; without a search, back to it."""
    if request.method != "POST":
        return redirect("directory:search")
    form = SearchForm(request.POST)
    if not form.is_valid():
        return _search(request, form, UNPROCESSABLE)
    if "change" in request.POST:
        return _search(request, form)
    context = {"form": form, "page": found_for(form.asked(), _now())}
    return render(request, "directory/results.html", context)


@require_safe
def land(request: HttpRequest, code: str) -> HttpResponse:
    """All bodies of a Land by concern."""
    page = land_page(code, _now())
    if page is None:
        raise Http404
    return render(request, "directory/land.html", {"page": page, "lands": LAND_LINKS})


@require_safe
def body(request: HttpRequest, body_id: str) -> HttpResponse:
    """Everything that is known of one body."""
    return _body(request, body_id, ReportForm())


@csrf_exempt  # anybody may send a hint, with or without this page; nothing of the sender is kept
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, body_id: str) -> HttpResponse:
    """Takes a hint that an entry is wrong; what was refused stays in the form."""
    if request.method != "POST":
        return redirect("directory:body", body_id)
    form = ReportForm(request.POST)
    if form.is_valid():
        try:
            report_entry(
                entry_id=body_id,
                message=form.cleaned_data["message"],
                has_operator=bool(settings.OPERATOR["name"]),
                now=_now(),
            )
            return _body(request, body_id, ReportForm(), is_reported=True)
        except Refused as refusal:
            form.add_error("message", str(refusal))
    return _body(request, body_id, form)


def _body(
    request: HttpRequest, body_id: str, form: ReportForm, *, is_reported: bool = False
) -> HttpResponse:
    page = body_page(body_id, _now())
    if page is None:
        raise Http404
    context = {"page": page, "card": page.card, "form": form, "is_reported": is_reported}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "directory/body.html", context, status=status)


@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    """What we do not know, for each Land."""
    return render(request, "directory/gaps.html", {"lands": gaps_page(_now())})


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Asks for which municipality the emergency sheet shall be."""
    return render(request, "directory/sheet_form.html", {"form": PlaceForm()})


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_page(request: HttpRequest) -> HttpResponse:
    """The emergency sheet to be read and printed."""
    return _sheet(request, as_file=False)


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_file(request: HttpRequest) -> HttpResponse:
    """The emergency sheet as PDF."""
    return _sheet(request, as_file=True)


def _sheet(request: HttpRequest, *, as_file: bool) -> HttpResponse:
    """The sheet for the posted place; else the question for the place, with what is wrong."""
    if request.method != "POST":
        return redirect("directory:sheet")
    form = PlaceForm(request.POST)
    if not form.is_valid() or "change" in request.POST:
        status = 200 if form.is_valid() else UNPROCESSABLE
        return render(request, "directory/sheet_form.html", {"form": form}, status=status)
    asked = sheet_for(*form.words, _now())
    if asked.sheet is None:
        status = 200 if asked.choices else UNPROCESSABLE
        context = {"form": form, "choices": asked.choices, "is_unknown": not asked.choices}
        return render(request, "directory/sheet_form.html", context, status=status)
    if not as_file:
        return render(request, "directory/sheet.html", {"form": form, "sheet": asked.sheet})
    headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return HttpResponse(sheet_as_pdf(asked.sheet), content_type="application/pdf", headers=headers)


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the clock enters here and is passed on
