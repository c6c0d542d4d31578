from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from rueckhalt.foundation.accounts.models import Account, AccountRole, Invitation, Organisation
from rueckhalt.foundation.accounts.rules import (
    Right,
    Role,
    cookie_bytes,
    digest_of,
    is_open_invitation,
    rights_of,
)
from rueckhalt.foundation.vault.api import Unlocked, recovery_people, use_vault

VAULT_COOKIE = "vault"  # 256 bits that only the browser of an open vault has
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


def colleague(by: Account, number: int) -> Account:
    """Returns a guide of the same organisation, for a guide of it; for others, and else, 404."""
    found = Account.objects.filter(pk=number, organisation=by.organisation, is_active=True).first()
    if found is None or not all(has_right(one, Right.WORK_ON_CASES) for one in (by, found)):
        raise Http404
    return found


def unlocked_vault(request: HttpRequest, *, now: datetime) -> Unlocked | None:
    """Returns the open vault of who is logged in, and starts its quarter of an hour anew."""
    account, key = account_for(request), request.session.session_key
    if account is None or key is None:
        return None
    cookie = cookie_bytes(request.COOKIES.get(VAULT_COOKIE, ""))
    return use_vault(holder=account.pk, session=key, cookie=cookie, now=now)


def needs_vault(page: Callable[Concatenate[HttpRequest, Unlocked, P], HttpResponse]) -> Page[P]:
    """Hands a page the open vault of a guide; while it is closed, asks for the passphrase first.

    What was being sent goes along (307: the browser sends it once more), so nothing typed is lost.
    """

    @wraps(page)
    @needs_right(Right.WORK_ON_CASES)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        unlocked = unlocked_vault(request, now=_now())
        if unlocked is not None:
            return page(request, unlocked, *args, **kwargs)
        answer = HttpResponse(status=HTTPStatus.TEMPORARY_REDIRECT)
        answer["Location"] = reverse("account_vault", query={"next": request.get_full_path()})
        return answer

    return guarded


def needs_recovery(page: Callable[Concatenate[HttpRequest, Unlocked, P], HttpResponse]) -> Page[P]:
    """As `needs_vault`, and only for those who recover together: for all others there is no page."""
    with_vault = needs_vault(page)

    @wraps(page)
    @needs_right(Right.WORK_ON_CASES)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if logged_in(request).pk not in recovery_people():
            raise Http404
        return with_vault(request, *args, **kwargs)

    return guarded


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 -- a guard of pages reads the clock for them
