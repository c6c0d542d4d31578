"""Builders for the exchange: seats of the invented people, and things that they made."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from rueckhalt.dialogue.exchange.access import Seat, seat_of
from rueckhalt.dialogue.exchange.actions.dates import plan_series
from rueckhalt.dialogue.exchange.actions.materials import add_material
from rueckhalt.dialogue.exchange.actions.meetings import (
    ItemDraft,
    add_item,
    change_meeting_state,
    plan_meeting,
    record_result,
)
from rueckhalt.dialogue.exchange.actions.partners import MandateDraft, add_partner, take_in
from rueckhalt.dialogue.exchange.actions.promises import (
    Origin,
    add_milestone,
    make_promise,
    release_promise,
    update_promise,
)
from rueckhalt.dialogue.exchange.actions.topics import raise_topic, release_topic, take_up
from rueckhalt.dialogue.exchange.models import (
    AgendaItem,
    Material,
    Meeting,
    Milestone,
    Promise,
    Result,
    Topic,
    Update,
)
from rueckhalt.dialogue.exchange.rules.meeting import (
    MeetingDraft,
    MeetingState,
    ResultDraft,
    ResultKind,
)
from rueckhalt.dialogue.exchange.rules.partner import Term
from rueckhalt.dialogue.exchange.rules.promise import (
    EvidenceDraft,
    PromiseDraft,
    PromiseKind,
    Status,
    UpdateDraft,
)
from rueckhalt.dialogue.exchange.rules.series import Rhythm, SeriesDraft
from rueckhalt.dialogue.exchange.rules.topic import REFERENCE_SIGNS, TopicDraft
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility, Visibility
from rueckhalt.foundation.accounts.api import Role
from tests.accounts import account_with
from tests.people import account_of

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
TODAY = date(2026, 12, 1)
DRAFT = TopicDraft(
    "Wartezeit bei der Auskunftssperre",
    "Anträge liegen lange bei der Meldebehörde.",
    Visibility.INTERNAL,
    is_for_organisation=True,
)
_numbers = count()


def reference() -> str:
    """A new reference, the next of all that there can be."""
    number, signs = next(_numbers), ""
    for _ in range(8):
        number, sign = divmod(number, len(REFERENCE_SIGNS))
        signs = REFERENCE_SIGNS[sign] + signs
    return signs


def seat(name: str) -> Seat:
    """The seat of somebody who takes part."""
    found = seat_of(account_of(name), on=TODAY)
    assert found is not None, name
    return found


def topic_of(name: str, visibility: Visibility = Visibility.INTERNAL, **changes) -> Topic:
    """A topic that somebody raised."""
    by = seat(name)
    values = {
        "title": DRAFT.title, "description": DRAFT.description, "is_for_organisation": True,
    } | changes  # fmt: skip
    return raise_topic(
        draft=TopicDraft(visibility=visibility, **values), membership=by.memberships[0],
        reference=reference(), by=by, now=NOW,
    )  # fmt: skip


def internal_topic() -> Topic:
    """An internal topic of Katrin's, which the whole alliance may read."""
    return topic_of("katrin")


def taken_up(topic: Topic) -> Topic:
    """A topic after the secretariat took it up."""
    take_up(topic=topic, by=seat("aylin"), now=NOW)
    return topic


def meeting(visibility: Visibility = Visibility.PUBLIC, *, in_days: int = 7) -> Meeting:
    """A meeting to which everybody is invited."""
    starts = NOW + timedelta(days=in_days)
    draft = MeetingDraft(
        "Treffen zur Probe", visibility, starts, starts + timedelta(hours=2), "Musterstadt, Rathaus"
    )
    found = plan_meeting(draft=draft, reference=reference(), by=seat("aylin"), now=NOW)
    change_meeting_state(meeting=found, new=MeetingState.INVITED, by=seat("aylin"), now=NOW)
    return found


def series(
    count: int = 4, *, starts: datetime = datetime(2027, 3, 9, 13, tzinfo=UTC)
) -> list[Meeting]:
    """The meetings of a monthly series of 90 minutes; nobody is invited yet."""
    draft = SeriesDraft(
        "Runde zur Probe", "Schutz im Amt", Visibility.INTERNAL, Rhythm.MONTHLY, count, starts, 90,
        "Musterstadt",
    )  # fmt: skip
    each = [reference() for _ in range(count)]
    made = plan_series(
        draft=draft, reference=reference(), references=each, by=seat("aylin"), now=NOW
    )
    return list(Meeting.objects.filter(series=made).order_by("planned_at"))


