from rueckhalt.dialogue.exchange.models.meeting import (
    AgendaItem,
    Material,
    Meeting,
    MeetingSeries,
    Presence,
    Result,
    ResultNotes,
)
from rueckhalt.dialogue.exchange.models.partner import (
    CalendarKey,
    ChannelConsent,
    Membership,
    Partner,
)
from rueckhalt.dialogue.exchange.models.promise import (
    Evidence,
    Milestone,
    OtherView,
    Promise,
    Update,
)
from rueckhalt.dialogue.exchange.models.reminder import Reminder
from rueckhalt.dialogue.exchange.models.topic import Answer, Dissent, Topic, TopicEntry

__all__ = [
    "AgendaItem",
    "Answer",
    "CalendarKey",
    "ChannelConsent",
    "Dissent",
    "Evidence",
    "Material",
    "Meeting",
    "MeetingSeries",
    "Membership",
    "Milestone",
    "OtherView",
    "Partner",
    "Presence",
    "Promise",
    "Reminder",
    "Result",
    "ResultNotes",
    "Topic",
    "TopicEntry",
    "Update",
]
