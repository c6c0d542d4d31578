from rueckhalt.foundation.outbox.rules.delivery import (
    DIED,
    MOST_ATTEMPTS,
    Payload,
    State,
    Work,
    deleted_before,
    next_attempt,
    stale_before,
    wait_after,
)
from rueckhalt.foundation.outbox.rules.payload import (
    check_names,
    payload_as_text,
    payload_from_text,
)

__all__ = [
    "DIED",
    "MOST_ATTEMPTS",
    "Payload",
    "State",
    "Work",
    "check_names",
    "deleted_before",
    "next_attempt",
    "payload_as_text",
    "payload_from_text",
    "stale_before",
    "wait_after",
]
