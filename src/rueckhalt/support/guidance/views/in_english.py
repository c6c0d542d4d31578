"""The pages in English: where to begin, and what to do now. They ask nothing and store nothing."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rueckhalt.support.guidance.queries import english_page, english_steps


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What this house is, and the way to the first steps."""
    return render(request, "guidance/english/start.html", {"page": english_page("start")})


@require_safe
def now(request: HttpRequest) -> HttpResponse:
    """The first steps, and why everything else is in German."""
    context = {"page": english_page("now"), "steps": english_steps(_now())}
    return render(request, "guidance/english/now.html", context)


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the clock enters here and is passed on
