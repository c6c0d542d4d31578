"""The house, and two pages that take a file: one seals it while it arrives, one does as Django does."""

from collections.abc import Callable
from functools import wraps

from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from rueckhalt.config.urls import handler400, handler403, handler404, handler500  # noqa: F401
from rueckhalt.config.urls import urlpatterns as house
from rueckhalt.foundation.vault.api import sealing_uploads

View = Callable[[HttpRequest], HttpResponse]


def as_django(view: View) -> View:
    """Lets a view take files as Django ships it: in the clear, into the temp folder."""
    checked = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def taking(request: HttpRequest) -> HttpResponse:
        request.upload_handlers = [TemporaryFileUploadHandler(request)]
        return checked(request)

    return taking


def takes(request: HttpRequest) -> HttpResponse:
    """Gives a token, or says how many bytes arrived."""
    if request.method == "GET":
        return HttpResponse(f'<input name="csrfmiddlewaretoken" value="{get_token(request)}">')
    return HttpResponse(str(request.FILES["file"].size))


urlpatterns = [
    *house,
    path("konto/messung/versiegelt/", sealing_uploads(takes)),
    path("konto/messung/django/", as_django(takes)),
]
