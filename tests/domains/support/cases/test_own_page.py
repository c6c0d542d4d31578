"""The person comes back: she sees where it stands, writes, agrees, takes along, erases."""

import json
import re
import uuid
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as house
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rueckhalt.foundation.audit.api import lines
from rueckhalt.foundation.lib.refusal import Refused
from rueckhalt.foundation.vault.api import words
from rueckhalt.foundation.vault.rules.return_secret import secret_from
from rueckhalt.support.cases.actions.disclosing import record_consent
from rueckhalt.support.cases.actions.own import withdraw_consent
from rueckhalt.support.cases.actions.talking import Answered, answer, write_as_guide
from rueckhalt.support.cases.models import Case, CaseFile, Entry, GivenConsent
from rueckhalt.support.cases.queries.entries import entries_of
from rueckhalt.support.cases.queries.people import reading_hours
from rueckhalt.support.cases.rules.contents import (
    PERSON,
    Assessment,
    Clock,
    Consent,
    Incident,
    Note,
)
from rueckhalt.support.cases.rules.judging import incident_days, must_judge_again
from rueckhalt.support.cases.rules.states import State
from tests.domains.support.cases.desk import NOW
from tests.domains.support.cases.test_slice import taken
from tests.domains.support.cases.visits import (
    CLOSE,
    CONSENT,
    DOOR,
    ERASE,
    JSON,
    MORE,
    OWN,
    PDF,
    WORDS,
    WRITE,
    post,
    secret_on,
    send,
    text_of,
    the_case,
    token,
)

pytestmark = pytest.mark.django_db
SLIP = "1234567 eins zwei"
TO_POLICE = Consent("Polizei Musterstadt", "Anzeige", ("Der Brief",), date(2027, 1, 31), "")


@pytest.fixture
def back(birgit) -> Client:
    """Birgit wrote something and came back."""
    birgit.secret = secret_on(send(birgit, c__text="Ein Brief.", c__name="Birgit"))
    post(birgit, DOOR, secret=birgit.secret)
    return birgit


