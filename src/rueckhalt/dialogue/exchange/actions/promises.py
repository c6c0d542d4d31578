"""What people do with promises: give, update with evidence, see otherwise, let out."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from rueckhalt.dialogue.exchange.access import Seat
from rueckhalt.dialogue.exchange.actions.topics import follow_promise, wait_for_promises
from rueckhalt.dialogue.exchange.actions.trail import check_changed, check_secretariat, note
from rueckhalt.dialogue.exchange.models import (
    Evidence,
    Membership,
    Milestone,
    OtherView,
    Partner,
    Promise,
    Result,
    Topic,
    Update,
)
from rueckhalt.dialogue.exchange.queries.content import side_of
from rueckhalt.dialogue.exchange.queries.statuses import still_open
from rueckhalt.dialogue.exchange.rules.partner import may_see_otherwise
from rueckhalt.dialogue.exchange.rules.promise import (
    EvidenceDraft,
    PromiseDraft,
    UpdateDraft,
    check_day,
    check_given,
    checked_owner,
    checked_sentence,
    checked_source,
    checked_update,
)
from rueckhalt.dialogue.exchange.rules.topic import TopicState, check_length, check_reference
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility, Visibility
from rueckhalt.foundation.lib.refusal import Refused, gettext_noop


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a promise comes from, and who asked for it (for the alliance only)."""

    topic: Topic | None = None
    result: Result | None = None
    source: EvidenceDraft | None = None
    asked_by: Membership | None = None


@transaction.atomic
def make_promise(
    *,
    draft: PromiseDraft,
    origin: Origin,
    reference: str,
    owner_partner: Partner | None = None,
    by: Seat,
    now: datetime,
) -> Promise:
    """Stores a promise of a topic, a result or a published source; the topic then waits for its owner.

    The page makes `reference` before anybody types, so that a double click makes one promise.
    Refused: who does not run the exchange, a reference that is none, no origin, no sentence or owner, a public promise of a
    confidential topic or a hidden item, a day ahead, and a due day before it was given.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    check_reference(reference)
    sentence, owner = checked_sentence(draft.sentence), checked_owner(draft.owner)
    result = origin.result
    topic = origin.topic or (result.item.topic if result else None)
    _check_origin(draft, origin, topic)
    on = timezone.localdate(now)
    source = checked_source(origin.source, on=on, name="source") if origin.source else None
    check_given(draft.given_on, draft.due_on, on=on)
    promise, is_new = Promise.objects.get_or_create(
        reference=reference,
        defaults={
            "kind": draft.kind.value, "sentence": sentence, "owner": owner,
            "visibility": draft.visibility.value, "owner_partner": owner_partner,
            "given_on": draft.given_on, "due_on": draft.due_on, "topic": topic, "result": result,
            "asked_by": origin.asked_by, "source_label": source.label if source else "",
            "source_url": source.url if source else "", "source_on": source.on if source else None,
            "created_at": now, "changed_at": now,
        },
    )  # fmt: skip
    if not is_new:
        return promise
    if topic is not None and TopicState(topic.state) is TopicState.DISCUSSED:
        follow_promise(topic, promise, by=by.account, now=now)
    elif topic is not None:
        _lead(topic, by, now)
    note(by.account, "promise.make", "promise", reference, now=now)
    return promise


@transaction.atomic
def update_promise(*, promise: Promise, draft: UpdateDraft, by: Seat, now: datetime) -> Update:
    """Says how far a promise is, with evidence; the only way to its state. Its topic follows.

    Refused: who does not run the exchange, and what `checked_update` refuses.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    told = checked_update(draft, given_on=promise.given_on, on=timezone.localdate(now))
    update = Update.objects.create(
        promise=promise, status=told.status.value, text=told.text.strip(), on=told.on,
        stored_at=now, stored_by=by.account,
    )  # fmt: skip
    Evidence.objects.bulk_create(
        Evidence(update=update, label=one.label.strip(), url=one.url, on=one.on)
        for one in told.evidence
    )
    Promise.objects.filter(pk=promise.pk).update(changed_at=now)
    if promise.topic is not None:
        _lead(promise.topic, by, now)
    note(by.account, f"promise.update.{told.status}", "promise", promise.reference, now=now)
    return update


def _lead(topic: Topic, by: Seat, now: datetime) -> None:
    """Tells a topic what of its promises is still open."""
    rows = still_open(Promise.objects.filter(topic=topic, withdrawn_at__isnull=True))
    due = list(rows.values_list("due_on", flat=True))
    wait_for_promises(topic, due, by=by.account, now=now)


