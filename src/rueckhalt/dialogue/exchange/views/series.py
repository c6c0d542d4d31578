"""The page on which a series changes as a whole, from one of its meetings on."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rueckhalt.dialogue.exchange.access import Seat, meeting_for, runs_exchange
from rueckhalt.dialogue.exchange.actions.series import change_series
from rueckhalt.dialogue.exchange.forms.meetings import SeriesChangeForm, meeting_values
from rueckhalt.dialogue.exchange.queries.meetings import meeting_way
from rueckhalt.dialogue.exchange.queries.series import meetings_of_series, series_of_meeting
from rueckhalt.dialogue.exchange.views.asked import done, now, refusal_of, saved, shown
from rueckhalt.dialogue.exchange.views.meetings import READ_AND_SEND, sent, shown_meeting


@runs_exchange
@require_http_methods(READ_AND_SEND)
def change(request: HttpRequest, seat: Seat, meeting: str) -> HttpResponse:
    """Changes this meeting and those after it; says before which follow and which stay."""
    found = meeting_for(seat, meeting)
    refusal = refusal_of(lambda: series_of_meeting(found))
    if refusal:
        return shown_meeting(request, seat, meeting, refusal=refusal)
    way, rows = meeting_way(found), meetings_of_series(series_of_meeting(found), found, now=now())
    following = [row.meeting for row in rows if row.stays is None]
    draft = meeting_way(following[0]).draft if following else way.draft
    form = SeriesChangeForm(sent(request), initial=meeting_values(draft))
    if done(
        form, lambda: change_series(meeting=found, change=form.asked(), by=seat, now=now()), "name"
    ):
        return saved("exchange:meetings")
    context: dict[str, object] = {
        "way": way,
        "following": following,
        "staying": [row for row in rows if row.stays is not None],
    }
    return shown(request, "exchange/meetings/change_series.html", context, form)
