"""The pages below /verwaltung/: people, organisations, invitations. No case is to be seen here."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus

from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rueckhalt.foundation.accounts.access import (
    logged_in,
    managed_account,
    managed_invitation,
    managed_organisation,
    needs_right,
    roles_of,
)
from rueckhalt.foundation.accounts.actions import (
    close_organisation,
    create_organisation,
    deactivate_account,
    invite,
    invite_again,
    rename_organisation,
    reopen_account,
    reopen_organisation,
    reset_second_factor,
    set_roles,
    withdraw_invitation,
)
from rueckhalt.foundation.accounts.forms.administration import (
    InviteForm,
    NewOrganisationForm,
    OrganisationForm,
    ResetForm,
    RolesForm,
)
from rueckhalt.foundation.accounts.queries import (
    invitations,
    open_organisations,
    organisations,
    people,
    person,
)
from rueckhalt.foundation.accounts.rules import KINDS, OrganisationKind, Right
from rueckhalt.foundation.lib.refusal import Refused

manages = needs_right(Right.MANAGE_ACCOUNTS)
READ_AND_SEND = ["GET", "HEAD", "POST"]
# Bytes of chance in the link of an invitation.
TOKEN_BYTES = 32


@manages
@require_safe
def people_page(request: HttpRequest) -> HttpResponse:
    """Everybody with an account."""
    return render(request, "accounts/people.html", {"page": people(_page_number(request))})


@manages
@require_safe
def person_page(request: HttpRequest, account: int) -> HttpResponse:
    """One account, and what can be done with it."""
    return _person(request, account)


@manages
@require_POST
def change_roles(request: HttpRequest, account: int) -> HttpResponse:
    """Gives somebody other roles."""
    by = logged_in(request)
    found = managed_account(by, account)
    form = RolesForm(request.POST, offered=KINDS[OrganisationKind(found.organisation.kind)].roles)
    if _done(
        form, lambda: set_roles(account=found, roles=form.asked(), by=by, now=_now()), "roles"
    ):
        return _saved("administration:person", account)
    return _person(request, account, roles_form=form)


@manages
@require_POST
def reset_factor(request: HttpRequest, account: int) -> HttpResponse:
    """Takes the second factor from somebody who was called back."""
    by, form = logged_in(request), ResetForm(request.POST)
    found = managed_account(by, account)
    if _done(
        form,
        lambda: reset_second_factor(account=found, reason=form.asked_reason(), by=by, now=_now()),
        "reason",
    ):
        return _saved("administration:person", account)
    return _person(request, account, reset_form=form)


@manages
@require_POST
def close_person(request: HttpRequest, account: int) -> HttpResponse:
    """Closes an account."""
    by = logged_in(request)
    found = managed_account(by, account)
    refusal = _refusal(lambda: deactivate_account(account=found, by=by, now=_now()))
    if refusal:
        return _person(request, account, refusal=refusal)
    return _saved("administration:person", account)


@manages
@require_POST
def reopen_person(request: HttpRequest, account: int) -> HttpResponse:
    """Opens a closed account."""
    by = logged_in(request)
    found = managed_account(by, account)
    refusal = _refusal(lambda: reopen_account(account=found, by=by, now=_now()))
    if refusal:
        return _person(request, account, refusal=refusal)
    return _saved("administration:person", account)


@manages
@require_http_methods(READ_AND_SEND)
def organisations_page(request: HttpRequest) -> HttpResponse:
    """All organisations, and a new one."""
    by, form = logged_in(request), NewOrganisationForm(_sent(request))
    if _done(
        form,
        lambda: create_organisation(
            name=form.cleaned_data["name"], kind=form.asked_kind(), by=by, now=_now()
        ),
        "name",
    ):
        return _saved("administration:organisations")
    context = {"page": organisations(_page_number(request)), "form": form}
    return _page(request, "accounts/organisations.html", context, form)


@manages
@require_http_methods(READ_AND_SEND)
def organisation_page(request: HttpRequest, organisation: int) -> HttpResponse:
    """One organisation, and its new name."""
    by = logged_in(request)
    found = managed_organisation(by, organisation)
    form = OrganisationForm(_sent(request), initial={"name": found.name})
    if _done(
        form,
        lambda: rename_organisation(
            organisation=found, name=form.cleaned_data["name"], by=by, now=_now()
        ),
        "name",
    ):
        return _saved("administration:organisation", organisation)
    return _organisation(request, organisation, form)


@manages
@require_POST
def close_house(request: HttpRequest, organisation: int) -> HttpResponse:
    """Closes an organisation."""
    by = logged_in(request)
    found = managed_organisation(by, organisation)
    refusal = _refusal(lambda: close_organisation(organisation=found, by=by, now=_now()))
    if refusal:
        form = OrganisationForm(initial={"name": found.name})
        return _organisation(request, organisation, form, refusal)
    return _saved("administration:organisation", organisation)


@manages
@require_POST
def reopen_house(request: HttpRequest, organisation: int) -> HttpResponse:
    """Opens a closed organisation."""
    by = logged_in(request)
    found = managed_organisation(by, organisation)
    refusal = _refusal(lambda: reopen_organisation(organisation=found, by=by, now=_now()))
    if refusal:
        form = OrganisationForm(initial={"name": found.name})
        return _organisation(request, organisation, form, refusal)
    return _saved("administration:organisation", organisation)


@manages
@require_safe
def invitations_page(request: HttpRequest) -> HttpResponse:
    """The invitations that nobody has taken."""
    return _invitations(request)


@manages
@require_http_methods(READ_AND_SEND)
def invite_page(request: HttpRequest) -> HttpResponse:
    """Invites somebody."""
    known = open_organisations()
    form = InviteForm(_sent(request), organisations=known)
    if _done(form, lambda: _invite(request, form), "email"):
        return _saved("administration:invitations")
    return _page(request, "accounts/invite.html", {"form": form, "has_choice": bool(known)}, form)


@manages
@require_POST
def send_again(request: HttpRequest, invitation: int) -> HttpResponse:
    """Sends a new link."""
    by = logged_in(request)
    found = managed_invitation(by, invitation)
    refusal = _refusal(lambda: invite_again(invitation=found, by=by, token=_token(), now=_now()))
    return _invitations(request, refusal) if refusal else _saved("administration:invitations")


@manages
@require_POST
def withdraw(request: HttpRequest, invitation: int) -> HttpResponse:
    """Takes an invitation back."""
    by = logged_in(request)
    found = managed_invitation(by, invitation)
    refusal = _refusal(lambda: withdraw_invitation(invitation=found, by=by, now=_now()))
    return _invitations(request, refusal) if refusal else _saved("administration:invitations")


def _person(
    request: HttpRequest,
    number: int,
    *,
    roles_form: RolesForm | None = None,
    reset_form: ResetForm | None = None,
    refusal: str = "",
) -> HttpResponse:
    by = logged_in(request)
    account = managed_account(by, number)
    offered = KINDS[OrganisationKind(account.organisation.kind)].roles
    had = [role.value for role in roles_of(account)]
    form = roles_form or reset_form
    context = {
        "person": person(account),
        "is_own": account.pk == by.pk,
        "roles_form": roles_form or RolesForm(initial={"roles": had}, offered=offered),
        "reset_form": reset_form or ResetForm(),
        "form": form,
        "refusal": refusal,
    }
    return _page(request, "accounts/person.html", context, form)


def _organisation(
    request: HttpRequest, number: int, form: OrganisationForm, refusal: str = ""
) -> HttpResponse:
    by = logged_in(request)
    found = managed_organisation(by, number)
    context = {
        "organisation": found,
        "kind_title": KINDS[OrganisationKind(found.kind)].title,
        "is_own": found.pk == by.organisation_id,
        "form": form,
        "refusal": refusal,
    }
    return _page(request, "accounts/organisation.html", context, form)


def _invitations(request: HttpRequest, refusal: str = "") -> HttpResponse:
    page = invitations(_page_number(request), now=_now())
    return _page(request, "accounts/invitations.html", {"page": page, "refusal": refusal})


def _invite(request: HttpRequest, form: InviteForm) -> None:
    by, told = logged_in(request), form.cleaned_data
    invite(
        name=told["name"],
        email=told["email"],
        organisation=managed_organisation(by, told["organisation"]),
        roles=form.asked(),
        by=by,
        token=_token(),
        now=_now(),
    )


def _done(form: Form, act: Callable[[], object], field: str) -> bool:
    """Acts if what was sent is sound; a refusal stands in the form, at the field it is about."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        place = refusal.code.partition("-")[0]
        form.add_error(place if place in form.fields else field, str(refusal))
        return False
    return True


def _refusal(act: Callable[[], object]) -> str:
    """Acts, and returns why not."""
    try:
        act()
    except Refused as refusal:
        return str(refusal)
    return ""


def _page(
    request: HttpRequest, template: str, context: dict[str, object], form: Form | None = None
) -> HttpResponse:
    is_refused = bool(context.get("refusal") or (form and form.errors))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    return render(
        request, template, {**context, "is_saved": "gespeichert" in request.GET}, status=status
    )


def _saved(name: str, *values: int) -> HttpResponse:
    answer = redirect(name, *values)
    answer["Location"] += "?gespeichert"
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _page_number(request: HttpRequest) -> int:
    """Returns the page that is asked for; what is no number is the first."""
    told = request.GET.get("seite", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 1


def _token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- the clock enters here and is passed on
