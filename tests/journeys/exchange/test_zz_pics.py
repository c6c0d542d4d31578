from datetime import UTC, datetime
import pytest
from rueckhalt.dialogue.exchange.actions.start import load_start_content
from tests.exchange import DRAFT, topic_of
from tests.journeys.conftest import follow
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
@pytest.mark.parametrize(("width","scheme"), [(390,"light"),(390,"dark"),(1280,"light"),(1280,"dark")])
def test_p(as_somebody, house, width, scheme):
    load_start_content(now=datetime.now(UTC)); t = topic_of("katrin")
    page = as_somebody("aylin", width=width, scheme=scheme)
    for way in ("austausch/","austausch/themen/neu/",f"austausch/themen/{t.reference}/","austausch/themen/melderecht/","austausch/mitglieder/","zusagen/","zusagen/zusage-ansprechstelle/"):
        page.goto(f"{house}/{way}")
        n = way.replace(t.reference,"eins").strip("/").replace("/","-")
        page.screenshot(path=f"/tmp/exchange-pics/{n}-{width}-{scheme}.png", full_page=True)
    page.goto(f"{house}/austausch/themen/neu/")
    page.get_by_label("Worum geht es?").fill(DRAFT.title)
    page.get_by_label("Was ist das Problem").fill("Anträge liegen lange bei der Meldebehörde.")
    follow(page.get_by_role("button", name="Thema einbringen"))
    page.screenshot(path=f"/tmp/exchange-pics/aehnlich-{width}-{scheme}.png", full_page=True)
