"""Who works on a case and how it is kept: taking over, handing on, urgency, hold, a new secret."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from rueckhalt.foundation.accounts.api import colleague, needs_vault
from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.vault.api import Unlocked, known_record, stretch_secret
from rueckhalt.support.cases.actions.renewing import note_repeat, propose_secret, renew_secret
from rueckhalt.support.cases.actions.taking import (
    hand_on,
    say_second_view,
    share_case,
    take_alone,
    take_case,
    unshare_case,
)
from rueckhalt.support.cases.actions.working import (
    confirm_case,
    note_reading,
    set_hold,
    set_urgency,
)
from rueckhalt.support.cases.forms.manage import (
    EyesForm,
    HandForm,
    HoldForm,
    SecretForm,
    TakeForm,
    UrgencyForm,
    ViewForm,
)
from rueckhalt.support.cases.forms.tokens import chance_in
from rueckhalt.support.cases.views.at import act, again, at, press, show


@needs_vault
@require_safe
def manage(request: HttpRequest, unlocked: Unlocked, reference: str) -> HttpResponse:
    """Who holds the case, how urgent it is, how long it is kept."""
    here = at(request, unlocked, reference)
    note_reading(case=here.case, by=here.account, now=here.now)
    return show(here, "manage")


@needs_vault
@require_POST
def take(request: HttpRequest, unlocked: Unlocked, reference: str) -> HttpResponse:
    """Takes a case out of the inbox; `alone` where nobody else may read it."""
    here = at(request, unlocked, reference)
    if "alone" in request.POST:
        return press(here, "case", lambda: take_alone(
            case=here.case, by=here.account, unlocked=unlocked, now=here.now,
        ))  # fmt: skip
    form = TakeForm(request.POST, colleagues=here.page().colleagues)
    return act(here, "case", "take", form, lambda: take_case(
        case=here.case, by=here.account, unlocked=unlocked, now=here.now,
        stand_in=colleague(here.account, form.cleaned_data["stand_in"]),
    ))  # fmt: skip


@needs_vault
@require_POST
def hand(request: HttpRequest, unlocked: Unlocked, reference: str) -> HttpResponse:
    """Gives a case to another guide and a stand-in."""
    here = at(request, unlocked, reference)
    form = HandForm(request.POST, colleagues=here.page().everybody)
    return act(here, "manage", "hand", form, lambda: hand_on(
        case=here.case, by=here.account, unlocked=unlocked, now=here.now,
        guide=colleague(here.account, form.cleaned_data["guide"]),
        stand_in=colleague(here.account, form.cleaned_data["stand_in"]),
    ), to="desk")  # fmt: skip


@needs_vault
@require_POST
def eyes(request: HttpRequest, unlocked: Unlocked, reference: str) -> HttpResponse:
    """Lets one more guide read the case."""
    here = at(request, unlocked, reference)
    form = EyesForm(request.POST, colleagues=here.page().colleagues)
    return act(here, "manage", "eyes", form, lambda: share_case(
        case=here.case, by=here.account, unlocked=unlocked, now=here.now,
        eyes=colleague(here.account, form.cleaned_data["eyes"]),
    ))  # fmt: skip


@needs_vault
@require_POST
def no_eyes(request: HttpRequest, unlocked: Unlocked, reference: str, account: int) -> HttpResponse:
    """Takes the case from a second pair of eyes again."""
    here = at(request, unlocked, reference)
    leaving = colleague(here.account, account)
    return press(here, "manage", lambda: unshare_case(
        case=here.case, by=here.account, eyes=leaving, now=here.now,
    ), to="desk" if leaving.pk == here.account.pk else "manage")  # fmt: skip


@needs_vault
@require_POST
def view(request: HttpRequest, unlocked: Unlocked, reference: str) -> HttpResponse:
    """What a second pair of eyes says of the whole case."""
    here, form = at(request, unlocked, reference), ViewForm(request.POST)
    return act(here, "manage", "view", form, lambda: say_second_view(
        case=here.case, by=here.account, words=form.cleaned_data["words"], now=here.now,
    ), to="work")  # fmt: skip


@needs_vault
@require_POST
def urgency(request: HttpRequest, unlocked: Unlocked, reference: str) -> HttpResponse:
    """Changes how soon somebody should look."""
    here, form = at(request, unlocked, reference), UrgencyForm(request.POST)
    return act(here, "manage", "urgency", form, lambda: set_urgency(
        case=here.case, urgency=form.asked(), reason=form.cleaned_data["reason"],
        by=here.account, now=here.now,
    ))  # fmt: skip


@needs_vault
@require_POST
def confirm(request: HttpRequest, unlocked: Unlocked, reference: str) -> HttpResponse:
    """Takes something out of the second tray."""
    here = at(request, unlocked, reference)
    return press(here, "case", lambda: confirm_case(case=here.case, by=here.account, now=here.now))


@needs_vault
@require_POST
def hold(request: HttpRequest, unlocked: Unlocked, reference: str) -> HttpResponse:
    """Stops erasing, or lets it run again."""
    here, form = at(request, unlocked, reference), HoldForm(request.POST)
    return act(here, "manage", "hold", form, lambda: set_hold(
        case=here.case, is_on_hold=not here.case.row.is_on_hold,
        reason=form.cleaned_data["reason"], by=here.account, now=here.now,
    ))  # fmt: skip


@needs_vault
@require_POST
def secret(request: HttpRequest, unlocked: Unlocked, reference: str) -> HttpResponse:
    """Says how somebody was known again who lost her words."""
    here = at(request, unlocked, reference)
    form = SecretForm(request.POST, ways=here.page().ways_to_check)
    return act(here, "manage", "secret", form, lambda: propose_secret(
        case=here.case, checked=form.cleaned_data["checked"], words=form.cleaned_data["words"],
        by=here.account, now=here.now,
    ))  # fmt: skip


@needs_vault
@require_POST
def new_secret(
    request: HttpRequest, unlocked: Unlocked, reference: str, entry: uuid.UUID
) -> HttpResponse:
    """A second guide gives out new words. Her own form once more shows the same ones again."""
    here = at(request, unlocked, reference)
    made = stretch_secret(chance_in(request.POST.get("form", "")))
    try:
        if known_record(made) == here.case.row.id:
            note_repeat(case=here.case, by=here.account, now=here.now)
        else:
            renew_secret(case=here.case, entry=entry, secret=made, by=here.account, now=here.now)
    except Refused as refusal:
        return again(here, "manage", str(refusal))
    context = {"words": made.secret.text(), "reference": reference}
    return render(request, "cases/desk/words.html", context)
