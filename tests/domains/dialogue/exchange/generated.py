"""Content of the exchange by chance, of which is known beforehand what may leave the house.

Each row is drawn from a table of cases that says, by the issue and not by our code, whether it is
OPEN to everybody, was once and is GONE, or NEVER was. Its words say so themselves: what must not
leave carries `HIDDEN`, what must be found carries `SHOWN`. Every name of a person carries `PERSON`.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from rueckhalt.dialogue.exchange.models import (
    AgendaItem,
    Answer,
    ChannelConsent,
    Dissent,
    Evidence,
    Material,
    Meeting,
    Membership,
    Milestone,
    OtherView,
    Partner,
    Promise,
    Result,
    Topic,
    TopicEntry,
    Update,
)
from rueckhalt.dialogue.exchange.queries.content import groups
from rueckhalt.foundation.accounts.api import Account, Organisation, OrganisationKind

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
TODAY = NOW.date()
LONG_AGO = NOW - timedelta(days=400)
# No word of any page.
SHOWN, HIDDEN, PERSON = "qzeigbar", "qverborgen", "qmensch"
OPEN, GONE, NEVER = "open", "gone", "never"
_numbers = count(1)


@dataclass(frozen=True)
class Case:
    """A kind of row: what its columns hold, and whether everybody may know it."""

    outcome: str
    values: dict[str, Any]


def days(number: float) -> datetime:
    return NOW + timedelta(days=number)


# A topic or a promise is public once it is meant to be and somebody let it out.
PAPERS = (
    Case(OPEN, {"visibility": "public", "released_at": days(-9)}),
    Case(OPEN, {"visibility": "public", "released_at": days(-40)}),
    Case(NEVER, {"visibility": "public"}),
    Case(NEVER, {"visibility": "internal"}),
    Case(NEVER, {"visibility": "public", "withdrawn_at": days(-3)}),
    Case(GONE, {"visibility": "public", "released_at": days(-9), "withdrawn_at": days(-3)}),
    Case(GONE, {"visibility": "internal", "released_at": days(-9)}),
)
TOPICS = (
    *PAPERS,
    Case(NEVER, {"visibility": "confidential"}),
    Case(GONE, {"visibility": "confidential", "released_at": days(-9)}),
)
PAST, AHEAD = {"ends": -20}, {"ends": 20}
INVITED = {"invited_at": days(-60)}
# A meeting is public afterwards, and before only if somebody let it out.
MEETINGS = (
    Case(OPEN, {"visibility": "public", "state": "approved", **PAST, **INVITED}),
    Case(OPEN, {"visibility": "public", "state": "held", **PAST, **INVITED}),
    Case(OPEN, {"visibility": "public", "state": "invited", **PAST, **INVITED}),
    Case(OPEN, {"visibility": "public", "state": "invited", "released_at": days(-8), **AHEAD, **INVITED}),
    Case(OPEN, {"visibility": "public", "state": "cancelled", "released_at": days(-8), **AHEAD, **INVITED}),
    Case(NEVER, {"visibility": "public", "state": "invited", **AHEAD, **INVITED}),
    Case(NEVER, {"visibility": "public", "state": "planned", **AHEAD}),
    Case(NEVER, {"visibility": "public", "state": "planned", "released_at": days(-8), **AHEAD}),
    Case(NEVER, {"visibility": "public", "state": "cancelled", **AHEAD, **INVITED}),
    Case(NEVER, {"visibility": "internal", "state": "approved", **PAST, **INVITED}),
    Case(NEVER, {"visibility": "internal", "state": "invited", **AHEAD, **INVITED}),
    Case(NEVER, {"visibility": "public", "state": "invited", "withdrawn_at": days(-3), **AHEAD, **INVITED}),
    Case(GONE, {"visibility": "public", "state": "approved", "withdrawn_at": days(-3), **PAST, **INVITED}),
    Case(GONE, {"visibility": "internal", "state": "invited", "released_at": days(-8), **AHEAD, **INVITED}),
)  # fmt: skip
# An item is as open as its meeting and its topic; one that was let out is known to have been public.
ITEMS = (
    Case(OPEN, {"visibility": "public"}),
    Case(OPEN, {"visibility": "public"}),
    Case(NEVER, {"visibility": "internal"}),
    Case(NEVER, {"visibility": "hidden"}),
    Case(GONE, {"visibility": "internal", "released_at": days(-9)}),
)
# A file is public with its meeting or item once somebody let it out; one of a topic never is.
FILES = (
    Case(OPEN, {"released_at": days(-9)}),
    Case(NEVER, {}),
    Case(NEVER, {"withdrawn_at": days(-3)}),
    Case(GONE, {"released_at": days(-9), "withdrawn_at": days(-3)}),
)
# Somebody is named only while she agrees to this very channel and speaks for a partner.
CONSENTS = (
    Case(NEVER, {}),
    Case(NEVER, {"given": (("calendar", -30, None),)}),
    Case(OPEN, {"given": (("oparl", -30, None),)}),
    Case(OPEN, {"given": (("oparl", -30, -20), ("oparl", -10, None))}),
    Case(GONE, {"given": (("oparl", -30, -20),)}),
    Case(GONE, {"given": (("oparl", -30, None),), "until": -5}),
    Case(GONE, {"given": (("oparl", -30, None),), "is_active": False}),
)


@dataclass
class Generated:
    """What was stored: the references of each kind by outcome, and when hidden meetings begin."""

    references: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    hidden_starts: list[datetime] = field(default_factory=list)

    def note(self, kind: str, outcome: str, reference: str) -> None:
        self.references.setdefault((kind, outcome), set()).add(reference)

    def of(self, kind: str, outcome: str) -> set[str]:
        return self.references.get((kind, outcome), set())


def word(outcome: str) -> str:
    """A word of its own that says whether it may leave the house."""
    return f"{SHOWN if outcome == OPEN else HIDDEN}-{next(_numbers)}-"


def hidden() -> str:
    return word(NEVER)


class Generator:
    """Draws and stores content; the same seed stores the same."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.found = Generated()
        self.references = (f"g{number:07d}" for number in count())

    def store(self, size: int) -> Generated:
        """Stores about so many things, of each kind and each case some."""
        self.partners = list(self._partners(max(2, size // 50)))
        self.members = list(self._members(max(len(CONSENTS), size // 10)))
        self.topics = list(self._topics(max(len(TOPICS), size // 4)))
        self.meetings = list(self._meetings(max(len(MEETINGS), size // 6)))
        items = list(self._items(max(100, size // 4)))
        self._promises(max(len(PAPERS), size // 5), items)
        return self.found

    def _draw(self, cases: tuple[Case, ...], number: int) -> Iterator[Case]:
        """Each case at least once, then by chance."""
        yield from cases
        for _ in range(number - len(cases)):
            yield self.chance.choice(cases)

    def _base(self, **values: Any) -> dict[str, Any]:
        dates = {"created_at": LONG_AGO, "changed_at": values.get("withdrawn_at") or days(-10)}
        return {"reference": next(self.references), **dates, **values}

    def _partners(self, number: int) -> Iterator[Partner]:
        for _ in range(number):
            house = Organisation.objects.create(
                name=word(OPEN), kind=OrganisationKind.ASSOCIATION.value, is_active=True
            )
            group = self.chance.choice(list(groups()))
            partner = Partner.objects.create(**self._base(organisation=house, group=group))
            self.found.note("organization", OPEN, partner.reference)
            yield partner

    def _members(self, number: int) -> Iterator[Membership]:
        for case in self._draw(CONSENTS, number):
            partner, told = self.chance.choice(self.partners), case.values
            mark = next(_numbers)
            seen = SHOWN if case.outcome == OPEN else HIDDEN
            account = Account.objects.create(
                email=f"{PERSON}-{mark}@{HIDDEN}.invalid", name=f"{PERSON}-{seen}-{mark}-",
                organisation=partner.organisation, password="!", created_at=LONG_AGO,  # noqa: S106 -- opens nothing
                is_active=told.get("is_active", True),
            )  # fmt: skip
            until = TODAY + timedelta(days=told["until"]) if "until" in told else None
            row = Membership.objects.create(
                **self._base(
                    partner=partner, account=account, mandate=word(case.outcome),
                    valid_from=date(2026, 1, 1), valid_until=until,
                )
            )  # fmt: skip
            for channel, given, taken in told.get("given", ()):
                ChannelConsent.objects.create(
                    membership=row, channel=channel, given_at=days(given),
                    withdrawn_at=days(taken) if taken else None,
                )  # fmt: skip
            self.found.note("person", case.outcome, row.reference)
            yield row

    def _topics(self, number: int) -> Iterator[tuple[Topic, str]]:
        for case in self._draw(TOPICS, number):
            by, seen = self.chance.choice(self.members), case.outcome
            topic = Topic.objects.create(
                **self._base(
                    title=word(seen), description=word(seen), state="raised", stems="",
                    waits_for="secretariat", due_on=TODAY, referred_to=hidden(), raised_by=by,
                    raised_for=self.chance.choice((by.partner, None)), source_label=word(seen),
                    source_on=self.chance.choice((TODAY, None)), **case.values,
                )
            )  # fmt: skip
            TopicEntry.objects.create(
                topic=topic, at=NOW, by=by.account, state="raised", waits_for="secretariat",
                due_on=TODAY, note=hidden(),
            )  # fmt: skip
            Answer.objects.create(topic=topic, text=hidden(), given_at=NOW, given_by=by.account)
            Dissent.objects.create(
                topic=topic, one_side=hidden(), other_side=hidden(), next_try_on=TODAY, at=NOW
            )
            self._file(by.account, NEVER, topic=topic)
            self.found.note("topic", seen, topic.reference)
            yield topic, seen

    def _file(self, by: Account, home_seen: str, **home: Any) -> tuple[str, str]:
        """Stores a file; returns whether everybody may know it, and its reference."""
        case = self.chance.choice(FILES)
        if NEVER in (seen := {case.outcome, home_seen}):
            outcome = NEVER
        else:
            outcome = GONE if GONE in seen else OPEN
        row = Material.objects.create(
            **self._base(
                title=word(outcome), name=word(outcome), media_type="text/plain", size=1,
                digest=hidden(), sha512="0" * 128, added_by=by, **home, **case.values,
            )
        )  # fmt: skip
        return outcome, row.reference

    def _meetings(self, number: int) -> Iterator[tuple[Meeting, str]]:
        for case in self._draw(MEETINGS, number):
            told, seen = dict(case.values), case.outcome
            # A second of its own, by which it can be found wherever it is told.
            ends = days(told.pop("ends")) + timedelta(seconds=next(_numbers))
            by = self.chance.choice(self.members).account
            if told["state"] == "approved":
                told |= {"approved_at": days(-11), "approved_by": by}
            meeting = Meeting.objects.create(
                **self._base(
                    name=word(seen), starts_at=ends - timedelta(hours=2), ends_at=ends,
                    time_zone="Europe/Berlin", place=word(seen), sequence=0,
                    online_url=f"https://{hidden()}.example/", **told,
                )
            )  # fmt: skip
            for _ in FILES:
                self.found.note("file", *self._file(by, seen, meeting=meeting))
            self.found.note("meeting", seen, meeting.reference)
            if seen != OPEN:
                self.found.hidden_starts.append(meeting.starts_at)
            yield meeting, seen

    def _items(self, number: int) -> Iterator[tuple[AgendaItem, str]]:
        used: set[tuple[int, int]] = set()
        for position in range(number):
            meeting, meeting_seen = self._often_open(self.meetings)
            topic, topic_seen = self._often_open([*self.topics, (None, OPEN)])
            if topic is not None and (meeting.pk, topic.pk) in used:
                continue
            used.add((meeting.pk, topic.pk if topic else 0))
            case = self.chance.choice(ITEMS)
            seen = case.outcome if {meeting_seen, topic_seen} == {OPEN} else NEVER
            item = AgendaItem.objects.create(
                **self._base(
                    meeting=meeting, position=position, topic=topic,
                    title=word(seen) if topic is None else "", **case.values,
                )
            )  # fmt: skip
            self.found.note("item", seen, item.reference)
            self._result(item, is_open=seen == OPEN)
            yield item, seen

    def _often_open(self, rows: list[tuple[Any, str]]) -> tuple[Any, str]:
        """One of some rows; every second time an open one, so that what is open meets."""
        is_any = self.chance.random() < 0.5
        return self.chance.choice([row for row in rows if is_any or row[1] == OPEN])

    def _result(self, item: AgendaItem, *, is_open: bool) -> None:
        by = self.chance.choice(self.members).account
        stands = is_open and item.meeting.state == "approved"
        result = Result.objects.create(
            item=item, kind="decided", text=hidden(), public_text=word(OPEN if stands else NEVER),
            referred_to=hidden(), recorded_at=days(-12), recorded_by=by,
        )  # fmt: skip
        if item.topic is not None:
            Dissent.objects.create(
                topic=item.topic, result=result, one_side=hidden(), other_side=hidden(),
                next_try_on=TODAY, at=NOW,
            )  # fmt: skip
        told, reference = self._file(by, OPEN if is_open else NEVER, item=item)
        # Of an item that is not public we do not know whether it was; so of its files.
        self.found.note("file" if is_open else "file of such an item", told, reference)

    def _promises(self, number: int, items: list[tuple[AgendaItem, str]]) -> None:
        for case in self._draw(PAPERS, number):
            by, seen = self.chance.choice(self.members), case.outcome
            topic = self.chance.choice(self.topics)[0]
            item = self.chance.choice(items)[0]
            promise = Promise.objects.create(
                **self._base(
                    kind="promise", sentence=word(seen), owner=word(seen), given_on=TODAY,
                    due_on=TODAY, topic=topic, asked_by=by, source_label=word(seen),
                    result=Result.objects.filter(item=item).first(), source_on=TODAY, **case.values,
                )
            )  # fmt: skip
            stored = {"on": TODAY, "stored_at": days(-11), "stored_by": by.account}
            update = Update.objects.create(
                promise=promise, status="limited", text=word(seen), **stored
            )
            Evidence.objects.create(update=update, label=word(seen), on=TODAY)
            OtherView.objects.create(
                promise=promise, partner=by.partner, status="no-evidence", text=word(seen), **stored
            )
            Milestone.objects.create(promise=promise, title=word(seen))
            self.found.note("promise", seen, promise.reference)


def generate(seed: int, size: int) -> Generated:
    """Stores about so many things of the exchange."""
    return Generator(seed).store(size)
