"""What every page of ours needs to know."""

from dataclasses import dataclass
from importlib import metadata

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language

VERSION = metadata.version("rueckhalt")


@dataclass(frozen=True)
class Link:
    """A place in the navigation."""

    label: str
    address: str
    is_current: bool


@dataclass(frozen=True)
class OtherLanguage:
    """The way to the same page in the other language, or to the start page there."""

    code: str
    name: str
    address: str


@dataclass(frozen=True)
class Site:
    """Who runs this house and what stands around each page."""

    operator: dict[str, str]
    navigation: tuple[Link, ...]
    other_language: OtherLanguage
    log_in: str
    quick_exit_url: str
    source_url: str
    version: str

    @property
    def is_demo(self) -> bool:
        """Says whether nobody is named who answers for this system."""
        return not self.operator["name"]


def site(request: HttpRequest) -> dict[str, Site]:
    """Returns `site` for the templates."""
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "site": Site(
            operator=settings.OPERATOR,
            navigation=tuple(_link(request, *entry) for entry in settings.NAVIGATION[language]),
            other_language=_other_than(language, request),
            log_in=reverse(settings.LOGIN_URL),
            quick_exit_url=settings.QUICK_EXIT_URL,
            source_url=settings.SOURCE_URL,
            version=VERSION,
        )
    }


def _link(request: HttpRequest, url_name: str, label: str | Promise) -> Link:
    address = reverse(url_name)
    return Link(str(label), address, is_current=request.path == address)


def _other_than(language: str, request: HttpRequest) -> OtherLanguage:
    code, name = next(one for one in settings.LANGUAGES if one[0] != language)
    here = request.resolver_match.view_name if request.resolver_match else ""
    url_name = settings.COUNTERPARTS.get(here, settings.START_PAGES[code])
    return OtherLanguage(code, name, reverse(url_name))
