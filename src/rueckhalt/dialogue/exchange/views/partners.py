"""The pages about who takes part: for members the list and their own page, for the secretariat all."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rueckhalt.dialogue.exchange.access import (
    Seat,
    managed_membership,
    managed_partner,
    membership_of,
    runs_exchange,
    takes_part,
)
from rueckhalt.dialogue.exchange.actions.partners import (
    MandateDraft,
    add_partner,
    end_membership,
    give_consent,
    invite_to,
    let_partner_go,
    take_in,
    withdraw_consent,
)
from rueckhalt.dialogue.exchange.forms.partners import (
    AddPartnerForm,
    EndForm,
    InviteForm,
    MandateForm,
    day_after,
)
from rueckhalt.dialogue.exchange.queries.content import groups
from rueckhalt.dialogue.exchange.queries.partners import (
    PartnerPage,
    member_list,
    organisations_outside,
    own_mandates,
    partner_list,
    partner_page,
)
from rueckhalt.dialogue.exchange.rules.channel import checked_channel
from rueckhalt.dialogue.exchange.views.asked import (
    done,
    new_reference,
    now,
    refusal_of,
    saved,
    shown,
    today,
)

# What somebody does with a consent of hers.
Decide = Callable[..., None]
READ_AND_SEND = ["GET", "HEAD", "POST"]
# Bytes of chance in the link of an invitation.
TOKEN_BYTES = 32


@takes_part
@require_safe
def members(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Everybody who takes part; only those who take part see it."""
    context = {"members": member_list(seat, on=today()), "seat": seat}
    return shown(request, "exchange/members.html", context)


@runs_exchange
@require_http_methods(READ_AND_SEND)
def partners(request: HttpRequest, seat: Seat) -> HttpResponse:
    """All partners, and a new one."""
    outside = organisations_outside()
    form = AddPartnerForm(
        request.POST if request.method == "POST" else None,
        organisations=outside,
        groups=groups().values(),
    )
    reference = new_reference()
    if done(form, lambda: _add(form, seat, reference), "organisation"):
        return saved("exchange:partners")
    context = {"partners": partner_list(on=today()), "has_choice": bool(outside), "seat": seat}
    return shown(request, "exchange/partners/list.html", context, form)


def _add(form: AddPartnerForm, seat: Seat, reference: str) -> None:
    chosen = {one.pk: one for one in organisations_outside()}
    add_partner(
        organisation=chosen[form.cleaned_data["organisation"]],
        group=form.cleaned_data["group"],
        reference=reference,
        by=seat,
        now=now(),
    )


@runs_exchange
@require_safe
def partner(request: HttpRequest, seat: Seat, partner: str) -> HttpResponse:
    """One partner with its people."""
    return _partner_page(request, seat, partner)


@runs_exchange
@require_POST
def invite(request: HttpRequest, seat: Seat, partner: str) -> HttpResponse:
    """Invites somebody of a partner to an account."""
    form = InviteForm(request.POST)
    if done(form, lambda: _invite(partner, form, seat), "email"):
        return saved("exchange:partner", partner)
    return _partner_page(request, seat, partner, invite_form=form)


def _invite(partner: str, form: InviteForm, seat: Seat) -> None:
    name, email = form.cleaned_data["name"], form.cleaned_data["email"]
    token = secrets.token_urlsafe(TOKEN_BYTES)
    found = managed_partner(seat, partner)
    invite_to(partner=found, name=name, email=email, token=token, by=seat, now=now())


@runs_exchange
@require_POST
def mandate(request: HttpRequest, seat: Seat, partner: str) -> HttpResponse:
    """Gives somebody of a partner a mandate."""
    found = managed_partner(seat, partner)
    told = partner_page(found, on=today(), now=now())
    form = MandateForm(request.POST, people=told.eligible, members=told.members)
    if done(form, lambda: _take_in(partner, told, form, seat), "person"):
        return saved("exchange:partner", partner)
    return _partner_page(request, seat, partner, mandate_form=form)


def _take_in(partner: str, told: PartnerPage, form: MandateForm, seat: Seat) -> None:
    chosen = {one.pk: one for one in told.eligible}
    deputy = form.cleaned_data["deputy"]
    take_in(
        partner=managed_partner(seat, partner),
        account=chosen[form.cleaned_data["person"]],
        draft=MandateDraft(
            form.cleaned_data["mandate"],
            form.asked_term(),
            managed_membership(seat, deputy) if deputy else None,
        ),
        reference=new_reference(),
        by=seat,
        now=now(),
    )


@runs_exchange
@require_POST
def leave(request: HttpRequest, seat: Seat, partner: str) -> HttpResponse:
    """Ends that a partner takes part."""
    found = managed_partner(seat, partner)
    refusal = refusal_of(lambda: let_partner_go(partner=found, by=seat, now=now()))
    if refusal:
        return _partner_page(request, seat, partner, refusal=refusal)
    return saved("exchange:partner", partner)


@runs_exchange
@require_http_methods(READ_AND_SEND)
def end(request: HttpRequest, seat: Seat, membership: str) -> HttpResponse:
    """Ends a mandate with its last day."""
    found = managed_membership(seat, membership)
    is_sent = request.method == "POST"
    form = EndForm(request.POST if is_sent else None, initial={"term": today()})
    if done(
        form,
        lambda: end_membership(
            membership=found,
            on=day_after(form.cleaned_data["term"]) or today(),
            by=seat,
            now=now(),
        ),
        "term",
    ):
        return saved("exchange:partner", found.partner.reference)
    return shown(request, "exchange/partners/end.html", {"membership": found, "seat": seat}, form)


@takes_part
@require_safe
def own(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Her own mandates, and where she may be named."""
    return _own_page(request, seat)


@takes_part
def consent(request: HttpRequest, seat: Seat, membership: str) -> HttpResponse:
    """Agrees to be named in a channel."""
    membership_of(seat, membership)  # before anything is said about how to ask
    return _decide(request, seat, membership, give_consent)


@takes_part
def take_back(request: HttpRequest, seat: Seat, membership: str) -> HttpResponse:
    """Takes a consent back."""
    membership_of(seat, membership)
    return _decide(request, seat, membership, withdraw_consent)


@require_POST
def _decide(request: HttpRequest, seat: Seat, membership: str, decide: Decide) -> HttpResponse:
    found, channel = membership_of(seat, membership), request.POST.get("channel", "")
    refusal = refusal_of(
        lambda: decide(membership=found, channel=checked_channel(channel), by=seat, now=now())
    )
    return _own_page(request, seat, refusal) if refusal else saved("exchange:own")


def _own_page(request: HttpRequest, seat: Seat, refusal: str = "") -> HttpResponse:
    context = {"mandates": own_mandates(seat), "seat": seat, "refusal": refusal}
    return shown(request, "exchange/partners/own.html", context)


def _partner_page(
    request: HttpRequest,
    seat: Seat,
    partner: str,
    *,
    invite_form: InviteForm | None = None,
    mandate_form: MandateForm | None = None,
    refusal: str = "",
) -> HttpResponse:
    found = managed_partner(seat, partner)
    told = partner_page(found, on=today(), now=now())
    context: dict[str, object] = {
        "partner": told,
        "seat": seat,
        "invite_form": invite_form or InviteForm(),
        "mandate_form": mandate_form
        or MandateForm(people=told.eligible, members=told.members, initial={"first_day": today()}),
        "is_own": found.organisation_id == seat.account.organisation_id,
        "refusal": refusal,
    }
    return shown(request, "exchange/partners/page.html", context, invite_form or mandate_form)
