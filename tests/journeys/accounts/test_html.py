"""The pages of log-in and account are valid HTML, says the checker of the W3C."""

import pytest

from rueckhalt.foundation.accounts.api import Role
from tests.accounts import PASSWORD, account_with
from tests.domains.foundation.accounts.people import SECOND_STEP, app_of, browser, log_in
from tests.journeys.accounts.test_log_in import CLOSED, OPEN

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_each_page_of_the_account_is_valid(client, complaints):
    statistics = account_with(Role.STATISTICS, password=PASSWORD)
    guide = account_with(Role.GUIDE, password=PASSWORD)
    app_of(guide)
    second = browser()
    log_in(second, guide)
    pages = {f"open{n}": client.get(f"/konto/{path}").content for n, path in enumerate(OPEN)}
    pages["step"] = second.get(SECOND_STEP).content
    log_in(browser(), statistics)
    log_in(client, statistics)
    pages |= {f"own{n}": client.get(f"/konto/{path}").content for n, path in enumerate(CLOSED)}

    assert complaints(pages) == []
