from collections.abc import Callable
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from rueckhalt.foundation.accounts.models import Account, AccountRole, Invitation, Organisation
from rueckhalt.foundation.accounts.rules import (
    Right,
    Role,
    digest_of,
    is_open_invitation,
    rights_of,
)

P = ParamSpec("P")
Thing = TypeVar("Thing", Account, Organisation, Invitation)
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]


def account_for(request: HttpRequest) -> Account | None:
    """Returns who is logged in; nobody if the account or its organisation is closed.

    Public pages have no log-in at all and so return nobody.
    """
    user = getattr(request, "user", None)
    if not isinstance(user, Account) or not user.is_active or not user.organisation.is_active:
        return None
    return user


def logged_in(request: HttpRequest) -> Account:
    """Returns who is logged in, on a page that only shows itself to such people; else 404."""
    account = account_for(request)
    if account is None:
        raise Http404
    return account


def roles_of(account: Account) -> frozenset[Role]:
    """Returns the roles that an account has."""
    rows = AccountRole.objects.filter(account=account)
    return frozenset(Role(role) for role in rows.values_list("role", flat=True))


def has_right(account: Account | None, right: Right) -> bool:
    """Says whether somebody may do this; nobody may nothing, and a closed account neither."""
    if account is None or not account.is_active or not account.organisation.is_active:
        return False
    return right in rights_of(roles_of(account))


def managed_account(by: Account, number: int) -> Account:
    """Returns any account for who manages accounts; for others, and where there is none, 404."""
    found = Account.objects.select_related("organisation").filter(pk=number).first()
    return _managed(by, found)


def managed_organisation(by: Account, number: int) -> Organisation:
    """Returns any organisation for who manages accounts; for others, and where there is none, 404."""
    return _managed(by, Organisation.objects.filter(pk=number).first())


def managed_invitation(by: Account, number: int) -> Invitation:
    """Returns any invitation for who manages accounts; for others, and where there is none, 404."""
    found = Invitation.objects.select_related("organisation").filter(pk=number).first()
    return _managed(by, found)


def _managed(by: Account, found: Thing | None) -> Thing:
    if found is None or not has_right(by, Right.MANAGE_ACCOUNTS):
        raise Http404
    return found


def invitation_by_token(token: str, *, now: datetime) -> Invitation | None:
    """Returns the invitation that a link opens; none if it is none, is over or was used."""
    rows = Invitation.objects.select_related("organisation").filter(digest=digest_of(token))
    found = rows.first()
    return found if found and is_open_invitation(found.invited_at, now=now) else None


def needs_account(page: Page[P]) -> Page[P]:
    """Leads whoever is not logged in to the log-in page, and back afterwards."""

    @wraps(page)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if account_for(request) is None:
            return _to_login(request)
        return page(request, *args, **kwargs)

    return guarded


def needs_right(right: Right) -> Callable[[Page[P]], Page[P]]:
    """Shows a page only to those who have a right; for others logged in it does not exist (404)."""

    def with_right(page: Page[P]) -> Page[P]:
        @wraps(page)
        @needs_account
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not has_right(account_for(request), right):
                raise Http404
            return page(request, *args, **kwargs)

        return guarded

    return with_right


def _to_login(request: HttpRequest) -> HttpResponse:
    # What was being sent is lost either way; only a page that can be asked for again is a way back.
    back = request.get_full_path() if request.method == "GET" else ""
    answer = redirect_to_login(back)
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer
