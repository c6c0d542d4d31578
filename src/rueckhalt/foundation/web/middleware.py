"""What each answer says to the browser about what it may keep and who may read it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from rueckhalt.foundation.vault.api import PoolFullError, refuse_when_full
from rueckhalt.foundation.web.crowd import crowd, database_crowd
from rueckhalt.foundation.web.errors import busy, method_not_allowed
from rueckhalt.foundation.web.locked import is_locked
from rueckhalt.foundation.web.refusals import is_for_machines
from rueckhalt.foundation.web.waiting import database_is_busy

_OFF = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read",
    "clipboard-write", "display-capture", "encrypted-media", "fullscreen", "gamepad",
    "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer",
    "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get",
    "screen-wake-lock", "serial", "storage-access", "usb", "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS = ", ".join(f"{feature}=()" for feature in _OFF)

# Every page below it speaks English, every other page German.
ENGLISH_ROOT = "/en/"

CHUNK = 64 * 1024
# More than any form of ours takes; who sends more than this has no ear for an answer.
MOST_UNREAD = 16 * 1024 * 1024

Answer = Callable[[HttpRequest], HttpResponse]


class ReadThrough:
    """Reads what nobody read of a request.

    Each answer ends its connection, and one that ends with something unread cuts the answer off.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Returns the answer once the request has arrived, or a good deal of it."""
        response = self.get_response(request)
        left = MOST_UNREAD
        while left > 0 and (chunk := request.read(CHUNK)):
            left -= len(chunk)
        return response


class PrivacyHeaders:
    """Keeps pages out of every cache, of other sites' frames and away from the device's sensors."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Returns the answer with what neither Django nor django-csp says."""
        response = self.get_response(request)
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["Cross-Origin-Embedder-Policy"] = "require-corp"
        # A page that needs one of these says so itself.
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if not _is_static(request, response):
            response["Cache-Control"] = "no-store"
        return response


class LanguageOfAddress:
    """Speaks the language that the address names; headers and cookies say nothing about it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Returns the answer in its language; the thread forgets the language afterwards."""
        language = "en" if request.path_info.startswith(ENGLISH_ROOT) else "de"
        with translation.override(language):
            return self.get_response(request)


class FramedErrors:
    """Gives the bare answer of a refused method our frame and a way on; machines get JSON."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Returns the answer, or our page where Django would show an empty one."""
        response = self.get_response(request)
        if response.status_code == 405 and (is_for_machines(request) or _is_bare(response)):
            return method_not_allowed(request, response["Allow"])
        return response


class WaitingPage:
    """Tells whoever finds too many log-ins or too many writers to wait a moment, with a way on."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Returns the answer as it is; says what a crowd has left unsaid."""
        crowd.say()
        database_crowd.say()
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """Returns the waiting page instead of a page that would only begin in vain.

        Nothing is written for it and no form is read, so a crowd that is sent away keeps nobody waiting.
        """
        match = request.resolver_match
        if request.method != "POST" or not match or match.view_name not in settings.DERIVING_PAGES:
            return None
        try:
            refuse_when_full()
        except PoolFullError:
            return busy(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Returns the waiting page when the queue of derivations was full, or the database locked."""
        if isinstance(exception, PoolFullError):
            return busy(request)
        return database_is_busy(request) if is_locked(exception) else None


def _is_bare(response: HttpResponse) -> bool:
    return not response.streaming and not response.content


def _is_static(request: HttpRequest, response: HttpResponse) -> bool:
    return request.path.startswith(settings.STATIC_URL) and response.status_code < 400