def test_with_her_words_she_comes_to_her_page(birgit):
    secret = secret_on(send(birgit))
    answered = post(birgit, DOOR, secret=secret.upper().replace(" ", "-"))

    assert answered["Location"] == OWN
    cookie = answered.cookies["return"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/fall/")
    assert cookie["max-age"] == ""
    assert "Ihre Nachricht ist da" in text_of(birgit.get(OWN))


def test_hit_and_unknown_take_one_derivation_and_begin_with_the_same_queries(back, runs):
    unknown = secret_from(b"u" * 32, words()).text()
    seen = []
    for secret in (unknown, secret_from(b"v" * 32, words()).text(), back.secret):
        before = len(runs)
        with CaptureQueriesContext(connection) as asked:
            post(Client(), DOOR, secret=secret)
        assert len(runs) - before == 1
        seen.append([one["sql"].split("WHERE")[0] for one in asked])
    assert seen[0] == seen[1]
    assert seen[2][0] == seen[0][0]


def test_an_erased_case_answers_like_one_that_never_was(back):
    unknown = post(Client(), DOOR, secret=secret_from(b"u" * 32, words()).text())
    post(back, ERASE, sure="yes")
    erased = post(Client(), DOOR, secret=back.secret)

    def bare(page):
        return re.sub(r'value="\d{7} [^"]+"', "", text_of(page))

    assert (erased.status_code, bare(erased)) == (422, bare(unknown))


def test_a_slip_is_said_without_a_derivation_and_what_was_typed_stays(birgit, runs):
    page = post(birgit, DOOR, secret=SLIP)
    assert page.status_code == 422
    assert SLIP in text_of(page)
    assert runs == []


def test_the_first_page_shows_the_state_and_nothing_that_was_told(back):
    page = text_of(back.get(OWN))
    assert "Wir antworten bis Montag, 30. November 2026" in page
    assert "Ein Brief." not in page
    assert "Birgit" not in page


def test_an_answer_a_clock_and_no_note_are_on_her_page(back, contact_point):
    case = taken(contact_point, the_case())
    lars = contact_point.lars
    opened = contact_point.of("lars", case)
    write_as_guide(case=opened, content=Note("Kanarie"), by=lars, now=NOW)
    clock = Clock("Strafantrag stellen", date(2027, 2, 27), "Drei Monate.")
    write_as_guide(case=contact_point.of("lars", case), content=clock, by=lars, now=NOW)
    answer(
        case=contact_point.of("lars", case), given=Answered("Wir sind da.", State.ASKED, "Wir haben den Brief gelesen.", uuid.uuid4()), by=lars, now=NOW,
    )  # fmt: skip

    first = text_of(back.get(OWN))
    assert "Wir haben Sie etwas gefragt" in first
    assert "Wir haben den Brief gelesen." in first
    assert "Handeln Sie bis Samstag, 27. Februar 2027: Strafantrag stellen" in first
    assert "Wir sind da." in text_of(back.get(MORE))
    assert "Kanarie" not in text_of(back.get(MORE))


def test_she_writes_and_it_is_the_contact_points_turn(back, contact_point):
    case = taken(contact_point, the_case())
    answer(
        case=contact_point.of("lars", case), given=Answered("?", State.ASKED, "", uuid.uuid4()), by=contact_point.lars, now=NOW
    )  # fmt: skip
    back.post(WRITE, {"text": "Noch ein Brief."})
    assert the_case().state == State.TAKEN
    assert "Noch ein Brief." in text_of(back.get(MORE))


def test_a_file_arrives_sealed_and_comes_back_as_it_was(back):
    sent = SimpleUploadedFile("brief von kanarie.PDF", b"%PDF-Kanarie" * 1000)
    back.post(WRITE, {"text": "Hier.", "files": [sent]})

    page = text_of(back.get(MORE))
    assert "brief von kanarie.PDF" in page
    row = CaseFile.objects.get()
    got = back.get(f"/fall/mein/datei/{row.id}/")
    assert b"".join(got.streaming_content) == b"%PDF-Kanarie" * 1000
    assert got["Content-Disposition"] == 'attachment; filename="datei.pdf"'
    stored = [path.read_bytes() for path in Path(house.FILES_DIR).rglob("*") if path.is_file()]
    assert [one for one in stored if b"Kanarie" in one] == []


def test_a_file_that_is_too_large_costs_no_text_and_leaves_nothing(back, monkeypatch):
    monkeypatch.setattr("rueckhalt.foundation.vault.adapters.uploads.LARGEST", 10)
    sent = [SimpleUploadedFile("a.txt", b"klein"), SimpleUploadedFile("b.txt", b"x" * 11)]
    page = back.post(WRITE, {"text": "Kanarie", "files": sent})

    assert page.status_code == 422
    assert "größer als 50 Megabyte" in text_of(page)
    assert "Kanarie" in text_of(page)
    assert CaseFile.objects.count() == 0
    assert list((Path(house.FILES_DIR) / "incoming").glob("*")) == []


def test_nobody_fetches_a_file_of_another_case(back, contact_point):
    back.post(WRITE, {"text": "Hier.", "files": [SimpleUploadedFile("a.txt", b"a")]})
    file = CaseFile.objects.get().id
    other = Client()
    post(other, DOOR, secret=secret_on(send(other)))

    missing = other.get(f"/fall/mein/datei/{uuid.uuid4()}/")
    found = other.get(f"/fall/mein/datei/{file}/")
    assert (found.status_code, found.content) == (404, missing.content)


def test_after_a_quarter_of_an_hour_her_text_waits_behind_the_secret(back):
    typed = {"text": "Kanarie & Co", "when": "im März"}
    with time_machine.travel(NOW + timedelta(minutes=16), tick=False):
        page = back.post(WRITE, {**typed, "files": [SimpleUploadedFile("a", b"a")]})
        assert page.status_code == 422
        wrong = post(back, DOOR, secret=SLIP, **typed)
        for shown in (text_of(page), text_of(wrong)):
            assert 'name="text" value="Kanarie &amp; Co"' in shown
            assert 'name="when" value="im März"' in shown
        opened = text_of(post(back, DOOR, secret=back.secret, **typed))
        assert "Kanarie &amp; Co</textarea>" in opened
        assert 'name="when" value="im März"' in opened
        assert back.post(WRITE, {"text": "Kanarie & Co"}).status_code == 302
    assert list((Path(house.FILES_DIR) / "incoming").glob("*")) == []
    assert CaseFile.objects.count() == 0


def test_a_new_incident_stands_in_the_diary_and_asks_for_a_new_judgement(back, contact_point):
    case, later = taken(contact_point, the_case()), NOW + timedelta(minutes=1)
    judged = Assessment("Ruhig.", (), escalates=False, repeats=False, proposal="")
    opened = contact_point.of("lars", case)
    write_as_guide(case=opened, content=judged, by=contact_point.lars, now=later)
    assert not must_judge_again(entries_of(opened))

    told = {"text": "Ein Stein flog.", "when": "am 20. November 2026"}
    with time_machine.travel(later + timedelta(minutes=1), tick=False):
        assert back.post(WRITE, told).status_code == 302
        page = text_of(back.get(MORE))
    assert "Vorfall: am 20. November 2026" in page
    assert "Ein Stein flog." in page

    entries = entries_of(contact_point.of("lars", the_case()))
    assert entries[-1].content == Incident("am 20. November 2026", "Ein Stein flog.")
    assert incident_days(entries)[-1] == date(2026, 11, 20)
    assert must_judge_again(entries)


def test_whoever_has_no_page_open_leaves_no_file(birgit):
    page = birgit.post(WRITE, {"text": "x", "files": [SimpleUploadedFile("a", b"a" * 1000)]})
    assert page.status_code == 422
    assert list((Path(house.FILES_DIR) / "incoming").glob("*")) == []


def test_closed_is_closed(back):
    cookie = back.cookies["return"].value
    left = back.post(CLOSE)
    assert left["Location"] == "/"
    assert left.cookies["return"]["max-age"] == 0
    back.cookies["return"] = cookie
    assert back.get(MORE)["Location"] == DOOR


def test_a_form_of_another_site_changes_nothing(back):
    elsewhere = {"headers": {"Sec-Fetch-Site": "cross-site"}}
    for path in (WRITE, CONSENT, WORDS, ERASE, CLOSE, DOOR):
        assert back.post(path, {"text": "x", "sure": "yes"}, **elsewhere).status_code == 403
    assert Case.objects.count() == 1


def asked(contact_point) -> None:
    case = taken(contact_point, the_case())
    opened = contact_point.of("lars", case)
    write_as_guide(case=opened, content=TO_POLICE, by=contact_point.lars, now=NOW)


def consent_ids(page) -> list[str]:
    return re.findall(r'name="consent" value="([0-9a-f-]{36})"', text_of(page))


def test_she_agrees_and_takes_it_back(back, contact_point):
    asked(contact_point)
    assert "Dürfen wir etwas weitergeben?" in text_of(back.get(OWN))
    (request,) = consent_ids(back.get(MORE))
    back.post(CONSENT, {"consent": request, "says": "yes"})
    assert GivenConsent.objects.count() == 1

    (given,) = consent_ids(back.get(MORE))
    assert given == str(GivenConsent.objects.get().id)
    back.post(CONSENT, {"consent": given, "says": "no"})
    assert consent_ids(back.get(MORE)) == []
    entries = entries_of(contact_point.of("lars", the_case()))
    assert sorted(one.content.kind for one in entries if one.by == PERSON) == [
        "consent", "told", "withdrawal",
    ]  # fmt: skip


def test_what_a_guide_wrote_down_in_her_words_is_no_request(back, contact_point):
    case = taken(contact_point, the_case())
    spoken = replace(TO_POLICE, words="Ja, geben Sie es weiter.")
    record_consent(
        case=contact_point.of("lars", case), consent=spoken, by=contact_point.lars, now=NOW
    )
    page = text_of(back.get(MORE))
    assert "Ja, das dürfen Sie" not in page
    assert "Ja, geben Sie es weiter." in page
    assert "Mein Ja zurücknehmen" in page


def test_she_says_no_and_is_not_asked_again(back, contact_point):
    asked(contact_point)
    (request,) = consent_ids(back.get(MORE))
    back.post(CONSENT, {"consent": request, "says": "no"})
    assert consent_ids(back.get(MORE)) == []
    assert GivenConsent.objects.count() == 0


@pytest.mark.parametrize(("hour", "holds"), [(22, True), (23, False)])
def test_a_consent_ends_with_its_last_day_here(back, contact_point, hour, holds):
    opened = contact_point.of("lars", taken(contact_point, the_case()))
    spoken = replace(TO_POLICE, words="Ja.")
    record_consent(case=opened, consent=spoken, by=contact_point.lars, now=NOW)
    said, at = GivenConsent.objects.get().id, datetime(2027, 1, 31, hour, 30, tzinfo=UTC)
    with nullcontext() if holds else pytest.raises(Refused):
        withdraw_consent(opened, said, reading=reading_hours(), now=at)


def test_what_nobody_asked_for_cannot_be_agreed_to(back):
    page = back.post(CONSENT, {"consent": str(uuid.uuid4()), "says": "yes"})
    assert page.status_code == 422
    assert GivenConsent.objects.count() == 0


def test_she_takes_everything_along(back):
    back.post(WRITE, {"text": "Noch ein Brief."})
    data = json.loads(back.get(JSON).content)
    assert (data["told"]["text"], data["conversation"][0]["text"]) == (
        "Ein Brief.",
        "Noch ein Brief.",
    )
    paper = back.get(PDF)
    assert paper.content.startswith(b"%PDF")
    assert paper["Content-Disposition"] == 'attachment; filename="unterlagen.pdf"'


def test_her_plan_can_be_made_anew(birgit):
    secret = secret_on(send(birgit, happened="threat", c__answers="happened"))
    post(birgit, DOOR, secret=secret)
    page = text_of(birgit.get(MORE))
    assert 'name="happened" value="threat"' in page
    assert 'action="/lotse/plan/"' in page


def test_new_words_open_her_page_and_the_old_ones_nothing(back):
    other = Client()
    post(other, DOOR, secret=back.secret)
    form = token()
    fresh = secret_on(post(back, WORDS, form=form))

    assert fresh != back.secret
    assert back.get(OWN).status_code == 200
    assert other.get(OWN)["Location"] == DOOR
    assert post(Client(), DOOR, secret=back.secret).status_code == 422
    assert post(Client(), DOOR, secret=fresh)["Location"] == OWN


def test_new_words_whose_page_never_arrived_are_shown_again(back):
    form, old = token(), back.cookies["return"].value
    fresh = secret_on(post(back, WORDS, form=form))
    back.cookies["return"] = old  # the answer was lost, and its cookie with it
    assert secret_on(post(back, WORDS, form=form)) == fresh


def test_a_stranger_gets_no_words(birgit):
    assert post(birgit, WORDS, form=token())["Location"] == DOOR


def test_erasing_asks_once_more_and_then_leaves_nothing(back):
    back.post(WRITE, {"text": "Hier.", "files": [SimpleUploadedFile("a.txt", b"a")]})
    file = CaseFile.objects.get().id
    assert post(back, ERASE).status_code == 422
    assert Case.objects.count() == 1

    done = post(back, ERASE, sure="yes")
    assert "Alles ist gelöscht" in text_of(done)
    assert (Case.objects.count(), Entry.objects.count(), CaseFile.objects.count()) == (0, 0, 0)
    assert not (Path(house.FILES_DIR) / "kept" / file.hex).exists()
    assert back.get(OWN)["Location"] == DOOR


def test_what_must_be_kept_is_not_erased_and_she_is_told(back):
    Case.objects.update(is_on_hold=True)
    assert "Das geht gerade nicht" in text_of(back.get(ERASE))
    assert post(back, ERASE, sure="yes").status_code == 422
    assert Case.objects.count() == 1
    assert back.get(OWN).status_code == 200


def test_the_trail_names_each_act_and_nothing_of_the_case(back):
    back.post(WRITE, {"text": "Kanarie"})
    back.get(JSON)
    post(back, ERASE, sure="yes")
    found = [line for line in lines() if line.subject.startswith("case:")]
    assert [line.action for line in reversed(found)] == [
        "case.begin", "case.read", "case.message", "case.export", "case.erase",
    ]  # fmt: skip
    assert {line.by for line in found} == {"person"}
