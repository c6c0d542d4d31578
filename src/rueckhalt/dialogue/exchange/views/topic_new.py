"""The page on which somebody raises a topic, and the secretariat writes one down for somebody."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rueckhalt.dialogue.exchange.access import Seat, speaker_for, takes_part
from rueckhalt.dialogue.exchange.actions.topics import raise_topic
from rueckhalt.dialogue.exchange.forms.topics import RaiseForm, SpeakerForm
from rueckhalt.dialogue.exchange.queries.promises import member_choices
from rueckhalt.dialogue.exchange.queries.topics import similar_topics
from rueckhalt.dialogue.exchange.rules.visibility import Visibility
from rueckhalt.dialogue.exchange.views.asked import (
    done,
    named_by,
    new_reference,
    now,
    saved,
    shown,
    today,
)


@dataclass(frozen=True, slots=True)
class Speaking:
    """A mandate under which the topic can be raised, as the form offers it."""

    reference: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody for whom the secretariat writes, as the page names her."""

    reference: str
    name: str
    mandate: str
    organisation: str


@takes_part
@require_http_methods(["GET", "HEAD", "POST"])
def new_topic(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Raises a topic, of who asks or (`fuer`) of somebody for whom the secretariat writes.

    Who has not seen the similar ones yet sees them first, and loses nothing.
    """
    speaker = _speaker(request, seat)
    form = _form(request, seat, speaker)
    if request.method != "POST" or "ask" in request.POST or not form.is_valid():
        return _page(request, seat, speaker, form)
    if "seen" not in request.POST and similar_topics(seat, form.typed(), on=today()):
        return _page(request, seat, speaker, form, must_look=True)
    reference = request.POST.get("reference", "")
    if done(form, lambda: _raise(seat, form, reference), "title"):
        return saved("exchange:topic", reference)
    return _page(request, seat, speaker, form)


def _speaker(request: HttpRequest, seat: Seat) -> Speaker | None:
    word = named_by(request.POST if request.method == "POST" else request.GET, "fuer")
    if not word:
        return None
    found = speaker_for(seat, word, on=today())
    if found.pk in seat.reader.memberships:
        return None
    return Speaker(
        found.reference, found.account.name, found.mandate, found.partner.organisation.name
    )


def _form(request: HttpRequest, seat: Seat, speaker: Speaker | None) -> RaiseForm:
    own = [Speaking(one.reference, one.partner.organisation.name) for one in seat.memberships]
    speakers = [Speaking(speaker.reference, speaker.organisation)] if speaker else own
    chosen = f"{speakers[0].reference}:organisation" if speakers else ""
    return RaiseForm(
        request.POST if request.method == "POST" else None,
        speakers=speakers,
        is_written_down=speaker is not None,
        initial={"visibility": Visibility.INTERNAL.value, "speaks": chosen},
    )


def _raise(seat: Seat, form: RaiseForm, reference: str) -> None:
    membership = speaker_for(seat, form.asked_membership(), on=today())
    raise_topic(draft=form.asked(), membership=membership, reference=reference, by=seat, now=now())


def _page(
    request: HttpRequest,
    seat: Seat,
    speaker: Speaker | None,
    form: RaiseForm,
    *,
    must_look: bool = False,
) -> HttpResponse:
    has_asked = "ask" in request.POST
    typed = form.typed() if form.is_bound else ""
    # Whoever writes for somebody says first for whom.
    asks_whom = seat.is_secretariat and speaker is None and not form.is_bound
    context: dict[str, object] = {
        "form": form,
        "seat": seat,
        "speaker": speaker,
        "speaker_form": SpeakerForm(members=member_choices(on=today())) if asks_whom else None,
        "similar": similar_topics(seat, typed, on=today()) if typed else (),
        "has_asked": has_asked,
        "must_look": must_look,
        "reference": request.POST.get("reference") or new_reference(),
    }
    # Looking for similar ones is no mistake, even if a field is still empty.
    return shown(request, "exchange/topic_new.html", context, None if has_asked else form)
