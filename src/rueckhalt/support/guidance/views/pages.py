"""The guide: three questions, then the plan. Nothing is stored, nothing is logged, no cookie."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from rueckhalt.support.guidance.documents import days_as_calendar, household_as_pdf, plan_as_pdf
from rueckhalt.support.guidance.forms.people import SituationForm
from rueckhalt.support.guidance.queries import (
    PlanView,
    household_on,
    plan_page,
    rulebook,
    today,
    ways_on,
)

UNPROCESSABLE = 422
# The name of a file stays on a device and in lists of downloads, so it says nothing.
CALENDAR_NAME = "termine.ics"
PLAN_NAME = "plan.pdf"
SHEET_NAME = "blatt.pdf"

Show = Callable[[HttpRequest, SituationForm, PlanView], HttpResponse]


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """The empty form, before anything was told."""
    form = SituationForm(None, rulebook=rulebook(), on=today(_now()))
    return render(request, "guidance/questions.html", {"form": form})


@csrf_exempt  # no cookie and nothing stored: there is nothing that a forged request could change
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """The plan for what was posted; without answers, back to the questions."""
    return _answer(request, _plan_page)


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def plan_file(request: HttpRequest) -> HttpResponse:
    """The plan as PDF."""
    return _answer(request, _plan_file)


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """The days of the plan as a calendar."""
    return _answer(request, _calendar)


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """How to preserve what happened; the same for everybody."""
    return render(request, "guidance/evidence.html", {"ways": ways_on(today(_now()))})


@require_safe
def household(request: HttpRequest) -> HttpResponse:
    """What people at home and in the office do; the same for everybody."""
    return render(request, "guidance/household.html", {"sheet": household_on(today(_now()))})


@require_safe
def household_file(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """The household sheet as PDF."""
    content = household_as_pdf(household_on(today(_now())))
    return _file(content, "application/pdf", SHEET_NAME)


def _answer(request: HttpRequest, show: Show) -> HttpResponse:
    """Shows the plan for what was posted; a mistake is shown on the page where it can be mended."""
    if request.method != "POST":
        return redirect("guidance:questions")
    at = _now()
    form = SituationForm(request.POST, rulebook=rulebook(), on=today(at))
    status = 200 if form.is_valid() else UNPROCESSABLE
    if "change" in request.POST or form.has_first_page_errors():
        return render(request, "guidance/questions.html", {"form": form}, status=status)
    page = plan_page(form.told(), at)
    return show(request, form, page) if form.is_valid() else _plan_page(request, form, page)


def _plan_page(request: HttpRequest, form: SituationForm, page: PlanView) -> HttpResponse:
    status = 200 if form.is_valid() else UNPROCESSABLE
    return render(request, "guidance/plan.html", {"form": form, "page": page}, status=status)


def _plan_file(request: HttpRequest, form: SituationForm, page: PlanView) -> HttpResponse:  # noqa: ARG001 -- the shape of Show
    return _file(plan_as_pdf(page), "application/pdf", PLAN_NAME)


def _calendar(request: HttpRequest, form: SituationForm, page: PlanView) -> HttpResponse:  # noqa: ARG001 -- the shape of Show
    content = days_as_calendar(page.appointments, page.plan.on)
    return _file(content, "text/calendar; charset=utf-8", CALENDAR_NAME)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the clock enters here and is passed on
