"""The guide: three questions, then the plan. Nothing is stored, nothing is logged, no cookie."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from rueckhalt.support.guidance.forms.people import SituationForm
from rueckhalt.support.guidance.queries import plan_page, rulebook, today

UNPROCESSABLE = 422


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """The empty form, before anything was told."""
    form = SituationForm(None, rulebook=rulebook(), on=today(_now()))
    return render(request, "guidance/questions.html", {"form": form})


@csrf_exempt  # no cookie and nothing stored: there is nothing that a forged request could change
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """The plan for what was posted; without answers, back to the questions."""
    if request.method != "POST":
        return redirect("guidance:questions")
    at = _now()
    form = SituationForm(request.POST, rulebook=rulebook(), on=today(at))
    status = 200 if form.is_valid() else UNPROCESSABLE
    if "change" in request.POST or form.has_first_page_errors():
        return render(request, "guidance/questions.html", {"form": form}, status=status)
    context = {"form": form, "page": plan_page(form.told(), at)}
    return render(request, "guidance/plan.html", context, status=status)


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the clock enters here and is passed on
