"""What guides see and do at their desk, page by page."""

import re
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rueckhalt.foundation.audit.api import lines
from rueckhalt.foundation.vault.api import NotHeldError
from rueckhalt.foundation.vault.models import OpenVault
from rueckhalt.support.cases.actions.own import withdraw_consent
from rueckhalt.support.cases.actions.taking import take_case
from rueckhalt.support.cases.models import Case, GivenDisclosure
from rueckhalt.support.cases.queries.entries import entries_of
from rueckhalt.support.cases.rules.contents import Incident, Reach, Told, ToldIncident
from rueckhalt.support.cases.rules.keeping import Retention
from rueckhalt.support.cases.rules.states import State, Urgency
from tests.build import store_places
from tests.domains.support.cases.desk import NOW, READING, USUAL, Arrival, Desk, quick_secret
from tests.domains.support.cases.guides import at_desk, text
from tests.people import client_of

pytestmark = pytest.mark.django_db
ZEBRA = "zebra – Zentrum für Betroffene rechter Angriffe"  # in Schleswig-Holstein
BIRGIT = Told(
    "Ein Brief lag im Kasten.", name="Birgit", safe_word="Apfelbaum",
    incidents=(ToldIncident("2.10.2026", "Ein Anruf"), ToldIncident("", "Ein Aufkleber")),
    reach=Reach(way="0151 0000", never_say="Rathaus"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def friday():
    """These pages read the clock; the days in the tests belong to this one."""
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def desk(settings, tmp_path):
    settings.FILES_DIR, settings.SHARES_DIR = tmp_path / "files", tmp_path / "shares"
    return Desk()


@pytest.fixture
def lars(desk):
    return at_desk(desk, "lars")


@pytest.fixture
def nadja(desk):
    return at_desk(desk, "nadja")


@pytest.fixture
def case(desk):
    """A case of Birgit that Lars works on; Nadja stands in."""
    row = desk.arrives(BIRGIT)
    take_case(case=desk.of("lars", row), by=desk.lars, unlocked=desk.keys["lars"],
              stand_in=desk.nadja, now=NOW)  # fmt: skip
    return Case.objects.get(pk=row.pk)


def of(case: Case, rest: str = "") -> str:
    return f"/arbeit/fall/{case.reference}/{rest}"


def entry_id(desk, case, kind: str) -> uuid.UUID:
    """The newest entry of a kind."""
    found = [one for one in entries_of(desk.of("lars", case)) if one.content.kind == kind]
    return found[-1].id


def kinds(desk, case) -> list[str]:
    return [one.content.kind for one in entries_of(desk.of("lars", case))]


def test_the_inbox_shows_what_is_urgent_first_and_then_who_waits_longest(desk, lars):
    late = Arrival(Retention.CASE, Urgency.THIS_WEEK)
    desk.arrives(Told("Elster"), late, now=NOW)
    desk.arrives(Told("Fink"), late, now=NOW + timedelta(days=3))
    desk.arrives(Told("Amsel"), Arrival(Retention.CASE, Urgency.TODAY), now=NOW)
    shown = text(lars.get("/arbeit/"))
    assert shown.index("Amsel") < shown.index("Elster") < shown.index("Fink")


def test_the_desk_asks_as_often_for_many_cases_as_for_one(desk, lars, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    desk.arrives()
    with CaptureQueriesContext(connection) as one:
        lars.get("/arbeit/")
    for _ in range(4):
        desk.arrives()
    with django_assert_num_queries(len(one)):
        lars.get("/arbeit/")


def test_a_tray_holds_25_and_leads_on(desk, lars):
    for number in range(27):
        desk.arrives(Told(f"Nummer {number}"))
    first, second = lars.get("/arbeit/"), lars.get("/arbeit/?korb=eingang&seite=2")
    assert (text(first).count("Nummer "), text(second).count("Nummer ")) == (25, 2)
    assert "Nächste Seite" in text(first)
    assert "Nächste Seite" not in text(second)
    assert len(first.content) <= 150_000


def test_what_is_not_confirmed_lies_in_the_second_tray_until_a_guide_takes_it_out(desk, lars):
    row = desk.arrives(
        Told("Flut"), Arrival(Retention.UNCONFIRMED, Urgency.THIS_WEEK, is_confirmed=False)
    )
    assert "Flut" not in text(lars.get("/arbeit/"))
    assert "Flut" in text(lars.get("/arbeit/?korb=zweiter-korb"))
    lars.post(of(row, "bestaetigen/"))
    assert "Flut" in text(lars.get("/arbeit/"))
    assert Case.objects.get(pk=row.pk).retention == Retention.CASE


def test_a_case_past_its_day_says_so_in_words(desk, lars):
    row = desk.arrives(Told("Lange her"))
    Case.objects.filter(pk=row.pk).update(due_on="2026-01-05")
    assert "überfällig seit 05.01.2026" in text(lars.get("/arbeit/?korb=ueberfaellig"))


def test_lars_takes_a_case_over_and_answers(desk, lars):
    row = desk.arrives(BIRGIT)
    taken = lars.post(of(row, "uebernehmen/"), {"stand_in": desk.nadja.pk})
    assert (taken.status_code, taken["Location"]) == (303, of(row))
    answered = lars.post(of(row, "antworten/"), {
        "text": "Wir sind da.", "state": "asked", "said": "Wir haben gefragt.",
        "files": SimpleUploadedFile("Liste.pdf", b"%PDF-"),
    })  # fmt: skip
    assert answered.status_code == 303
    page = lars.get(of(row))
    assert "Wir sind da." in text(page)
    assert Case.objects.get(pk=row.pk).state == State.ASKED
    link = re.search(r'href="(/arbeit/fall/[^"]+/datei/[^"]+)"', page.content.decode())[1]
    assert b"".join(lars.get(link).streaming_content) == b"%PDF-"
    assert lars.get("/arbeit/?korb=meine").content.count(row.reference.encode()) > 0


def test_an_answer_without_a_word_comes_back_as_it_was_typed(desk, case, lars):
    answer = lars.post(of(case, "antworten/"), {"text": "Guten Tag", "said": "Gefragt."})
    assert answer.status_code == 422
    assert b"Guten Tag" in answer.content
    assert "answer" not in kinds(desk, case)


def test_a_text_module_goes_into_the_answer_and_sends_nothing(desk, case, lars):
    told = {"text": "Liebe Birgit,", "module": "nachfrage", "said": "Gefragt."}
    answer = lars.post(of(case, "antworten/"), told)
    assert answer.status_code == 200
    field = re.search(r"<textarea[^>]*>(.*?)</textarea>", answer.content.decode(), re.DOTALL)[1]
    assert field.index("Liebe Birgit,") < field.index("Eine kurze Antwort genügt.")
    assert "message" not in kinds(desk, case)


def test_what_was_typed_while_the_vault_was_closed_comes_back(desk, case, lars):
    OpenVault.objects.update(used_at=datetime.now(UTC) - timedelta(minutes=16))
    sent = lars.post(of(case, "arbeit/"), {"text": "Sie ruft um neun an."})
    assert sent.status_code == 307
    asked = lars.post(sent["Location"], {"text": "Sie ruft um neun an."})
    assert 'name="text" value="Sie ruft um neun an."' in asked.content.decode()


@pytest.mark.parametrize("name", ["nadja", "petra", "vera", "sofia", "otto"])
def test_nobody_but_its_holders_sees_a_case(desk, lars, case, name):
    tom = desk.nadja
    Case.objects.filter(pk=case.pk).update(stand_in=None, assigned=None)
    from rueckhalt.foundation.vault.models import Wrap

    Wrap.objects.filter(record=case.pk, holder=tom.pk).delete()
    client = at_desk(desk, "nadja") if name == "nadja" else client_of(name)
    missing = client.get("/arbeit/fall/ZZZZ-ZZZZ/")
    for rest in ("", "arbeit/", "gefahr/", "verlauf/", "weitergaben/", "verwalten/", "notfall/"):
        answer = client.get(of(case, rest))
        assert answer.status_code == missing.status_code
        assert answer.status_code in {302, 303, 404}
        assert b"Birgit" not in answer.content
    for rest in ("antworten/", "druck/", "notfall/", "uebernehmen/", "schluessel/"):
        told = {"recipient": "police", "reason": "x", "text": "x", "state": "asked"}
        assert client.post(of(case, rest), told).status_code in {302, 303, 404, 405}
    assert not GivenDisclosure.objects.exists()
    assert b"Birgit" not in client.get("/arbeit/?korb=vertretung").content


def test_opening_and_printing_stand_in_the_history_by_name(desk, case, lars):
    lars.get(of(case))
    printed = lars.post(of(case, "druck/"))
    assert f"Gedruckt von {desk.lars.name}" in text(printed)
    told = [(one.by, one.action) for one in lines(subject=f"case:{case.reference}")]
    assert told[:2] == [
        (f"account:{desk.lars.pk}", "case.print"),
        (f"account:{desk.lars.pk}", "case.read"),
    ]
    shown = text(lars.get(of(case, "verlauf/")))
    assert f"{desk.lars.name} hat gedruckt" in shown
    assert "Die Person hat den Fall begonnen" in shown


def test_a_task_comes_up_on_its_day_and_is_done_once(desk, case, lars):
    told = {"kind": "task", "title": "Anrufen", "due_on": "2026-11-28"}
    assert lars.post(of(case, "aufgabe/"), told).status_code == 303
    assert str(Case.objects.get(pk=case.pk).due_on) == "2026-11-28"
    task = entry_id(desk, case, "task")
    assert lars.post(of(case, f"erledigt/{task}/")).status_code == 303
    assert "Anrufen – erledigt" in text(lars.get(of(case, "arbeit/")))
    assert lars.post(of(case, f"erledigt/{task}/")).status_code == 422


def test_an_answer_does_not_hide_a_task_that_comes_earlier(desk, case, lars):
    lars.post(of(case, "aufgabe/"), {"kind": "task", "title": "Anrufen", "due_on": "2026-11-28"})
    lars.post(of(case, "antworten/"), {"text": "Bis dann.", "state": "accompanied"})
    assert str(Case.objects.get(pk=case.pk).due_on) == "2026-11-28"


def test_an_incident_that_she_tells_on_the_phone_stands_in_the_diary(desk, case, lars):
    refused = lars.post(of(case, "vorfall/"), {"when": "", "what": "Ein Stein flog."})
    assert refused.status_code == 422
    assert "Ein Stein flog.</textarea>" in refused.content.decode()

    told = {"when": "am 20. November 2026", "what": "Ein Stein flog."}
    answer = lars.post(of(case, "vorfall/"), told)
    assert (answer.status_code, answer["Location"]) == (303, of(case))
    page = text(lars.get(of(case)))
    assert "am 20. November 2026 Ein Stein flog." in page
    assert "Vorfall, am 20. November 2026" in page
    assert kinds(desk, case)[-1] == "incident"
    assert "hat einen Vorfall aufgeschrieben" in text(lars.get(of(case, "verlauf/")))


def test_danger_is_judged_in_words_and_a_second_person_looks(desk, case, lars, nadja):
    assert "Das hat noch niemand getan" in text(lars.get(of(case, "gefahr/")))
    told = {
        "words": "Ernst, weil er die Straße kennt.",
        "visible": ["address"],
        "proposal": "Polizei",
    }
    lars.post(of(case, "gefahr/"), told)
    last = entry_id(desk, case, "assessment")
    assert lars.post(of(case, f"gefahr/{last}/"), {"agrees": "yes"}).status_code == 422
    assert nadja.post(of(case, f"gefahr/{last}/"), {"agrees": "yes"}).status_code == 303
    shown = text(nadja.get(of(case, "gefahr/")))
    assert "Noch von keiner Fachperson geprüft" in shown
    assert f"{desk.nadja.name} sieht es auch so." in shown
    assert Case.objects.get(pk=case.pk).state == State.TAKEN
    assert not GivenDisclosure.objects.exists()

    row = Case.objects.get(pk=case.pk)
    desk.writes(row, Incident("gestern", "Wieder ein Brief"), now=datetime.now(UTC))
    assert "Seit der letzten Einschätzung ist etwas geschehen" in text(
        lars.get(of(case, "gefahr/"))
    )


CONSENT = {
    "recipient": "Polizei Musterstadt", "purpose": "Schutz", "items": ["Name und Amt", "Dateien"],
    "until": "2099-12-31", "words": "Ja, bitte.",
}  # fmt: skip


def test_with_consent_what_she_agreed_to_goes_out_and_the_case_waits_for_the_answer(
    desk, case, lars
):
    assert lars.post(of(case, "einwilligung/"), CONSENT).status_code == 303
    consent = entry_id(desk, case, "consent")
    given = {"recipient_kind": "police", "items": ["Dateien"], "answer_by": "2099-01-15"}
    assert lars.post(of(case, f"einwilligung/{consent}/"), given).status_code == 303
    row = Case.objects.get(pk=case.pk)
    assert (row.state, str(row.due_on)) == (State.REFERRED, "2099-01-15")
    assert GivenDisclosure.objects.get().consent_id == consent

    gone = GivenDisclosure.objects.get().pk
    reply = {"text": "Ist angekommen.", "file_number": "123 Js 4/26"}
    assert lars.post(of(case, f"rueckmeldung/{gone}/"), reply).status_code == 303
    assert "Aktenzeichen 123 Js 4/26" in text(lars.get(of(case, "weitergaben/")))
    assert Case.objects.get(pk=case.pk).state == State.TAKEN


def test_once_taken_back_nothing_more_goes_out(desk, case, lars):
    lars.post(of(case, "einwilligung/"), CONSENT)
    consent = entry_id(desk, case, "consent")
    own = desk.own(Case.objects.get(pk=case.pk))
    withdraw_consent(own, consent, reading=READING, now=NOW)
    given = {"recipient_kind": "police", "items": ["Dateien"]}
    answer = lars.post(of(case, f"einwilligung/{consent}/"), given)
    assert answer.status_code == 422
    assert "Sie hat diese Einwilligung zurückgenommen." in text(answer)
    assert not GivenDisclosure.objects.exists()


def test_what_a_guide_only_asks_for_can_not_go_out(desk, case, lars):
    lars.post(of(case, "einwilligung/"), {**CONSENT, "words": ""})
    consent = entry_id(desk, case, "consent")
    given = {"recipient_kind": "police", "items": ["Dateien"]}
    assert lars.post(of(case, f"einwilligung/{consent}/"), given).status_code == 404
    assert not GivenDisclosure.objects.exists()


def offered(page) -> list[str]:
    """What the page offers as recipients, in its order."""
    return re.findall(r'<option value="([^"]+)">', page.content.decode())


@pytest.mark.parametrize("page", ["einwilligung/", "ohne-einwilligung/"])
def test_bodies_of_her_municipality_and_her_land_are_offered_first(desk, lars, page):
    store_places("Bremerhaven")
    told = replace(BIRGIT, situation=(("place", "Bremerhaven"),))
    found = offered(lars.get(of(desk.arrives(told), page)))
    assert found[0] == "Onlinewache der Ortspolizeibehörde Bremerhaven"
    assert found.index("starke Stelle") < found.index(ZEBRA)
    assert len(found) == len(set(found)) > 100


@pytest.mark.parametrize("page", ["einwilligung/", "ohne-einwilligung/"])
def test_without_her_place_bodies_of_all_lands_are_offered(desk, case, lars, page):
    assert ZEBRA in offered(lars.get(of(case, page)))


def test_a_recipient_from_the_directory_is_kept_with_its_entry_up_to_the_disclosure(
    desk, case, lars
):
    lars.post(of(case, "einwilligung/"), {**CONSENT, "recipient": f" {ZEBRA.upper()}"})
    consent = entry_id(desk, case, "consent")
    lars.post(
        of(case, f"einwilligung/{consent}/"), {"recipient_kind": "advice", "items": ["Dateien"]}
    )
    told = [one.content for one in entries_of(desk.of("lars", case))]
    assert [one.body for one in told if one.kind in {"consent", "disclosure"}] == ["zebra", "zebra"]
    assert (
        reverse("directory:body", args=["zebra"]).encode()
        in lars.get(of(case, "weitergaben/")).content
    )


def test_a_recipient_that_no_directory_knows_is_kept_as_it_was_written(desk, case, lars):
    lars.post(of(case, "ohne-einwilligung/"), PROPOSAL)
    told = [one.content for one in entries_of(desk.of("lars", case))][-1]
    assert (told.recipient, told.body) == ("Jugendamt", "")


PROPOSAL = {
    "recipient": "Jugendamt", "recipient_kind": "authority", "purpose": "Schutz",
    "items": ["was sie erzählt hat"], "reason": "Ein Kind ist in Gefahr.",
}  # fmt: skip


def test_without_consent_a_second_person_decides_before_anything_goes_out(desk, case, lars, nadja):
    lars.post(of(case, "ohne-einwilligung/"), PROPOSAL)
    proposal = entry_id(desk, case, "disclosure-proposal")
    own = lars.post(of(case, f"ohne-einwilligung/{proposal}/"), {"agrees": "yes"})
    assert (own.status_code, GivenDisclosure.objects.count()) == (422, 0)
    assert (
        nadja.post(of(case, f"ohne-einwilligung/{proposal}/"), {"agrees": "yes"}).status_code == 303
    )
    assert GivenDisclosure.objects.get().assigned == desk.nadja
    nadja.post(of(case, f"ohne-einwilligung/{proposal}/"), {"agrees": "yes"})
    assert GivenDisclosure.objects.count() == 1


def test_without_consent_a_no_lets_nothing_out(desk, case, lars, nadja):
    lars.post(of(case, "ohne-einwilligung/"), PROPOSAL)
    proposal = entry_id(desk, case, "disclosure-proposal")
    nadja.post(of(case, f"ohne-einwilligung/{proposal}/"), {"agrees": "no"})
    assert not GivenDisclosure.objects.exists()
    assert "Wartet auf eine zweite Person" not in text(lars.get(of(case, "weitergaben/")))


def test_in_an_emergency_one_guide_alone_tells_police_at_once(desk, lars, nadja):
    row = desk.arrives(BIRGIT)  # nobody has taken it, and one person is logged in
    sent = lars.post(
        of(row, "notfall/"), {"recipient": "police", "reason": "Er steht vor der Tür."}
    )
    assert sent.status_code == 303
    given = GivenDisclosure.objects.get()
    assert given.due_on - datetime.now(UTC) > timedelta(hours=23, minutes=59)
    for client in (lars, nadja):
        assert "Notfall ohne zweiten Blick" in text(client.get("/arbeit/"))
    own = lars.post(of(row, f"notfall/{given.pk}/"), {"words": "Alles gut."})
    assert own.status_code == 422
    assert nadja.post(of(row, f"notfall/{given.pk}/"), {"words": "Richtig."}).status_code == 303
    assert GivenDisclosure.objects.get().assigned == desk.nadja
    assert "Notfall ohne zweiten Blick" not in text(lars.get("/arbeit/"))


@pytest.mark.parametrize("recipient", ["prosecutor", "authority", "other", "", "Polizei"])
def test_an_emergency_knows_no_other_recipient(desk, case, lars, recipient):
    answer = lars.post(of(case, "notfall/"), {"recipient": recipient, "reason": "Eilt."})
    assert answer.status_code == 422
    assert b"Eilt." in answer.content
    assert not GivenDisclosure.objects.exists()


def test_after_a_day_without_a_second_look_the_desk_says_that_time_is_up(desk, case, lars):
    lars.post(of(case, "notfall/"), {"recipient": "rescue", "reason": "Verletzt."})
    GivenDisclosure.objects.update(due_on=datetime.now(UTC) - timedelta(minutes=1))
    assert "die Zeit ist um" in text(lars.get("/arbeit/"))


def test_a_legal_hold_and_another_urgency_keep_their_reason(desk, case, lars):
    lars.post(of(case, "sperre/"), {"reason": "123 Js 4/26"})
    lars.post(of(case, "dringlichkeit/"), {"urgency": "1", "reason": "Er war am Haus."})
    row = Case.objects.get(pk=case.pk)
    assert (row.is_on_hold, row.urgency) == (True, Urgency.TODAY)
    shown = text(lars.get(of(case, "arbeit/")))
    assert "123 Js 4/26" in shown
    assert "Er war am Haus." in shown


def test_a_guide_who_lost_nothing_can_not_leave_and_a_stand_in_is_not_a_guest(desk, case, lars):
    answer = lars.post(of(case, f"mitlesen/{desk.nadja.pk}/"))
    assert (answer.status_code, "Geben Sie den Fall stattdessen weiter." in text(answer)) == (
        422,
        True,
    )


def test_lars_hands_his_case_to_nadja(desk, case, lars):
    told = {"guide": desk.nadja.pk, "stand_in": desk.lars.pk}
    answer = lars.post(of(case, "weitergeben/"), told)
    assert (answer.status_code, answer["Location"]) == (303, "/arbeit/")
    assert Case.objects.get(pk=case.pk).assigned == desk.nadja
    same = lars.post(of(case, "weitergeben/"), {"guide": desk.lars.pk, "stand_in": desk.lars.pk})
    assert same.status_code == 422


def test_whom_the_person_named_can_not_be_given_the_case(desk, lars):
    """With Nadja kept out, Lars alone holds it; he can choose nobody (test_alone.py says what then)."""
    row = desk.arrives(Told("Es geht um Frau Beispiel.", keep_from="Beispiel"))
    answer = lars.post(of(row, "uebernehmen/"), {"stand_in": desk.nadja.pk})
    assert answer.status_code == 422
    assert Case.objects.get(pk=row.pk).state == State.NEW
    assert at_desk(desk, "nadja").get(of(row)).status_code == 404


@pytest.mark.parametrize("page", ["ohne-einwilligung", "notfall", "rueckmeldung"])
def test_about_what_is_not_there_a_form_with_a_gap_finds_no_page(desk, case, lars, page):
    answer = lars.post(of(case, f"{page}/{uuid.uuid4()}/"), {"words": ""})
    assert answer.status_code == 404


def test_whoever_is_too_late_for_a_proposal_reads_why(desk, case, nadja):
    answer = nadja.post(of(case, f"ohne-einwilligung/{uuid.uuid4()}/"), {"agrees": "yes"})
    assert (answer.status_code, "Das hat schon jemand angesehen." in text(answer)) == (422, True)


def test_a_button_on_a_case_that_went_to_somebody_else_finds_no_case(desk, lars, monkeypatch):
    """She opened it, and before her press reached the keys the case was handed on."""
    row = desk.arrives(Told("Es geht um Frau Beispiel.", keep_from="Beispiel"))

    def gone(**_: object) -> None:
        raise NotHeldError

    monkeypatch.setattr("rueckhalt.support.cases.actions.taking.vault.hold_alone", gone)
    assert lars.post(of(row, "uebernehmen/"), {"alone": "yes"}).status_code == 404


@pytest.fixture
def quick(monkeypatch):
    """Words without the third of a second of Argon2id."""
    from rueckhalt.support.cases.views import desk as desks
    from rueckhalt.support.cases.views import manage

    for module in (desks, manage):
        monkeypatch.setattr(module, "stretch_secret", quick_secret)


def shown_words(answer) -> str:
    return re.search(r'app-passphrase"><strong>([^<]+)<', answer.content.decode())[1]


def test_a_case_on_the_phone_shows_its_words_once_and_a_double_click_makes_one(desk, lars, quick):
    form = re.search(r'name="form" value="(\w+)"', lars.get("/arbeit/telefon/").content.decode())[1]
    told = {"text": "Er ruft an.", "urgency": "2", "stand_in": desk.nadja.pk, "form": form}
    first, second = (lars.post("/arbeit/telefon/", told) for _ in range(2))
    assert shown_words(first) == shown_words(second)
    row = Case.objects.get()
    assert (row.state, row.assigned, row.stand_in) == (State.TAKEN, desk.lars, desk.nadja)
    assert "hat die Wörter noch einmal gesehen" in text(lars.get(of(row, "verlauf/")))


def test_on_the_phone_nothing_typed_is_lost(desk, lars, quick):
    answer = lars.post("/arbeit/telefon/", {"text": "Er ruft an.", "stand_in": desk.nadja.pk})
    assert (answer.status_code, Case.objects.count()) == (422, 0)
    assert b"Er ruft an." in answer.content


def test_lost_words_need_a_check_and_a_second_guide(desk, case, lars, nadja, quick):
    lars.post(of(case, "schluessel/"), {"checked": "safe-word", "words": "Hat es genannt."})
    proposal = entry_id(desk, case, "secret-proposal")
    assert lars.post(of(case, f"schluessel/{proposal}/")).status_code == 422
    given = nadja.post(of(case, f"schluessel/{proposal}/"))
    assert len(shown_words(given).split()) == 7
    with pytest.raises(Exception, match="ReturnKey"):
        desk.own(case)  # the old words open nothing
    assert nadja.post(of(case, f"schluessel/{proposal}/")).status_code == 422


def test_who_left_neither_word_nor_number_gets_no_new_words(desk, lars):
    row = desk.arrives(Told("Ohne Namen."), USUAL)
    lars.post(of(row, "uebernehmen/"), {"stand_in": desk.nadja.pk})
    assert "Beginnen Sie mit ihr einen neuen Fall" in text(lars.get(of(row, "verwalten/")))
    answer = lars.post(of(row, "schluessel/"), {"checked": "safe-word", "words": "Sagt sie."})
    assert answer.status_code == 422
    assert "secret-proposal" not in kinds(desk, row)
