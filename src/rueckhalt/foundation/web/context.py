"""What every page of ours needs to know."""

from dataclasses import dataclass
from importlib import metadata

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

VERSION = metadata.version("rueckhalt")


@dataclass(frozen=True)
class Link:
    """A place in the navigation."""

    label: str
    address: str
    is_current: bool


@dataclass(frozen=True)
class Site:
    """Who runs this house and what stands around each page."""

    operator: dict[str, str]
    navigation: tuple[Link, ...]
    quick_exit_url: str
    source_url: str
    version: str

    @property
    def is_demo(self) -> bool:
        """Says whether nobody is named who answers for this system."""
        return not self.operator["name"]


def site(request: HttpRequest) -> dict[str, Site]:
    """Returns `site` for the templates."""
    return {
        "site": Site(
            operator=settings.OPERATOR,
            navigation=tuple(_link(request, *entry) for entry in settings.NAVIGATION),
            quick_exit_url=settings.QUICK_EXIT_URL,
            source_url=settings.SOURCE_URL,
            version=VERSION,
        )
    }


def _link(request: HttpRequest, url_name: str, label: str) -> Link:
    address = reverse(url_name)
    return Link(label, address, is_current=request.path == address)
