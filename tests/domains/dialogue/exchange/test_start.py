"""What the exchange starts with: sourced, unassessed, loaded once, never over what people did."""

import pytest

from rueckhalt.dialogue.exchange.actions.start import load_start_content
from rueckhalt.dialogue.exchange.models import Promise, Topic, Update
from rueckhalt.dialogue.exchange.queries.content import start_content
from rueckhalt.dialogue.exchange.queries.public import public_promises, public_topic
from tests.exchange import NOW

pytestmark = pytest.mark.django_db
# What the founding statement names (issue 9), each as a topic.
NAMED = {
    "ansprechstelle", "politische-bildung", "lagebild", "wertschaetzung", "demokratiestrategie",
    "melderecht", "zusammenarbeit", "hasskriminalitaet", "finanzausstattung",
}  # fmt: skip


def test_every_measure_of_the_founding_statement_is_a_topic_with_its_source():
    load_start_content(now=NOW)
    assert set(Topic.objects.values_list("reference", flat=True)) >= NAMED
    for reference in NAMED:
        topic = public_topic(reference)
        assert topic is not None
        assert topic.source is not None
        assert topic.source.url.startswith("https://")


def test_nobody_has_assessed_what_the_exchange_starts_with():
    load_start_content(now=NOW)
    rows = public_promises(1, now=NOW).rows
    assert len(rows) == len(start_content().promises)
    assert {one.status_words for one in rows} == {"Stand nicht erhoben"}
    assert not Update.objects.exists()


def test_the_demand_for_money_is_a_topic_and_no_promise():
    load_start_content(now=NOW)
    assert not Promise.objects.filter(topic__reference="finanzausstattung").exists()


def test_a_second_start_changes_nothing_and_brings_nothing_back():
    first = load_start_content(now=NOW)
    Topic.objects.filter(reference="melderecht").update(title="Anders", withdrawn_at=NOW)
    assert first == len(start_content().topics) + len(start_content().promises)
    assert load_start_content(now=NOW) == 0
    topic = Topic.objects.get(reference="melderecht")
    assert (topic.title, topic.withdrawn_at) == ("Anders", NOW)
