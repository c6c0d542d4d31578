"""The pages about who takes part."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rueckhalt.dialogue.exchange.access import Seat, takes_part
from rueckhalt.dialogue.exchange.queries.partners import member_list
from rueckhalt.dialogue.exchange.views.asked import shown, today


@takes_part
@require_safe
def members(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Everybody who takes part; only those who take part see it."""
    context = {"members": member_list(seat, on=today()), "seat": seat}
    return shown(request, "exchange/members.html", context)
