"""What an entry of a case says. All of it lies sealed, the kind of entry included."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field, TypeAdapter

STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class Answer:
    """One question of the guide with what she ticked, both in words."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class ToldIncident:
    """An incident as she told it; `when` in her own words ("im Frühjahr")."""

    when: str
    what: str


@dataclass(frozen=True, slots=True)
class Reach:
    """How she can be reached safely; all empty: only here, with her secret."""

    way: str = ""
    times: str = ""
    never_say: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody told at the beginning.

    `situation` are the fields of the guide as they were sent, so that her plan can be made anew.
    `protected` are people at home or in the office, as roles. `consent` is the version of the
    notice that she read. A question without a case has a text and nothing else.
    """

    text: str
    name: str = ""
    office: str = ""
    answers: tuple[Answer, ...] = ()
    incidents: tuple[ToldIncident, ...] = ()
    reach: Reach = Reach()
    safe_word: str = ""
    protected: tuple[str, ...] = ()
    keep_from: str = ""
    consent: str = ""
    situation: tuple[tuple[str, str], ...] = ()
    by_phone: bool = False
    kind: Literal["told"] = "told"
    is_for_person: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Message:
    """A message between the person and the contact point, with ids of files."""

    text: str
    files: tuple[uuid.UUID, ...] = ()
    kind: Literal["message"] = "message"
    is_for_person: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Note:
    """A note among guides; the person's page does not show it."""

    text: str
    kind: Literal["note"] = "note"
    is_for_person: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Incident:
    """A further incident in the diary."""

    when: str
    what: str
    files: tuple[uuid.UUID, ...] = ()
    kind: Literal["incident"] = "incident"
    is_for_person: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Step:
    """The case came into a state; `said` tells the person what was done and what comes next."""

    state: str
    said: str = ""
    due_on: date | None = None
    kind: Literal["step"] = "step"
    is_for_person: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Task:
    """Something that a guide has to do until a day."""

    title: str
    due_on: date
    kind: Literal["task"] = "task"
    is_for_person: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A day by which the person must act, with its reason as the guide gives it."""

    title: str
    due_on: date
    reason: str = ""
    mark: str = ""
    kind: Literal["clock"] = "clock"
    is_for_person: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Done:
    """A task or a clock is done."""

    entry: uuid.UUID
    said: str = ""
    kind: Literal["done"] = "done"
    is_for_person: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Assessment:
    """A judgement of danger: free words first, then what is visible. It proposes, it never decides.

    `visible` are ids of visible threats. `escalates`: three incidents in twelve months.
    `repeats`: again within twelve months. `proposal` is what the guide would do.
    """

    words: str
    visible: tuple[str, ...] = ()
    escalates: bool = False
    repeats: bool = False
    proposal: str = ""
    kind: Literal["assessment"] = "assessment"
    is_for_person: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class SecondView:
    """A second person looked: at a judgement of danger, at a disclosure, or at a whole case."""

    of: uuid.UUID
    agrees: bool
    words: str = ""
    kind: Literal["second-view"] = "second-view"
    is_for_person: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Consent:
    """She agrees that something goes to somebody: whom, what for, what, until when, in which words.

    `body` is the id of an entry of the directory, or empty.
    """

    recipient: str
    purpose: str
    items: tuple[str, ...]
    until: date
    words: str
    body: str = ""
    kind: Literal["consent"] = "consent"
    is_for_person: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """She takes a consent back."""

    consent: uuid.UUID
    kind: Literal["withdrawal"] = "withdrawal"
    is_for_person: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Something went to somebody: with consent, in an emergency, or against her will for a reason.

    `recipient_kind` is "police" or "rescue" in an emergency; `body` the id of an entry of the
    directory, or empty.
    """

    recipient: str
    recipient_kind: str
    purpose: str
    items: tuple[str, ...]
    given_on: date
    answer_by: date | None = None
    body: str = ""
    reason: str = ""
    kind: Literal["disclosure"] = "disclosure"
    is_for_person: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class DisclosureProposal:
    """A guide would disclose something without consent; it goes out only once a second one agrees."""

    recipient: str
    recipient_kind: str
    purpose: str
    items: tuple[str, ...]
    reason: str
    body: str = ""
    kind: Literal["disclosure-proposal"] = "disclosure-proposal"
    is_for_person: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class SecretProposal:
    """A guide has made sure who asks for a new secret; a second one gives it out.

    `checked` says how: "safe-word" or "call-back".
    """

    checked: str
    words: str
    kind: Literal["secret-proposal"] = "secret-proposal"
    is_for_person: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What a recipient answered, with its file number."""

    disclosure: uuid.UUID
    text: str
    file_number: str = ""
    kind: Literal["reply"] = "reply"
    is_for_person: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Handed:
    """The case went to other guides, by their account numbers; none stands in where nobody else may."""

    guide: int
    stand_in: int | None
    kind: Literal["handed"] = "handed"
    is_for_person: ClassVar[bool] = False


Content = (
    Told | Message | Note | Incident | Step | Task | Clock | Done | Assessment | SecondView
    | Consent | Withdrawal | Disclosure | DisclosureProposal | Reply | Handed | SecretProposal
)  # fmt: skip

PERSON, HOUSE = "person", "house"


@dataclass(frozen=True)
class Said:
    """An entry in the open: when, by whom ("person", "house" or "account:17"), and what.

    `id` is that of its row.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: uuid.UUID
    at: datetime
    by: str
    content: Annotated[Content, Field(discriminator="kind")]


@dataclass(frozen=True)
class Summary:
    """What the desk shows in a row, sealed like everything else: a title and when it arrived."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    title: str
    arrived_at: datetime


_SAID, _SUMMARY = TypeAdapter(Said), TypeAdapter(Summary)


def said_as_text(said: Said) -> str:
    """Returns an entry as the text that is sealed."""
    return _SAID.dump_json(said).decode()


def said_from_text(text: str) -> Said:
    """Returns an entry from the text that was sealed."""
    return _SAID.validate_json(text)


def summary_as_text(summary: Summary) -> str:
    """Returns a summary as the text that is sealed."""
    return _SUMMARY.dump_json(summary).decode()


def summary_from_text(text: str) -> Summary:
    """Returns a summary from the text that was sealed."""
    return _SUMMARY.validate_json(text)
