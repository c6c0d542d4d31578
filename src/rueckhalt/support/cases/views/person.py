"""The person comes back: with her secret to her page, which shows little until she asks for more."""

import uuid
from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.vault.api import (
    ArrivedFile,
    NotHeldError,
    OpenRecord,
    PoolFullError,
    arrived_files,
    close_returned,
    returned,
    take_uploads,
)
from rueckhalt.foundation.web.posted import posted
from rueckhalt.foundation.web.waiting import waiting_page
from rueckhalt.support.cases.access import OpenCase
from rueckhalt.support.cases.actions.files import drop_files
from rueckhalt.support.cases.actions.own import come_back, fetch_file, write_message
from rueckhalt.support.cases.forms.intake import LONGEST
from rueckhalt.support.cases.forms.person import MessageForm, SecretForm, carried
from rueckhalt.support.cases.queries.notice import at_the_door, reading_hours
from rueckhalt.support.cases.queries.person import last_state, own_page
from rueckhalt.support.cases.rules.files import device_name
from rueckhalt.support.cases.views.returning import (
    cookie_of,
    now,
    opened_case,
    own,
    refuse_other_sites,
    with_cookie,
    without_cookie,
)

UNPROCESSABLE = 422
NOT_FOUND = "Zu diesem Schlüssel finden wir nichts. Bitte vergleichen Sie Zahl und Wörter. Vielleicht ist der Fall auch gelöscht."


@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """What the contact point is and when somebody reads; and the way in with a secret."""
    if request.method != "POST":
        return _door(request, SecretForm(), ())
    refuse_other_sites(request)
    data = posted(request, longest=LONGEST)
    form = SecretForm(data)
    try:
        if form.is_valid():
            return _let_in(request, returned(form.cleaned_data["secret"]), data)
    except Refused as refusal:
        form.add_error("secret", str(refusal))
    except (NotHeldError, Http404):
        form.add_error("secret", NOT_FOUND)
    except PoolFullError:
        kept = [("secret", data.get("secret", "")), *carried(data)]
        return waiting_page(request, action=request.path, kept=kept)
    return _door(request, form, carried(data), UNPROCESSABLE)


def _door(
    request: HttpRequest, form: SecretForm, kept: Iterable[tuple[str, str]], status: int = 200
) -> HttpResponse:
    context = {"form": form, "door": at_the_door(now()), "kept": kept}
    return render(request, "cases/person/door.html", context, status=status)


def _let_in(request: HttpRequest, opened: OpenRecord, data: QueryDict) -> HttpResponse:
    """Opens her page; what she had typed before it closed is there again."""
    back = come_back(opened=opened, now=now())
    if typed := carried(data):
        answer = _more(request, back.case, MessageForm(initial=dict(typed)))
    else:
        answer = redirect("case:own")
    return with_cookie(answer, back.cookie)


@require_safe
@own
def own_state(request: HttpRequest, case: OpenCase) -> HttpResponse:
    """Where it stands, and nothing more: somebody may look over her shoulder."""
    return render(request, "cases/person/own.html", {"last": last_state(case)})


@require_safe
@own
def more(request: HttpRequest, case: OpenCase) -> HttpResponse:
    """Everything: conversation, consents, what went to whom, and what she can do."""
    return _more(request, case, MessageForm())


def _more(
    request: HttpRequest, case: OpenCase, form: MessageForm, status: int = 200
) -> HttpResponse:
    context = {"page": own_page(case, now()), "form": form}
    return render(request, "cases/person/more.html", context, status=status)


@require_POST
def write(request: HttpRequest) -> HttpResponse:
    """Takes a message with files. Where the page has closed meanwhile, the text is carried along."""
    refuse_other_sites(request)
    case = opened_case(request, now())
    take_uploads(request, is_welcome=case is not None)
    form, arrived = MessageForm(request.POST), arrived_files(request, "files")
    if case is None:
        drop_files(arrived)
        context = {
            "form": SecretForm(), "kept": carried(request.POST),
            "text": request.POST.get("text", ""),
        }  # fmt: skip
        return render(request, "cases/person/closed.html", context, status=UNPROCESSABLE)
    return _write(request, case, form, arrived)


def _write(
    request: HttpRequest, case: OpenCase, form: MessageForm, arrived: list[ArrivedFile]
) -> HttpResponse:
    if not form.is_valid():
        drop_files(arrived)
        return _more(request, case, form, UNPROCESSABLE)
    try:
        write_message(
            case=case, form=form.cleaned_data["once"], text=form.cleaned_data["text"],
            when=form.cleaned_data["when"], arrived=arrived, reading=reading_hours(), now=now(),
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _more(request, case, form, UNPROCESSABLE)
    return redirect(f"{reverse('case:more')}#geschrieben")


@require_safe
@own
def file(request: HttpRequest, case: OpenCase, file: uuid.UUID) -> HttpResponseBase:  # noqa: ARG001 -- Django's signature
    """A file of the case, as it is read; its name on the device says nothing."""
    about, content = fetch_file(case=case, file=file, now=now())
    headers = {"Content-Disposition": f'attachment; filename="{device_name(about.name)}"'}
    return StreamingHttpResponse(content, content_type="application/octet-stream", headers=headers)


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Closes her page in this browser."""
    refuse_other_sites(request)
    answer = redirect("start")
    cookie = cookie_of(request)
    if not cookie:
        return answer
    close_returned(cookie)
    return without_cookie(answer)
