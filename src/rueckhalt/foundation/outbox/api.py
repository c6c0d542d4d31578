"""The door of the outbox: what must happen outside of a request, and the worker that does it."""

from rueckhalt.foundation.outbox.actions import (
    MAIL,
    Claim,
    Clock,
    Handler,
    delete_done,
    discard,
    put,
    put_mail,
    retry,
    run_due,
    send_mail,
)
from rueckhalt.foundation.outbox.adapters import ConsolePost, FakePost, Post, ServerPost
from rueckhalt.foundation.outbox.queries import (
    FailedMessage,
    OutboxState,
    failed_messages,
    mail_templates,
    outbox_state,
)
from rueckhalt.foundation.outbox.rules import Work

__all__ = [
    "MAIL",
    "Claim",
    "Clock",
    "ConsolePost",
    "FailedMessage",
    "FakePost",
    "Handler",
    "OutboxState",
    "Post",
    "ServerPost",
    "Work",
    "delete_done",
    "discard",
    "failed_messages",
    "mail_templates",
    "outbox_state",
    "put",
    "put_mail",
    "retry",
    "run_due",
    "send_mail",
]
