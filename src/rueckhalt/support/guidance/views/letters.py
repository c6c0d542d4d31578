"""Letters: which there are, what one needs, how it reads, and its PDF. Nothing is stored."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from rueckhalt.foundation.web.posted import posted
from rueckhalt.support.guidance.documents import fit_for_paper, letter_as_pdf
from rueckhalt.support.guidance.forms.letters import LONGEST, LetterForm
from rueckhalt.support.guidance.forms.people import SituationForm
from rueckhalt.support.guidance.queries import (
    LetterPage,
    letter_book,
    letter_named,
    letter_page,
    rulebook,
    today,
    written,
)
from rueckhalt.support.guidance.rules.told import Told
from rueckhalt.support.guidance.rules.writing import Written

UNPROCESSABLE = 422
FILE_NAME = "schreiben.pdf"


@dataclass(frozen=True)
class Desk:
    """What was posted about a letter: the situation it comes from, the letter, its form."""

    at: datetime
    told: Told
    situation: SituationForm
    page: LetterPage
    form: LetterForm

    def written(self) -> Written:
        """The letter as it stands on paper."""
        return fit_for_paper(written(self.page.letter, self.form.filled(), self.told, self.at))


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """All letters that one can write here."""
    return render(request, "guidance/letters.html", {"letters": letter_book().on(today(_now()))})


@csrf_exempt  # no cookie and nothing stored: there is nothing that a forged request could change
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest) -> HttpResponse:
    """The form of a letter; once it is filled in, the letter to be read."""
    desk = _desk(request)
    if desk is None:
        return redirect("guidance:letters")
    if not desk.form.is_bound:
        return _form(request, desk, 200)
    if not desk.form.is_valid():
        return _form(request, desk, UNPROCESSABLE)
    context = {"desk": desk, "page": desk.page, "written": desk.written()}
    return render(request, "guidance/letter.html", context)


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def letter_file(request: HttpRequest) -> HttpResponse:
    """The letter as PDF; its form, if something is missing."""
    desk = _desk(request)
    if desk is None:
        return redirect("guidance:letters")
    if not desk.form.is_valid():
        return _form(request, desk, UNPROCESSABLE)
    headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    content = letter_as_pdf(desk.written())
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _desk(request: HttpRequest) -> Desk | None:
    """Understands what was posted; nothing where no letter is named."""
    if request.method != "POST":
        return None
    at, data = _now(), posted(request, longest=LONGEST)
    chosen = letter_named(data.get("letter", ""), today(at))
    if chosen is None:
        return None
    situation = SituationForm(data, rulebook=rulebook(), on=today(at))
    situation.is_valid()
    told = situation.told()
    page = letter_page(chosen, told, at)
    is_told = "told" in data and "change" not in data
    form = LetterForm(page, data, is_told=is_told)
    return Desk(at, told, situation, page, form)


def _form(request: HttpRequest, desk: Desk, status: int) -> HttpResponse:
    context = {"desk": desk, "page": desk.page, "form": desk.form}
    return render(request, "guidance/letter_form.html", context, status=status)


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the clock enters here and is passed on