def item_about(
    topic: Topic, at: Meeting, visibility: ItemVisibility = ItemVisibility.INTERNAL
) -> AgendaItem:
    """An item of an agenda about a topic that was taken up."""
    draft = ItemDraft(visibility, topic=topic)
    return add_item(meeting=at, draft=draft, reference=reference(), by=seat("aylin"), now=NOW)


def result_of(item: AgendaItem, *, public_text: str = "") -> Result:
    """What came of an item: something was agreed."""
    item.topic.refresh_from_db()  # it came onto the agenda
    draft = ResultDraft(ResultKind.DECIDED, "Das Ministerium prüft es.", public_text)
    return record_result(item=item, draft=draft, seen=0, by=seat("aylin"), now=NOW)


def past(at: Meeting) -> Meeting:
    """The same meeting, long ago: its agenda was made before."""
    starts = datetime(2026, 1, 12, 9, tzinfo=UTC)
    Meeting.objects.filter(pk=at.pk).update(starts_at=starts, ends_at=starts + timedelta(hours=2))
    at.refresh_from_db()
    return at


def public_topic() -> Topic:
    """A topic that was taken up and let out."""
    topic = taken_up(topic_of("katrin", Visibility.PUBLIC))
    release_topic(topic=topic, by=seat("aylin"), now=NOW)
    return topic


def public_minutes(words: str) -> tuple[Meeting, AgendaItem]:
    """A public meeting long ago, with a public item of which everybody reads these words."""
    at, by = meeting(), seat("aylin")
    item = item_about(public_topic(), at, ItemVisibility.PUBLIC)
    result_of(item, public_text=words)
    for state in (MeetingState.HELD, MeetingState.APPROVED):
        change_meeting_state(meeting=at, new=state, by=by, now=NOW)
    return past(at), item


def material_of(at: Meeting | AgendaItem | Topic, content: bytes = b"%PDF-1.7 Probe") -> Material:
    """A file of a meeting, an item or a topic."""
    return add_material(
        home=at, title="Unterlage zur Probe", name="probe.pdf", content=content,
        reference=reference(), by=seat("aylin"), now=NOW,
    )  # fmt: skip


def promise_of(
    topic: Topic,
    visibility: Visibility = Visibility.PUBLIC,
    *,
    owner: str | None = None,
    **changes,
) -> Promise:
    """A promise that came of a topic, of somebody's partner or of none; not released, not assessed."""
    values = {
        "kind": PromiseKind.PROMISE, "sentence": "Die Wartezeit sinkt auf einen Monat.",
        "owner": "Ministerium Musterland", "given_on": TODAY,
    } | changes  # fmt: skip
    return make_promise(
        draft=PromiseDraft(visibility=visibility, **values), origin=Origin(topic=topic),
        owner_partner=seat(owner).memberships[0].partner if owner else None, reference=reference(), by=seat("aylin"), now=NOW,
    )  # fmt: skip


def released(promise: Promise) -> Promise:
    """A public promise after the secretariat let it out."""
    release_promise(promise=promise, by=seat("aylin"), now=NOW)
    return promise


def milestone_of(promise: Promise) -> Milestone:
    """A step on the way of a promise, without a day."""
    return add_milestone(
        promise=promise, title="Der Entwurf liegt vor.", due_on=None, by=seat("aylin"), now=NOW
    )


def told(promise: Promise, status: Status, *, at: datetime = NOW) -> Update:
    """An update of a promise, recorded at a moment, with what shows it."""
    on = at.date()
    proof = EvidenceDraft("Amtsblatt zur Probe", "https://beispiel.invalid/blatt", on)
    draft = UpdateDraft(status, f"So steht es am {on}.", on, (proof,))
    return update_promise(promise=promise, draft=draft, by=seat("aylin"), now=at)


def foreign_partner() -> dict[str, str]:
    """A partner of which nobody of the invented people is, and the mandate of somebody there."""
    account = account_with(Role.ASSOCIATION, email=f"{reference()}@rueckhalt.example")
    partner = add_partner(
        organisation=account.organisation, group="party-associations", reference=reference(),
        by=None, now=NOW,
    )  # fmt: skip
    term = take_in(
        partner=partner, account=account, draft=MandateDraft("Vorsitz", Term(TODAY, None)),
        reference=reference(), by=None, now=NOW,
    )  # fmt: skip
    return {"<slug:partner>": partner.reference, "<slug:membership>": term.reference}
