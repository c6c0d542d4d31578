"""Otto tries everything: nothing that he is told says whether there is a case."""

import re
import uuid
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from rueckhalt.foundation.vault.api import appoint_recovery
from rueckhalt.support.cases.models import Case, CaseFile, Entry
from rueckhalt.support.cases.urls import desk as desk_routes
from tests.journeys.cases.told import BIRGIT, taken
from tests.journeys.conftest import SCREENS, axe, no_sideways_scrolling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEVER = "AAAA-AAAA"  # no case has this number
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
ELSEWHERE = "Ansprechstelle Beispielland"
# Beside the pages of the desk: what other houses call a case, and what a person has of her own.
GUESSES = (
    "/api/v1/cases/{reference}", "/api/v1/faelle/{reference}", "/fall/{reference}/",
    "/arbeit/fall/{reference}.json/", "/arbeit/fall/{reference}/export/",
)  # fmt: skip
HER_OWN = ("mein/", "mein/mehr/", "mein/unterlagen.json", "mein/unterlagen.pdf", "mein/loeschen/")


def addresses(reference: str, entry: uuid.UUID) -> Iterator[str]:
    """Every address of the desk that names a case, as the house itself lists them, and some guesses."""
    for route in desk_routes:
        way = str(route.pattern)
        if "<str:reference>" in way:
            for place, value in (("reference", reference), ("entry", entry), ("file", entry),
                                 ("consent", entry), ("account", 1)):  # fmt: skip
                for kind in ("str", "uuid", "int"):
                    way = way.replace(f"<{kind}:{place}>", str(value))
            yield f"/arbeit/{way}"
    yield from (guess.format(reference=reference) for guess in GUESSES)


def form_of(page: Page, house: str) -> dict[str, str]:
    """What he sends: the token of his own session, so that nothing stops him before the case does."""
    token = TOKEN.search(page.request.get(f"{house}/konto/").text())
    return {
        "csrfmiddlewaretoken": token[1] if token else "", "text": "Otto", "words": "Otto",
        "alone": "yes", "reason": "Otto",
    }  # fmt: skip


def told(page: Page, house: str, address: str, form: dict[str, str]) -> list[tuple[int, str]]:
    """What is said to whoever opens an address and whoever sends a form there."""
    answers = (
        page.request.get(house + address, max_redirects=0),
        page.request.post(house + address, form=form, max_redirects=0),
    )
    return [(one.status, f"{one.headers.get('location', '')} {one.text()}") for one in answers]


def same(found: list[tuple[int, str]], reference: str, entry: uuid.UUID) -> list[tuple[int, str]]:
    """What was said, without the words of the address itself."""
    return [
        (status, text.replace(reference, "…").replace(str(entry), "…")) for status, text in found
    ]


@pytest.fixture
def case(desk) -> Case:
    return taken(desk)


@pytest.fixture
def as_otto(desk, as_guide, open_page):
    """Opens a window of somebody who is none of this case's people."""

    def opened(who: str, **options) -> Page:
        if who == "stranger":
            return open_page(**{"script": False, **options})
        house = ELSEWHERE if who == "guide elsewhere" else {}
        account = desk.third("otto", **({"house": house} if house else {}))
        return as_guide("otto", account=account, **options)

    return opened


@pytest.mark.parametrize("who", ["stranger", "guide elsewhere", "guide without duty"])
def test_no_address_says_whether_there_is_a_case(house, desk, case, as_otto, who):
    page, real, none = as_otto(who), Entry.objects.first().id, uuid.uuid4()
    before = (Entry.objects.count(), CaseFile.objects.count())
    form, compared = form_of(page, house), 0
    said = {303, 403, 404, 405} if who == "stranger" else {404, 405}
    for found, absent in zip(addresses(case.reference, real), addresses(NEVER, none), strict=True):
        answers = same(told(page, house, found, form), case.reference, real)
        assert answers == same(told(page, house, absent, form), NEVER, none), found
        assert {status for status, _ in answers} <= said, (found, answers)
        assert all(BIRGIT.name not in text for _, text in answers), found
        compared += 1
    assert compared > 30
    assert (Entry.objects.count(), CaseFile.objects.count()) == before


@pytest.mark.parametrize("who", ["guide elsewhere", "guide without duty"])
def test_his_own_desk_holds_nothing_and_nobody_recovers_for_him(house, desk, case, as_otto, who):
    appoint_recovery(offline=desk.paper, people=[desk.lars.pk, desk.nadja.pk])
    page = as_otto(who)
    for tray in ("", "?korb=mine", "?korb=stand-in", "?korb=closed", "?korb=late"):
        page.goto(f"{house}/arbeit/{tray}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert case.reference not in page.content()
        assert BIRGIT.name not in page.content()
    assert page.goto(f"{house}/konto/wiederherstellung/").status == 404


def test_a_stranger_finds_no_page_of_hers_and_no_desk(house, case, open_page):
    page = open_page(script=False)
    for rest in HER_OWN:
        page.goto(f"{house}/fall/{rest}")
        expect(page.get_by_label("Ihr Schlüssel")).to_be_visible()
    page.goto(f"{house}/arbeit/")
    expect(page.get_by_role("button", name="Anmelden", exact=True)).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_what_he_sees_instead_is_accessible(house, case, as_otto, width, scheme):
    page = as_otto("guide elsewhere", width=width, scheme=scheme, script=True)
    for address in (f"/arbeit/fall/{case.reference}/", "/arbeit/"):
        page.goto(house + address)
        assert no_sideways_scrolling(page), address
        assert axe(page) == [], address
