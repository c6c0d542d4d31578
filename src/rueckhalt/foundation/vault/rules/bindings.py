"""What each wrap is bound to; one that was copied to another row opens nothing."""

from rueckhalt.foundation.vault.rules.sealed import context


def half_for_holder(record: str, holder: int) -> bytes:
    """The half key of a record for one holder."""
    return context("half", record, "holder", str(holder))


def half_for_inbox(record: str, inbox_key: int) -> bytes:
    """The half key of a record for whoever is on inbox duty."""
    return context("half", record, "inbox", str(inbox_key))


def half_for_recovery(record: str, recovery_key: int) -> bytes:
    """The half key of a record for the recovery."""
    return context("half", record, "recovery", str(recovery_key))


def half_for_return(record: str) -> bytes:
    """The half key of a record for the person herself."""
    return context("half", record, "return")


def inbox_for_holder(inbox_key: int, holder: int) -> bytes:
    """The private half of the inbox for one person on duty."""
    return context("inbox", str(inbox_key), str(holder))


def recovery_outer(recovery_key: int, first: int, second: int) -> bytes:
    """The outer seal of a recovery, for who begins."""
    return context("recovery outer", str(recovery_key), str(first), str(second))


def recovery_inner(recovery_key: int, first: int, second: int) -> bytes:
    """The inner seal of a recovery, for who finishes."""
    return context("recovery inner", str(recovery_key), str(first), str(second))


def open_vault(session: str, holder: int) -> bytes:
    """The private half of a holder while her vault is open in one session."""
    return context("open vault", session, str(holder))


def open_return(door: bytes, record: str) -> bytes:
    """The half key of a record while the person herself is there."""
    return context("open return", door.hex(), record)
