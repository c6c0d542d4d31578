"""What everybody reads of topics and meetings, and how the secretariat takes it back."""

import pytest
from playwright.sync_api import expect

from tests.exchange import promise_of, public_minutes, released
from tests.journeys.conftest import SCREENS, axe, follow, no_sideways_scrolling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "Das Ministerium legt bis zum Sommer einen Entwurf vor."


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_what_everybody_reads_is_accessible_and_one_thing_leads_to_the_next(
    open_page, house, width, scheme
):
    meeting, item = public_minutes(WORDS)
    promise = released(promise_of(item.topic))
    page = open_page(width=width, scheme=scheme)
    page.goto(f"{house}/themen/")
    for link in (item.topic.title, promise.sentence, item.topic.title, meeting.name):
        assert axe(page) == []
        assert no_sideways_scrolling(page)
        follow(page.get_by_role("link", name=link))
    expect(page.get_by_text(WORDS)).to_be_visible()


def test_the_secretariat_takes_words_and_a_topic_back_without_script(as_somebody, house):
    meeting, item = public_minutes(WORDS)
    page = as_somebody("aylin", width=390, script=False)
    page.goto(f"{house}/austausch/treffen/{meeting.reference}/")
    follow(page.get_by_role("button", name="Öffentlichen Satz löschen"))
    expect(page.get_by_text(WORDS)).to_have_count(0)
    page.goto(f"{house}/austausch/themen/{item.topic.reference}/")
    page.locator("summary", has_text="Nicht mehr öffentlich").click()
    follow(page.get_by_role("button", name="Thema zurücknehmen"))
    expect(page.get_by_text("Intern", exact=True)).to_be_visible()
    page.goto(f"{house}/themen/")
    expect(page.get_by_text("Auf dieser Seite steht kein Thema.")).to_be_visible()
