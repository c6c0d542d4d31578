"""Lars through his morning: the inbox, a case of his own, an answer, danger, an emergency; and each page looked at."""

import re

import pytest
from playwright.sync_api import expect

from rueckhalt.support.cases.models import GivenDisclosure
from tests.journeys.cases.told import BIRGIT, taken
from tests.journeys.conftest import SCREENS, axe, follow, no_sideways_scrolling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ("", "arbeit/", "gefahr/", "weitergaben/", "einwilligung/", "ohne-einwilligung/",
         "notfall/", "verwalten/", "verlauf/")  # fmt: skip


def test_lars_through_his_morning(house, desk, as_guide):
    desk.arrives(BIRGIT)
    page = as_guide(width=1280)
    page.goto(f"{house}/arbeit/")
    follow(page.get_by_role("link", name="Birgit: Ein Brief"))
    expect(page.get_by_text("Ein Anruf in der Nacht")).to_be_visible()
    page.get_by_label("Wer vertritt Sie?").select_option(label=desk.nadja.name)
    follow(page.get_by_role("button", name="Fall übernehmen"))

    page.get_by_label("Ihre Antwort").fill("Liebe Birgit,")
    follow(page.get_by_role("button", name="Baustein: Wir sind da"))
    expect(page.get_by_label("Ihre Antwort")).to_have_value(
        re.compile("Liebe Birgit,.*110", re.DOTALL)
    )
    page.get_by_label("Was haben Sie getan, und was kommt?").fill("Wir haben gelesen.")
    follow(page.get_by_role("button", name="Antwort senden"))
    expect(page.get_by_text("Wir haben gelesen.")).to_be_visible()

    follow(page.get_by_role("link", name="Gefahr", exact=True))
    page.get_by_label("Wie schätzen Sie die Gefahr ein?").fill("Ernst: Die Person kennt das Haus.")
    page.get_by_label("Jemand war am Haus oder an der Wohnung").check()
    follow(page.get_by_role("button", name="Einschätzung speichern"))
    expect(page.get_by_text("Eine zweite Person muss noch schauen.")).to_be_visible()

    follow(page.get_by_role("link", name="Notfall", exact=True))
    page.get_by_label("Polizei, 110").check()
    page.get_by_label("Warum jetzt? Eine Zeile").fill("Er steht vor der Tür.")
    follow(page.get_by_role("button", name="Notfall speichern"))
    assert GivenDisclosure.objects.count() == 1

    second = as_guide("nadja")
    second.goto(f"{house}/arbeit/")
    expect(second.get_by_text("Notfall ohne zweiten Blick")).to_be_visible()
    follow(second.get_by_role("link", name=re.compile("^Fall [A-Z0-9]{4}-")))
    follow(second.get_by_role("link", name="Jetzt ansehen"))
    second.get_by_label("Was haben Sie gesehen?").fill("Das war richtig.")
    follow(second.get_by_role("button", name="Angesehen"))
    expect(second.get_by_text("Notfall ohne zweiten Blick")).to_have_count(0)


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_every_page_of_the_desk_is_accessible(house, desk, as_guide, width, scheme):
    case = taken(desk)
    desk.arrives(BIRGIT)
    page = as_guide(width=width, scheme=scheme, script=True)
    addresses = ["/arbeit/", "/arbeit/telefon/"]
    addresses += [f"/arbeit/fall/{case.reference}/{rest}" for rest in PAGES]
    for address in addresses:
        page.goto(house + address)
        assert no_sideways_scrolling(page), address
        assert axe(page) == [], address
