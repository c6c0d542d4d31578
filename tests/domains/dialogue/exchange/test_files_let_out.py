"""Files that the secretariat lets out: who can, after which check, who can load them, and how they go."""

from datetime import timedelta
from hashlib import sha512

import pytest
from django.test import Client

from rueckhalt.dialogue.exchange.actions.materials import (
    add_material,
    release_material,
    withdraw_material,
)
from rueckhalt.dialogue.exchange.models import AgendaItem, Material, Meeting
from rueckhalt.dialogue.exchange.queries.materials import place_of
from rueckhalt.dialogue.exchange.rules.material import Reading
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility, Visibility
from rueckhalt.foundation.lib.refusal import Refused
from tests.exchange import (
    NOW,
    item_about,
    material_of,
    meeting,
    past,
    reference,
    seat,
    taken_up,
    topic_of,
)
from tests.people import client_of

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.7 Probe"
ALL = [one.value for one in Reading]


@pytest.fixture(autouse=True)
def _drawer(settings, tmp_path, time_machine):
    settings.EXCHANGE_DIR = tmp_path
    time_machine.move_to(NOW, tick=False)


def release(file: Material, name: str = "aylin", read=frozenset(Reading)) -> None:
    release_material(material=file, read=read, by=seat(name), now=NOW)


def load(at: Meeting, file: Material):
    return Client().get(f"/treffen/{at.reference}/dateien/{file.reference}/")


def oparl(file: Material):
    return Client().get(f"/oparl/v1.1/file/{file.reference}/")


def code_of(act) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def test_a_file_that_was_let_out_is_kept_by_the_browser_and_never_opened_in_our_name():
    at = past(meeting())
    file = material_of(at, CONTENT)
    assert load(at, file).status_code == 404
    release(file)
    answer = load(at, file)

    assert (answer.status_code, answer.content) == (200, CONTENT)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="probe.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert not answer.cookies


def test_a_file_of_a_meeting_ahead_waits_for_the_meeting(time_machine):
    at = meeting()
    file = material_of(at, CONTENT)
    release(file)
    assert (load(at, file).status_code, oparl(file).status_code) == (404, 404)
    time_machine.move_to(NOW + timedelta(days=30), tick=False)
    assert (load(at, file).status_code, oparl(file).status_code) == (200, 200)


def test_another_meeting_does_not_hand_it_out():
    at, other = past(meeting()), past(meeting())
    file = material_of(at, CONTENT)
    release(file)
    assert load(other, file).status_code == 404


def test_oparl_names_the_file_with_its_sum_and_its_meeting():
    at = past(meeting())
    file = material_of(at, CONTENT)
    release(file)
    told = oparl(file).json()

    assert told["sha512Checksum"] == sha512(CONTENT).hexdigest()
    assert (told["mimeType"], told["fileName"], told["size"]) == (
        "application/pdf", "probe.pdf", len(CONTENT),
    )  # fmt: skip
    assert told["downloadUrl"].endswith(f"/treffen/{at.reference}/dateien/{file.reference}/")
    (inner,) = Client().get(f"/oparl/v1.1/meeting/{at.reference}/").json()["auxiliaryFile"]
    assert inner["id"] == told["id"]
    assert told["meeting"] == [Client().get(f"/oparl/v1.1/meeting/{at.reference}/").json()["id"]]


def test_a_file_that_was_taken_back_is_named_as_deleted_and_its_content_is_gone():
    at = past(meeting())
    file = material_of(at, CONTENT)
    release(file)
    later = NOW + timedelta(seconds=1)
    withdraw_material(material=file, by=seat("aylin"), now=later)

    assert load(at, file).status_code == 404
    told = oparl(file).json()
    assert told["deleted"] is True
    assert not {"name", "fileName", "downloadUrl"} & set(told)
    assert told["modified"] > told["created"]


def test_a_file_goes_with_its_item():
    at = meeting()
    item = AgendaItem.objects.create(
        reference=reference(), meeting=at, position=1, title="Punkt", created_at=NOW,
        changed_at=NOW, visibility=ItemVisibility.PUBLIC.value,
    )  # fmt: skip
    past(at)
    file = material_of(item, CONTENT)
    release(file)
    assert load(at, file).status_code == 200
    AgendaItem.objects.filter(pk=item.pk).update(visibility=ItemVisibility.INTERNAL.value)
    assert load(at, file).status_code == 404


@pytest.mark.parametrize("visibility", [ItemVisibility.INTERNAL, ItemVisibility.HIDDEN])
def test_a_file_of_an_item_that_is_not_public_stays_inside(visibility):
    item = item_about(taken_up(topic_of("katrin", Visibility.PUBLIC)), meeting(), visibility)
    assert code_of(lambda: release(material_of(item, CONTENT))) == "file-home"


def test_a_file_of_an_internal_meeting_or_of_a_topic_stays_inside():
    of_meeting = material_of(meeting(Visibility.INTERNAL), CONTENT)
    of_topic = add_material(
        home=topic_of("katrin", Visibility.PUBLIC), title="Vorlage", name="a.pdf",
        content=CONTENT, reference=reference(), by=seat("katrin"), now=NOW,
    )  # fmt: skip
    assert code_of(lambda: release(of_meeting)) == "file-home"
    assert code_of(lambda: release(of_topic)) == "file-home"


def test_only_the_secretariat_lets_a_file_out_and_only_once():
    file = material_of(past(meeting()), CONTENT)
    assert code_of(lambda: release(file, "katrin")) == "not-allowed"
    release(file)
    assert code_of(lambda: release(file)) == "changed-meanwhile"


def test_a_file_whose_content_is_lost_does_not_go_out():
    file = material_of(past(meeting()), CONTENT)
    place_of(file.digest).unlink()
    assert code_of(lambda: release(file)) == "file-lost"


@pytest.mark.parametrize("missing", Reading)
def test_who_has_not_looked_everywhere_is_asked_again_with_what_was_ticked(missing):
    file = material_of(past(meeting()), CONTENT)
    ticked = [one for one in ALL if one != missing]
    address = f"/austausch/dateien/{file.reference}/freigeben/"
    answer = client_of("aylin").post(address, {"read": ticked})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Prüfen Sie bitte alles, bevor Sie es veröffentlichen." in page
    assert page.count(" checked") == 2
    assert Material.objects.get().released_at is None


def test_the_page_of_a_meeting_leads_to_the_release_and_says_what_is_out():
    at, aylin = past(meeting()), client_of("aylin")
    file = material_of(at, CONTENT)
    address = f"/austausch/dateien/{file.reference}/freigeben/"
    own = f"/austausch/treffen/{at.reference}/"

    assert address in aylin.get(own).content.decode()
    assert address not in client_of("katrin").get(own).content.decode()
    assert aylin.get(address).status_code == 200
    assert aylin.post(address, {"read": ALL})["Location"] == f"{own}?gespeichert"
    page = aylin.get(own).content.decode()
    assert "probe.pdf, 14\xa0Bytes, öffentlich" in page
    assert address not in page
