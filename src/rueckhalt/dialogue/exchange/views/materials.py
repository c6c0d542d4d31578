"""Files of the exchange: bring one, get one, take one back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rueckhalt.dialogue.exchange.access import (
    Seat,
    item_for,
    material_for,
    meeting_for,
    runs_exchange,
    takes_part,
    topic_for,
)
from rueckhalt.dialogue.exchange.actions.materials import (
    Home,
    add_material,
    release_material,
    withdraw_material,
)
from rueckhalt.dialogue.exchange.forms.materials import FileForm, MaterialForm, ReleaseFileForm
from rueckhalt.dialogue.exchange.queries.agenda import agenda_rows
from rueckhalt.dialogue.exchange.queries.materials import meeting_of, place_of, topic_of
from rueckhalt.dialogue.exchange.rules.material import LARGEST, check_arrived
from rueckhalt.dialogue.exchange.views.asked import (
    done,
    new_reference,
    now,
    refusal_of,
    saved,
    shown,
)
from rueckhalt.dialogue.exchange.views.meetings import READ_AND_SEND, homes_of, sent, shown_meeting
from rueckhalt.dialogue.exchange.views.topics import after_topic, shown_topic
from rueckhalt.foundation.web.uploads import plain_file, taking_files

# A file of somebody may be a page with script: the browser keeps it and runs nothing of it.
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


@runs_exchange
@require_POST
@taking_files(LARGEST)
def add(request: HttpRequest, seat: Seat, meeting: str) -> HttpResponse:
    """Keeps a file for a meeting or one of its items."""
    found = meeting_for(seat, meeting)
    items = [(one.reference, one.title) for one in agenda_rows(seat, found)]
    form = MaterialForm(request.POST, homes=homes_of(meeting, items))
    if done(form, lambda: _add(request, seat, meeting, form), "file"):
        return saved("exchange:meeting", meeting)
    return shown_meeting(request, seat, meeting, material_form=form)


def _add(request: HttpRequest, seat: Seat, meeting: str, form: MaterialForm) -> None:
    home = form.cleaned_data["home"]
    found = meeting_for(seat, meeting) if home == meeting else item_for(seat, home)
    _keep(request, seat, found, form)


@takes_part
@require_POST
@taking_files(LARGEST)
def add_to_topic(request: HttpRequest, seat: Seat, topic: str) -> HttpResponse:
    """Keeps a file for a topic."""
    found, form = topic_for(seat, topic), FileForm(request.POST)
    if done(form, lambda: _keep(request, seat, found, form), "file"):
        return saved("exchange:topic", topic)
    return shown_topic(request, seat, topic, file_form=form)


def _keep(request: HttpRequest, seat: Seat, home: Home, form: FileForm) -> None:
    file = plain_file(request, "file")
    check_arrived(is_there=file is not None, is_too_large=file is not None and file.is_too_large)
    if file is None:
        return
    add_material(
        home=home,
        title=form.cleaned_data["title"],
        name=file.name,
        content=file.content,
        reference=new_reference(),
        by=seat,
        now=now(),
    )


@runs_exchange
@require_http_methods(READ_AND_SEND)
def release(request: HttpRequest, seat: Seat, material: str) -> HttpResponse:
    """Lets a file out, after somebody said where she looked for names."""
    found = material_for(seat, material)
    home = meeting_of(found)
    if home is None:
        raise Http404
    form = ReleaseFileForm(sent(request))
    if done(
        form,
        lambda: release_material(material=found, read=form.asked(), by=seat, now=now()),
        "read",
    ):
        return saved("exchange:meeting", home)
    context: dict[str, object] = {"file": found, "meeting": home}
    return shown(request, "exchange/meetings/release_file.html", context, form)


@takes_part
@require_safe
def material(request: HttpRequest, seat: Seat, material: str) -> HttpResponse:
    """Hands a file out to whoever may read what it belongs to; no browser opens it in our frame."""
    del request
    found = material_for(seat, material)
    return handed_out(found.digest, found.name, found.media_type)


def handed_out(digest: str, name: str, media_type: str) -> HttpResponse:
    """Returns a file that the browser keeps and does not open in our name; 404 if its content is lost."""
    try:
        content = place_of(digest).read_bytes()
    except FileNotFoundError:
        raise Http404 from None
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@runs_exchange
@require_POST
def withdraw(request: HttpRequest, seat: Seat, material: str) -> HttpResponse:
    """Takes a file back, of a meeting or of a topic."""
    found = material_for(seat, material)
    refusal = refusal_of(lambda: withdraw_material(material=found, by=seat, now=now()))
    home = meeting_of(found)
    if home is None:
        return after_topic(request, seat, topic_of(found), refusal)
    if refusal:
        return shown_meeting(request, seat, home, refusal=refusal)
    return saved("exchange:meeting", home)
