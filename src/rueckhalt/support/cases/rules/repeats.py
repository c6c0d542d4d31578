"""Knows a message that was sent twice: the same form with the same words is one entry."""

import uuid

BETWEEN = "\x00"


def entry_id(case: uuid.UUID, form: str, *said: str) -> uuid.UUID:
    """Returns the id of what a form says in a case.

    Args:
        case: the same form in another case is something else, whoever sends it.
        form: the value that the form was made with; nobody keeps it, so the id tells nothing.
        said: what was said; who goes back and writes something else says something new.
    """
    return uuid.uuid5(case, BETWEEN.join((form, *said)))
