"""The desk: which cases wait, for whom, until when; and a case that somebody tells on the phone."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from rueckhalt.foundation.accounts.api import duty_of, logged_in, needs_vault
from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.vault.api import Unlocked, stretch_secret
from rueckhalt.support.cases.actions.beginning import Arrival, ByPhone, begin_case
from rueckhalt.support.cases.forms.desk import PhoneForm
from rueckhalt.support.cases.forms.tokens import chance_in, new_value
from rueckhalt.support.cases.queries.desk import Tray
from rueckhalt.support.cases.queries.people import reading_hours
from rueckhalt.support.cases.rules.keeping import Retention
from rueckhalt.support.cases.rules.states import Urgency
from rueckhalt.support.cases.views.at import clock, show_desk


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
    colleagues = [one for one in duty_of(account) if one.has_key and one.number != account.pk]
    if request.method != "POST":
        form = PhoneForm(colleagues=colleagues, initial={"form": new_value()})
        return render(request, "cases/desk/phone.html", {"form": form})
    form = PhoneForm(request.POST, colleagues=colleagues)
    if not form.is_valid():
        return _phone_again(request, form)
    told = form.cleaned_data
    secret = stretch_secret(chance_in(told["form"]))
    try:
        case = begin_case(
            told=form.asked(), arrival=Arrival(Retention.CASE, Urgency(told["urgency"])),
            secret=secret, reading=reading_hours(), now=clock(),
            phone=ByPhone(account, unlocked, told["stand_in"]),
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
