"""Reads a posted form with long texts, so that one text that is too long costs no other field."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, QueryDict

FORM = "application/x-www-form-urlencoded"


def posted(request: HttpRequest, *, longest: int) -> QueryDict:
    """Returns the fields of a form; the text of a field that is far too long arrives cut.

    From then on they are also `request.POST`, for the page that asks to wait.

    Args:
        request: its body must not have been read yet.
        longest: signs that a field may hold; of a longer one a few more arrive, so that it shows.

    Raises:
        RequestDataTooBig: the body is larger than LONG_FORM_MAX_SIZE; the page of a 413 follows.
    """
    if request.content_type != FORM:
        return QueryDict(mutable=False)
    # The middle between Django's two ways: it reads a small body whole or none at all.
    raw = request.read(settings.LONG_FORM_MAX_SIZE + 1)
    if len(raw) > settings.LONG_FORM_MAX_SIZE:
        raise RequestDataTooBig
    # A sign takes at most twelve bytes: four of UTF-8, each written "%F0".
    most = 12 * (longest + 1)
    sent = QueryDict(b"&".join(_cut(part, most) for part in raw.split(b"&")), encoding="utf-8")
    request.POST = sent
    return sent


def _cut(part: bytes, most: int) -> bytes:
    name, equals, value = part.partition(b"=")
    return name + equals + value[:most]
