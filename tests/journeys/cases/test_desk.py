"""The pages of the desk that only an act leads to: each can be read and used by everybody."""

from datetime import timedelta

import pytest

from rueckhalt.support.cases.actions.disclosing import (
    disclose_in_emergency,
    propose_disclosure,
    record_consent,
)
from rueckhalt.support.cases.actions.renewing import propose_secret
from rueckhalt.support.cases.models import Case, GivenConsent, GivenDisclosure
from rueckhalt.support.cases.queries.case import case_page
from rueckhalt.support.cases.rules.contents import Consent, DisclosureProposal
from tests.domains.support.cases.desk import NOW
from tests.domains.support.cases.guides import at_desk
from tests.journeys.cases.told import taken
from tests.journeys.conftest import SCREENS, axe, follow, no_sideways_scrolling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = NOW.date()


@pytest.fixture
def busy(desk) -> tuple[Case, dict[str, str]]:
    """A case of Lars in which everything waits for somebody, and the ways there."""
    row = taken(desk)
    case, by = desk.of("lars", row), {"by": desk.lars, "now": NOW}
    words = Consent("Polizei Musterstadt", "Anzeige", ("Dateien",), TODAY + timedelta(90), "Ja.")
    record_consent(case=case, consent=words, **by)
    wanted = DisclosureProposal("Jugendamt", "authority", "Schutz", ("Dateien",), "Ein Kind.")
    propose_disclosure(case=case, proposal=wanted, **by)
    disclose_in_emergency(case=case, recipient="police", reason="Vor der Tür.", **by)
    propose_secret(case=case, checked="safe-word", words="Anruf um neun.", **by)
    page = case_page(desk.of("nadja", row), desk.nadja, now=NOW, on=TODAY)
    given = GivenDisclosure.objects.get().pk
    return row, {
        "give": f"einwilligung/{GivenConsent.objects.get().pk}/",
        "decide": f"ohne-einwilligung/{page.proposals[0].id}/",
        "review": f"notfall/{given}/",
        "reply": f"rueckmeldung/{given}/",
        "passing": "weitergaben/",
        "consent": "einwilligung/",
    }


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_every_page_about_one_thing_is_accessible(house, busy, as_guide, width, scheme):
    case, ways = busy
    page = as_guide("nadja", width=width, scheme=scheme, script=True)
    for name, way in ways.items():
        page.goto(f"{house}/arbeit/fall/{case.reference}/{way}")
        _check(page, name)


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_print_and_new_words_are_accessible(house, busy, as_guide, width, scheme):
    case, _ = busy
    page = as_guide("nadja", width=width, scheme=scheme, script=True)
    page.goto(f"{house}/arbeit/fall/{case.reference}/verwalten/")
    follow(page.get_by_role("button", name="Drucken"))
    _check(page, "print")
    page.goto(f"{house}/arbeit/fall/{case.reference}/verwalten/")
    page.get_by_text("Neue Wörter, wenn sie ihre verloren hat").click()
    follow(page.get_by_role("button", name="Neue Wörter ausgeben"))
    _check(page, "words")


def _check(page, name: str) -> None:
    assert no_sideways_scrolling(page), name
    assert axe(page) == [], name


def test_every_page_about_one_thing_is_valid(busy, desk, complaints):
    case, ways = busy
    nadja = at_desk(desk, "nadja")
    address = f"/arbeit/fall/{case.reference}/"
    pages = {name: nadja.get(address + way).content for name, way in ways.items()}
    pages["print"] = nadja.post(f"{address}druck/").content
    pages["soon"] = nadja.get("/arbeit/?korb=loeschung").content
    assert complaints(pages) == []
