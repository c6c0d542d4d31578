import pytest

from tests.people import client_of


@pytest.fixture
def as_somebody(house, open_page):
    """Opens windows in which somebody is logged in: `as_somebody("aylin", width=390)`."""

    def opened(name: str, **options):
        page = open_page(**options)
        key = client_of(name).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": key, "url": house}])
        return page

    return opened
