"""What may leave the house: values without a single personal field, and when each may be shown.

Public pages, OParl, feeds, the public report and the search read these and nothing else. A name
cannot slip in, because there is no field that could carry it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from rueckhalt.dialogue.exchange.rules.meeting import RESULTS, MeetingState, ResultKind
from rueckhalt.dialogue.exchange.rules.promise import (
    DIFFERENCES,
    Difference,
    PromiseKind,
    Status,
    status_in_words,
)
from rueckhalt.dialogue.exchange.rules.topic import STATES, TopicState
from rueckhalt.dialogue.exchange.rules.visibility import ItemVisibility, Visibility


@dataclass(frozen=True, slots=True)
class PublicSource:
    """Where something can be read, and of which day it is."""

    label: str
    url: str
    on: date


@dataclass(frozen=True, slots=True)
class PublicUpdate:
    """How far a promise was on a day, and what shows it."""

    status: Status
    text: str
    on: date
    evidence: tuple[PublicSource, ...]

    @property
    def status_words(self) -> str:
        """Returns how far it is, in German words."""
        return status_in_words(self.status)


@dataclass(frozen=True, slots=True)
class PublicView:
    """How far a partner sees a promise; `partner` is an organisation, not always of the other side."""

    partner: str
    is_other_side: bool
    status: Status
    text: str
    on: date

    @property
    def status_words(self) -> str:
        """Returns how far it is, in German words."""
        return status_in_words(self.status)


@dataclass(frozen=True, slots=True)
class PublicMilestone:
    """A step on the way of a promise."""

    title: str
    due_on: date | None
    reached_on: date | None


@dataclass(frozen=True, slots=True)
class PublicOrigin:
    """From which public topic or meeting something came."""

    reference: str
    title: str


@dataclass(frozen=True, slots=True)
class PublicPromise:
    """A promise as everybody may read it; `owner` is an office."""

    reference: str
    kind: PromiseKind
    sentence: str
    owner: str
    given_on: date
    due_on: date | None
    status: Status | None
    updates: tuple[PublicUpdate, ...]
    views: tuple[PublicView, ...]
    difference: Difference
    milestones: tuple[PublicMilestone, ...]
    source: PublicSource | None
    topic: PublicOrigin | None
    meeting: PublicOrigin | None

    @property
    def status_words(self) -> str:
        """Returns how far it is, in German words."""
        return status_in_words(self.status)

    @property
    def difference_words(self) -> str:
        """Returns how the other side's view compares, in a German sentence; nothing without one."""
        return DIFFERENCES[self.difference]


@dataclass(frozen=True, slots=True)
class PublicTopic:
    """A topic as everybody may read it; what was answered is for the alliance."""

    reference: str
    title: str
    description: str
    state: TopicState
    raised_on: date
    source: PublicSource | None

    @property
    def state_words(self) -> str:
        """Returns where it stands, in German words."""
        return STATES[self.state].words.title


@dataclass(frozen=True, slots=True)
class PublicResult:
    """What came of a public item, in the words that may leave the house."""

    kind: ResultKind
    text: str

    @property
    def kind_words(self) -> str:
        """Returns what it is, in German words."""
        return RESULTS[self.kind]


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file that somebody read and let out; `digest` is where its content lies."""

    reference: str
    title: str
    name: str
    media_type: str
    size: int
    digest: str
    sha512: str


@dataclass(frozen=True, slots=True)
class PublicItem:
    """A public item of an agenda; `number` counts public items only."""

    reference: str
    number: int
    title: str
    topic: PublicOrigin | None
    results: tuple[PublicResult, ...]
    files: tuple[PublicFile, ...]


@dataclass(frozen=True, slots=True)
class PublicMeeting:
    """A public meeting with its public items."""

    reference: str
    name: str
    state: MeetingState
    starts_at: datetime
    ends_at: datetime
    place: str
    items: tuple[PublicItem, ...]
    files: tuple[PublicFile, ...]  # of the meeting as a whole
    changed_at: datetime

    @property
    def is_cancelled(self) -> bool:
        """Says whether it did not take place; it is named because it had been let out."""
        return self.state is MeetingState.CANCELLED

    @property
    def all_files(self) -> tuple[PublicFile, ...]:
        """Returns its files and those of its items."""
        return (*self.files, *(file for item in self.items for file in item.files))

    @property
    def has_minutes(self) -> bool:
        """Says whether its minutes stand: before that nothing that came of it is public."""
        return self.state is MeetingState.APPROVED


def is_public(visibility: Visibility, *, is_released: bool, is_withdrawn: bool) -> bool:
    """Says whether a topic or a promise is public: meant to be, released by a person, and still there."""
    return visibility is Visibility.PUBLIC and is_released and not is_withdrawn


def is_public_item(visibility: ItemVisibility, *, meeting: bool, topic: bool | None) -> bool:
    """Says whether an item is public: so are its meeting and its topic, if it has one."""
    return visibility is ItemVisibility.PUBLIC and meeting and topic is not False


def is_public_meeting(
    visibility: Visibility,
    state: MeetingState,
    *,
    ends_at: datetime,
    is_released_ahead: bool,
    is_withdrawn: bool,
    now: datetime,
) -> bool:
    """Says whether a meeting is public: afterwards, and before only if somebody released it.

    Where people of local politics will be is nothing for strangers to know beforehand.
    """
    if visibility is not Visibility.PUBLIC or is_withdrawn or state is MeetingState.PLANNED:
        return False
    return is_released_ahead or (ends_at <= now and state is not MeetingState.CANCELLED)
