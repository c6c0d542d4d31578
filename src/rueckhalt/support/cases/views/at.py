"""What the pages of one case share: who stands at which case, how it is shown, what follows an act."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from http import HTTPStatus

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rueckhalt.foundation.accounts.api import Account, logged_in
from rueckhalt.foundation.directory.api import BERLIN
from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.vault.api import NotHeldError, Unlocked
from rueckhalt.support.cases.access import OpenCase, case_for
from rueckhalt.support.cases.forms import case, manage, passing
from rueckhalt.support.cases.forms.tokens import new_value
from rueckhalt.support.cases.queries.bodies import known_bodies
from rueckhalt.support.cases.queries.case import CasePage, case_page
from rueckhalt.support.cases.queries.desk import Tray, desk_page
from rueckhalt.support.cases.queries.modules import text_modules
from rueckhalt.support.cases.rules.states import State

TEMPLATES = {
    "case": "cases/desk/case.html",
    "work": "cases/desk/work.html",
    "danger": "cases/desk/danger.html",
    "passing": "cases/desk/passing.html",
    "consent": "cases/desk/consent.html",
    "override": "cases/desk/override.html",
    "emergency": "cases/desk/emergency.html",
    "manage": "cases/desk/manage.html",
}


@dataclass(frozen=True)
class At:
    """A guide at a case that she has open in this request."""

    request: HttpRequest
    account: Account
    unlocked: Unlocked
    case: OpenCase
    now: datetime

    @property
    def on(self) -> date:
        """Returns the day here."""
        return self.now.astimezone(BERLIN).date()

    @property
    def reference(self) -> str:
        """Returns the number of the case."""
        return self.case.row.reference

    def page(self) -> CasePage:
        """Returns what she sees of it."""
        return case_page(self.case, self.account, now=self.now, on=self.on)


def at(request: HttpRequest, unlocked: Unlocked, reference: str) -> At:
    """Returns a guide at her case; for others, and where there is none, 404."""
    return At(request, logged_in(request), unlocked, case_for(unlocked, reference), clock())


def show(
    here: At, page: str, *, refusal: str = "", given: Mapping[str, Form] | None = None
) -> HttpResponse:
    """Shows a page of a case; forms that were sent come back as they were typed."""
    told, given = here.page(), given or {}
    bound = next((form for form in given.values() if form.errors), None)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal or bound else HTTPStatus.OK
    context = {
        "case": told, "area": page, "refusal": refusal, "form": bound,
        **_forms(told, page, here.on), **given,
    }  # fmt: skip
    return render(here.request, TEMPLATES[page], context, status=status)


def act(
    here: At, page: str, name: str, form: Form, do: Callable[[], None], *, to: str = ""
) -> HttpResponse:
    """Does what a form asks for and goes on; or shows the page again with what is wrong."""
    if not form.is_valid():
        return show(here, page, given={name: form})
    return press(here, page, do, to=to, given={name: form})


def press(
    here: At, page: str, do: Callable[[], None], *, to: str = "",
    given: Mapping[str, Form] | None = None,
) -> HttpResponse:  # fmt: skip
    """Does what a button asks for and goes on; or says on the page why not.

    Whoever no longer holds the case finds none (404).
    """
    try:
        do()
    except NotHeldError as error:
        raise Http404 from error
    except Refused as refusal:
        return again(here, page, str(refusal), given=given)
    return go(here, to or page)


def again(
    here: At, page: str, refusal: str, *, given: Mapping[str, Form] | None = None
) -> HttpResponse:
    """Shows a page as it is now and why something was not done; the desk if the case is gone."""
    try:
        fresh = at(here.request, here.unlocked, here.reference)
    except Http404:
        return show_desk(here.request, here.unlocked, Tray.INBOX, refusal=refusal)
    return show(fresh, page, refusal=refusal, given=given)


def go(here: At, page: str) -> HttpResponse:
    """Leads on to a page of the case, or to the desk for whoever gave the case away."""
    answer = redirect("desk:desk") if page == "desk" else redirect(f"desk:{page}", here.reference)
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer


def show_desk(
    request: HttpRequest, unlocked: Unlocked, tray: Tray, *, number: int = 1, refusal: str = ""
) -> HttpResponse:
    """Shows a page of the desk."""
    now = clock()
    page = desk_page(
        logged_in(request), unlocked, tray, number=number, now=now, on=now.astimezone(BERLIN).date()
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    context = {"page": page, "refusal": refusal}
    return render(request, "cases/desk/desk.html", context, status=status)


def _forms(told: CasePage, page: str, on: date) -> dict[str, object]:
    """The forms of a page before anybody has typed; only those that it shows."""
    makers: dict[str, Callable[[], dict[str, object]]] = {
        "case": lambda: _case_forms(told),
        "work": lambda: {
            "note": case.NoteForm(),
            "to_do": case.ToDoForm(),
            "incident": case.IncidentForm(),
        },
        "danger": lambda: _danger_forms(told),
        "consent": lambda: {
            "consent": passing.ConsentForm(today=on),
            "bodies": known_bodies(told.told, on=on),
        },
        "override": lambda: {
            "override": passing.OverrideForm(),
            "bodies": known_bodies(told.told, on=on),
        },
        "emergency": lambda: {"emergency": passing.EmergencyForm()},
        "manage": lambda: _manage_forms(told),
    }
    return makers[page]() if page in makers else {}


def _case_forms(told: CasePage) -> dict[str, object]:
    if told.is_new:
        return {"take": manage.TakeForm(colleagues=told.colleagues)}
    initial: dict[str, object] = {"state": State.ASKED.value}
    answer = case.AnswerForm(states=told.next_states, initial=initial)
    return {"answer": answer, "modules": text_modules()}


def _danger_forms(told: CasePage) -> dict[str, object]:
    often = [one for one in ("escalates", "repeats") if getattr(told.frequency, one)]
    assessment = case.AssessmentForm(initial={"often": often})
    return {"assessment": assessment, "second": case.SecondForm()}


def _manage_forms(told: CasePage) -> dict[str, object]:
    return {
        "hand": manage.HandForm(colleagues=told.everybody),
        "eyes": manage.EyesForm(colleagues=told.colleagues),
        "urgency": manage.UrgencyForm(initial={"urgency": told.row.urgency}),
        "hold": manage.HoldForm(), "view": manage.ViewForm(),
        "secret": manage.SecretForm(ways=told.ways_to_check), "new_value": new_value(),
    }  # fmt: skip


def clock() -> datetime:
    """Returns the moment of this request."""
    return datetime.now(UTC)  # noqa: TID251 -- the clock enters here and is passed on
