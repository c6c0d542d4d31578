"""Answers for machines: is the house alive, whom to tell about a hole, what to index."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

# RFC 9116 asks for less than a year; who copies the file shall notice that it ages.
SECURITY_TXT_LIFE = timedelta(days=180)


@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Says "ok" when this process and its database answer, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return _text("database does not answer\n", status=503)
    return _text("ok\n")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Names whom to tell about a security hole (RFC 9116); without an operator there is nobody."""
    email = settings.OPERATOR["email"]
    if not email:
        raise Http404
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)  # noqa: TID251 -- a page
    lines = (
        f"Contact: mailto:{email}",
        f"Expires: {(today + SECURITY_TXT_LIFE).isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: de, en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    )
    return _text("\n".join(lines) + "\n")


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Keeps a demonstration out of search engines: nobody in need shall find it there."""
    forbidden = "" if settings.OPERATOR["name"] else " /"
    return _text(f"User-agent: *\nDisallow:{forbidden}\n")


def _text(content: str, status: int = 200) -> HttpResponse:
    return HttpResponse(content, status=status, content_type="text/plain; charset=utf-8")
