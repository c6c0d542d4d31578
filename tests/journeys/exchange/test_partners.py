"""Aylin takes an organisation in and invites somebody; Katrin says herself where she is named."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from rueckhalt.foundation.accounts.api import OrganisationKind, create_organisation
from tests.exchange import foreign_partner, seat
from tests.journeys.conftest import SCREENS, axe, follow, no_sideways_scrolling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOUSE = "Bund kleiner Gemeinden (erfunden)"


def button(page: Page, name: str):
    return page.get_by_role("button", name=name)


def new_house() -> None:
    create_organisation(
        name=HOUSE, kind=OrganisationKind.ASSOCIATION, by=None, now=datetime.now(UTC)
    )


def test_the_secretariat_takes_in_a_partner_and_invites_somebody_without_script(as_somebody, house):
    new_house()
    page = as_somebody("aylin", width=390, script=False)
    page.goto(f"{house}/austausch/")
    follow(page.get_by_role("link", name="Partner", exact=True))
    page.get_by_label("Organisation").select_option(label=HOUSE)
    page.get_by_label("Gruppe").select_option(label="Kommunalpolitische Vereinigungen")
    follow(button(page, "Organisation aufnehmen"))
    follow(page.get_by_role("link", name=HOUSE))
    page.get_by_label("Name").fill("Neu Muster")
    page.get_by_label("E-Mail").fill("neu@musterhaus.invalid")
    follow(button(page, "Einladung senden"))
    expect(page.get_by_text("Die Einladung gilt bis")).to_be_visible()


def test_somebody_is_in_the_open_data_only_between_her_yes_and_her_no(as_somebody, house):
    page = as_somebody("katrin", width=390, script=False)
    (hers,) = seat("katrin").memberships
    address = f"{house}/oparl/v1.1/person/{hers.reference}/"
    assert page.request.get(address).status == 404

    page.goto(f"{house}/austausch/")
    follow(page.get_by_role("link", name="Ich", exact=True))
    follow(button(page, "Ja, nennen Sie mich dort"))
    assert page.request.get(address).json()["name"] == "Katrin Muster"

    follow(button(page, "Zustimmung zurücknehmen"))
    assert "name" not in page.request.get(address).json()
    expect(page.get_by_text("Wir nennen Sie dort nicht.")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_every_page_is_accessible_and_fits(as_somebody, house, width, scheme):
    new_house()
    foreign = foreign_partner()
    partner, membership = foreign["<slug:partner>"], foreign["<slug:membership>"]
    page = as_somebody("aylin", width=width, scheme=scheme)
    for way in (
        "austausch/ich/", "austausch/partner/", f"austausch/partner/{partner}/",
        f"austausch/mandate/{membership}/beenden/",
    ):  # fmt: skip
        page.goto(f"{house}/{way}")
        assert axe(page) == [], way
        assert no_sideways_scrolling(page), way
    page.goto(f"{house}/austausch/partner/{partner}/")
    follow(button(page, "Einladung senden"))
    expect(page.get_by_role("heading", name="Bitte prüfen Sie Ihre Angaben")).to_be_visible()
    assert axe(page) == []
