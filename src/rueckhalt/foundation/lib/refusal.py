"""The one way to say no: with a code for machines and a sentence for people."""


class Refused(Exception):  # noqa: N818 -- it is no error: the house says no
    """Raised where something cannot be done; carries what a person reads.

    Args:
        code: stable word for machines and tests.
        message: German sentence with named places, marked by `gettext_noop`.
        values: what fills the named places.
    """

    def __init__(self, code: str, message: str, **values: object) -> None:
        super().__init__(message % values if values else message)
        self.code = code
        self.message = message
        self.values = values


def gettext_noop(message: str) -> str:
    """Marks a sentence for translation; web translates it when it is shown."""
    return message
