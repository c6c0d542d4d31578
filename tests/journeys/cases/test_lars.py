"""Lars through his morning: the inbox, a case of his own, an answer, danger, an emergency; and a phone call."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from rueckhalt.foundation.accounts.access import VAULT_COOKIE
from rueckhalt.foundation.accounts.rules import cookie_text
from rueckhalt.foundation.vault.api import keep_open
from rueckhalt.support.cases.actions.taking import take_case
from rueckhalt.support.cases.models import Case, GivenDisclosure
from rueckhalt.support.cases.rules.contents import Reach, Told, ToldIncident
from tests.domains.support.cases.desk import NOW, Desk
from tests.journeys.conftest import SCREENS, axe, follow, no_sideways_scrolling
from tests.people import client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BIRGIT = Told(
    "Ein Brief lag im Kasten: Wir wissen, wo du wohnst.", name="Birgit", office="Bürgermeisterin",
    safe_word="Apfelbaum", incidents=(ToldIncident("2.10.2026", "Ein Anruf in der Nacht"),),
    reach=Reach("0151 0000", "abends", "Rathaus"),
)  # fmt: skip
PAGES = ("", "arbeit/", "gefahr/", "weitergaben/", "einwilligung/", "ohne-einwilligung/",
         "notfall/", "verwalten/", "verlauf/")  # fmt: skip


@pytest.fixture
def desk(house, settings, tmp_path):
    settings.FILES_DIR, settings.SHARES_DIR = tmp_path / "files", tmp_path / "shares"
    return Desk()


@pytest.fixture
def as_guide(desk, house, open_page):
    """Opens a window in which a guide is logged in and her vault is open."""

    def opened(name="lars", **options):
        page = open_page(**{"script": False, **options})
        session = client_of(name).cookies["sessionid"].value
        cookie = keep_open(desk.keys[name], session=session, now=datetime.now(UTC))
        told = {"sessionid": session, VAULT_COOKIE: cookie_text(cookie)}
        page.context.add_cookies([{"name": n, "value": v, "url": house} for n, v in told.items()])
        return page

    return opened


def taken(desk) -> Case:
    row = desk.arrives(BIRGIT)
    take_case(case=desk.of("lars", row), by=desk.lars, unlocked=desk.keys["lars"],
              stand_in=desk.nadja, now=NOW)  # fmt: skip
    return Case.objects.get(pk=row.pk)


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


def test_a_case_by_phone_ends_with_words_to_read_out(house, desk, as_guide):
    page = as_guide()
    page.goto(f"{house}/arbeit/telefon/")
    page.get_by_label("Was ist geschehen?").fill("Er ruft jede Nacht an.")
    page.get_by_label("Heute").check()
    page.get_by_label("Wer vertritt Sie?").select_option(label=desk.nadja.name)
    follow(page.get_by_role("button", name="Fall beginnen"))
    words = page.locator(".app-passphrase").inner_text().split()
    assert len(words) == 7
    follow(page.get_by_role("link", name="Zum Fall"))
    expect(page.get_by_text("Er ruft jede Nacht an.").first).to_be_visible()


def test_lost_words_are_given_out_by_two(house, desk, as_guide):
    case = taken(desk)
    lars, nadja = as_guide(), as_guide("nadja")
    for page in (lars, nadja):
        page.goto(f"{house}/arbeit/fall/{case.reference}/verwalten/")
        page.get_by_text("Neue Wörter, wenn sie ihre verloren hat").click()
    lars.get_by_label("Sie hat das Sicherheitswort genannt.").check()
    lars.get_by_label("Was war?").fill("Anruf um neun.")
    follow(lars.get_by_role("button", name="Vorschlagen"))
    nadja.reload()
    nadja.get_by_text("Neue Wörter, wenn sie ihre verloren hat").click()
    follow(nadja.get_by_role("button", name="Neue Wörter ausgeben"))
    assert len(nadja.locator(".app-passphrase").inner_text().split()) == 7


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
