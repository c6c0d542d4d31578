"""The desk: which cases wait, for whom, until when; and a case that somebody tells on the phone."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from rueckhalt.foundation.accounts.api import logged_in, needs_vault
from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.vault.api import Unlocked, stretch_secret
from rueckhalt.support.cases.actions.beginning import Arrival, ByPhone, begin_case
from rueckhalt.support.cases.forms.desk import PhoneForm
from rueckhalt.support.cases.forms.tokens import chance_in, new_value
from rueckhalt.support.cases.queries.desk import Tray
from rueckhalt.support.cases.queries.people import reading_hours, stand_ins
from rueckhalt.support.cases.rules.contents import Told
from rueckhalt.support.cases.rules.keeping import Retention
from rueckhalt.support.cases.rules.states import Urgency
from rueckhalt.support.cases.views.at import clock, show_desk

NOBODY_ELSE = (
    "Wer Sie vertreten könnte, soll diesen Fall nicht sehen. Unten können Sie ihn allein beginnen."
)


@needs_vault
@require_safe
def desk(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """One tray of the desk."""
    words = {one.value: one for one in Tray}
    tray = words.get(request.GET.get("korb", ""), Tray.INBOX)
    return show_desk(request, unlocked, tray, number=_page_number(request))


@needs_vault
@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: HttpRequest, unlocked: Unlocked) -> HttpResponse:
    """A guide writes down what somebody tells on the phone, and reads her secret out."""
    account = logged_in(request)
    if request.method != "POST":
        form = PhoneForm(colleagues=stand_ins(account, None), initial={"form": new_value()})
        return render(request, "cases/desk/phone.html", {"form": form})
    named = Told("", keep_from=request.POST.get("keep_from", ""))
    form = PhoneForm(request.POST, colleagues=stand_ins(account, named))
    if not form.is_valid():
        return _phone_again(request, form)
    if form.is_alone and "alone" not in request.POST:  # she cannot know before it is written
        return _phone_again(request, form, NOBODY_ELSE)
    told = form.cleaned_data
    secret = stretch_secret(chance_in(told["form"]))
    try:
        case = begin_case(
            told=form.asked(), arrival=Arrival(Retention.CASE, Urgency(told["urgency"])),
            secret=secret, reading=reading_hours(), now=clock(),
            phone=ByPhone(account, unlocked, told.get("stand_in")),
        )  # fmt: skip
    except Refused as refusal:
        return _phone_again(request, form, str(refusal))
    context = {"words": secret.secret.text(), "reference": case.reference}
    return render(request, "cases/desk/words.html", context)


def _phone_again(request: HttpRequest, form: PhoneForm, refusal: str = "") -> HttpResponse:
    context = {"form": form, "refusal": refusal}
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "cases/desk/phone.html", context, status=status)


def _page_number(request: HttpRequest) -> int:
    """Returns the page that is asked for; what is no number is the first."""
    told = request.GET.get("seite", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 1