@transaction.atomic
def give_other_view(
    *, promise: Promise, partner: Partner, draft: UpdateDraft, by: Seat, now: datetime
) -> OtherView:
    """Says how far a partner sees a promise; shown beside the state.

    Refused: who does not speak for the partner, the owner itself and its own side, no text, a day
    before the promise or ahead.
    """
    if partner.pk not in by.partners:
        raise Refused("not-own", gettext_noop("Für diesen Partner können Sie nicht sprechen."))
    if partner.pk == promise.owner_partner_id:
        raise Refused("own-promise", gettext_noop("Die eigene Zusage beurteilt die andere Seite."))
    owner = promise.owner_partner
    side = side_of(owner.group if owner else None)
    if not may_see_otherwise(owner=side, viewer=side_of(partner.group)):
        raise Refused("own-side", gettext_noop("Das sagt nur ein Partner der anderen Seite."))
    check_length("text", draft.text, 2000)
    check_day(draft.on, since=promise.given_on, on=timezone.localdate(now))
    view = OtherView.objects.create(
        promise=promise, partner=partner, status=draft.status.value, text=draft.text.strip(),
        on=draft.on, stored_at=now, stored_by=by.account,
    )  # fmt: skip
    Promise.objects.filter(pk=promise.pk).update(changed_at=now)
    note(by.account, "promise.other-view", "promise", promise.reference, now=now)
    return view


@transaction.atomic
def add_milestone(
    *, promise: Promise, title: str, due_on: date | None, by: Seat, now: datetime
) -> Milestone:
    """Adds a step on the way of a promise. Refused: who does not run the exchange, and no title."""
    check_secretariat(is_secretariat=by.is_secretariat)
    label = " ".join(title.split())
    check_length("title", label, 200)
    step = Milestone.objects.create(promise=promise, title=label, due_on=due_on)
    Promise.objects.filter(pk=promise.pk).update(changed_at=now)
    note(by.account, "promise.milestone", "promise", promise.reference, now=now)
    return step


@transaction.atomic
def reach_milestone(*, milestone: Milestone, on: date, by: Seat, now: datetime) -> None:
    """Notes the day on which a step was reached. Refused: a day ahead, and one that was reached."""
    check_secretariat(is_secretariat=by.is_secretariat)
    check_day(on, since=milestone.promise.given_on, on=timezone.localdate(now))
    rows = Milestone.objects.filter(pk=milestone.pk, reached_on__isnull=True)
    check_changed(rows.update(reached_on=on))
    Promise.objects.filter(pk=milestone.promise_id).update(changed_at=now)
    note(by.account, "promise.milestone", "promise", milestone.promise.reference, now=now)


@transaction.atomic
def release_promise(*, promise: Promise, by: Seat, now: datetime) -> None:
    """Lets a public promise out, after somebody has read that it names nobody.

    Refused: who does not run the exchange, one whose topic or item has been closed to others since,
    one that is not meant to be public, and one that is out.
    """
    check_secretariat(is_secretariat=by.is_secretariat)
    _check_openness(Visibility(promise.visibility), promise.topic, promise.result)
    rows = Promise.objects.filter(
        pk=promise.pk, visibility=Visibility.PUBLIC.value, released_at__isnull=True
    )
    check_changed(rows.update(released_at=now, changed_at=now))
    note(by.account, "promise.release", "promise", promise.reference, now=now)


def _check_origin(draft: PromiseDraft, origin: Origin, topic: Topic | None) -> None:
    result = origin.result
    if topic is None and result is None and origin.source is None:
        raise Refused(
            "source-missing",
            gettext_noop("Eine Zusage kommt aus einem Thema, einem Treffen oder einer Quelle."),
        )
    _check_openness(draft.visibility, topic, result)


def _check_openness(visibility: Visibility, topic: Topic | None, result: Result | None) -> None:
    """Refuses a promise that is more open than what it comes from."""
    is_kept = (topic is not None and topic.visibility == Visibility.CONFIDENTIAL) or (
        result is not None and result.item.visibility == ItemVisibility.HIDDEN
    )
    if visibility is Visibility.CONFIDENTIAL or (is_kept and visibility is Visibility.PUBLIC):
        raise Refused(
            "visibility-too-open",
            gettext_noop("Thema oder Punkt sind vertraulich. Dann bleibt auch die Zusage intern."),
        )
